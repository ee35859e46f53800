import { readFile } from "node:fs/promises";
import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, getFFmpegInfo, type Frame } from "../media/av.ts";
import { createY4m, type Y4mWriter } from "../media/y4m.ts";
import { parseBitstream, type BitstreamHeader } from "./container.ts";
import { BitstreamError } from "./errors.ts";
import { openFilter, type OpenFilter } from "./filter-frames.ts";
import { openDecoder } from "./open-decoder.ts";
import { filtersAfter } from "./transform.ts";
import { produceAtomically } from "./write-atomically.ts";

export interface DecodedClip {
  frames: number;
  /** Size and sha256 (hex) of the Y4M. */
  bytes: number;
  sha256: string;
  /** Wall time of the decoder and of the filters after it, ms; reading and writing are not in it. */
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
  const { header, sections } = parseBitstream(await readFile(bitstreamPath));
  const { width, height, fpsNum, fpsDen } = header;
  const decoder = await openDecoder(header.codec, header);
  try {
    return await produceAtomically(outPath, async (temporary) => {
      const writer = await createY4m(temporary, { width, height, fpsNum, fpsDen });
      const restore = restorerOf(header);
      try {
        let frames = 0;
        for await (const picture of decoder.pictures(sections.base)) {
          signal?.throwIfAborted();
          checkPicture(picture, header, frames);
          frames += await restore.write(picture, writer);
        }
        frames += await restore.finish(writer);
        if (frames !== header.frames) throw new BitstreamError(`The bitstream announces ${header.frames} pictures and holds ${frames}.`);
      } catch (error) {
        await writer.close();
        throw error;
      } finally {
        restore.close();
      }
      const { frames, bytes, sha256 } = await writer.close();
      return { frames, bytes, sha256, decodeMs: decoder.elapsedMs() + restore.elapsedMs(), width, height, decoder: `${decoder.name}, libavcodec ${getFFmpegInfo().libraries.avcodec}` };
    });
  } finally {
    decoder.close();
  }
}

/** What the header allows: 8-bit 4:2:0 at the source's size, or with an upscaler any one size that is not above it. */
function checkPicture(picture: Frame, header: BitstreamHeader, index: number): void {
  if (index >= header.frames) throw new BitstreamError(`The bitstream holds more than the ${header.frames} pictures that it announces.`);
  if (picture.format !== AV_PIX_FMT_YUV420P) throw new BitstreamError("The bitstream's pictures are not 8-bit 4:2:0.");
  const fits = header.upscaler === null
    ? picture.width === header.width && picture.height === header.height
    : picture.width <= header.width && picture.height <= header.height;
  if (!fits) throw new BitstreamError(`Picture ${index} is ${picture.width}x${picture.height}; the header says ${header.width}x${header.height}.`);
  if (picture.decodeErrorFlags !== 0) throw new BitstreamError(`Picture ${index} could not be decoded without errors.`);
}

/** Brings decoded pictures to the source's size and writes them. The filter opens at the first picture, whose size it needs. */
function restorerOf(header: BitstreamHeader) {
  let filter: OpenFilter | null = null;
  let coded: { width: number; height: number } | null = null;
  let elapsed = 0;

  async function filtered(picture: Frame): Promise<Frame[]> {
    if (header.upscaler === null) return [picture];
    coded ??= { width: picture.width, height: picture.height };
    if (picture.width !== coded.width || picture.height !== coded.height) throw new BitstreamError("The pictures change their size inside the stream.");
    const start = performance.now();
    filter ??= await openFilter(filtersAfter(header, header.upscaler).join(","), { ...coded, fpsNum: header.fpsNum, fpsDen: header.fpsDen });
    picture.colorRange = AVCOL_RANGE_MPEG;
    const ready = await filter.push(picture);
    elapsed += performance.now() - start;
    picture.free();
    return ready;
  }

  async function writeAll(pictures: Frame[], writer: Y4mWriter): Promise<number> {
    for (const picture of pictures) {
      await writer.writeFrame(picture.toBuffer());
      picture.free();
    }
    return pictures.length;
  }

  return {
    write: async (picture: Frame, writer: Y4mWriter): Promise<number> => writeAll(await filtered(picture), writer),
    finish: async (writer: Y4mWriter): Promise<number> => writeAll(filter ? await filter.finish() : [], writer),
    elapsedMs: () => elapsed,
    close: () => filter?.close(),
  };
}
