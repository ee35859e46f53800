import { z } from "zod";

/** Settings that follow the shots of a clip: each shot is a stream of its own, with its own quality step and size. */
export const AdaptSchema = z.strictObject({
  kind: z.literal("shots"),
  threshold: z.number().min(1).max(60).multipleOf(0.5).default(10).describe("Scene-change score from which on a picture starts a new shot, 0 to 100 as FFmpeg's scdet counts it: hard cuts reach 10 to 50, motion stays below 5."),
  minShot: z.int().min(8).max(250).default(12).describe("Shortest shot, in frames; a cut that comes earlier is left inside its shot. Each shot starts with a key frame."),
  rule: z.enum(["measured", "complexity"]).default("measured").describe("measured: encodes each shot at several offsets and sizes and keeps the set with the best quality for its bits (4 to 7 times the encoding time of clips with cuts, more with smaller sizes). complexity: offsets from SI x TI alone, no trials."),
  maxOffset: z.int().min(0).max(10).default(3).describe("Largest offset of a shot's CRF from the rung's, up or down, in CRF steps; 0 keeps the rung's."),
  strength: z.number().min(-4).max(4).multipleOf(0.5).default(1).describe("Rule complexity only: CRF steps up for each doubling of a shot's SI x TI above the clip's geometric mean; negative spends more on busy shots."),
  smallest: z.enum(["1", "3/4", "2/3", "1/2"]).default("1").describe("Smallest size, relative to the source, that a shot may be coded at; 1 keeps all at full size. Smaller pays at low rates and for soft pictures. Not together with transform.downscale."),
  shrinkBelowSi: z.number().min(0).max(150).multipleOf(1).default(20).describe("Rule complexity only: shots with a spatial information (SI, ITU-T P.910) below this are coded at `smallest`."),
  upscaler: z.enum(["bilinear", "bicubic", "lanczos", "spline"]).default("lanczos").describe("Filter that brings smaller shots back after decoding; restore learns on its output."),
});
export type AdaptSettings = z.infer<typeof AdaptSchema>;
export type ShotScale = AdaptSettings["smallest"];
