import { AppliedSchema, type Applied } from "#lib/experiment/schema.ts";

/* Applied records for tests: numbers made up, shapes real. */

export interface MadeRung {
  clipId: string;
  crf?: number;
  bytes?: number;
  parts?: Record<string, number>;
  restoration?: { kind?: string; used: boolean; gainDb: number; bytes: number };
  program?: { used: "alone" | "residual" | "no"; explainedDb: number | null; bytes: number };
  shots?: { crf: number; codedWidth: number }[];
}

/** The applied record of these rungs. */
export function makeApplied(rungs: readonly MadeRung[]): Applied {
  return AppliedSchema.parse({
    encoder: { encoder: "libsvtav1", build: "SVT-AV1 3", options: { preset: "6" }, threads: 1 },
    before: [], after: [], machine: { cpu: "a test", cores: 2, node: "v20", platform: "linux" },
    rungs: rungs.map(({ clipId, crf = 30, bytes = 10_000, parts = { header: 20, base: bytes - 20 }, restoration, program, shots }) => ({
      clipId, crf, options: {}, codedWidth: 640, codedHeight: 360, bytes, sha256: "bits", parts,
      restoration: restoration ? { kind: "cnn", reason: "measured", madsPerPixel: 700, trainMs: 8000, ...restoration } : null,
      program: program ? { reason: "measured", layers: ["gradient"], precisionBits: 10, ...program } : null,
      adapt: shots ? { reason: "measured", shots: shots.map((shot, index) => ({ from: index * 24, frames: 24, si: 40, ti: 10, codedHeight: 360, bytes: 3000, ...shot })) } : null,
      costs: { fitMs: 4000, encodeMs: 1500, searchMs: 2500, trainMs: 8000, cachedStreams: 0, streams: 1, madsPerPixel: 700, decodeFps: 31.5 },
    })),
  });
}
