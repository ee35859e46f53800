import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { kernelBytes } from "./load-kernels.ts";
import { RECORDED } from "./recorded.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

for (const name of ["train", "infer"] as const) {
  it(`has the ${name} kernels that were built from the source beside them`, () => {
    expect({ source: sha256(readFileSync(new URL(`./${name}.as.ts`, import.meta.url))), wasm: sha256(kernelBytes(name)) }).toEqual(RECORDED[name]);
  });
}
