import type { CodedCodec } from "#lib/plan/base-settings.ts";
import { BitstreamError } from "./errors.ts";
import { ByteReader, writeVarint } from "./varint.ts";

/*
 * The base section: HEVC and H.264 as Annex B, AV1 as the low-overhead OBU stream with its temporal delimiters, VP9 as
 * varint size + frame (VP9 has no framing of its own). Each costs two to five bytes a frame, so no codec rides free.
 */

const H264_SEI = 6;
const USER_DATA_UNREGISTERED = 5;

/** Start offsets of the NAL units of an Annex B buffer, each with the offset of its start code (three or four bytes). */
function nalStarts(data: Uint8Array): { code: number; nal: number }[] {
  const starts: { code: number; nal: number }[] = [];
  for (let at = 0; at + 2 < data.length; at += 1) {
    if (data[at] !== 0 || data[at + 1] !== 0 || data[at + 2] !== 1) continue;
    starts.push({ code: at > 0 && data[at - 1] === 0 ? at - 1 : at, nal: at + 3 });
    at += 2;
  }
  return starts;
}

/**
 * Removes x264's information SEI (its version and settings as text, about 700 bytes, which x264 has no option against;
 * x265 has info=0). Only SEI NAL units whose first message is "user data unregistered" are dropped.
 */
export function withoutInformationSei(data: Buffer): Buffer {
  const starts = nalStarts(data);
  const kept = starts.flatMap(({ code, nal }, index) => {
    const isInformation = ((data[nal] ?? 0) & 31) === H264_SEI && data[nal + 1] === USER_DATA_UNREGISTERED;
    return isInformation ? [] : [data.subarray(code, starts[index + 1]?.code ?? data.length)];
  });
  return kept.length === starts.length ? data : Buffer.concat(kept);
}

/** One coded picture as it is stored in the base section. */
export function packPicture(codec: CodedCodec, data: Buffer): Buffer {
  if (codec === "x264") return withoutInformationSei(data);
  return codec === "vp9" ? Buffer.concat([Buffer.from(writeVarint(data.length)), data]) : data;
}

const OBU_TEMPORAL_DELIMITER = 2;

/** Temporal units of an OBU stream: each starts with a temporal delimiter and every OBU says its size. */
function* temporalUnits(stream: Uint8Array): Generator<Uint8Array> {
  const reader = new ByteReader(stream);
  let start = 0;
  while (reader.left > 0) {
    const obuStart = reader.offset;
    const header = reader.byte("an OBU");
    if ((header & 0x80) !== 0 || (header & 0x02) === 0) throw new BitstreamError("The AV1 stream has an OBU without a size or with the forbidden bit.");
    if ((header & 0x04) !== 0) reader.byte("an OBU");
    if (((header >> 3) & 15) === OBU_TEMPORAL_DELIMITER && obuStart > start) {
      yield stream.subarray(start, obuStart);
      start = obuStart;
    }
    reader.take(obuSize(reader), "an OBU");
  }
  if (start < stream.length) yield stream.subarray(start);
}

/** leb128 of AV1 4.10.5; unlike the file's own numbers it may have padding bytes. */
function obuSize(reader: ByteReader): number {
  let size = 0;
  for (let index = 0; index < 8; index += 1) {
    const byte = reader.byte("an OBU");
    size += (byte & 127) * 128 ** index;
    if (byte < 128) return size;
  }
  throw new BitstreamError("An OBU's size is longer than eight bytes.");
}

function* vp9Frames(stream: Uint8Array): Generator<Uint8Array> {
  const reader = new ByteReader(stream);
  while (reader.left > 0) yield reader.take(reader.varint("frame size", 1, reader.left), "a frame");
}

/** Pieces that an Annex B parser is fed with; it finds the pictures itself. */
const ANNEX_B_PIECE = 64 * 1024;

function* pieces(stream: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < stream.length; at += ANNEX_B_PIECE) yield stream.subarray(at, at + ANNEX_B_PIECE);
}

/** Splits a base section again: into pictures, or for Annex B into pieces for a parser. */
export function splitStream(codec: CodedCodec, stream: Uint8Array): { units: Iterable<Uint8Array>; needsParser: boolean } {
  switch (codec) {
    case "x265":
    case "x264": return { units: pieces(stream), needsParser: true };
    case "svt-av1": return { units: temporalUnits(stream), needsParser: false };
    case "vp9": return { units: vp9Frames(stream), needsParser: false };
  }
}
