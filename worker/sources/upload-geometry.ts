import { MediaError } from "./media-error.ts";
import { scaleFilter } from "./picture-converter.ts";

/** Smallest side of a clip: with the plan's 1/2 downscale, codecs still get 32 samples. */
export const MIN_SIDE = 64;
/** Largest source picture, luma samples (DCI 4K and a little more): a bound on the decoder's memory. */
const MAX_SOURCE_SAMPLES = 4096 * 2304;

/** How a picture has to be turned to stand upright. */
export type Turn = "none" | "hflip" | "vflip" | "half" | "clock" | "cclock" | "clock_flip" | "cclock_flip";

/**
 * Reads the turn from a display matrix (nine 32-bit little-endian integers), as FFmpeg's autorotation does; angles
 * between are taken to the nearest quarter.
 */
export function turnOf(matrix: Buffer | null): Turn {
  if (!matrix || matrix.length < 36) return "none";
  const at = (index: number): number => matrix.readInt32LE(index * 4);
  if (Math.abs(at(1)) > Math.abs(at(0))) {
    if (at(1) > 0) return at(3) > 0 ? "cclock_flip" : "clock";
    return at(3) < 0 ? "clock_flip" : "cclock";
  }
  if (at(0) < 0) return at(4) < 0 ? "half" : "hflip";
  return at(4) < 0 ? "vflip" : "none";
}

const TURN_FILTERS: Record<Turn, string[]> = {
  none: [],
  hflip: ["hflip"],
  vflip: ["vflip"],
  half: ["hflip", "vflip"],
  clock: ["transpose=dir=clock"],
  cclock: ["transpose=dir=cclock"],
  clock_flip: ["transpose=dir=clock_flip"],
  cclock_flip: ["transpose=dir=cclock_flip"],
};

export interface GeometryInput {
  width: number;
  height: number;
  /** Pixel aspect ratio, width over height; 1 when unknown. */
  pixelAspect: number;
  turn: Turn;
  rgb: boolean;
  maxWidth: number;
  maxHeight: number;
}

export interface Geometry {
  width: number;
  height: number;
  /** Filters from the decoded picture to the clip's. */
  filters: string[];
  notes: string[];
}

const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

/**
 * Plans the clip's picture: upright, square pixels, even size, within the limits (which turn with a portrait picture).
 * A picture that is only odd loses one row or column instead of being resampled.
 * @throws {MediaError} for pictures that are too large to decode here or too small to code.
 */
export function planGeometry(input: GeometryInput): Geometry {
  const notes: string[] = [];
  if (input.width * input.height > MAX_SOURCE_SAMPLES) {
    throw new MediaError("geometry", `The picture is ${input.width}x${input.height}; the lab takes up to 4096x2304. Scale the video down first.`);
  }
  const turned = input.turn.includes("clock");
  const [rawWidth, rawHeight] = turned ? [input.height, input.width] : [input.width, input.height];
  const aspect = turned ? 1 / input.pixelAspect : input.pixelAspect;
  if (input.turn !== "none") notes.push("Turned upright, as the file's rotation says.");

  const [boxWidth, boxHeight] = rawHeight > rawWidth * aspect ? [input.maxHeight, input.maxWidth] : [input.maxWidth, input.maxHeight];
  const square = Math.abs(aspect - 1) < 1e-3;
  const squareWidth = square ? rawWidth : rawWidth * aspect;
  const shrink = Math.min(1, boxWidth / squareWidth, boxHeight / rawHeight);
  const filters = [...TURN_FILTERS[input.turn]];
  let [width, height] = [rawWidth - (rawWidth % 2), rawHeight - (rawHeight % 2)];

  if (!square || shrink < 1) {
    [width, height] = [even(squareWidth * shrink), even(rawHeight * shrink)];
    if (!square) notes.push(`Pixels that are not square (${aspect.toFixed(3)}:1) were scaled to square ones.`);
    if (shrink < 1) notes.push(`Scaled down from ${rawWidth}x${rawHeight} to fit ${boxWidth}x${boxHeight}.`);
  } else if (width !== rawWidth || height !== rawHeight) {
    filters.push(`crop=w=${width}:h=${height}:x=0:y=0:exact=1`);
    notes.push(`Odd size ${rawWidth}x${rawHeight} cropped to ${width}x${height}: 4:2:0 needs even sides.`);
  }
  if (width < MIN_SIDE || height < MIN_SIDE) {
    throw new MediaError("geometry", `The picture is ${width}x${height} after normalising (${input.width}x${input.height} in the file); the lab needs at least ${MIN_SIDE}x${MIN_SIDE}. Use a larger video.`);
  }
  return { width, height, filters: [...filters, scaleFilter(width, height, input.rgb)], notes };
}
