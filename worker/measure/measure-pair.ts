import { openY4m, type Y4mReader } from "#worker/media/y4m.ts";
import { addErrors, noErrors, planeErrors, psnrOfErrors } from "./psnr.ts";
import { createSsim } from "./ssim.ts";

/** Two clips that cannot be compared frame by frame; the message names both sides' numbers. */
export class MeasureError extends Error {
  override readonly name = "MeasureError";
  readonly code: "frame-count" | "geometry" | "no-frames";

  constructor(code: MeasureError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** Quality of a distorted clip; PSNR in dB with null for identical, SSIM up to 1. */
export interface PairQuality {
  frames: number;
  psnrY: number | null;
  psnrU: number | null;
  psnrV: number | null;
  psnrYuv: number | null;
  /** Mean over frames. */
  ssimY: number;
  perFrame: { psnrY: (number | null)[]; psnrYuv: (number | null)[]; ssimY: number[] };
}

/** @throws {MeasureError} when size or frame count differ, or there is no frame */
export function checkPair(reference: Y4mReader, distorted: Y4mReader): void {
  const [a, b] = [reference.header, distorted.header];
  if (a.width !== b.width || a.height !== b.height) {
    throw new MeasureError("geometry", `the decoded clip is ${b.width}x${b.height}, the source ${a.width}x${a.height}`);
  }
  if (reference.frameCount !== distorted.frameCount) {
    throw new MeasureError("frame-count", `the decoded clip has ${distorted.frameCount} frames, the source ${reference.frameCount}`);
  }
  if (reference.frameCount === 0) throw new MeasureError("no-frames", "both clips have 0 frames: there is nothing to measure");
}

/** Reads the pictures of both clips one step ahead, so that reading overlaps with the arithmetic. */
async function* pairs(reference: Y4mReader, distorted: Y4mReader): AsyncGenerator<[Uint8Array, Uint8Array]> {
  const buffers = [0, 1].map((): [Uint8Array, Uint8Array] => [new Uint8Array(reference.frameBytes), new Uint8Array(reference.frameBytes)]);
  const read = (index: number): Promise<[Uint8Array, Uint8Array]> => {
    const [a, b] = buffers[index % 2]!;
    return Promise.all([reference.readFrame(index, a), distorted.readFrame(index, b)]);
  };
  let ahead = read(0);
  for (let index = 0; index < reference.frameCount; index += 1) {
    const pair = await ahead;
    if (index + 1 < reference.frameCount) {
      ahead = read(index + 1);
      // A failure while the consumer still works on this pair is reported at the next step, not as unhandled.
      ahead.catch(() => undefined);
    }
    yield pair;
  }
}

/**
 * Measures a distorted Y4M against its reference, frame n against frame n.
 * PSNR over the sequence comes from the mean squared error over all frames, as FFmpeg's psnr filter's "average".
 * @throws {MeasureError} when size or frame count differ, or there is no frame.
 */
export async function measurePair(options: { referencePath: string; distortedPath: string; signal?: AbortSignal | undefined }): Promise<PairQuality> {
  const reference = await openY4m(options.referencePath);
  const distorted = await openY4m(options.distortedPath).catch(async (error: unknown) => {
    await reference.close();
    throw error;
  });
  try {
    checkPair(reference, distorted);
    const { width, height } = reference.header;
    const ssim = createSsim(width, height);
    const total = noErrors();
    const perFrame: PairQuality["perFrame"] = { psnrY: [], psnrYuv: [], ssimY: [] };
    for await (const [a, b] of pairs(reference, distorted)) {
      options.signal?.throwIfAborted();
      const errors = planeErrors(a, b, width, height);
      addErrors(total, errors);
      const { psnrY, psnrYuv } = psnrOfErrors(errors, width, height, 1);
      perFrame.psnrY.push(psnrY);
      perFrame.psnrYuv.push(psnrYuv);
      perFrame.ssimY.push(ssim(a, b));
    }
    const frames = reference.frameCount;
    const ssimY = perFrame.ssimY.reduce((sum, value) => sum + value, 0) / frames;
    return { frames, ...psnrOfErrors(total, width, height, frames), ssimY, perFrame };
  } finally {
    await Promise.all([reference.close(), distorted.close()]);
  }
}
