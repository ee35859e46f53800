import type { RateQuality } from "#lib/metrics/rd-curve.ts";
import type { CodedCodec } from "#lib/plan/base-settings.ts";
import { packPicture } from "#worker/codecs/elementary-stream.ts";
import type { EncoderOptions } from "#worker/codecs/encoder-options.ts";
import { measureCoded } from "#worker/codecs/measure-coded.ts";
import { openEncoder, type CodedFrame } from "#worker/codecs/open-encoder.ts";
import type { PictureSource } from "#worker/codecs/picture-source.ts";
import { psnrOfErrors } from "#worker/measure/psnr.ts";
import { AV_PIX_FMT_YUV420P, AVCOL_RANGE_MPEG, Frame } from "#worker/media/av.ts";
import { i420Bytes } from "#worker/media/y4m.ts";

/**
 * One operating point of an encoder with options that no plan can ask for, such as more threads: rate of the stream in kbit/s
 * (the container's few bytes are not in it) and PSNR-YUV in dB of what its decoder shows.
 */
export async function encodeVariant(codec: CodedCodec, chosen: EncoderOptions, source: PictureSource, frames: number): Promise<RateQuality> {
  const { width, height, fpsNum, fpsDen } = source.header;
  const encoder = await openEncoder(chosen, source.header);
  const coded: CodedFrame[] = [];
  try {
    const buffer = Buffer.alloc(i420Bytes(width, height));
    for (let index = 0; index < frames; index += 1) {
      await source.readFrame(index, buffer);
      const frame = Frame.fromVideoBuffer(buffer, { width, height, format: AV_PIX_FMT_YUV420P, pts: BigInt(index), timeBase: { num: fpsDen, den: fpsNum }, sampleAspectRatio: { num: 1, den: 1 } });
      frame.colorRange = AVCOL_RANGE_MPEG;
      coded.push(...(await encoder.send(frame)));
      frame.free();
    }
    coded.push(...(await encoder.send(null)));
  } finally {
    encoder.close();
  }
  if (coded.length !== frames) throw new Error(`${chosen.encoder} gave ${coded.length} pictures for ${frames}`);
  const base = Buffer.concat(coded.map(({ data }) => packPicture(codec, data)));
  const errors = await measureCoded({ header: { codec, upscaler: null, ...source.header, frames }, sections: { base } }, source, 0);
  return { rate: (base.length * 8 * fpsNum) / fpsDen / frames / 1000, quality: psnrOfErrors(errors, width, height, frames).psnrYuv };
}
