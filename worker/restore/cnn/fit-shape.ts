import type { CnnSettings } from "#lib/plan/cnn-settings.ts";
import { countOfParameters, type CnnShape } from "./architecture.ts";

/** Bytes of a trained parameter in the section, as measured. */
const BYTES_A_PARAMETER = 0.5;
/** Share of the file that a network may take. Of a file of 14.7 kB one with 8 channels (3.8 %) left -3.8 % of the bits, one with 4 (1.8 %) -1.7 %. */
const LARGEST_SHARE = 0.04;

/** Sizes to choose from, the largest first. */
const SIZES = [{ layers: 4, channels: 16 }, { layers: 4, channels: 12 }, { layers: 4, channels: 8 }, { layers: 3, channels: 8 }, { layers: 3, channels: 4 }, { layers: 2, channels: 4 }];

/** The largest network within the settings' layers and channels that is not out of proportion to the file; the smallest when all are. */
export function fitShape({ layers, channels, temporal, chroma }: Pick<CnnSettings, "layers" | "channels" | "temporal" | "chroma">, otherBytes: number): CnnShape {
  const own = { layers, channels, temporal, chroma };
  const smaller = SIZES.filter((size) => size.layers <= layers && size.channels <= channels).map((size) => ({ ...own, ...size }));
  const all = [own, ...smaller];
  return all.find((shape) => countOfParameters(shape) * BYTES_A_PARAMETER <= LARGEST_SHARE * otherBytes) ?? all[all.length - 1]!;
}
