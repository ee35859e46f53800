import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, FF_ENCODER_LIBX264, Frame, Rational, type Packet } from "../media/av.ts";
import { Encoder, Muxer } from "../media/av-api.ts";
import { openY4m } from "../media/y4m.ts";
import { produceAtomically } from "./write-atomically.ts";

/** Good enough to look at and small enough to load; nothing is measured on it. */
const PREVIEW_OPTIONS = { preset: "veryfast", crf: 20, "x264-params": "threads=2" } as const;

/**
 * Writes an H.264 MP4 (4:2:0, index in front) that every browser plays, from decoded pictures. It is a preview: a second,
 * lossy encode of what was decoded.
 */
export async function writePreview({ y4mPath, outPath, signal }: { y4mPath: string; outPath: string; signal?: AbortSignal }): Promise<void> {
  signal?.throwIfAborted();
  const source = await openY4m(y4mPath);
  const { width, height, fpsNum, fpsDen } = source.header;
  try {
    await produceAtomically(outPath, async (temporary) => {
      await using muxer = await Muxer.open(temporary, { format: "mp4", options: { movflags: "+faststart" } });
      using encoder = await Encoder.create(FF_ENCODER_LIBX264, {
        context: { pixelFormat: AV_PIX_FMT_YUV420P, colorRange: AVCOL_RANGE_MPEG, framerate: new Rational(fpsNum, fpsDen) },
        options: PREVIEW_OPTIONS,
      });
      const stream = muxer.addStream(encoder);
      const writeAll = async (packets: Packet[]): Promise<void> => {
        for (const packet of packets) {
          await muxer.writePacket(packet, stream);
          packet.free();
        }
      };
      const buffer = Buffer.alloc(source.frameBytes);
      for (let index = 0; index < source.frameCount; index += 1) {
        signal?.throwIfAborted();
        await source.readFrame(index, buffer);
        using frame = Frame.fromVideoBuffer(buffer, { width, height, format: AV_PIX_FMT_YUV420P, pts: BigInt(index), timeBase: { num: fpsDen, den: fpsNum }, sampleAspectRatio: { num: 1, den: 1 } });
        frame.duration = 1n;
        await writeAll(await encoder.encodeAll(frame));
      }
      await writeAll(await encoder.encodeAll(null));
      await muxer.close();
    });
  } finally {
    await source.close();
  }
}
