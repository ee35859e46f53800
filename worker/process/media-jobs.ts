import type { ClipFacts, ClipSpec } from "#lib/clips/schema.ts";
import { encoderBuild } from "#worker/codecs/encoder-build.ts";
import type { EncoderOptions } from "#worker/codecs/encoder-options.ts";
import { encodeClip, type EncodeRequest } from "#worker/codecs/encode.ts";
import { findProgram } from "#worker/predict/find-program.ts";
import { differenceLevel, writeHeatMap } from "#worker/codecs/heat-map.ts";
import { writePreview } from "#worker/codecs/preview.ts";
import { measurePair } from "#worker/measure/measure-pair.ts";
import { generateClip } from "#worker/sources/generate.ts";
import { probeUpload } from "#worker/sources/upload.ts";

/** What a media process can do. Decoding is not among it: it has a process of its own (run-decoder.ts). */
export const MEDIA_JOBS = {
  generate: ({ spec, outPath, uploadPath }: { spec: ClipSpec; outPath: string; uploadPath?: string }): Promise<ClipFacts> =>
    generateClip(spec, { outPath, uploadPath }),
  encoderBuild: async ({ encoder }: { encoder: EncoderOptions["encoder"] }) => encoderBuild(encoder),
  encode: (input: EncodeRequest, note: (text: string) => void) =>
    encodeClip({ ...input, onTraining: ({ step, of, loss, psnr }) => note(`training step ${step} of ${of}, loss ${loss.toFixed(4)}${psnr === null ? "" : `, ${psnr.toFixed(2)} dB so far`}`) }),
  fitProgram: findProgram,
  measure: measurePair,
  preview: writePreview,
  differenceLevel,
  heatMap: writeHeatMap,
  probe: ({ path, maxSeconds, maxBytes }: { path: string; maxSeconds: number; maxBytes: number }) => probeUpload(path, { maxSeconds, maxBytes }),
};

export type MediaJobs = typeof MEDIA_JOBS;
