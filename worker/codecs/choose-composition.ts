import { createHash } from "node:crypto";
import type { AppliedEncoder, AppliedProgram, AppliedShot } from "#lib/experiment/schema.ts";
import { CRF_RANGE } from "#lib/plan/base-settings.ts";
import { detectShots, type Shot } from "../adapt/detect-shots.ts";
import { IDENTICAL_PLANE_DB, psnrOfErrors } from "../measure/psnr.ts";
import { MAX_PRECISION, MIN_PRECISION, type SceneProgram } from "../predict/program.ts";
import { createSceneRenderer } from "../predict/render-section.ts";
import { multipliesPerPixel } from "../predict/render/create-renderer.ts";
import { programSection } from "../predict/write-program.ts";
import { DB_PER_DOUBLING } from "../restore/does-it-pay.ts";
import type { EncodeStream } from "./cache-streams.ts";
import { codeBase, type CodedBaseSection } from "./code-base.ts";
import { writeBitstream, type Bitstream, type BitstreamHeader } from "./container.ts";
import type { EncodeRequest, FoundProgram } from "./encode.ts";
import { CodecError } from "./errors.ts";
import { measureCoded } from "./measure-coded.ts";
import { residualOf, type PictureSource } from "./picture-source.ts";

export interface CompositionRequest {
  plan: EncodeRequest["plan"];
  source: PictureSource;
  crf: number;
  found: FoundProgram | null;
  /** The encoder for pictures that are known by an id beside the source's own. */
  encoderFor: (inputId: string) => EncodeStream;
  signal?: AbortSignal | undefined;
}

/** Everything of a rung but its restoration. */
export interface Composition {
  bitstream: Bitstream;
  /** Wall time inside the encoder for what is in the file, ms; reading and filtering are not in it. */
  encodeMs: number;
  /** Wall time of trying and measuring what was not kept, ms; what came from the cache counts as on its first encoding. */
  searchMs: number;
  /** Streams in the file and tried, and how many of them came from the cache. */
  streams: number;
  cachedStreams: number;
  codedWidth: number;
  codedHeight: number;
  encoder: AppliedEncoder;
  /** Options really passed for this operating point. */
  options: Record<string, string>;
  /** What was really run before coding, and what the decoder has to run. */
  before: string[];
  after: string[];
  /** Bits of each picture in the base section, in display order. */
  bitsPerFrame: number[];
  program: AppliedProgram | null;
  adapt: { reason: string; shots: AppliedShot[] } | null;
  /** Multiply-adds per luma sample in the decoder, beside the base codec's own. */
  madsPerPixel: number;
}

interface Candidate {
  used: AppliedProgram["used"];
  bitstream: Bitstream;
  base: CodedBaseSection | null;
}

const NO_ENCODER: AppliedEncoder = { encoder: "none", build: "no base codec: the decoder renders the scene program", options: {}, threads: 1 };

/**
 * Makes the file of one rung without restoration. With a scene program there are up to three ways: the rendering alone, the
 * rendering with what it leaves coded by the base, and the base alone; the one with the best quality for its bits is kept.
 */
export async function chooseComposition(request: CompositionRequest): Promise<Composition> {
  const { plan, source, found, signal } = request;
  const start = performance.now();
  const section = found?.program ? sectionAt(request, found.program) : null;
  if (plan.base.codec === "none" && !section) throw new CodecError("The predictor found no scene program in this clip, and with base none nothing else is coded. Choose a base codec.", found?.notes.join(" ") ?? "");
  // In the clip and not in what a candidate codes: all of them are cut at the same places.
  const shots = plan.adapt && plan.base.codec !== "none" ? await detectShots(source, plan.adapt, signal) : null;
  const candidates = await candidatesOf(request, section?.bytes ?? null, shots);
  const scored: Scored[] = [];
  for (const candidate of candidates) {
    if (candidates.length === 1) scored.push({ candidate, quality: IDENTICAL_PLANE_DB, worth: 0, words: "" });
    else scored.push({ candidate, ...(await worthOf(candidate, source, signal)) });
  }
  const best = bestOf(scored);
  const { candidate: { used, bitstream, base } } = best;
  const all = candidates.flatMap((candidate) => (candidate.base ? [...candidate.base.streams, ...candidate.base.tried] : []));
  const encodeMs = timeOf(base?.streams ?? []);
  const reason = !section ? `no scene program explains the clip: ${found?.notes.join(" ") || "nothing reached the predictor's least quality"}` : scored.map(({ candidate, words }) => `${WORDS[candidate.used]}${words}`).join(", ");
  const first = base?.streams[0];
  const shown = used === "no" ? 0 : section ? multipliesPerPixel(section.program) : 0;
  return {
    bitstream,
    encodeMs,
    // What a search costs is its time on the clock, with what streams from the cache took when they were encoded, less what went into
    // the kept streams. Reading and filtering the pictures of cached streams is all that is missing.
    searchMs: candidates.length > 1 || (base?.tried.length ?? 0) > 0 ? Math.max(0, performance.now() - start + timeOf(all.filter(({ cached }) => cached)) - encodeMs) : 0,
    streams: all.length,
    cachedStreams: all.filter(({ cached }) => cached).length,
    codedWidth: first?.coded.width ?? source.header.width,
    codedHeight: first?.coded.height ?? source.header.height,
    encoder: base?.encoder ?? NO_ENCODER,
    options: first?.chosen.options ?? {},
    before: [...(used === "residual" ? ["subtract the rendered scene program"] : []), ...(base?.before ?? [])],
    after: [...(base?.after ?? []), ...(used === "no" ? [] : ["add the rendered scene program"])],
    bitsPerFrame: base?.streams.flatMap((stream) => stream.bitsPerFrame) ?? new Array<number>(source.frameCount).fill(0),
    program: plan.predictor ? { used, reason, layers: section?.program.layers.map(({ kind }) => kind) ?? [], precisionBits: section?.program.precision ?? null, bytes: section?.bytes.length ?? 0, explainedDb: found?.explainedDb ?? null } : null,
    adapt: base?.adapt ?? null,
    madsPerPixel: shown,
  };
}

const timeOf = (streams: readonly { encodeMs: number }[]): number => streams.reduce((sum, { encodeMs }) => sum + encodeMs, 0);

interface Scored {
  candidate: Candidate;
  /** PSNR-YUV, dB. */
  quality: number;
  worth: number;
  words: string;
}

/**
 * How far below the base alone a rung with a scene program may be, dB. A rung stands for a quality: without this a painted
 * scene at 39.5 dB took the place of every finer rung of the flying shapes, and their curve ended below the baseline point.
 */
const MAY_LOSE_DB = 1;

/** The candidate that is worth most of those about as good as the base alone. */
function bestOf(scored: readonly Scored[]): Scored {
  const wanted = (scored.find(({ candidate }) => candidate.used === "no")?.quality ?? 0) - MAY_LOSE_DB;
  return scored.filter(({ quality }) => quality >= wanted).reduce((a, b) => (b.worth > a.worth ? b : a));
}

const WORDS: Record<AppliedProgram["used"], string> = { alone: "rendering alone", residual: "rendering and residual", no: "base alone" };

/**
 * The program at the precision of the rung: as the plan says in the middle of the codec's ladder, one bit more or less for
 * each fourth of the ladder's span.
 */
function sectionAt({ plan, crf, source }: CompositionRequest, program: SceneProgram): { program: SceneProgram; bytes: Uint8Array } {
  const { ladder } = CRF_RANGE[plan.base.codec];
  const step = (ladder[ladder.length - 1]! - ladder[0]!) / 4;
  const wanted = (plan.predictor?.precisionBits ?? program.precision) - Math.round((crf - ladder[2]!) / step);
  return programSection(program, { precision: Math.min(MAX_PRECISION, Math.max(MIN_PRECISION, wanted)) }, { ...source.header, frames: source.frameCount });
}

async function candidatesOf(request: CompositionRequest, program: Uint8Array | null, shots: Shot[] | null): Promise<Candidate[]> {
  const { plan: { base }, source, encoderFor } = request;
  const { width, height, fpsNum, fpsDen } = source.header;
  const header: BitstreamHeader = { codec: "none", upscaler: null, width, height, fpsNum, fpsDen, frames: source.frameCount };
  const candidates: Candidate[] = [];
  if (program) candidates.push({ used: "alone", bitstream: { header, sections: { program } }, base: null });
  if (base.codec === "none") return candidates;
  const coded = async (used: "residual" | "no", input: PictureSource, inputId: string): Promise<Candidate> => {
    const section = await codeBase({ ...request, base, shots, source: input, encode: encoderFor(inputId) });
    const sections = { base: section.bytes, shots: section.shots ?? undefined, ...(used === "residual" && program ? { program } : {}) };
    return { used, bitstream: { header: { ...header, codec: base.codec, upscaler: section.upscaler }, sections }, base: section };
  };
  if (program) {
    const renderer = createSceneRenderer(program, header);
    candidates.push(await coded("residual", residualOf(source, renderer), `less program ${createHash("sha256").update(program).digest("hex")}`));
  }
  candidates.push(await coded("no", source, "as it is"));
  return candidates;
}

/** Quality less what its bytes would buy in the base codec, dB. */
async function worthOf({ bitstream }: Candidate, source: PictureSource, signal?: AbortSignal): Promise<Omit<Scored, "candidate">> {
  const errors = await measureCoded(bitstream, source, 0, signal);
  const { width, height } = source.header;
  const quality = psnrOfErrors(errors, width, height, source.frameCount).psnrYuv ?? IDENTICAL_PLANE_DB;
  const bytes = writeBitstream(bitstream).length;
  return { quality, worth: quality - DB_PER_DOUBLING * Math.log2(bytes), words: ` ${quality.toFixed(2)} dB in ${bytes} bytes` };
}
