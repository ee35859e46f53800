import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { picturesMissingName, picturesName, type FrameFigures, type Pictures } from "#lib/experiment/pictures-schema.ts";
import type { Artifact, RdPoint } from "#lib/experiment/schema.ts";
import { roomFor, runDecoder } from "#worker/process/run-decoder.ts";
import { provideBaselineRung } from "./baseline-rung.ts";
import type { MeasuredClip } from "./measure-rungs.ts";
import { publishBytes, publishJson } from "./publish-artifact.ts";
import type { RunContext } from "./run-context.ts";
import { sharedFile } from "./shared-file.ts";
import { failureOf } from "./stage-error.ts";
import { fullScaleOf, nearestInRate, rungToWatch } from "./watched-rungs.ts";

/** Share of all samples of luma that the heat maps' scale has room for; the others have its last colour. */
const SHARE_IN_SCALE = 0.99;

/** Decodes a bitstream when its pictures are first asked for, and never twice. */
function decodeOnce(context: RunContext, { base: { clip } }: MeasuredClip, bitstreamPath: string, signal: AbortSignal) {
  const { facts } = clip;
  const outPath = `${bitstreamPath}.pictures.y4m`;
  const decode = async () => {
    const what = `decoding ${facts.clipId} for its previews`;
    await runDecoder({ bitstreamPath, outPath, scratchDir: join(context.workDir, "decoder"), what, maxBytes: roomFor(facts), limits: context.decodeLimits }, signal);
    return outPath;
  };
  let decoded: Promise<string> | null = null;
  return {
    pictures: (): Promise<string> => (decoded ??= decode()),
    remove: () => rm(outPath, { force: true }),
  };
}

/** Everything that is made of one coded version, each at a path of this run. */
function makerOf(context: RunContext, { base: { clip } }: MeasuredClip, pictures: () => Promise<string>, signal: AbortSignal) {
  const { clipId } = clip.facts;
  const pairOf = async () => ({ referencePath: clip.path, distortedPath: await pictures() });
  return {
    preview: async (outPath: string) => context.pool.run("preview", `preview of ${clipId}`, { y4mPath: await pictures(), outPath }, { signal }),
    level: async () => context.pool.run("differenceLevel", `differences of ${clipId}`, { ...(await pairOf()), share: SHARE_IN_SCALE }, { signal }),
    heatMap: async (outPath: string, fullScale: number) => context.pool.run("heatMap", `heat map of ${clipId}`, { ...(await pairOf()), fullScale, outPath }, { signal }),
  };
}

/** A coded version's figures; a rung without a coded picture, only a scene program, has no bits by frame. */
function figuresOf({ crf, kbps, psnrYuv: psnrYuvDb }: RdPoint, { psnrYuv, bits }: Pick<FrameFigures, "psnrYuv" | "bits">): FrameFigures {
  return { crf, kbps, psnrYuvDb, psnrYuv, bits: bits?.some((each) => each > 0) ? bits : null };
}

/**
 * Makes and stores the previews of one clip: the source, the candidate's rung to watch, the baseline's rung at the nearest rate, and
 * the differences of both from the source. What does not depend on the candidate is kept beside the cached clip: the quick suite's
 * three clips take 5.8 s of CPU (4.4 s for the candidate's preview alone), and 9.4 s the first time.
 * @param published gets each artifact once it is stored, so that what there is stays when a later one fails
 */
async function publishViews(context: RunContext, clip: MeasuredClip, published: (artifact: Artifact) => void, signal: AbortSignal): Promise<void> {
  const { base, rungs } = clip;
  const { facts, path: sourcePath } = base.clip;
  const watched = rungToWatch(rungs, base.baseline.points);
  const point = watched && nearestInRate(base.baseline.points, watched.point.kbps);
  if (!watched || !point) throw new Error(`There is no rung of ${facts.clipId} to watch.`);

  const file = (name: string) => join(context.workDir, `pictures-${facts.clipId}-${name}`);
  const shared = (name: string, make: (fresh: string) => Promise<void>) => sharedFile(`${sourcePath}.${name}`, file(name), make);
  const video = async (name: string, body: Buffer) => {
    published(await publishBytes(context, name, body, "video/mp4"));
    return { artifact: name };
  };
  const [coded, rival] = [`${facts.clipId}-crf${watched.point.crf}.mp4`, `${facts.clipId}-baseline-crf${point.crf}.mp4`];
  const candidateStream = decodeOnce(context, clip, watched.bitstreamPath, signal);
  const candidate = makerOf(context, clip, candidateStream.pictures, signal);
  try {
    const source = await video(`preview/${facts.clipId}-source.mp4`, await shared("preview.vp9.mp4", makerOf(context, clip, () => Promise.resolve(sourcePath), signal).preview));
    await candidate.preview(file("candidate.mp4"));
    const candidateView = await video(`preview/${coded}`, await readFile(file("candidate.mp4")));

    const kept = await provideBaselineRung(context, { clip: base.clip, settingsKey: base.settingsKey }, point, signal);
    const baselineStream = decodeOnce(context, clip, kept.bitstreamPath, signal);
    try {
      const baseline = makerOf(context, clip, baselineStream.pictures, signal);
      // The bitstream's hash stands for the clip, the encoder's build and its settings.
      const ofBaseline = (what: string) => `baseline-${point.sha256.slice(0, 16)}-${what}`;
      const baselineView = await video(`preview/${rival}`, await shared(ofBaseline("preview.vp9.mp4"), baseline.preview));
      const baselineLevel = await shared(ofBaseline("level.txt"), async (fresh) => writeFile(fresh, String(await baseline.level())));
      const fullScale = fullScaleOf(await candidate.level(), Number(baselineLevel));
      await candidate.heatMap(file("difference.mp4"), fullScale);
      const pictures: Pictures = {
        clipId: facts.clipId, width: facts.width, height: facts.height, frames: facts.frames, fpsNum: facts.fpsNum, fpsDen: facts.fpsDen, source,
        candidate: { ...candidateView, figures: figuresOf(watched.point, watched.perFrame) },
        baseline: { ...baselineView, figures: figuresOf(point, kept.frames) },
        difference: {
          fullScale,
          candidate: await video(`difference/${coded}`, await readFile(file("difference.mp4"))),
          baseline: await video(`difference/${rival}`, await shared(ofBaseline(`difference-${fullScale}.vp9.mp4`), (fresh) => baseline.heatMap(fresh, fullScale))),
        },
      };
      published(await publishJson(context, picturesName(facts.clipId), pictures));
    } finally {
      await baselineStream.remove();
    }
  } finally {
    await candidateStream.remove();
  }
}

/**
 * The pictures of one clip. The experiment's figures stand without them: when they cannot be made, a text among the artifacts says why,
 * in their place, and the worker's log as well.
 * @throws the signal's reason when it is aborted
 */
export async function publishPictures(context: RunContext, clip: MeasuredClip, signal: AbortSignal): Promise<Artifact[]> {
  const artifacts: Artifact[] = [];
  try {
    await publishViews(context, clip, (artifact) => void artifacts.push(artifact), signal);
    return artifacts;
  } catch (error) {
    signal.throwIfAborted();
    const { clipId } = clip.base.clip.facts;
    const { reason, detail } = failureOf(error, "publish");
    context.log("warn", `experiment ${context.lease.id}: no pictures of ${clipId}: ${reason}`);
    const text = `The pictures of ${clipId} could not be made. The experiment's figures do not depend on them.\n\n${reason}\n${detail ? `\n${detail}\n` : ""}`;
    return [...artifacts, await publishBytes(context, picturesMissingName(clipId), Buffer.from(text), "text/plain; charset=utf-8")];
  }
}
