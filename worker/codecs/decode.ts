import { readFile } from "node:fs/promises";
import { getFFmpegInfo } from "../media/av.ts";
import { createY4m } from "../media/y4m.ts";
import { parseBitstream, type Bitstream } from "./container.ts";
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

/**
 * Decodes a bitstream file to Y4M at the source's size. It knows the file and nothing else.
 * @throws {BitstreamError} when the file is damaged, or holds other pictures than its header says.
 * @throws the signal's reason when it is aborted.
 */
export async function decodeBitstream({ bitstreamPath, outPath, signal }: { bitstreamPath: string; outPath: string; signal?: AbortSignal }): Promise<DecodedClip> {
  signal?.throwIfAborted();
  return writePictures(parseBitstream(await readFile(bitstreamPath)), outPath, signal);
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
