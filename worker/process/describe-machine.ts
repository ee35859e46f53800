import { availableParallelism, cpus } from "node:os";
import type { Applied } from "#lib/experiment/schema.ts";

/** The machine that measured: times depend on it, sizes and qualities do not. */
export function describeMachine(): Applied["machine"] {
  return { cpu: cpus()[0]?.model.trim() ?? "unknown", cores: availableParallelism(), node: process.version, platform: `${process.platform}-${process.arch}` };
}
