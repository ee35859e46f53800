import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { AppliedEncoder, AppliedRung, RdPoint, Stage } from "#lib/experiment/schema.ts";
import { formatDecibels, formatPlural, shorten } from "#lib/format/format-number.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import type { Plan } from "#lib/plan/schema.ts";
import type { EncodedClip, FoundProgram } from "#worker/codecs/encode.ts";
import { measureVmaf } from "#worker/measure/vmaf.ts";
import { roomFor, runDecoder } from "#worker/process/run-decoder.ts";
import type { ReadyClip } from "./generate-stage.ts";
import type { RunContext } from "./run-context.ts";
import { inStage } from "./stage-error.ts";

export interface MeasuredRung {
  point: RdPoint;
  applied: AppliedRung;
  encoder: AppliedEncoder;
  before: string[];
  after: string[];
  /** The bitstream file, kept until the run ends. */
  bitstreamPath: string;
  /** Training loss by step, where a restoration was trained. */
  lossCurve: { step: number; loss: number; psnr: number | null }[] | null;
  perFrame: { psnrY: (number | null)[]; psnrYuv: (number | null)[]; ssimY: number[]; bits: number[] };
}

/** The stages that the three steps are shown as: the baseline's all count as `baseline`. */
export interface RungStages {
  encode: Stage;
  decode: Stage;
  measure: Stage;
}

/** Options that differ between rungs (the CRF) are kept per rung; the rest is the encoder's. */
function splitOptions(options: Record<string, string>): { shared: Record<string, string>; rung: Record<string, string> } {
  const { crf, ...shared } = options;
  return { shared, rung: crf === undefined ? {} : { crf } };
}

/** Whether streams were encoded or taken from the cache; a scene program alone has none. */
function describeOrigin({ streams, cachedStreams }: Pick<EncodedClip, "streams" | "cachedStreams">): string {
  if (streams === 0) return "no stream";
  return cachedStreams === 0 ? "encoded anew" : `${cachedStreams} of ${formatPlural(streams, "stream")} from this machine's cache`;
}

export interface RungRequest {
  clip: ReadyClip;
  plan: Plan;
  crf: number;
  /** What the plan's predictor found in the clip. */
  found?: FoundProgram | null;
  /** File name in the work folder, without an ending. */
  name: string;
  stages: RungStages;
  /** Encodes anew even what this machine has encoded before. */
  fresh?: boolean;
  signal: AbortSignal;
}

/** What a rung uses of its run. */
export type RungContext = Pick<RunContext, "workDir" | "streamCacheDir" | "pool" | "progress" | "decodeLimits" | "vmaf">;

/**
 * One operating point: encode, decode in a process that has only the bitstream, measure. The decoded pictures are
 * removed once measured: a 1080p rung is 3 MB a frame.
 */
export async function measureRung(
  context: RungContext,
  { clip, plan, crf, found = null, name, stages, fresh = false, signal }: RungRequest,
): Promise<MeasuredRung> {
  const { facts } = clip;
  const what = `${facts.clipId} at CRF ${crf}`;
  const bitstreamPath = join(context.workDir, `${name}.avcl`);
  const decodedPath = join(context.workDir, `${name}.decoded.y4m`);
  const scratchDir = join(context.workDir, "decoder");
  const cache = context.streamCacheDir !== null && !fresh ? { folder: context.streamCacheDir, sourceId: facts.sha256 } : null;

  const encoded = await inStage(stages.encode, signal, () =>
    context.pool.run("encode", `encoding ${what}`, { sourcePath: clip.path, outPath: bitstreamPath, plan, crf, found, cache }, { signal, onNote: (note) => context.progress.say(`${what}: ${note}`) }),
  );
  const { size } = await stat(bitstreamPath);
  context.progress.note(stages.encode, `${what}: ${size} bytes, ${formatDuration(encoded.encodeMs + encoded.searchMs)} in the encoder, ${describeOrigin(encoded)}, sha256 ${shorten(encoded.sha256, 12)}`);

  const decoded = await inStage(stages.decode, signal, () =>
    runDecoder({ bitstreamPath, outPath: decodedPath, scratchDir, what: `decoding ${what}`, maxBytes: roomFor(facts), limits: context.decodeLimits }, signal),
  );
  context.progress.note(stages.decode, `${what}: ${decoded.frames} pictures in ${formatDuration(decoded.decodeMs)}, sha256 ${shorten(decoded.sha256, 12)}`);

  const measured = await inStage(stages.measure, signal, async () => {
    const quality = await context.pool.run("measure", `measuring ${what}`, { referencePath: clip.path, distortedPath: decodedPath }, { signal });
    const vmaf = "program" in context.vmaf ? await measureVmaf({ program: context.vmaf.program, referencePath: clip.path, distortedPath: decodedPath, signal }) : null;
    return { quality, vmaf };
  });
  await rm(decodedPath, { force: true });

  const seconds = (facts.frames * facts.fpsDen) / facts.fpsNum;
  const { shared, rung } = splitOptions(encoded.options);
  const { quality, vmaf } = measured;
  context.progress.note(stages.measure, `${what}: PSNR-YUV ${formatDecibels(quality.psnrYuv)}, SSIM ${quality.ssimY.toFixed(4)}${vmaf ? `, VMAF ${vmaf.vmaf.toFixed(2)}` : ""}`);
  const { lossCurve, ...restoration } = encoded.restoration ?? { lossCurve: null };
  return {
    point: {
      crf, bytes: size, kbps: (size * 8) / seconds / 1000,
      psnrY: quality.psnrY, psnrU: quality.psnrU, psnrV: quality.psnrV, psnrYuv: quality.psnrYuv, ssimY: quality.ssimY,
      vmaf: vmaf?.vmaf ?? null, vmafNeg: vmaf?.vmafNeg ?? null,
      encodeMs: encoded.encodeMs + encoded.searchMs, decodeMs: decoded.decodeMs, sha256: encoded.sha256, decodedSha256: decoded.sha256,
    },
    applied: {
      clipId: facts.clipId, crf, options: rung, codedWidth: encoded.codedWidth, codedHeight: encoded.codedHeight, bytes: size, sha256: encoded.sha256, parts: encoded.parts,
      restoration: "used" in restoration ? restoration : null, program: encoded.program, adapt: encoded.adapt,
      costs: {
        fitMs: found?.fitMs ?? 0, encodeMs: encoded.encodeMs, searchMs: encoded.searchMs, trainMs: encoded.restoration?.trainMs ?? 0,
        streams: encoded.streams, cachedStreams: encoded.cachedStreams, madsPerPixel: encoded.madsPerPixel, decodeFps: (1000 * facts.frames) / Math.max(1, decoded.decodeMs),
      },
    },
    encoder: { ...encoded.encoder, options: shared },
    before: encoded.before,
    after: encoded.after,
    bitstreamPath,
    perFrame: { ...quality.perFrame, bits: encoded.bitsPerFrame },
    lossCurve,
  };
}
