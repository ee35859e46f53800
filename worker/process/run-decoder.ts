import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, mkdtemp, realpath, rename, rm } from "node:fs/promises";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { y4mBytes, type Y4mHeader } from "../media/y4m.ts";
import { BARE_ENV } from "./bare-env.ts";
import { bundleDecoder, type DecoderProgram } from "./bundle-decoder.ts";
import { permissionFlags, refusedIn } from "./permission.ts";
import { MediaProcessError } from "./process-error.ts";
import { endProcess, supervise, type Limits } from "./supervise.ts";
import { createTail } from "./tail.ts";

const ENTRY = fileURLToPath(new URL("../commands/decode.ts", import.meta.url));

/** Bundled once in the life of a worker, when its first rung is decoded. */
let bundled: Promise<DecoderProgram> | null = null;

/** The decode command in one piece. A bundling that failed is tried again by the next job. */
function standardDecoder(): Promise<DecoderProgram> {
  bundled ??= bundleDecoder(ENTRY).catch((error: unknown) => {
    bundled = null;
    throw error;
  });
  return bundled;
}

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
  /** Another program than the decode command. */
  program?: DecoderProgram;
}

/**
 * Decodes a bitstream in a process of its own that is given the bitstream file and nothing else: a fresh folder with a
 * copy of it, no environment, no plan, no source. Node's permission model holds it to that: it reads its folder, node-av and
 * the folders of its kernels; it writes its folder; it starts nothing. A try at more is refused and ends the program with an
 * error that says at what; a program that hides the refusal has got nothing either. FFmpeg's native code is outside of that
 * model: it is handed packets from the file's bytes, and no path to open.
 * @throws {MediaProcessError} when the process fails, passes a limit, tries what it may not, or ends without a result
 */
export async function runDecoder({ bitstreamPath, outPath, scratchDir, what, maxBytes, limits, program }: DecodeJob, signal?: AbortSignal): Promise<Decoded> {
  signal?.throwIfAborted();
  const { code, readable } = program ?? (await standardDecoder());
  await mkdir(scratchDir, { recursive: true });
  const folder = await realpath(await mkdtemp(join(scratchDir, "run-")));
  const tail = createTail();
  try {
    await copyFile(bitstreamPath, join(folder, "in.avcl"));
    const flags = permissionFlags({ read: [folder + sep, ...readable], write: [folder + sep] });
    const child = spawn(process.execPath, [...flags, "--input-type=module", "-", "in.avcl", "out.y4m", "--max-bytes", String(maxBytes)], { cwd: folder, env: BARE_ENV, stdio: ["pipe", "pipe", "pipe", "ipc"] });
    child.stdin?.on("error", () => {}); // It ended before it had read its program: how it ended says more.
    child.stdin?.end(code);
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
    const refused = child.exitCode === 0 ? null : refusedIn(tail.text());
    if (refused !== null) throw new MediaProcessError(what, "denied", `the decoder tried to ${refused} and was refused: it may use the bitstream file and nothing else`, tail.text());
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
