import { z } from "zod";

/**
 * A small residual network, trained on the clip's own decoded pictures; its weights travel in the bitstream. Layers and channels
 * are the most: a file too small to carry such a network gets a smaller one.
 */
export const CnnSchema = z.strictObject({
  kind: z.literal("cnn"),
  before: z.enum(["nothing", "wiener"]).default("nothing").describe("wiener: least-squares filters at their default settings run before the network, which learns on what they give; both sets of parameters are in the file, and either is left out where it does not earn its bytes."),
  layers: z.int().min(2).max(4).default(4).describe("3x3 convolutions at most: inputs -> channels -> ... -> 1. Weights: 9 x channels for each input and for the last layer, 9 x channels^2 for each between. Files too small for such a network get a smaller one."),
  channels: z.union([z.literal(4), z.literal(8), z.literal(12), z.literal(16)]).default(12).describe("Feature planes between the layers, at most; fewer where the weights would be more than about 4 % of the file. Weights, training and decoding time grow with the square."),
  steps: z.int().min(200).max(10_000).default(2_000).describe("Training steps at most, one batch each; training ends earlier when the validation gain stalls."),
  learningRate: z.number().min(0.0001).max(0.02).default(0.003).describe("Step size of Adam at the start; it falls to a fiftieth in the last part, where the weights are rounded."),
  patch: z.union([z.literal(32), z.literal(64)]).default(64).describe("Side of the square training patches, in samples. Larger patches waste less at their edges."),
  batch: z.int().min(4).max(16).default(4).describe("Patches per training step; time grows in proportion."),
  weightBits: z.int().min(5).max(8).default(6).describe("Bits of a weight before entropy coding, with its sign."),
  seed: z.int().min(0).max(0xffffffff).default(1).describe("Seed of the first weights and of the patches' places, 32 bits."),
  temporal: z.boolean().default(true).describe("Lets the network see the previous and the next decoded picture too, motion-compensated by the decoder itself: no vectors in the file, 18 x channels weights more. Pays most where quality changes from frame to frame."),
  chroma: z.boolean().default(true).describe("Restores the chroma planes too, from themselves, the luma and each other: 28 x channels weights more, half as much decoding time again."),
});
export type CnnSettings = z.infer<typeof CnnSchema>;
