import { expect, test } from "vitest";
import { trainingRows } from "./training-rows.ts";

test("joins curves by step, in order, and leaves out what a rung did not reach", () => {
  const rows = trainingRows([
    { crf: 24, lossCurve: [{ step: 100, loss: 0.99 }, { step: 200, loss: 0.97 }, { step: 300, loss: 0.96 }] },
    { crf: 63, lossCurve: [{ step: 200, loss: 0.95 }, { step: 50, loss: 1.1 }] },
  ]);
  expect(rows).toEqual([
    { step: 50, crf63: 1.1 },
    { step: 100, crf24: 0.99 },
    { step: 200, crf24: 0.97, crf63: 0.95 },
    { step: 300, crf24: 0.96 },
  ]);
});

test("no curves are no rows", () => {
  expect(trainingRows([])).toEqual([]);
});
