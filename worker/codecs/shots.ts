import { BitstreamError } from "./errors.ts";
import { ByteReader, writeVarint } from "./varint.ts";

/** One shot of the base section: a stream of its own, with its own coded size. */
export interface ShotExtent {
  frames: number;
  /** Bytes of its stream in the base section. */
  bytes: number;
}

export const MAX_SHOTS = 1000;

/** The shots section: for each shot but the last varint frames, varint bytes; the last takes what is left of both. */
export function writeShots(shots: readonly ShotExtent[]): Uint8Array {
  return Uint8Array.from(shots.slice(0, -1).flatMap(({ frames, bytes }) => [...writeVarint(frames), ...writeVarint(bytes)]));
}

/**
 * Reads the shots section.
 * @param total frames of the clip and bytes of the base section
 * @throws {BitstreamError} when the shots do not fit into them
 */
export function parseShots(section: Uint8Array, total: ShotExtent): ShotExtent[] {
  const reader = new ByteReader(section);
  const shots: ShotExtent[] = [];
  let { frames, bytes } = total;
  while (reader.left > 0) {
    if (shots.length >= MAX_SHOTS - 1) throw new BitstreamError(`The bitstream has more than ${MAX_SHOTS} shots.`);
    const shot = { frames: reader.varint("length of a shot", 1, total.frames), bytes: reader.varint("size of a shot", 1, total.bytes) };
    frames -= shot.frames;
    bytes -= shot.bytes;
    if (frames < 1 || bytes < 1) throw new BitstreamError("The shots are longer than the clip.");
    shots.push(shot);
  }
  return [...shots, { frames, bytes }];
}
