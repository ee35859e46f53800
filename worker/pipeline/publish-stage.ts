import { createHash } from "node:crypto";
import { access, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { putBlob } from "#lib/data/blobs.ts";
import { experimentArtifactKey } from "#lib/data/keys.ts";
import type { Applied, Artifact, Results } from "#lib/experiment/schema.ts";
import { roomFor, runDecoder } from "#worker/process/run-decoder.ts";
import { mapLimited } from "./map-limited.ts";
import type { MeasuredRung } from "./measure-rung.ts";
import type { MeasuredClip } from "./measure-rungs.ts";
import type { RunContext } from "./run-context.ts";

async function publish(context: RunContext, name: string, body: Buffer, contentType: string): Promise<Artifact> {
  const key = experimentArtifactKey(context.lease.id, context.lease.attempt, name);
  await putBlob(context.lab, key, body, { contentType });
  return { name, key, bytes: body.length, sha256: createHash("sha256").update(body).digest("hex"), contentType };
}

const publishJson = (context: RunContext, name: string, value: unknown): Promise<Artifact> =>
  publish(context, name, Buffer.from(`${JSON.stringify(value, null, 1)}\n`), "application/json");

/** The rung whose quality is nearest to the baseline's middle rung: the one worth watching. */
function rungToWatch({ base, rungs }: MeasuredClip): MeasuredRung | undefined {
  const points = base.baseline.points;
  const wanted = points[Math.floor(points.length / 2)]?.psnrYuv ?? 0;
  const distance = (rung: MeasuredRung) => Math.abs((rung.point.psnrYuv ?? Infinity) - wanted);
  return [...rungs].sort((a, b) => distance(a) - distance(b))[0];
}

/**
 * H.264 previews that any browser plays: the source, and the candidate's rung to watch. They are for looking only; no
 * number is taken from them. The source's is kept beside the cached clip, since every experiment shows the same.
 */
async function publishPreviews(context: RunContext, clip: MeasuredClip, signal: AbortSignal): Promise<Artifact[]> {
  const { facts, path } = clip.base.clip;
  const rung = rungToWatch(clip);
  if (!rung) return [];
  const limits = context.decodeLimits;
  const decoded = join(context.workDir, `preview-${facts.clipId}.y4m`);
  const file = join(context.workDir, `preview-${facts.clipId}.mp4`);
  await runDecoder({ bitstreamPath: rung.bitstreamPath, outPath: decoded, scratchDir: join(context.workDir, "decoder"), what: `decoding ${facts.clipId} for its preview`, maxBytes: roomFor(facts), limits }, signal);
  await context.pool.run("preview", `preview of ${facts.clipId}`, { y4mPath: decoded, outPath: file }, { signal });
  await rm(decoded, { force: true });

  const sourcePreview = `${path}.preview.mp4`;
  if (!(await access(sourcePreview).then(() => true, () => false))) {
    const fresh = join(context.workDir, `preview-${facts.clipId}-source.mp4`);
    await context.pool.run("preview", `preview of the source of ${facts.clipId}`, { y4mPath: path, outPath: fresh }, { signal });
    await rename(fresh, sourcePreview);
  }
  return [
    await publish(context, `preview/${facts.clipId}-source.mp4`, await readFile(sourcePreview), "video/mp4"),
    await publish(context, `preview/${facts.clipId}-crf${rung.point.crf}.mp4`, await readFile(file), "video/mp4"),
  ];
}

/** The bitstreams of some clips, as `<folder>/<clip>-crf<N>.avcl`, so that anybody can decode them. */
async function publishBitstreams(context: RunContext, folder: string, { base, rungs }: MeasuredClip): Promise<Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const { point, bitstreamPath } of rungs) {
    artifacts.push(await publish(context, `${folder}/${base.clip.facts.clipId}-crf${point.crf}.avcl`, await readFile(bitstreamPath), "application/octet-stream"));
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

/** Stores everything large in S3: bitstreams, figures per frame, the full results, previews. */
export async function publishArtifacts(context: RunContext, clips: readonly MeasuredClip[], results: Results, applied: Applied): Promise<Artifact[]> {
  const perClip = await mapLimited(clips, context.pool.slots, context.signal, async (clip, signal) => {
    const { facts } = clip.base.clip;
    const artifacts = await publishBitstreams(context, "bitstream", clip);
    const frames = clip.rungs.map(({ point, perFrame }) => ({ crf: point.crf, ...perFrame }));
    artifacts.push(await publishJson(context, `frames/${facts.clipId}.json`, frames));
    const curves = clip.rungs.flatMap(({ point, lossCurve }) => (lossCurve && lossCurve.length > 0 ? [{ crf: point.crf, lossCurve }] : []));
    if (curves.length > 0) artifacts.push(await publishJson(context, `training/${facts.clipId}.json`, curves));
    artifacts.push(...(await publishPreviews(context, clip, signal)));
    return artifacts;
  });
  return [await publishJson(context, "results.json", results), await publishJson(context, "applied.json", applied), ...perClip.flat()];
}
