import { i420Bytes } from "../../media/y4m.ts";
import { createMotion } from "../motion/index.ts";
import type { Neighbours } from "../open-restorer.ts";
import { INPUT_STEPS, MAX_ACTIVATION, pathOf, shiftsOf, startsOf, TAPS, trusted, type CnnParameters, type PlaneKind } from "./architecture.ts";
import { halvePlane } from "./halve-plane.ts";

/** Channels of one layer, each of the same size, as plain numbers. */
interface Maps {
  width: number;
  height: number;
  channels: Int32Array[];
}

/** The integer network in plain words, for a whole picture: the definition that the wasm filter is held to. */
export function restoreByReference(params: CnnParameters, frame: Uint8Array, { before, after }: Neighbours, width: number, height: number): Uint8Array {
  const luma = width * height;
  const planeOf = (picture: Uint8Array, from: number): Uint8Array => picture.subarray(from, from + (from === 0 ? luma : luma / 4));
  const y = planeOf(frame, 0);
  const guides = params.temporal ? [before, after].map((neighbour) => neighbour ? differences(y, compensated(frame, neighbour, width, height)) : new Int32Array(luma)) : [];
  const restored = frame.slice();
  restored.set(restorePlane(params, "luma", [centred(y), ...guides], y, width, height));
  if (!params.chroma) return restored;
  const small = centred(halvePlane(frame, width, height));
  for (const [from, other] of [[luma, luma * 1.25], [luma * 1.25, luma]] as const) {
    const plane = planeOf(frame, from);
    restored.set(restorePlane(params, "chroma", [centred(plane), small, centred(planeOf(frame, other))], plane, width / 2, height / 2), from);
  }
  return restored;
}

function compensated(frame: Uint8Array, neighbour: Uint8Array, width: number, height: number): Uint8Array {
  const into = new Uint8Array(i420Bytes(width, height));
  createMotion(width, height).compensate(frame, neighbour, into);
  return into;
}

const centred = (plane: Uint8Array): Int32Array => Int32Array.from(plane, (sample) => sample - INPUT_STEPS);
const differences = (plane: Uint8Array, other: Uint8Array): Int32Array => Int32Array.from(plane, (sample, at) => trusted(other[at]! - sample));

/**
 * The inputs are extended by one sample per layer on every side, edges repeated; each layer is a 3x3 convolution without
 * padding, so that the last one has the plane's size. Sums are 32-bit integers; they are shifted right (floor) and
 * clipped to 0..1023, or in the last layer added to the plane and clipped to 0..255.
 */
function restorePlane(params: CnnParameters, kind: PlaneKind, inputs: Int32Array[], plane: Uint8Array, width: number, height: number): Uint8Array {
  const { layers } = params;
  let maps = extended(inputs, width, height, layers);
  pathOf(params, kind).forEach((place, index) => {
    const layer = params.convolutions[place]!;
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

function extended(inputs: Int32Array[], width: number, height: number, margin: number): Maps {
  const [wide, high] = [width + 2 * margin, height + 2 * margin];
  const channels = inputs.map((input) => {
    const channel = new Int32Array(wide * high);
    for (let y = 0; y < high; y += 1) {
      const line = Math.min(Math.max(y - margin, 0), height - 1) * width;
      for (let x = 0; x < wide; x += 1) channel[y * wide + x] = input[line + Math.min(Math.max(x - margin, 0), width - 1)]!;
    }
    return channel;
  });
  return { width: wide, height: high, channels };
}
