import { expect, it } from "vitest";
import { convolutionsOf, countOfParameters, pathOf, type CnnShape, type PlaneKind } from "./architecture.ts";
import { ACTIVATION_LIMIT, createFloatNetwork, type FloatNetwork } from "./float-network.ts";
import { createRandom } from "./random.ts";

const SIDE = 16;
const REGION = { x0: 2, y0: 3, x1: 14, y1: 11 };
const SCALE = 0.01;

/** The same network in double precision, without kernels: squared error over the region, and the output. */
function lossOf(shape: CnnShape, kind: PlaneKind, values: Float64Array, input: (channel: number, x: number, y: number) => number, target: (x: number, y: number) => number): { loss: number; output: (x: number, y: number) => number } {
  const starts: number[] = [];
  const convolutions = convolutionsOf(shape);
  convolutions.reduce((at, { inputs, outputs }) => {
    starts.push(at);
    return at + outputs * (inputs * 9 + 1);
  }, 0);
  let read = input;
  pathOf(shape, kind).forEach((place, index) => {
    const { inputs, outputs } = convolutions[place]!;
    const last = index === shape.layers - 1;
    const before = read;
    const weights = starts[place]!;
    const biases = weights + inputs * outputs * 9;
    const maps = Array.from({ length: outputs }, (_, oc) =>
      Float64Array.from({ length: SIDE * SIDE }, (_, place) => {
        let sum = values[biases + oc]!;
        for (let ic = 0; ic < inputs; ic += 1) for (let tap = 0; tap < 9; tap += 1) sum += values[weights + (oc * inputs + ic) * 9 + tap]! * before(ic, (place % SIDE) + (tap % 3) - 1, Math.floor(place / SIDE) + Math.floor(tap / 3) - 1);
        return last ? sum : Math.min(ACTIVATION_LIMIT, Math.max(0, sum));
      }),
    );
    read = (channel, x, y) => (x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : maps[channel]![y * SIDE + x]!);
  });
  let loss = 0;
  for (let y = REGION.y0; y < REGION.y1; y += 1) for (let x = REGION.x0; x < REGION.x1; x += 1) loss += (read(0, x, y) - target(x, y)) ** 2;
  return { loss: loss * SCALE, output: (x, y) => read(0, x, y) };
}

function prepared(shape: CnnShape, seed: number): { network: FloatNetwork; values: Float64Array; input: (channel: number, x: number, y: number) => number; target: (x: number, y: number) => number } {
  const random = createRandom(seed);
  const network = createFloatNetwork(shape, SIDE);
  // Float32 values, so that both sides start from the same numbers.
  const values = Float64Array.from({ length: network.count }, () => Math.fround((random.next() - 0.45) * 0.9));
  network.setParameters(values);
  for (let index = 0; index < network.input.length; index += 1) network.input[index] = 2 * random.next() - 1;
  for (let index = 0; index < network.target.length; index += 1) network.target[index] = random.next() - 0.5;
  const at = (x: number, y: number): number => (y + 1) * network.stride + x + 4;
  return { network, values, input: (channel, x, y) => network.input[channel * network.plane + at(x, y)]!, target: (x, y) => network.target[at(x, y)]! };
}

const ALONE = { temporal: false, chroma: false };
const GUIDED = { temporal: true, chroma: true };

for (const [shape, kind] of [
  [{ layers: 2, channels: 4, ...ALONE }, "luma"], [{ layers: 3, channels: 8, ...ALONE }, "luma"], [{ layers: 4, channels: 4, ...ALONE }, "luma"],
  [{ layers: 3, channels: 8, ...GUIDED }, "luma"], [{ layers: 3, channels: 8, ...GUIDED }, "chroma"], [{ layers: 4, channels: 4, temporal: false, chroma: true }, "luma"], [{ layers: 2, channels: 4, temporal: false, chroma: true }, "chroma"],
] as const) {
  it(`has the gradient that finite differences give, for ${kind} with ${shape.layers} layers of ${shape.channels} channels, ${shape.temporal ? "with" : "without"} neighbours${shape.chroma ? ", chroma too" : ""}`, () => {
    const { network, values, input, target } = prepared(shape, 7 + shape.layers);
    network.forward(kind);
    const error = network.backward(kind, SCALE, REGION);
    const reference = lossOf(shape, kind, values, input, target);
    expect(error * SCALE).toBeCloseTo(reference.loss, 4);
    expect(network.output[(5 + 1) * network.stride + 6 + 4]).toBeCloseTo(reference.output(6, 5), 4);

    const gradient = new Float64Array(network.count);
    network.takeGradient(gradient);
    const largest = Math.max(...gradient.map(Math.abs));
    const step = 1e-6;
    for (let index = 0; index < network.count; index += Math.ceil(network.count / 24)) {
      const moved = (by: number): number => lossOf(shape, kind, values.map((value, at) => (at === index ? value + by : value)), input, target).loss;
      const difference = (moved(step) - moved(-step)) / (2 * step);
      expect(Math.abs(gradient[index]! - difference), `parameter ${index}: ${gradient[index]} against ${difference}`).toBeLessThan(2e-4 * largest);
    }
  });
}

it("adds gradients up until they are taken", () => {
  const { network } = prepared({ layers: 2, channels: 4, ...ALONE }, 3);
  const [once, twice] = [new Float64Array(network.count), new Float64Array(network.count)];
  network.forward("luma");
  network.backward("luma", SCALE, REGION);
  network.takeGradient(once);
  network.backward("luma", SCALE, REGION);
  network.backward("luma", SCALE, REGION);
  network.takeGradient(twice);
  once.forEach((value, index) => expect(twice[index]).toBeCloseTo(2 * value, 5));
});

it("counts 737 parameters for 1-8-8-1, and 144 and 224 more for neighbours and chroma", () => {
  expect(countOfParameters({ layers: 3, channels: 8, ...ALONE })).toBe(737);
  expect(countOfParameters({ layers: 3, channels: 8, ...GUIDED })).toBe(737 + 144 + 224);
});
