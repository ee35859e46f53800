import { createHash } from "node:crypto";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { EVERY_LAYER, everyLayer, PLATE, SMALL } from "../program.fixtures.ts";
import type { Layer } from "../program.ts";
import { quantiseProgram } from "../write-program.ts";
import { createRenderer, multipliesPerPixel } from "./create-renderer.ts";

function hashOf(layers: readonly Layer[]): string {
  const renderer = createRenderer(quantiseProgram({ precision: 10, keys: 2, layers: [...layers] }, 10), SMALL);
  const hash = createHash("sha256");
  const picture = new Uint8Array((SMALL.width * SMALL.height * 3) / 2);
  for (const frame of [0, 4, 8]) {
    renderer.render(frame, picture);
    hash.update(picture);
  }
  return hash.digest("hex").slice(0, 16);
}

describe("rendering a scene program", () => {
  it("gives these very bytes for each kind of layer, on every machine", () => {
    const base: Layer = { kind: "gradient", planes: [[[110]], [[128]], [[128]]] };
    const hashes = [PLATE, ...EVERY_LAYER].map((layer) => [layer.kind, hashOf([base, layer])]);
    expect(hashes).toMatchInlineSnapshot(`
      [
        [
          "plate",
          "ab28364d0c6260d7",
        ],
        [
          "gradient",
          "64aca0f589c5efe6",
        ],
        [
          "waves",
          "b81a8aa3c08dbdb8",
        ],
        [
          "plasma",
          "2e3287bfa9dff52e",
        ],
        [
          "noise",
          "31ee4933e5474149",
        ],
        [
          "gaussians",
          "1a28f68a443c83f5",
        ],
        [
          "sprite",
          "cb73c6613053edde",
        ],
        [
          "sprite",
          "a0828e0253c26371",
        ],
      ]
    `);
  });

  it("does not depend on the order of the frames", () => {
    const picture = () => new Uint8Array((SMALL.width * SMALL.height * 3) / 2);
    const renderer = createRenderer(everyLayer(), SMALL);
    const [first, again] = [picture(), picture()];
    renderer.render(5, first);
    renderer.render(2, again);
    renderer.render(5, again);
    expect(again).toEqual(first);
  });

  it("gives the same bytes in another process", async () => {
    const script = `
      const { everyLayer, SMALL } = await import(${JSON.stringify(new URL("../program.fixtures.ts", import.meta.url).href)});
      const { createRenderer } = await import(${JSON.stringify(new URL("./create-renderer.ts", import.meta.url).href)});
      const picture = new Uint8Array(SMALL.width * SMALL.height * 1.5);
      createRenderer(everyLayer(), SMALL).render(3, picture);
      process.stdout.write(Buffer.from(picture).toString("base64"));`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script]);
    const here = new Uint8Array((SMALL.width * SMALL.height * 3) / 2);
    createRenderer(everyLayer(), SMALL).render(3, here);
    expect(Buffer.from(stdout, "base64").equals(here)).toBe(true);
  });

  it("refuses an array of another size and says how much work a sample is", () => {
    const renderer = createRenderer(everyLayer(), SMALL);
    expect(() => renderer.render(0, new Uint8Array(7))).toThrow(RangeError);
    expect(multipliesPerPixel(everyLayer())).toBeGreaterThan(30);
  });
});
