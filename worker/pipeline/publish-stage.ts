import { readFile } from "node:fs/promises";
import type { Applied, Artifact, Results } from "#lib/experiment/schema.ts";
import { mapLimited } from "./map-limited.ts";
import type { MeasuredClip } from "./measure-rungs.ts";
import { publishBytes, publishJson } from "./publish-artifact.ts";
import { publishPictures } from "./publish-pictures.ts";
import type { RunContext } from "./run-context.ts";

/** The bitstreams of some clips, as `<folder>/<clip>-crf<N>.avcl`, so that anybody can decode them. */
async function publishBitstreams(context: RunContext, folder: string, { base, rungs }: MeasuredClip): Promise<Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const { point, bitstreamPath } of rungs) {
    artifacts.push(await publishBytes(context, `${folder}/${base.clip.facts.clipId}-crf${point.crf}.avcl`, await readFile(bitstreamPath), "application/octet-stream"));
  }
  return artifacts;
}

/** What there is of a plan that the first look ended. */
export async function publishScreened(context: RunContext, clips: readonly MeasuredClip[], applied: Applied): Promise<Artifact[]> {
  const perClip = await mapLimited(clips, context.pool.slots, context.signal, (clip) => publishBitstreams(context, "screen", clip));
  return [await publishJson(context, "applied.json", applied), ...perClip.flat()];
}

/** The bitstreams of the held-out clips; their figures stand in the record. */
export async function publishHeldOut(context: RunContext, clips: readonly MeasuredClip[]): Promise<Artifact[]> {
  return (await mapLimited(clips, context.pool.slots, context.signal, (clip) => publishBitstreams(context, "held-out", clip))).flat();
}

/** Stores everything large in S3: bitstreams, figures per frame, the full results, pictures. */
export async function publishArtifacts(context: RunContext, clips: readonly MeasuredClip[], results: Results, applied: Applied): Promise<Artifact[]> {
  const perClip = await mapLimited(clips, context.pool.slots, context.signal, async (clip, signal) => {
    const { facts } = clip.base.clip;
    const artifacts = await publishBitstreams(context, "bitstream", clip);
    const frames = clip.rungs.map(({ point, perFrame }) => ({ crf: point.crf, ...perFrame }));
    artifacts.push(await publishJson(context, `frames/${facts.clipId}.json`, frames));
    const curves = clip.rungs.flatMap(({ point, lossCurve }) => (lossCurve && lossCurve.length > 0 ? [{ crf: point.crf, lossCurve }] : []));
    if (curves.length > 0) artifacts.push(await publishJson(context, `training/${facts.clipId}.json`, curves));
    artifacts.push(...(await publishPictures(context, clip, signal)));
    return artifacts;
  });
  return [await publishJson(context, "results.json", results), await publishJson(context, "applied.json", applied), ...perClip.flat()];
}
