import { z } from "zod";

/** What a scene program can be made of, besides the background plate. */
export const LAYER_KINDS = ["gradient", "waves", "plasma", "noise", "gaussians", "sprites"] as const;
export type LayerKind = (typeof LAYER_KINDS)[number];

/** A scene program found in the pixels: layers with keyframed parameters, which the decoder renders as the prediction. */
export const PredictorSchema = z
  .strictObject({
    kind: z.literal("scene"),
    layers: z
      .array(z.enum(LAYER_KINDS))
      .min(1)
      .max(LAYER_KINDS.length)
      .default(["gradient", "waves", "plasma", "noise", "gaussians"])
      .describe(
        "Kinds of layer that the search may use, in any order: gradient (solid, linear or polynomial to degree 3), waves (sums of sinusoids), plasma (bent sinusoids behind a cyclic palette), noise (value noise of 2, 4 or 7 cells per picture height that drifts evenly), gaussians (soft moving spots), sprites (painted discs and boxes that move and turn over the plate; needs plate true, and at most 128 frames). Each kind is tried on the pixels and dropped within seconds where it does not fit; the program that explains the clip best is kept.",
      ),
    maxLayers: z.int().min(1).max(8).default(4).describe("Layers of a program at most; the plate and its sprites are not counted. 1: a gradient or a plasma alone; 2: also waves, spots or noise over a gradient; 4: also noise in both chroma planes. No program uses more than 4."),
    precisionBits: z.int().min(6).max(16).default(10).describe("Bits after the point of phases and positions, from which the rounding of every parameter follows, at the middle of the rungs; rungs of lower CRF take more bits, of higher CRF fewer. Known scenes are rendered at 32 to 48 dB PSNR-YUV with 6 bits, 53 to 61 dB with 10, 63 to 68 dB with 14; one bit is about 4 dB and one byte for eight numbers."),
    keyDistance: z.int().min(4).max(240).default(24).describe("Least distance between keyframes of the parameters, in frames; keyframes are added only while they explain more. Motion that bends needs short distances. Sprites always have a key on every frame, cameras one on every fourth at most."),
    maxWaves: z.int().min(1).max(12).default(6).describe("Sinusoids for each colour plane at most; the search ends earlier when what is left is noise. Its time grows with the square."),
    plate: z.boolean().default(false).describe("Also tries a background plate: one painted picture, the temporal median of the clip after global motion (pan, zoom, roll) is undone. Pays for still or panning cameras over a flat world, above all at 40 dB and more; costs about as many bytes as a key frame and 10 to 90 seconds of search. Film with depth or independent motion stays near 28 dB, below minDb."),
    plateStep: z.int().min(2).max(96).default(16).describe("Quantiser step of the plate and of the sprites' paint, in code values, at precisionBits; it halves with every bit that a rung has more and doubles with every bit less."),
    minDb: z.number().min(20).max(60).multipleOf(0.5).default(34).describe("A program whose rendering at precisionBits has less than this mean PSNR-YUV (dB) over the clip is dropped, and the plan goes on without one. Low values let sprites and plates of clips with much detail through; the residual is then dear."),
  })
  .superRefine(({ layers, plate }, context) => {
    if (new Set(layers).size < layers.length) context.addIssue({ code: "custom", path: ["layers"], message: "name each kind of layer once" });
    if (layers.includes("sprites") && !plate) context.addIssue({ code: "custom", path: ["layers"], message: "sprites move over a plate: set plate true, or leave sprites out" });
  });
export type PredictorSettings = z.infer<typeof PredictorSchema>;
