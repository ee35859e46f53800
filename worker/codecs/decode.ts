import { readFile } from "node:fs/promises";
import { getFFmpegInfo } from "../media/av.ts";
import { createY4m, y4mBytes } from "../media/y4m.ts";
import { parseBitstream, type Bitstream } from "./container.ts";
import { BitstreamError } from "./errors.ts";
import { openReconstruction } from "./reconstruct.ts";
import { produceAtomically } from "./write-atomically.ts";

export interface DecodedClip {
  frames: number;
  /** Size and sha256 (hex) of the Y4M. */
  bytes: number;
  sha256: string;
  /** Wall time of the decoder, of the filters and of the restoration after it, ms; reading and writing are not in it. */
  decodeMs: number;
  /** Size of the written pictures: the source's. */
  width: number;
  height: number;
  /** Decoder and library that ran. */
  decoder: string;
}

/** What the decoder writes at most when nobody says otherwise: 64 GiB, an hour of 640x360 at 50 pictures a second. */
export const DEFAULT_MAX_BYTES = 64 * 2 ** 30;

export interface DecodeRequest {
  bitstreamPath: string;
  outPath: string;
  /** Bytes that the Y4M may have. */
  maxBytes?: number;
  signal?: AbortSignal | undefined;
}

/**
 * Decodes a bitstream file to Y4M at the source's size. It knows the file and nothing else.
 * @throws {BitstreamError} when the file is damaged, holds other pictures than its header says, or announces more than `maxBytes`:
 *   a few bytes can announce terabytes, so that is known before the first one is written.
 * @throws the signal's reason when it is aborted.
 */
export async function decodeBitstream({ bitstreamPath, outPath, maxBytes = DEFAULT_MAX_BYTES, signal }: DecodeRequest): Promise<DecodedClip> {
  signal?.throwIfAborted();
  const bitstream = parseBitstream(await readFile(bitstreamPath));
  const { header } = bitstream;
  const announced = y4mBytes(header, header.frames);
  if (announced > maxBytes) {
    throw new BitstreamError(`The bitstream announces ${header.frames} pictures of ${header.width}x${header.height}, ${announced} bytes; ${maxBytes} bytes may be written.`);
  }
  return writePictures(bitstream, outPath, signal);
}

/** Writes the pictures of a bitstream that is in memory. */
export async function writePictures(bitstream: Bitstream, outPath: string, signal?: AbortSignal): Promise<DecodedClip> {
  const { width, height, fpsNum, fpsDen } = bitstream.header;
  const reconstruction = openReconstruction(bitstream, signal);
  return produceAtomically(outPath, async (temporary) => {
    const writer = await createY4m(temporary, { width, height, fpsNum, fpsDen });
    try {
      for await (const picture of reconstruction.pictures()) await writer.writeFrame(picture);
    } catch (error) {
      await writer.close();
      throw error;
    }
    const { frames, bytes, sha256 } = await writer.close();
    return { frames, bytes, sha256, decodeMs: reconstruction.elapsedMs(), width, height, decoder: `${reconstruction.decoder}, libavcodec ${getFFmpegInfo().libraries.avcodec}` };
  });
}
