import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, FF_ENCODER_LIBVPX_VP9, Frame, Rational, type AVColorSpace, type Packet } from "../media/av.ts";
import { Encoder, Muxer } from "../media/av-api.ts";
import type { Y4mHeader } from "../media/y4m-header.ts";
import { openY4m } from "../media/y4m.ts";
import { produceAtomically } from "./write-atomically.ts";

/** Pictures from one key frame to the next: a browser that steps back decodes so many at most. */
export const PREVIEW_KEY_DISTANCE = 10;

/**
 * VP9, because Chrome and Firefox bring its decoder with them. H.264 in Firefox on Linux is the system's libavcodec, and without that
 * nothing plays ("no decoder found for video/avc": github.com/microsoft/playwright/issues/5651). In MP4 and not in WebM: its time
 * stamps count frames exactly, WebM's are rounded to milliseconds. Firefox takes VP9 in MP4 (dom/media/mp4/MP4Decoder.cpp), Chrome too.
 *
 * Real-time mode without look-ahead gives one packet a picture, in order: no hidden pictures, the first at time 0.
 */
const VP9_OPTIONS = { deadline: "realtime", "cpu-used": 8, "lag-in-frames": 0, "auto-alt-ref": 0 } as const;

export interface PreviewPictures extends Y4mHeader {
  frames: number;
  /** Constant quality on VP9's scale, 0 to 63. */
  crf: number;
  /** What the browser turns YUV into RGB by; left out, it guesses, and guesses the same for every preview of a clip. */
  colorSpace?: AVColorSpace;
  /** Writes a picture as planar I420. */
  read(index: number, into: Uint8Array): Promise<unknown> | void;
}

/** Good enough to look at and small enough to load; nothing is measured on it. */
const PREVIEW_CRF = 20;

/**
 * Writes pictures as a video for the browser: VP9 (profile 0) in MP4 with its index in front, constant frame rate, picture n at n/fps.
 * @throws the signal's reason when it is aborted
 */
export async function encodePreview(outPath: string, pictures: PreviewPictures, signal?: AbortSignal): Promise<void> {
  const { width, height, fpsNum, fpsDen, frames, crf, colorSpace } = pictures;
  await produceAtomically(outPath, async (temporary) => {
    await using muxer = await Muxer.open(temporary, { format: "mp4", options: { movflags: "+faststart" } });
    using encoder = await Encoder.create(FF_ENCODER_LIBVPX_VP9, {
      context: { pixelFormat: AV_PIX_FMT_YUV420P, colorRange: AVCOL_RANGE_MPEG, framerate: new Rational(fpsNum, fpsDen), gopSize: PREVIEW_KEY_DISTANCE, bitRate: 0n },
      options: { ...VP9_OPTIONS, crf },
    });
    const stream = muxer.addStream(encoder);
    const writeAll = async (packets: Packet[]): Promise<void> => {
      for (const packet of packets) {
        await muxer.writePacket(packet, stream);
        packet.free();
      }
    };
    const buffer = Buffer.alloc((width * height * 3) / 2);
    for (let index = 0; index < frames; index += 1) {
      signal?.throwIfAborted();
      await pictures.read(index, buffer);
      using frame = Frame.fromVideoBuffer(buffer, { width, height, format: AV_PIX_FMT_YUV420P, pts: BigInt(index), timeBase: { num: fpsDen, den: fpsNum }, sampleAspectRatio: { num: 1, den: 1 } });
      frame.duration = 1n;
      frame.colorRange = AVCOL_RANGE_MPEG;
      if (colorSpace !== undefined) frame.colorSpace = colorSpace;
      await writeAll(await encoder.encodeAll(frame));
    }
    await writeAll(await encoder.encodeAll(null));
    await muxer.close();
  });
}

/** Writes the preview of decoded pictures: a second, lossy encode of them. */
export async function writePreview({ y4mPath, outPath, signal }: { y4mPath: string; outPath: string; signal?: AbortSignal }): Promise<void> {
  const source = await openY4m(y4mPath);
  try {
    await encodePreview(outPath, { ...source.header, frames: source.frameCount, crf: PREVIEW_CRF, read: (index, into) => source.readFrame(index, into) }, signal);
  } finally {
    await source.close();
  }
}
