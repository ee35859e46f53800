/*
 * The header line of a YUV4MPEG2 file. Format: https://wiki.multimedia.cx/index.php/YUV4MPEG2
 */

/** Geometry and rate of a normalised clip: planar 4:2:0, 8 bit, square pixels, progressive. */
export interface Y4mHeader {
  /** Luma samples a row; even. */
  width: number;
  /** Luma rows; even. */
  height: number;
  /** Frames per second as a fraction. */
  fpsNum: number;
  fpsDen: number;
}

/** A file that is not the Y4M that this lab works on; the message says what is wrong and where. */
export class Y4mError extends Error {
  override readonly name = "Y4mError";
}

const MAGIC = "YUV4MPEG2";
/** 8-bit 4:2:0 in its four spellings; they differ in where chroma sits, not in the samples' order. */
const CHROMA_420 = new Set(["420", "420jpeg", "420mpeg2", "420paldv"]);
const MAX_SIDE = 16_384;

/** Bytes of one planar 4:2:0 8-bit picture: Y, then U, then V. */
export function i420Bytes(width: number, height: number): number {
  return (width * height * 3) / 2;
}

function checkHeader(header: Y4mHeader, where: string): Y4mHeader {
  const { width, height, fpsNum, fpsDen } = header;
  for (const [name, value] of [["width", width], ["height", height]] as const) {
    if (!Number.isInteger(value) || value < 2 || value > MAX_SIDE || value % 2 !== 0) {
      throw new Y4mError(`${where}: the ${name} must be an even number from 2 to ${MAX_SIDE}, not ${value}`);
    }
  }
  if (!Number.isInteger(fpsNum) || !Number.isInteger(fpsDen) || fpsNum < 1 || fpsDen < 1) {
    throw new Y4mError(`${where}: the frame rate must be a positive fraction, not ${fpsNum}:${fpsDen}`);
  }
  return header;
}

/**
 * Parses the header line, without its line feed.
 * @throws {Y4mError} for anything else than progressive 8-bit 4:2:0 with square pixels, an even size and a frame rate.
 */
export function parseY4mHeader(line: string, where: string): Y4mHeader {
  const [magic, ...tags] = line.split(" ");
  if (magic !== MAGIC) throw new Y4mError(`${where}: does not begin with ${MAGIC}`);
  const tag = (letter: string): string | undefined => tags.find((entry) => entry.startsWith(letter))?.slice(1);
  const chroma = tag("C") ?? "420";
  if (!CHROMA_420.has(chroma)) throw new Y4mError(`${where}: samples must be 8-bit 4:2:0, not C${chroma}`);
  const interlacing = tag("I") ?? "p";
  if (interlacing !== "p" && interlacing !== "?") throw new Y4mError(`${where}: must be progressive, not I${interlacing}`);
  const aspect = tag("A") ?? "1:1";
  if (aspect !== "1:1" && aspect !== "0:0") throw new Y4mError(`${where}: pixels must be square, not A${aspect}`);
  const [fpsNum, fpsDen] = (tag("F") ?? "").split(":").map(Number);
  return checkHeader({ width: Number(tag("W")), height: Number(tag("H")), fpsNum: fpsNum ?? NaN, fpsDen: fpsDen ?? NaN }, where);
}

/**
 * The header line with its line feed. Chroma is sited left (C420mpeg2), as in H.264 and HEVC by default.
 * @throws {Y4mError} when the geometry or the rate cannot be a normalised clip's.
 */
export function formatY4mHeader(header: Y4mHeader, where: string): string {
  const { width, height, fpsNum, fpsDen } = checkHeader(header, where);
  return `${MAGIC} W${width} H${height} F${fpsNum}:${fpsDen} Ip A1:1 C420mpeg2\n`;
}
