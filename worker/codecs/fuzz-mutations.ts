import { crc32 } from "node:zlib";
import fc from "fast-check";
import type { CodedCodec } from "#lib/plan/base-settings.ts";
import { parseBitstream, writeBitstream, type BitstreamHeader, type SectionName, type Sections } from "./container.ts";

/*
 * Damage for the fuzz test: each mutation is plain data, so that a case can be printed and repeated. Places are shares of a length,
 * so that every one fits every file.
 */

type Edit =
  | { kind: "xor"; at: number; value: number }
  | { kind: "cut"; at: number }
  | { kind: "remove"; at: number; count: number }
  | { kind: "insert"; at: number; bytes: Uint8Array }
  | { kind: "splice"; at: number; otherAt: number };

type Damage =
  /** Anywhere in the file; `mend` makes the checksum right again, as in all the others. */
  | { of: "file"; edits: Edit[]; mend: boolean }
  /** Inside one section; lengths are made right. */
  | { of: "section"; section: number; edits: Edit[] }
  /** The section comes from the other file, is left out, or changes places with the next one. */
  | { of: "sections"; section: number; how: "other" | "drop" | "swap" }
  /** A field of the header, to a value that can be. */
  | { of: "header"; change: Partial<BitstreamHeader> }
  /** A byte of the header or of the table of lengths, to any value. */
  | { of: "head"; at: number; value: number };

export interface Mutation {
  file: number;
  /** The file that splices and exchanged sections come from. */
  other: number;
  damage: Damage[];
}

const NAMES: SectionName[] = ["base", "program", "shots", "restore"];
const CHECKSUM_BYTES = 4;

/** Evenly spread: fc.double would give mostly tiny ones, and with them the same damage to the magic number each time. */
const share = fc.noBias(fc.nat({ max: 0xffff })).map((value) => value / 0x10000);
const byte = fc.integer({ min: 1, max: 255 });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("xor" as const), at: share, value: byte }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cut" as const), at: share }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove" as const), at: share, count: fc.integer({ min: 1, max: 64 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("insert" as const), at: share, bytes: fc.uint8Array({ minLength: 1, maxLength: 48 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("splice" as const), at: share, otherAt: share }) },
);
const edits = fc.array(edit, { minLength: 1, maxLength: 6 });
const side = fc.integer({ min: 1, max: 1920 }).map((half) => 2 * half);
const codec = fc.constantFrom<CodedCodec>("x265", "svt-av1", "vp9", "x264");
const headerChange: fc.Arbitrary<Partial<BitstreamHeader>> = fc.oneof(
  fc.record({ width: side }),
  fc.record({ height: side }),
  fc.record({ width: fc.integer({ min: 1, max: 160 }).map((half) => 2 * half), height: fc.integer({ min: 1, max: 120 }).map((half) => 2 * half) }),
  fc.record({ frames: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 100_000 })) }),
  fc.record({ codec: fc.oneof(codec, fc.constant("none" as const)) }),
  fc.record({ upscaler: fc.constantFrom(null, "bilinear" as const, "bicubic" as const, "lanczos" as const, "spline" as const) }),
  fc.record({ fpsNum: fc.integer({ min: 0, max: 2_000_000 }), fpsDen: fc.integer({ min: 0, max: 2_000_000 }) }),
);
const section = fc.nat({ max: 3 });
const damage: fc.Arbitrary<Damage> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ of: fc.constant("file" as const), edits, mend: fc.boolean() }) },
  { weight: 10, arbitrary: fc.record({ of: fc.constant("section" as const), section, edits }) },
  { weight: 2, arbitrary: fc.record({ of: fc.constant("sections" as const), section, how: fc.constantFrom("other" as const, "drop" as const, "swap" as const) }) },
  { weight: 3, arbitrary: fc.record({ of: fc.constant("header" as const), change: headerChange }) },
  { weight: 2, arbitrary: fc.record({ of: fc.constant("head" as const), at: share, value: fc.integer({ min: 0, max: 255 }) }) },
);

/** Mutations of so many files. About one in six has a wrong checksum. */
export const mutationsOf = (files: number): fc.Arbitrary<Mutation> =>
  fc.record({ file: fc.nat({ max: files - 1 }), other: fc.nat({ max: files - 1 }), damage: fc.array(damage, { minLength: 1, maxLength: 2 }) });

/** The damaged file. What is done to a file that is none any more is done to its bytes. */
export function mutate(files: readonly Buffer[], { file, other, damage: parts }: Mutation): Buffer {
  return parts.reduce((bytes, part) => damaged(bytes, files[other]!, part), files[file]!);
}

function damaged(file: Buffer, other: Buffer, damage: Damage): Buffer {
  if (damage.of === "file") {
    const bytes = edited(file, other, damage.edits);
    return damage.mend ? mended(bytes) : bytes;
  }
  const parsed = parsedOrNull(file);
  if (!parsed) return file;
  const { header, sections } = parsed;
  const present = NAMES.filter((name) => sections[name]);
  switch (damage.of) {
    case "header": return writeBitstream({ header: { ...header, ...damage.change }, sections });
    case "head": {
      const length = file.length - CHECKSUM_BYTES - present.reduce((sum, name) => sum + sections[name]!.length, 0);
      const bytes = Buffer.from(file);
      bytes[placeIn(length, damage.at)] = damage.value;
      return mended(bytes);
    }
    case "section": {
      const name = present[damage.section % present.length]!;
      const changed = edited(sections[name]!, sectionOf(other, name) ?? other, damage.edits);
      return writeBitstream({ header, sections: { ...sections, [name]: changed } });
    }
    case "sections": return writeBitstream({ header, sections: exchanged(sections, present, other, damage) });
  }
}

function exchanged(sections: Sections, present: SectionName[], other: Buffer, { section: index, how }: Extract<Damage, { of: "sections" }>): Sections {
  const name = present[index % present.length]!;
  if (how === "drop") return { ...sections, [name]: undefined };
  if (how === "swap") {
    const next = present[(index + 1) % present.length]!;
    return { ...sections, [name]: sections[next], [next]: sections[name] };
  }
  const any = NAMES[index]!;
  return { ...sections, [any]: sectionOf(other, any) ?? sections[any] };
}

function parsedOrNull(file: Buffer) {
  try {
    return parseBitstream(file);
  } catch {
    return null; // An earlier mutation left something that is no bitstream any more; that is a case as well.
  }
}

const sectionOf = (file: Buffer, name: SectionName): Uint8Array | undefined => parsedOrNull(file)?.sections[name];
const placeIn = (length: number, at: number): number => Math.floor(at * length);

function edited(bytes: Uint8Array, other: Uint8Array, list: readonly Edit[]): Buffer {
  return list.reduce((result, one) => editedOnce(result, other, one), Buffer.from(bytes));
}

function editedOnce(bytes: Buffer<ArrayBuffer>, other: Uint8Array, change: Edit): Buffer<ArrayBuffer> {
  const at = placeIn(bytes.length, change.at);
  switch (change.kind) {
    case "xor": {
      if (at < bytes.length) bytes[at]! ^= change.value;
      return bytes;
    }
    case "cut": return bytes.subarray(0, at);
    case "remove": return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + change.count)]);
    case "insert": return Buffer.concat([bytes.subarray(0, at), change.bytes, bytes.subarray(at)]);
    case "splice": return Buffer.concat([bytes.subarray(0, at), other.subarray(placeIn(other.length, change.otherAt))]);
  }
}

/** The last four bytes are made the checksum of what is before them. */
function mended(file: Buffer): Buffer {
  if (file.length < CHECKSUM_BYTES) return file;
  const bytes = Buffer.from(file);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, -CHECKSUM_BYTES)), bytes.length - CHECKSUM_BYTES);
  return bytes;
}
