import { z } from "zod";

/** What a scene program can be made of, besides the background plate; the order is that of the search. */
export const LAYER_KINDS = ["gradient", "waves", "plasma", "noise", "gaussians", "sprites"] as const;
export type LayerKind = (typeof LAYER_KINDS)[number];

/** A scene program found in the pixels: layers with keyframed parameters, which the decoder renders as the prediction. */
export const PredictorSchema = z.strictObject({
  kind: z.literal("scene"),
  layers: z
    .array(z.enum(LAYER_KINDS))
    .min(1)
    .max(LAYER_KINDS.length)
    .default(["gradient", "waves", "plasma"])
    .describe(
      "Kinds of layer that the search may use: gradient (solid, linear or polynomial, least squares), waves (sums of sinusoids), plasma (bent sinusoids behind a cyclic palette), noise (value noise on a drifting lattice), gaussians (soft moving spots), sprites (painted discs and boxes that move and turn over the plate; needs plate).",
    ),
  maxLayers: z.int().min(1).max(8).default(4).describe("Layers of a program at most, sprites not counted; every one costs search time and rendering time."),
  precisionBits: z.int().min(6).max(16).default(10).describe("Bits after the point of phases and positions, the scale of every parameter's rounding: 6 renders known scenes at about 35 dB, 10 at about 55 dB, each bit is about 6 dB and one byte for six numbers."),
  keyDistance: z.int().min(4).max(240).default(24).describe("Least distance between keyframes of the parameters, in frames. Between keyframes they change linearly; motion that bends needs short distances."),
  maxWaves: z.int().min(1).max(12).default(6).describe("Sinusoids for each colour plane at most; the search time grows with the square."),
  plate: z.boolean().default(false).describe("Also tries a background plate: one painted picture, the temporal median of the clip after global motion (pan, zoom, roll). Pays for still or panning cameras over a flat world; costs about as much as a key frame."),
  plateStep: z.int().min(2).max(96).default(16).describe("Quantiser step of the plate and of the sprites' paint, in code values; the precision of the rung changes it in proportion."),
  minDb: z.number().min(20).max(60).multipleOf(0.5).default(34).describe("A program whose rendering has less than this mean PSNR-YUV (dB) over the clip is dropped, and the plan goes on without one."),
});
export type PredictorSettings = z.infer<typeof PredictorSchema>;
