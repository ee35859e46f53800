import { INPUT_STEPS, MAX_ACTIVATION, shiftsOf, startsOf, TAPS, type CnnParameters } from "./architecture.ts";

/** Channels of one layer, each of the same size, as plain numbers. */
interface Maps {
  width: number;
  height: number;
  channels: Int32Array[];
}

/**
 * The integer network in plain words, for one plane: the definition that the wasm filter is held to.
 *
 * The plane is extended by one sample per layer on every side, edges repeated; each layer is a 3x3 convolution without
 * padding, so that the last one has the plane's size. Sums are 32-bit integers; they are shifted right (floor) and
 * clipped to 0..1023, or in the last layer added to the plane and clipped to 0..255.
 */
export function restorePlaneByReference({ convolutions }: CnnParameters, plane: Uint8Array, width: number, height: number): Uint8Array {
  const layers = convolutions.length;
  let maps = extended(plane, width, height, layers);
  convolutions.forEach((layer, index) => {
    const starts = startsOf(layer, index, layers);
    const { sum: shift } = shiftsOf(index, layers, layer.exponent);
    const [wide, high] = [maps.width - 2, maps.height - 2];
    const channels = Array.from(starts, (start, oc) => {
      const out = new Int32Array(wide * high);
      for (let y = 0; y < high; y += 1) {
        for (let x = 0; x < wide; x += 1) {
          let sum = start;
          for (let ic = 0; ic < layer.inputs; ic += 1) {
            for (let tap = 0; tap < TAPS; tap += 1) {
              sum += layer.weights[(oc * layer.inputs + ic) * TAPS + tap]! * maps.channels[ic]![(y + Math.floor(tap / 3)) * maps.width + x + (tap % 3)]!;
            }
          }
          const shifted = sum >> shift;
          out[y * wide + x] = index === layers - 1 ? shifted : Math.min(MAX_ACTIVATION, Math.max(0, shifted));
        }
      }
      return out;
    });
    maps = { width: wide, height: high, channels };
  });
  const residual = maps.channels[0]!;
  return Uint8Array.from(plane, (sample, at) => Math.min(255, Math.max(0, sample + residual[at]!)));
}

function extended(plane: Uint8Array, width: number, height: number, margin: number): Maps {
  const [wide, high] = [width + 2 * margin, height + 2 * margin];
  const channel = new Int32Array(wide * high);
  for (let y = 0; y < high; y += 1) {
    const line = Math.min(Math.max(y - margin, 0), height - 1) * width;
    for (let x = 0; x < wide; x += 1) channel[y * wide + x] = plane[line + Math.min(Math.max(x - margin, 0), width - 1)]! - INPUT_STEPS;
  }
  return { width: wide, height: high, channels: [channel] };
}
