import { createHash } from "node:crypto";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import type { ClipFacts, ClipSpec } from "#lib/clips/schema.ts";
import type { EncodedClip, EncodeRequest } from "#worker/codecs/encode.ts";
import type { PairQuality } from "#worker/measure/measure-pair.ts";
import type { MediaPool } from "#worker/process/media-pool.ts";
import type { DecodeJob, Decoded } from "#worker/process/run-decoder.ts";

/*
 * Media for tests that are about everything else: "bitstreams" that say their quality and are padded to a size, so that an experiment
 * runs through every stage and store in the time of its writes. x265 and SVT-AV1 on their default ladders.
 */

const FPS = 24;
const FRAMES = 24;
const sha256 = (data: Buffer): string => createHash("sha256").update(data).digest("hex");

async function generate({ spec, outPath }: { spec: ClipSpec; outPath: string }): Promise<ClipFacts> {
  const body = Buffer.from(JSON.stringify(spec));
  await writeFile(outPath, body);
  return { clipId: spec.id, title: spec.title, kind: spec.kind, width: 128, height: 96, fpsNum: FPS, fpsDen: 1, frames: FRAMES, sha256: sha256(body), bytes: body.length, si: 40, ti: 10 };
}

/** Ten dB over the default ladder; SVT-AV1 takes 60 % of the bytes and 2 % more with every preset. */
async function encode({ outPath, plan, crf }: EncodeRequest): Promise<EncodedClip> {
  const { base } = plan;
  const at = base.codec === "x265" ? (crf - 17) / 20 : (crf - 22) / 38;
  const share = base.codec === "svt-av1" ? 0.6 + 0.02 * base.preset : 1;
  const bytes = Math.round(share * 40_000 * 2 ** (-4 * at));
  const file = Buffer.alloc(bytes, " ");
  file.write(JSON.stringify({ psnr: 46 - 10 * at, codec: base.codec, share }));
  await writeFile(outPath, file);
  return {
    bytes, sha256: sha256(file), parts: { header: 40, base: bytes - 40 }, restoration: null, program: null, adapt: null, madsPerPixel: 0,
    encodeMs: 1, searchMs: 0, streams: 1, cachedStreams: 0, codedWidth: 128, codedHeight: 96, bitsPerFrame: Array<number>(FRAMES).fill(bytes / 3), before: [], after: [],
    encoder: { encoder: base.codec === "x265" ? "libx265" : "libsvtav1", build: "cheap 1.0", options: { codec: base.codec }, threads: 1 }, options: { crf: String(crf) },
  };
}

async function measure({ distortedPath }: { distortedPath: string }): Promise<PairQuality> {
  const { psnr } = JSON.parse(await readFile(distortedPath, "utf8")) as { psnr: number };
  const each = Array<number>(FRAMES).fill(psnr);
  return { frames: FRAMES, psnrY: psnr, psnrU: psnr, psnrV: psnr, psnrYuv: psnr, ssimY: psnr / 50, perFrame: { psnrY: each, psnrYuv: each, ssimY: each.map((db) => db / 50) } };
}

/** In place of the decoder's process. */
export async function cheapDecoder({ bitstreamPath, outPath }: DecodeJob): Promise<Decoded> {
  await copyFile(bitstreamPath, outPath);
  const file = await readFile(outPath);
  return { frames: FRAMES, bytes: file.length, sha256: sha256(file), decodeMs: 1, width: 128, height: 96, decoder: "cheap" };
}

/** A media pool without processes. */
export function cheapPool(): MediaPool {
  const jobs: Record<string, (input: never) => Promise<unknown>> = {
    generate, encode, measure,
    encoderBuild: () => Promise.resolve("cheap 1.0"),
    preview: ({ outPath }: { outPath: string }) => writeFile(outPath, "preview"),
    differenceLevel: () => Promise.resolve(12),
    heatMap: ({ outPath }: { outPath: string }) => writeFile(outPath, "heat map"),
  };
  const run = (name: string, what: string, input: never): Promise<unknown> => jobs[name]?.(input) ?? Promise.reject(new Error(`${what}: no cheap media can do that`));
  return { slots: 2, run: run as MediaPool["run"], close: () => Promise.resolve() };
}
