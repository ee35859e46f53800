import { rm } from "node:fs/promises";
import type { CnnSettings } from "#lib/plan/cnn-settings.ts";
import { WienerSchema } from "#lib/plan/restore-settings.ts";
import type { RestoreSettings } from "#lib/plan/schema.ts";
import type { BitstreamHeader } from "../codecs/container.ts";
import { addErrors, noErrors, planeErrors, psnrOfErrors, type PlaneErrors } from "../measure/psnr.ts";
import { createY4m, i420Bytes, openY4m, type Y4mReader } from "../media/y4m.ts";
import { trainCnn, type LossPoint, type TrainedCnn } from "./cnn/train.ts";
import { writeCnn } from "./cnn/section.ts";
import { doesItPay } from "./does-it-pay.ts";
import { openRestorer, openRestorers, RESTORE_IDS, writeStack, type Restorer } from "./open-restorer.ts";
import { restorePictures } from "./restore-pictures.ts";
import { decibelsPerBit, trainWiener, wienerParts, writeWiener } from "./wiener/index.ts";
import { withNeighbours } from "./with-neighbours.ts";

export type { LossPoint } from "./cnn/train.ts";

export interface LearnRequest {
  /** What the decoder has before restoration, and the source; same size and length. */
  decoded: Y4mReader;
  source: Y4mReader;
  settings: RestoreSettings;
  header: BitstreamHeader;
  /** Bytes of the file without the restoration. */
  otherBytes: number;
  /** Where pictures may be written for a second restoration; removed again. */
  scratchPath: string;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: { step: number; of: number; loss: number; psnr: number | null }) => void) | undefined;
}

export interface Learned {
  /** The restore section, or null when it does not pay. */
  section: Uint8Array | null;
  /** Why it is on or off, with the numbers behind it. */
  reason: string;
  /** Gain over the whole clip, PSNR-YUV, dB; measured with the very section that would be written. */
  gainDb: number;
  /** Bytes that the section takes, or would have taken. */
  bytes: number;
  /** The same bytes by what they say: weights or coefficients, and maps of where they are used. */
  parts: { weights: number; maps: number };
  madsPerPixel: number;
  trainMs: number;
  lossCurve: LossPoint[];
}

/**
 * Learns the restoration of one rung and decides whether it earns its bytes. The gain is measured over all pictures with
 * the decoder's own integer arithmetic on the section as written, so the decision is about what the decoder will show.
 */
export async function learnRestoration(request: LearnRequest): Promise<Learned> {
  const { settings } = request;
  if (settings.kind === "wiener") return judged(request, await trained(() => trainFilters({ ...request, settings })));
  if (settings.before === "nothing") return judged(request, await trained(() => trainNetwork({ ...request, settings })));
  return learnBoth({ ...request, settings });
}

/** Filters first, then a network on what they give; each only where it earns its bytes. */
async function learnBoth(request: LearnRequest & { settings: CnnSettings }): Promise<Learned> {
  const { decoded, header, otherBytes, scratchPath, settings, signal } = request;
  const filters = await learnRestoration({ ...request, settings: WienerSchema.parse({ kind: "wiener" }) });
  if (!filters.section) {
    const network = await learnRestoration({ ...request, settings: { ...settings, before: "nothing" } });
    return { ...network, reason: `filters ${filters.reason}; network ${network.reason}`, trainMs: filters.trainMs + network.trainMs };
  }
  const filtered = await writeFiltered(decoded, openRestorers(filters.section, header), scratchPath, signal);
  try {
    const network = await learnRestoration({ ...request, decoded: filtered, otherBytes: otherBytes + filters.section.length, settings: { ...settings, before: "nothing" } });
    const section = network.section ? writeStack(filters.section, network.section) : filters.section;
    return {
      section,
      reason: `filters ${filters.reason}; network ${network.reason}`,
      gainDb: filters.gainDb + (network.section ? network.gainDb : 0),
      bytes: section.length,
      parts: { weights: section.length - filters.parts.maps, maps: filters.parts.maps },
      madsPerPixel: filters.madsPerPixel + (network.section ? network.madsPerPixel : 0),
      trainMs: filters.trainMs + network.trainMs,
      lossCurve: network.lossCurve,
    };
  } finally {
    await filtered.close();
    await rm(scratchPath, { force: true });
  }
}

/** The pictures that a second restoration learns on. */
async function writeFiltered(decoded: Y4mReader, restorers: readonly Restorer[], path: string, signal?: AbortSignal): Promise<Y4mReader> {
  const writer = await createY4m(path, decoded.header);
  for await (const picture of restorePictures(decoded.frames(), restorers, decoded.frameBytes)) {
    signal?.throwIfAborted();
    await writer.writeFrame(picture);
  }
  await writer.close();
  return openY4m(path);
}

async function trained(train: () => Promise<Trained | null>): Promise<{ result: Trained | null; trainMs: number }> {
  const start = performance.now();
  const result = await train();
  return { result, trainMs: performance.now() - start };
}

async function judged({ decoded, source, header, otherBytes, signal }: LearnRequest, { result, trainMs }: { result: Trained | null; trainMs: number }): Promise<Learned> {
  if (!result) return { section: null, reason: "off: no filter earned its bits", gainDb: 0, bytes: 0, parts: { weights: 0, maps: 0 }, madsPerPixel: 0, trainMs, lossCurve: [] };
  const { section, parts, lossCurve, how } = result;
  const restorer = openRestorer(section, header);
  const gainDb = await gainOver(decoded, source, restorer.apply, signal);
  const { pays, neededDb } = doesItPay(gainDb, section.length, otherBytes);
  const numbers = `${gainDb.toFixed(3)} dB for ${section.length} bytes, which buy ${neededDb.toFixed(3)} dB in the base codec${how}`;
  return {
    section: pays ? section : null,
    reason: pays ? `on: gains ${numbers}` : `off: gains only ${numbers}`,
    gainDb, bytes: section.length, parts, madsPerPixel: restorer.madsPerPixel, trainMs, lossCurve,
  };
}

interface Trained {
  /** The section as it would be written. */
  section: Buffer;
  parts: Learned["parts"];
  lossCurve: LossPoint[];
  /** How the training ended, for the record. */
  how: string;
}
type TrainRequest<S> = Pick<LearnRequest, "decoded" | "source" | "signal" | "onProgress"> & { settings: S };

async function trainNetwork(request: TrainRequest<Extract<RestoreSettings, { kind: "cnn" }>> & Pick<LearnRequest, "otherBytes">): Promise<Trained> {
  const { params, lossCurve, stoppedAtStep, reason } = await trainCnn(request);
  const section = Buffer.concat([Buffer.from([RESTORE_IDS.cnn]), writeCnn(params)]);
  return { section, parts: { weights: section.length, maps: 0 }, lossCurve, how: ` (${stoppedAtStep} of ${request.settings.steps} steps: ${STOP_WORDS[reason]})` };
}

const STOP_WORDS: Record<TrainedCnn["reason"], string> = { steps: "all were used", stalled: "the validation gain stalled", "no-gain": "there was no gain to be had" };

async function trainFilters({ decoded, source, settings, header, otherBytes, signal }: TrainRequest<Extract<RestoreSettings, { kind: "wiener" }>> & Pick<LearnRequest, "header" | "otherBytes">): Promise<Trained | null> {
  const parameters = await trainWiener({ decoded, source, settings, signal, lambda: decibelsPerBit(otherBytes) });
  if (!parameters) return null;
  const section = Buffer.concat([Buffer.from([RESTORE_IDS.wiener]), writeWiener(parameters, header)]);
  return { section, parts: wienerParts(parameters, header, section.length), lossCurve: [], how: "" };
}

/** Gain of a restoration over a whole clip: difference of the PSNR-YUV of the mean squared errors, dB. */
async function gainOver(decoded: Y4mReader, source: Y4mReader, apply: Restorer["apply"], signal?: AbortSignal): Promise<number> {
  const { width, height } = source.header;
  const [wanted, restored] = [0, 1].map(() => new Uint8Array(i420Bytes(width, height))) as [Uint8Array, Uint8Array];
  const before = noErrors();
  const after = noErrors();
  let index = 0;
  for await (const { picture, ...neighbours } of withNeighbours(decoded.frames())) {
    signal?.throwIfAborted();
    await source.readFrame(index, wanted);
    apply(picture, index, restored, neighbours);
    addErrors(before, planeErrors(wanted, picture, width, height));
    addErrors(after, planeErrors(wanted, restored, width, height));
    index += 1;
  }
  const quality = (errors: PlaneErrors) => psnrOfErrors(errors, width, height, source.frameCount).psnrYuv;
  const [was, is] = [quality(before), quality(after)];
  // Identical pictures cannot be improved; becoming identical is more than any number of dB.
  if (was === null) return 0;
  return is === null ? Infinity : is - was;
}
