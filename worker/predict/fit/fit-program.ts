import type { PredictorSettings } from "#lib/plan/predictor-settings.ts";
import { MAX_MULTIPLIES, type SceneProgram } from "../program.ts";
import { multipliesPerPixel } from "../render/multiplies-per-pixel.ts";
import { quantiseProgram } from "../write-program.ts";
import { createBreathe } from "./breathe.ts";
import { fitPlanes } from "./fit-planes.ts";
import { fitPlasma } from "./fit-plasma.ts";
import { fitPlate, type FittedPlate } from "./fit-plate.ts";
import { fitClouds, fitSpots, type SoftScene } from "./fit-soft.ts";
import { fitSprites } from "./fit-sprites.ts";
import { takeReadings, type FrameSource } from "./frame-source.ts";
import { measureProgram } from "./measure-program.ts";

export type { FrameSource } from "./frame-source.ts";

export interface FitRequest {
  source: FrameSource;
  settings: PredictorSettings;
  signal?: AbortSignal | undefined;
  /** `step` of `of` searches done; psnr: PSNR-YUV (dB) of the best program so far. */
  onProgress?: ((progress: { step: number; of: number; psnr?: number }) => void) | undefined;
}

export interface FittedProgram {
  /** As fitted, at the settings' precision; `quantiseProgram` makes operating points of it. */
  program: SceneProgram;
  /** PSNR-YUV in dB of the rendering at the settings' precision, for every frame. */
  explainedDb: number[];
  /** What was found and what was given up, a sentence each. */
  notes: string[];
}

interface Candidate {
  program: SceneProgram;
  note: string;
}

const MOST_FRAMES = 64;
const PLACES: [number, number, number] = [1000, 700, 700];

/**
 * Looks for a scene program in the pixels of a clip, and in nothing else. Tries what the settings allow, renders what was
 * found, and keeps what explains the clip best; null when nothing reaches the settings' `minDb`.
 */
export async function fitProgram({ source, settings, signal, onProgress }: FitRequest): Promise<FittedProgram | null> {
  const breathe = createBreathe(signal);
  const readings = await takeReadings(source, MOST_FRAMES, PLACES, breathe);
  const worst = 255 * 10 ** (-settings.minDb / 20);
  const make = (keys: number, layers: SceneProgram["layers"], note: string): Candidate => ({ program: { precision: settings.precisionBits, keys, layers }, note });
  let plate: FittedPlate | null = null;
  const searches: (() => Promise<Candidate | null>)[] = [];

  const allowed = (kind: PredictorSettings["layers"][number]): boolean => settings.layers.includes(kind);

  // The cheapest first: what explains everything ends the search.
  const planes = (layers: PredictorSettings["layers"]) => async (): Promise<Candidate | null> => {
    const found = await fitPlanes(source, readings, { ...settings, layers }, worst, breathe);
    return found && make(found.keys, found.layers, `${found.notes.join("; ")}.`);
  };
  if (allowed("gradient")) searches.push(planes(["gradient"]));
  if (allowed("plasma")) {
    searches.push(async () => {
      const found = await fitPlasma(source, readings, { keyDistance: settings.keyDistance, breathe });
      return found && make(found.keys, [found.layer], `Plasma: ${found.rms.toFixed(2)} code values RMS are left.`);
    });
  }
  const soft = (search: () => Promise<SoftScene | null>) => async (): Promise<Candidate | null> => {
    const found = await search();
    return found && make(found.keys, found.layers, found.note);
  };
  if (settings.maxLayers > 1 && allowed("gaussians")) searches.push(soft(() => fitSpots(source, readings, settings, 1.5 * worst, breathe)));
  if (settings.maxLayers > 1 && allowed("noise")) searches.push(soft(() => fitClouds(source, readings, settings, 1.5 * worst, breathe)));
  if (settings.maxLayers > 1 && allowed("waves")) searches.push(planes(settings.layers));
  if (settings.plate) {
    searches.push(async () => {
      const found = await fitPlate(source, { keyDistance: settings.keyDistance, step: settings.plateStep, breathe });
      plate = found;
      return found && make(found.keys, [found.layer], found.notes.join(" "));
    });
  }
  if (settings.plate && allowed("sprites")) {
    searches.push(async () => {
      const found = plate && (await fitSprites(source, plate, { step: settings.plateStep, breathe }));
      return found && make(found.keys, found.layers, found.note);
    });
  }

  let best: (Candidate & { mean: number }) | null = null;
  const report = (step: number): void => onProgress?.({ step, of: searches.length + 1, ...(best ? { psnr: best.mean } : {}) });
  for (const [index, search] of searches.entries()) {
    report(index);
    await breathe();
    const found = await search();
    // A search that lost its way may end in numbers that are none, which no file can hold.
    if (!found || !isWritable(found.program)) continue;
    const mean = meanOf(await measureProgram(source, quantiseProgram(found.program, settings.precisionBits), sampleOf(source.frameCount), breathe));
    if (!best || mean > best.mean) best = { ...found, mean };
    // Within what 8 bits show (58.9 dB) nothing can be better.
    if (best.mean > 50) break;
  }
  if (!best || best.mean < settings.minDb) return null;
  report(searches.length);
  const explainedDb = await measureProgram(source, quantiseProgram(best.program, settings.precisionBits), Array.from({ length: source.frameCount }, (_, frame) => frame), breathe);
  if (meanOf(explainedDb) < settings.minDb) return null;
  onProgress?.({ step: searches.length + 1, of: searches.length + 1, psnr: meanOf(explainedDb) });
  return { program: best.program, explainedDb, notes: [best.note] };
}

/** Every number of every layer is finite, and it is not too much work for a decoder. */
function isWritable(program: SceneProgram): boolean {
  const isFinite = (value: unknown): boolean => (typeof value === "number" ? Number.isFinite(value) : value === null || typeof value !== "object" || ArrayBuffer.isView(value) || Object.values(value).every(isFinite));
  return program.layers.every(isFinite) && multipliesPerPixel(program) <= MAX_MULTIPLIES;
}

const meanOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Five frames over the clip. */
const sampleOf = (frames: number): number[] => [...new Set(Array.from({ length: 5 }, (_, index) => Math.round((index * (frames - 1)) / 4)))];
