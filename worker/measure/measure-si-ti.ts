import { openY4m } from "#worker/media/y4m.ts";
import { spatialInformation, temporalInformation } from "./si-ti.ts";

/** SI and TI of every frame and, as P.910 asks for, their maxima over time; TI of the first frame is 0. */
export interface SiTi {
  si: number;
  ti: number;
  perFrame: { si: number[]; ti: number[] };
}

/** Measures SI and TI of a Y4M file. */
export async function measureSiTi({ path, signal }: { path: string; signal?: AbortSignal | undefined }): Promise<SiTi> {
  const clip = await openY4m(path);
  try {
    const { width, height } = clip.header;
    const perFrame: SiTi["perFrame"] = { si: [], ti: [] };
    let current = new Uint8Array(clip.frameBytes);
    let previous = new Uint8Array(clip.frameBytes);
    for (let index = 0; index < clip.frameCount; index += 1) {
      signal?.throwIfAborted();
      await clip.readFrame(index, current);
      perFrame.si.push(spatialInformation(current, width, height));
      perFrame.ti.push(index === 0 ? 0 : temporalInformation(current, previous, width, height));
      [current, previous] = [previous, current];
    }
    const maximum = (values: number[]): number => values.reduce((a, b) => Math.max(a, b), 0);
    return { si: maximum(perFrame.si), ti: maximum(perFrame.ti), perFrame };
  } finally {
    await clip.close();
  }
}
