import type { WienerSettings } from "#lib/plan/restore-settings.ts";
import { addErrors, IDENTICAL_PLANE_DB, noErrors, planeErrors, psnrOf } from "#worker/measure/psnr.ts";
import type { Y4mReader } from "#worker/media/y4m.ts";
import { writeWiener } from "./bitstream.ts";
import { chooseBlocks, chooseFrames } from "./choose-modes.ts";
import { ACTIVITY_CODES, classGrid, classifyBlocks, createBlockMap } from "./classify.ts";
import { createWienerFilter } from "./filter.ts";
import { fitFilters } from "./fit-filters.ts";
import type { Equations } from "./least-squares.ts";
import { MODE, PLANES, switchGrid, type Geometry, type PlaneFilters, type PlaneName, type WienerParameters } from "./parameters.ts";
import { createPlane, fillPlane } from "./plane.ts";
import type { Neighbours } from "../open-restorer.ts";
import { withNeighbours } from "../with-neighbours.ts";
import { createStatistics } from "./statistics.ts";

export type FrameSource = Pick<Y4mReader, "header" | "frameCount" | "readFrame" | "frameBytes">;

export interface TrainWienerRequest {
  decoded: FrameSource;
  source: FrameSource;
  settings: WienerSettings;
  /** What a bit is worth, in dB of PSNR-YUV: `decibelsPerBit(bytes)` of the stream that the filters go with. */
  lambda?: number;
  signal?: AbortSignal;
  /** Three passes over the frames; psnr is PSNR-YUV in dB, before and, at the end, after. */
  onProgress?: (progress: { step: number; of: number; psnr?: number }) => void;
}

/** Shares of the planes in PSNR-YUV. */
const SHARE: Record<PlaneName, number> = { y: 6 / 8, u: 1 / 8, v: 1 / 8 };
const DECIBELS = 10 / Math.LN10;
/** PSNR-Y per doubling of the rate was 1.8 to 3.7 dB with x265 medium and SVT-AV1 preset 6 on three film clips; a middle value. */
const DECIBELS_PER_DOUBLING = 3;

/** What one more bit buys in a stream of that many bytes, dB of PSNR-YUV. */
export const decibelsPerBit = (bytes: number): number => DECIBELS_PER_DOUBLING / (Math.LN2 * 8 * bytes);

/**
 * Fits the filters of a clip: decoded to source, least squares in closed form.
 * @returns null when no filter is worth its bits.
 * @throws {RangeError} when the two clips differ in size or length; the signal's reason when it is aborted.
 */
export async function trainWiener({ decoded, source, settings, lambda, signal, onProgress }: TrainWienerRequest): Promise<WienerParameters | null> {
  const { width, height } = decoded.header;
  const frames = decoded.frameCount;
  if (width !== source.header.width || height !== source.header.height || frames !== source.frameCount) throw new RangeError("The decoded clip and the source differ in size or length.");
  const geometry: Geometry = { width, height, frames };
  // Without a stream to compare with: about a tenth of a bit per luma sample.
  const price = lambda ?? decibelsPerBit((width * height * frames) / 80);
  const original = new Uint8Array(source.frameBytes);
  const each = async (pass: number, visit: (index: number, frame: Uint8Array, neighbours: Neighbours) => void): Promise<void> => {
    let index = 0;
    for await (const { picture, ...neighbours } of withNeighbours(framesOf(decoded))) {
      signal?.throwIfAborted();
      await source.readFrame(index, original);
      visit(index, picture, neighbours);
      index += 1;
      onProgress?.({ step: pass * frames + index, of: 3 * frames, ...(pass === 1 && index === frames ? { psnr: weighted(errors, geometry) } : {}) });
    }
  };

  const errors = noErrors();
  const luma = createPlane(width, height);
  const map = createBlockMap(width, height);
  const histogram = new Float64Array(ACTIVITY_CODES);
  await each(0, (_index, frame) => {
    fillPlane(luma, frame, 0);
    classifyBlocks(luma, map);
    for (const code of map.activity) histogram[code] = (histogram[code] as number) + 1;
    addErrors(errors, planeErrors(frame, original, width, height));
  });
  const { classes, taps, clipped, temporal, coefficientBits, chroma, blockSize } = settings;
  const shape = { classes, taps, clipped, temporal, coefficientBits, blockSize, thresholds: quantiles(histogram, classGrid(classes).levels) };
  const statistics = createStatistics(shape, geometry, chroma);
  await each(1, (_index, frame, neighbours) => statistics.add(frame, original, neighbours));

  // Squared error that a bit may cost, by plane.
  const priceOf = (name: PlaneName): number => (price * errors[name]) / (DECIBELS * SHARE[name]);
  const parameters: WienerParameters = { ...shape, planes: {} };
  for (const [name, equations] of Object.entries(statistics.finish()) as [PlaneName, Equations[]][]) {
    const { filterOf, filters } = fitFilters(equations, coefficientBits, priceOf(name));
    if (filters.length > 0) parameters.planes[name] = { filterOf, filters, modes: new Uint8Array(frames).fill(MODE.on), maps: [] };
  }
  const gains = createGains(parameters, geometry);
  await each(2, (index, frame, neighbours) => gains.add(index, frame, original, neighbours));
  const chosen = chooseModes(parameters, gains, geometry, priceOf);
  const names = PLANES.filter((name) => chosen.planes[name]);
  if (names.length === 0) return null;
  const after = { ...errors };
  for (const name of names) after[name] = Math.max(0, errors[name] - gains.under(name, chosen.planes[name] as PlaneFilters));
  const psnr = weighted(after, geometry);
  onProgress?.({ step: 3 * frames, of: 3 * frames, psnr });
  return psnr - weighted(errors, geometry) > price * 8 * writeWiener(chosen, geometry).length ? chosen : null;
}

async function* framesOf(clip: FrameSource): AsyncGenerator<Uint8Array> {
  const frame = new Uint8Array(clip.frameBytes);
  for (let index = 0; index < clip.frameCount; index += 1) yield clip.readFrame(index, frame);
}

function weighted(errors: Record<PlaneName, number>, { width, height, frames }: Geometry): number {
  const samples: Record<PlaneName, number> = { y: width * height * frames, u: (width * height * frames) / 4, v: (width * height * frames) / 4 };
  return PLANES.reduce((sum, name) => sum + SHARE[name] * (psnrOf(errors[name], samples[name]) ?? IDENTICAL_PLANE_DB), 0);
}

/** Codes that cut the histogram into so many equal parts. */
function quantiles(histogram: Float64Array, parts: number): number[] {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  return Array.from({ length: parts - 1 }, (_, part) => {
    let below = 0;
    let code = 0;
    while (code < ACTIVITY_CODES - 1 && below + (histogram[code] as number) <= (total * (part + 1)) / parts) below += histogram[code++] as number;
    return code;
  });
}

/** Squared error that the filters take away, by frame and, for luma, by block of the map. */
function createGains(parameters: WienerParameters, geometry: Geometry) {
  const { width, height, frames } = geometry;
  const grid = switchGrid(geometry, parameters.blockSize);
  const filter = createWienerFilter(parameters, geometry);
  const restored = new Uint8Array((width * height * 3) / 2);
  const byFrame: Record<PlaneName, Float64Array> = { y: new Float64Array(frames), u: new Float64Array(frames), v: new Float64Array(frames) };
  const byBlock = Array.from({ length: frames }, () => new Float64Array(grid.columns * grid.rows));

  function addBlocks(blocks: Float64Array, frame: Uint8Array, source: Uint8Array): void {
    const side = parameters.blockSize;
    for (let y = 0; y < height; y += 1) {
      for (let column = 0; column < grid.columns; column += 1) {
        const [start, end] = [y * width + column * side, y * width + Math.min(width, (column + 1) * side)];
        const block = Math.floor(y / side) * grid.columns + column;
        let gain = 0;
        for (let at = start; at < end; at += 1) {
          const [before, after, wanted] = [frame[at] as number, restored[at] as number, source[at] as number];
          gain += (before - after) * (before + after - 2 * wanted);
        }
        blocks[block] = (blocks[block] as number) + gain;
      }
    }
  }

  return {
    byFrame,
    byBlock,
    columns: grid.columns,
    add(index: number, frame: Uint8Array, source: Uint8Array, neighbours: Neighbours): void {
      filter.apply(frame, index, restored, neighbours);
      const [before, after] = [planeErrors(frame, source, width, height), planeErrors(restored, source, width, height)];
      for (const name of PLANES) byFrame[name][index] = before[name] - after[name];
      if (grid.columns > 0) addBlocks(byBlock[index] as Float64Array, frame, source);
    },
    /** What the plane's filters take away with the modes given. */
    under(name: PlaneName, { modes, maps }: PlaneFilters): number {
      let next = 0;
      return modes.reduce((sum, mode, index) => {
        if (mode === MODE.off) return sum;
        if (mode === MODE.on) return sum + (byFrame[name][index] as number);
        const map = maps[next++] as Uint8Array;
        return sum + map.reduce((part, on, at) => part + (on ? ((byBlock[index] as Float64Array)[at] as number) : 0), 0);
      }, 0);
    },
  };
}

function chooseModes(parameters: WienerParameters, gains: ReturnType<typeof createGains>, geometry: Geometry, priceOf: (name: PlaneName) => number): WienerParameters {
  const planes: WienerParameters["planes"] = {};
  let { blockSize } = parameters;
  for (const name of PLANES) {
    const filters = parameters.planes[name];
    if (!filters) continue;
    let modes = chooseFrames(gains.byFrame[name], priceOf(name));
    if (name === "y" && blockSize > 0) {
      const mapped = chooseBlocks(gains.byBlock, gains.columns, priceOf(name));
      if (mapped.worth > modes.worth && mapped.maps.length > 0) modes = mapped;
    }
    if (modes.worth > 0) planes[name] = { ...filters, modes: modes.modes, maps: modes.maps };
  }
  // A clip without maps says so once, and not in every frame.
  if (!planes.y?.maps.length) blockSize = 0;
  return { ...parameters, blockSize, planes };
}
