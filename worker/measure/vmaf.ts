import { access, constants, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { openY4m } from "#worker/media/y4m.ts";
import { runProgram, type ProgramEnd } from "./run-program.ts";
import { parseVmafLog, type VmafScores } from "./vmaf-log.ts";

/** An ffmpeg that failed to measure VMAF: what was run, how it ended, and the tail of what it said. */
export class VmafError extends Error {
  override readonly name = "VmafError";
  readonly detail: string;

  constructor(message: string, detail: string, options?: { cause?: unknown }) {
    super(message, options);
    this.detail = detail;
  }
}

export type VmafProgram = { program: string; version: string } | { reason: string };

const PROBE_MS = 15_000;

function howItEnded(end: ProgramEnd): string {
  if (end.startError) return `could not be started (${end.startError.code ?? end.startError.message})`;
  return end.signal ? `was killed by ${end.signal}` : `ended with code ${end.code}`;
}

async function probeProgram(program: string): Promise<VmafProgram> {
  const filters = await runProgram(program, ["-hide_banner", "-filters"], { timeoutMs: PROBE_MS });
  if (filters.code !== 0) return { reason: `${program} ${howItEnded(filters)}` };
  if (!/^\s*\S+\s+libvmaf\s/m.test(filters.stdout)) return { reason: `${program} is built without libvmaf` };
  const version = await runProgram(program, ["-version"], { timeoutMs: PROBE_MS });
  return { program, version: /^ffmpeg version (\S+)/m.exec(version.stdout)?.[1] ?? "unknown" };
}

async function programsOnPath(path: string): Promise<string[]> {
  const found: string[] = [];
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const program = resolve(folder, "ffmpeg");
    const executable = await access(program, constants.X_OK).then(() => true, () => false);
    if (executable) found.push(program);
  }
  return found;
}

/**
 * Looks for an ffmpeg program with the libvmaf filter: the configured one and no other, or the first on the PATH.
 * @returns the program with its version, or the reason why VMAF is not measured.
 */
export async function findVmafProgram({ configured, path }: { configured?: string | undefined; path: string }): Promise<VmafProgram> {
  if (configured !== undefined) {
    const probed = await probeProgram(configured);
    return "program" in probed ? probed : { reason: `LAB_FFMPEG: ${probed.reason}.` };
  }
  const programs = await programsOnPath(path);
  if (programs.length === 0) return { reason: "No ffmpeg program is configured (LAB_FFMPEG) or on the PATH." };
  const reasons: string[] = [];
  for (const program of programs) {
    const probed = await probeProgram(program);
    if ("program" in probed) return probed;
    reasons.push(probed.reason);
  }
  return { reason: `${reasons.join("; ")}. Set LAB_FFMPEG to an ffmpeg with libvmaf.` };
}

/** Both models in one pass. Timestamps of both inputs start at 0 in one time base: libvmaf pairs frames by time. */
const FILTER = [
  "[0:v]settb=AVTB,setpts=PTS-STARTPTS[distorted]",
  "[1:v]settb=AVTB,setpts=PTS-STARTPTS[reference]",
  "[distorted][reference]libvmaf=model=version=vmaf_v0.6.1\\\\:name=vmaf|version=vmaf_v0.6.1neg\\\\:name=vmaf_neg:log_fmt=json:log_path=vmaf.json",
].join(";");

/**
 * Measures VMAF and VMAF-NEG (v0.6.1, mean over frames) of a distorted Y4M against its reference.
 * @throws {VmafError} when ffmpeg fails, writes no readable log, or compares another number of frames than the clip has.
 */
export async function measureVmaf(options: { program: string; referencePath: string; distortedPath: string; signal?: AbortSignal | undefined }): Promise<VmafScores> {
  const reference = await openY4m(options.referencePath);
  const { frameCount } = reference;
  await reference.close();
  // The log's path is a plain name in a folder of its own: paths would need two levels of escaping in a filter graph.
  const folder = await mkdtemp(join(tmpdir(), "vmaf-"));
  try {
    const inputs = [options.distortedPath, options.referencePath].flatMap((path) => ["-f", "yuv4mpegpipe", "-i", `file:${resolve(path)}`]);
    const args = ["-nostdin", "-hide_banner", "-loglevel", "error", ...inputs, "-lavfi", FILTER, "-f", "null", "-"];
    const end = await runProgram(options.program, args, { cwd: folder, signal: options.signal });
    if (end.code !== 0) throw new VmafError(`VMAF: ${options.program} ${howItEnded(end)}`, end.stderrTail, { cause: end.startError ?? undefined });
    const scores = await readScores(join(folder, "vmaf.json"), end.stderrTail);
    if (scores.frames !== frameCount) throw new VmafError(`VMAF: ${scores.frames} frames were compared, the clip has ${frameCount}`, end.stderrTail);
    return scores;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readScores(logPath: string, stderrTail: string): Promise<VmafScores> {
  try {
    return parseVmafLog(await readFile(logPath, "utf8"));
  } catch (cause) {
    throw new VmafError("VMAF: ffmpeg ended well and left no readable log", stderrTail, { cause });
  }
}
