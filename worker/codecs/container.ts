import { crc32 } from "node:zlib";
import type { BaseCodec } from "#lib/plan/base-settings.ts";
import type { Downscale } from "#lib/plan/schema.ts";
import { BitstreamError } from "./errors.ts";
import { ByteReader, writeVarint } from "./varint.ts";

/*
 * The bitstream file `.avcl`: everything the decoder gets. README.md beside this file describes the layout byte by byte.
 */

const MAGIC = Buffer.from("AVCL", "latin1");
/** 1: the base stream alone. 2: also a restoration. 3: also a scene program, shots, or no base. A file is written as the lowest version that can hold it. */
export const BITSTREAM_VERSION = 3;
const CHECKSUM_BYTES = 4;

export const MAX_WIDTH = 3840;
export const MAX_HEIGHT = 2160;
export const MAX_FRAMES = 100_000;
const MAX_SECTIONS = 8;
const MAX_SECTION_BYTES = 2 ** 31 - 1;

export type Upscaler = Downscale["upscaler"];

/** Byte values in the file: never renumber, only append. */
const CODEC_IDS: Record<BaseCodec, number> = { none: 0, x265: 1, "svt-av1": 2, vp9: 3, x264: 4 };
const UPSCALER_IDS: Record<Upscaler | "none", number> = { none: 0, bilinear: 1, bicubic: 2, lanczos: 3, spline: 4 };
const SECTION_IDS = { base: 1, program: 2, shots: 3, restore: 4 } as const;

export type SectionName = keyof typeof SECTION_IDS;
const SECTION_NAMES = Object.keys(SECTION_IDS) as SectionName[];

/** What a decoder has to know before the first picture. */
export interface BitstreamHeader {
  /** none: there is no base section, the scene program's rendering is the picture. */
  codec: BaseCodec;
  /** null: the pictures are coded at the source's size. */
  upscaler: Upscaler | null;
  /** Size of the source, in luma samples, even; decoded pictures are brought back to it. */
  width: number;
  height: number;
  fpsNum: number;
  fpsDen: number;
  frames: number;
}

export interface Bitstream {
  header: BitstreamHeader;
  sections: Sections;
}

/** The parts of a file; one that is not there takes no byte. */
export interface Sections {
  base?: Uint8Array | undefined;
  /** Scene program (worker/predict): the base then codes what is left of the source after it, plus 128. */
  program?: Uint8Array | undefined;
  /** Lengths of the shots whose streams follow one another in the base (shots.ts). */
  shots?: Uint8Array | undefined;
  /** Restoration after decoding: one byte for its kind, then its parameters (worker/restore). */
  restore?: Uint8Array | undefined;
}

function versionOf({ base, program, shots, restore }: Sections): number {
  if (!base || program || shots) return 3;
  return restore ? 2 : 1;
}

/** The whole file. Sections come in the order of their ids. */
export function writeBitstream({ header, sections }: Bitstream): Buffer {
  const parts = SECTION_NAMES.flatMap((name) => {
    const bytes = sections[name];
    return bytes ? [{ name, bytes }] : [];
  });
  const head = Buffer.from([
    ...MAGIC, versionOf(sections), 0, CODEC_IDS[header.codec], UPSCALER_IDS[header.upscaler ?? "none"],
    ...writeVarint(header.width), ...writeVarint(header.height), ...writeVarint(header.fpsNum), ...writeVarint(header.fpsDen), ...writeVarint(header.frames),
    ...writeVarint(parts.length), ...parts.flatMap(({ name, bytes }) => [SECTION_IDS[name], ...writeVarint(bytes.length)]),
  ]);
  const body = Buffer.concat([head, ...parts.map(({ bytes }) => bytes)]);
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(crc32(body));
  return Buffer.concat([body, checksum]);
}

/**
 * Reads a bitstream file that anybody may have made.
 * @throws {BitstreamError} saying what is wrong; nothing is allocated from announced sizes before they are checked.
 */
export function parseBitstream(file: Uint8Array): Bitstream {
  if (file.length < MAGIC.length + 1 || !MAGIC.equals(file.subarray(0, MAGIC.length))) throw new BitstreamError("This is not an AVCL bitstream.");
  const version = file[MAGIC.length] ?? 0;
  if (version > BITSTREAM_VERSION) throw new BitstreamError(`The bitstream has version ${version}; this decoder knows versions up to ${BITSTREAM_VERSION}.`);
  if (version < 1) throw new BitstreamError("The bitstream has version 0, which never existed.");
  const end = file.length - CHECKSUM_BYTES;
  if (end <= MAGIC.length + 1) throw new BitstreamError("The file ends inside the header.");
  const stored = new DataView(file.buffer, file.byteOffset + end, CHECKSUM_BYTES).getUint32(0, true);
  if (crc32(file.subarray(0, end)) !== stored) throw new BitstreamError("The checksum does not match: the file is damaged or truncated.");

  const reader = new ByteReader(file.subarray(0, end));
  reader.offset = MAGIC.length + 1;
  if (reader.byte("flags") !== 0) throw new BitstreamError("The bitstream sets flags that this version does not have.");
  const header: BitstreamHeader = {
    codec: nameOf(CODEC_IDS, reader.byte("codec"), "codec"),
    upscaler: upscalerOf(reader.byte("upscaler")),
    width: reader.varint("width", 2, MAX_WIDTH),
    height: reader.varint("height", 2, MAX_HEIGHT),
    fpsNum: reader.varint("frame rate's numerator", 1, 1_000_000),
    fpsDen: reader.varint("frame rate's denominator", 1, 1_000_000),
    frames: reader.varint("frame count", 1, MAX_FRAMES),
  };
  if (header.width % 2 !== 0 || header.height % 2 !== 0) throw new BitstreamError(`The picture size ${header.width}x${header.height} is not even.`);
  const sections = readSections(reader);
  checkSections(header, sections);
  return { header, sections };
}

function readSections(reader: ByteReader): Sections {
  const count = reader.varint("section count", 1, MAX_SECTIONS);
  const announced = new Map<SectionName, number>();
  for (let index = 0; index < count; index += 1) {
    const name = nameOf(SECTION_IDS, reader.byte("section tag"), "section");
    if (announced.has(name)) throw new BitstreamError(`The section ${name} occurs twice.`);
    announced.set(name, reader.varint("section length", 0, MAX_SECTION_BYTES));
  }
  const sections: Sections = {};
  for (const [name, length] of announced) sections[name] = reader.take(length, `section ${name}`);
  if (reader.left > 0) throw new BitstreamError(`${reader.left} bytes follow the last section.`);
  return sections;
}

/** What has to be there so that pictures can come out. */
function checkSections({ codec, upscaler }: BitstreamHeader, { base, program, shots }: Sections): void {
  if (codec !== "none") {
    if (!base) throw new BitstreamError("The base section is missing.");
    return;
  }
  if (!program) throw new BitstreamError("The bitstream has neither a base codec nor a scene program.");
  if (base || shots || upscaler !== null) throw new BitstreamError("The bitstream names no base codec and yet holds a base section, shots or an upscaler.");
}

function nameOf<Name extends string>(ids: Record<Name, number>, id: number, what: string): Name {
  for (const name in ids) if (ids[name] === id) return name;
  throw new BitstreamError(`The ${what} number ${id} is unknown.`);
}

function upscalerOf(id: number): Upscaler | null {
  const name = nameOf(UPSCALER_IDS, id, "upscaler");
  return name === "none" ? null : name;
}
