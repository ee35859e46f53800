import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ExportedRecord } from "#lib/export/file-schema.ts";
import { fingerprintOf } from "#lib/plan/fingerprint.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { whatToReproduce, type RecordedClip, type RecordedRung } from "#lib/reproduce/what-to-reproduce.ts";
import type { FoundProgram } from "#worker/codecs/encode.ts";
import { findPrograms } from "#worker/pipeline/find-programs.ts";
import type { ReadyClip } from "#worker/pipeline/generate-stage.ts";
import { mapLimited } from "#worker/pipeline/map-limited.ts";
import { measureRung, type RungContext } from "#worker/pipeline/measure-rung.ts";
import { ReproduceError } from "./reproduce-error.ts";

export interface ReproduceOptions extends Omit<RungContext, "streamCacheDir" | "vmaf"> {
  signal: AbortSignal;
  /** Only this clip of the suite. */
  clipId?: string | undefined;
  /** Only this rung. */
  crf?: number | undefined;
  /** The original file of an uploaded clip. */
  uploadPath?: string | undefined;
  /** Folder that gets the bitstreams; they are thrown away without one. */
  keepDir?: string | undefined;
  say: (line: string) => void;
}

export interface ComparedRung {
  clipId: string;
  recorded: RecordedRung;
  /** What was made here, or why nothing was. */
  got: RecordedRung | { error: string };
  same: boolean;
}

export interface ComparedSource {
  clipId: string;
  recorded: string | null;
  got: string | { error: string };
}

export interface Reproduction {
  sources: ComparedSource[];
  rungs: ComparedRung[];
  /** The encoder's build on record and here; null for a scene program alone, which has no encoder. */
  builds: { recorded: string; here: string } | null;
  /** False: this version of the lab codes plans in another way than the one that made the record. */
  samePipeline: boolean;
}

const STAGES = { encode: "encode", decode: "decode", measure: "measure" } as const;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The clips and rungs that are asked for. @throws {ReproduceError} */
function chosen(clips: readonly RecordedClip[], { clipId, crf, uploadPath }: Pick<ReproduceOptions, "clipId" | "crf" | "uploadPath">): RecordedClip[] {
  const ofClip = clips.filter(({ spec }) => clipId === undefined || spec.id === clipId);
  if (ofClip.length === 0) throw new ReproduceError(`The record has no clip ${clipId}; it has ${clips.map(({ spec }) => spec.id).join(", ")}.`);
  const picked = ofClip.map((clip) => ({ ...clip, rungs: clip.rungs.filter((rung) => crf === undefined || rung.crf === crf) })).filter(({ rungs }) => rungs.length > 0);
  if (picked.length === 0) throw new ReproduceError(`The record has no rung at CRF ${crf}; it has ${[...new Set(ofClip.flatMap(({ rungs }) => rungs.map((rung) => rung.crf)))].join(", ")}.`);
  const upload = picked.find(({ spec }) => spec.kind === "upload");
  if (upload && uploadPath === undefined) throw new ReproduceError(`The clip ${upload.spec.id} is a video that somebody uploaded as “${upload.spec.title}”, and a lab does not hand uploads out. Give the original file with --upload FILE.`);
  return picked;
}

/** Makes the source anew; its path, or why it cannot stand for the one on record. */
async function makeSource({ spec, sourceSha256 }: RecordedClip, { pool, workDir, uploadPath, signal, say }: ReproduceOptions): Promise<{ source: ComparedSource; ready: ReadyClip | null }> {
  const path = join(workDir, `${spec.id}.y4m`);
  const made = await pool
    .run("generate", `making ${spec.id}`, { spec, outPath: path, ...(spec.kind === "upload" ? { uploadPath } : {}) }, { signal })
    .catch((error: unknown) => {
      signal.throwIfAborted();
      return { error: messageOf(error) };
    });
  if ("error" in made) return { source: { clipId: spec.id, recorded: sourceSha256, got: made }, ready: null };
  const source = { clipId: spec.id, recorded: sourceSha256, got: made.sha256 };
  say(`${spec.id}: source ${sourceSha256 === null ? "made, its hash is not on record" : made.sha256 === sourceSha256 ? "is the one on record" : "differs from the one on record"}`);
  return { source, ready: sourceSha256 === null || sourceSha256 === made.sha256 ? { facts: made, path } : null };
}

async function compareRung(options: ReproduceOptions, { plan, ready, recorded, found }: { plan: Plan; ready: ReadyClip; recorded: RecordedRung; found: FoundProgram | null }): Promise<ComparedRung> {
  const { signal, say, keepDir } = options;
  const { clipId } = ready.facts;
  const { crf } = recorded;
  try {
    const name = `${clipId}-crf${crf}`;
    const rung = await measureRung({ ...options, streamCacheDir: null, vmaf: { reason: "not compared" } }, { clip: ready, plan, crf, found, name, stages: STAGES, fresh: true, signal });
    if (keepDir !== undefined) await copyFile(rung.bitstreamPath, join(keepDir, `${name}.avcl`));
    await rm(rung.bitstreamPath, { force: true });
    const { bytes, sha256, decodedSha256 } = rung.point;
    const same = bytes === recorded.bytes && sha256 === recorded.sha256 && decodedSha256 === recorded.decodedSha256;
    say(`${clipId} at CRF ${crf}: ${same ? "the same" : "different"}`);
    return { clipId, recorded, got: { crf, bytes, sha256, decodedSha256 }, same };
  } catch (error) {
    signal.throwIfAborted();
    say(`${clipId} at CRF ${crf}: failed`);
    return { clipId, recorded, got: { error: messageOf(error) }, same: false };
  }
}

/**
 * Makes the clips and bitstreams of a record again, with nothing cached, and compares every hash with it.
 * @throws {ReproduceError} when there is nothing that could be compared
 * @throws the signal's reason when it aborts
 */
export async function reproduce(record: ExportedRecord, options: ReproduceOptions): Promise<Reproduction> {
  const { pool, signal, keepDir } = options;
  const what = whatToReproduce(record);
  if ("reason" in what) throw new ReproduceError(what.reason);
  const { plan } = what;
  const clips = chosen(what.clips, options);
  if (keepDir !== undefined) await mkdir(keepDir, { recursive: true });

  const encoder = record.applied?.encoder;
  const known = encoder && encoder.encoder !== "none" ? encoder : null;
  const here = known && (await pool.run("encoderBuild", "asking for the encoder's build", { encoder: known.encoder as "libx265" }, { signal }));

  const made = await mapLimited(clips, pool.slots, signal, async (clip) => ({ clip, ...(await makeSource(clip, options)) }));
  const ready = made.flatMap((entry) => (entry.ready ? [entry.ready] : []));
  const programs = await findPrograms(options, ready, plan);
  const jobs = made.flatMap((entry) => entry.clip.rungs.map((recorded) => ({ ...entry, recorded })));
  const rungs = await mapLimited(jobs, pool.slots, signal, async ({ clip, ready: source, recorded }): Promise<ComparedRung> => {
    if (!source) return { clipId: clip.spec.id, recorded, got: { error: "not encoded, for the source is not the one on record" }, same: false };
    return compareRung(options, { plan, ready: source, recorded, found: programs.get(source) ?? null });
  });
  return {
    sources: made.map(({ source }) => source),
    rungs,
    builds: known && here !== null ? { recorded: known.build, here } : null,
    samePipeline: record.fingerprint === null || fingerprintOf(plan, record.suite) === record.fingerprint,
  };
}
