import type { Plan } from "#lib/plan/schema.ts";
import type { BitstreamHeader } from "../codecs/container.ts";
import { openY4m, type Y4mReader } from "../media/y4m.ts";
import { planeErrors, psnrYuvOf } from "../measure/psnr.ts";
import { trainCnn, type LossPoint } from "./cnn/train.ts";
import { writeCnn } from "./cnn/section.ts";
import { openRestorer, RESTORE_IDS } from "./open-restorer.ts";
import { doesItPay } from "./does-it-pay.ts";
import { writeWiener } from "./wiener/section.ts";
import { trainWiener } from "./wiener/train.ts";

export type RestoreSettings = NonNullable<Plan["restore"]>;

export interface Learned {
  /** The restore section, or null when it does not pay. */
  section: Uint8Array | null;
  /** Why it is on or off, with the numbers. */
  reason: string;
  gainDb: number;
  /** Bytes that the section takes or would have taken. */
  bytes: number;
  madsPerPixel: number;
  trainMs: number;
  lossCurve: LossPoint[];
}
