import { rm, stat, writeFile } from "node:fs/promises";
import { z } from "zod";
import { decodeBitstream } from "./decode.ts";

/*
 * The decoder of the fuzz test: decodes one file after the other in the folder where it was started, and says how each ended.
 */

/** Most that a case may write: forty times what the undamaged files hold. */
const MAX_BYTES = 4 * 2 ** 20;

export type Outcome =
  | { kind: "pictures"; frames: number; bytes: number; sha256: string; peakBytes: number }
  | { kind: "error"; name: string; message: string; stack: string; peakBytes: number };

export interface Ready {
  kind: "ready";
  /** Whether it could write anywhere else; null: Node does not hold it. */
  writesElsewhere: boolean | null;
}

async function decodeCase(file: Uint8Array): Promise<Outcome> {
  await writeFile("in.avcl", file);
  try {
    const { frames, sha256 } = await decodeBitstream({ bitstreamPath: "in.avcl", outPath: "out.y4m", maxBytes: MAX_BYTES });
    const { size } = await stat("out.y4m");
    await rm("out.y4m");
    return { kind: "pictures", frames, bytes: size, sha256, peakBytes: peak() };
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(`no Error was thrown but ${String(error)}`);
    return { kind: "error", name, message, stack: stack ?? "", peakBytes: peak() };
  }
}

const peak = (): number => process.resourceUsage().maxRSS * 1024;

process.on("message", (message: unknown) => {
  void decodeCase(z.instanceof(Uint8Array).parse(message)).then((outcome) => process.send?.(outcome));
});
// Not in the types of Node 20, where the model is an experiment.
const { permission } = process as { permission?: { has(scope: string, path: string): boolean } };
process.send?.({ kind: "ready", writesElsewhere: permission ? permission.has("fs.write", "/") : null } satisfies Ready);
