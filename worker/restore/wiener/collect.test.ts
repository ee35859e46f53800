import { expect, it } from "vitest";
import { createCollector } from "./collect.ts";
import { BATCH } from "./kernels/load-kernels.ts";

it("sums products exactly as a plain loop does, whole batches and the rest, the largest numbers too", () => {
  const [groups, features] = [3, 5];
  const collector = createCollector(groups, features);
  const a = Array.from({ length: groups }, () => new Float64Array(features * features));
  const b = Array.from({ length: groups }, () => new Float64Array(features));
  let state = 5;
  for (let sample = 0; sample < 900; sample += 1) {
    const group = sample % 7 === 0 ? 1 : 0;
    const row = Array.from({ length: features + 1 }, () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return sample < 300 ? 2047 : (state >>> 20) - 2047;
    });
    const at = collector.next(group);
    row.forEach((value, index) => (collector.batches[at + index * BATCH] = value));
    for (let one = 0; one < features; one += 1) {
      b[group]![one]! += row[one]! * row[features]!;
      for (let other = 0; other < features; other += 1) a[group]![one * features + other]! += row[one]! * row[other]!;
    }
  }
  expect(collector.finish()).toEqual(a.map((sums, group) => ({ a: sums, b: b[group] })));
});
