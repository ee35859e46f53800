import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { y4mBytes, type Y4mHeader } from "../media/y4m.ts";
import { BARE_ENV } from "./bare-env.ts";
import { MediaProcessError } from "./process-error.ts";
import { endProcess, supervise, type Limits } from "./supervise.ts";
import { createTail } from "./tail.ts";

const ENTRY = fileURLToPath(new URL("../commands/decode.ts", import.meta.url));
const TSX = import.meta.resolve("tsx");

/** For the Y4M's header line, should the file write it in another way than the clip. */
const HEADER_ROOM = 256;

/** What a decoder of that clip may write: its pictures, and no more. */
export const roomFor = (clip: Y4mHeader & { frames: number }): number => y4mBytes(clip, clip.frames) + HEADER_ROOM;

/** What the decoder says when it is done. */
const DecodedSchema = z.object({ frames: z.int(), bytes: z.int(), sha256: z.string(), decodeMs: z.number(), width: z.int(), height: z.int(), decoder: z.string() });
export type Decoded = z.infer<typeof DecodedSchema>;

export interface DecodeJob {
  bitstreamPath: string;
  outPath: string;
  /** Where the decoder's folder is made; on the disk of `outPath`, so that the result is only renamed. */
  scratchDir: string;
  /** The job in words, for errors. */
  what: string;
  /** Bytes that the decoder may write. */
  maxBytes: number;
  limits: Limits;
}

/**
 * Decodes a bitstream in a process of its own that is given the bitstream file and nothing else: a fresh folder with a
 * copy of it, no environment, no plan, no source.
 * @throws {MediaProcessError} when the process fails, passes a limit, or ends without a result
 */
export async function runDecoder({ bitstreamPath, outPath, scratchDir, what, maxBytes, limits }: DecodeJob, signal?: AbortSignal): Promise<Decoded> {
  signal?.throwIfAborted();
  await mkdir(scratchDir, { recursive: true });
  const folder = await mkdtemp(join(scratchDir, "run-"));
  const tail = createTail();
  try {
    await copyFile(bitstreamPath, join(folder, "in.avcl"));
    const child = spawn(process.execPath, ["--import", TSX, ENTRY, "in.avcl", "out.y4m", "--max-bytes", String(maxBytes)], { cwd: folder, env: BARE_ENV, stdio: ["ignore", "pipe", "pipe", "ipc"] });
    const said: string[] = [];
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => said.push(chunk));
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => tail.add(chunk));
    const watch = supervise(child, what, limits, tail.text, signal);
    try {
      const closed = once(child, "close").catch((cause: unknown) => {
        throw new MediaProcessError(what, "start", "the decoder could not be started", tail.text(), { cause });
      });
      await Promise.race([closed, watch.broken]);
    } catch (error) {
      await endProcess(child);
      throw error;
    } finally {
      watch.stop();
    }
    if (child.signalCode !== null) throw new MediaProcessError(what, "signal", `the decoder was ended by ${child.signalCode}`, tail.text());
    if (child.exitCode !== 0) throw new MediaProcessError(what, "exit", tail.text().split("\n").at(-1) || `the decoder ended with code ${child.exitCode}`, tail.text());
    const decoded = parseResult(said.join(""), what, tail.text());
    await rename(join(folder, "out.y4m"), outPath);
    return decoded;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Ending well without a result is an error too. */
function parseResult(text: string, what: string, tail: string): Decoded {
  const line = text.trim().split("\n").at(-1) ?? "";
  try {
    return DecodedSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new MediaProcessError(what, "exit", `the decoder ended well but gave no result: ${line.slice(0, 200)}`, tail, { cause });
  }
}
