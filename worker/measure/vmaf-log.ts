import { z } from "zod";

const PooledSchema = z.object({ mean: z.number() });

/** The part of libvmaf's JSON log (version 2 and 3) that is used; models appear under their `name`. */
export const VmafLogSchema = z.object({
  version: z.string(),
  frames: z.array(z.object({ frameNum: z.int() })),
  pooled_metrics: z.object({ vmaf: PooledSchema, vmaf_neg: PooledSchema }),
});

export interface VmafScores {
  /** Arithmetic means over frames, 0 to 100. */
  vmaf: number;
  vmafNeg: number;
  frames: number;
  /** Version of libvmaf. */
  libvmaf: string;
}

/** Parses libvmaf's JSON log of the two models `vmaf` and `vmaf_neg`. Throws what JSON.parse or zod throw. */
export function parseVmafLog(text: string): VmafScores {
  const log = VmafLogSchema.parse(JSON.parse(text));
  return { vmaf: log.pooled_metrics.vmaf.mean, vmafNeg: log.pooled_metrics.vmaf_neg.mean, frames: log.frames.length, libvmaf: log.version };
}
