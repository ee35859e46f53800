import { z } from "zod";

/*
 * `pictures/<clipId>.json` of an experiment: what the synced players need. The videos are previews: copies for the browser, VP9 in MP4, one key
 * frame every few frames so that seeking is quick, all with the source's size, rate and number of frames. No number is taken from them;
 * the figures per frame are of the decoded pictures themselves.
 */

/** Figures per frame of one coded version, in presentation order. */
export const FrameFiguresSchema = z.object({
  crf: z.number(),
  kbps: z.number(),
  /** Of the whole clip, dB; null: identical pictures. */
  psnrYuvDb: z.number().nullable(),
  /** PSNR-YUV of each frame, dB; null: identical. */
  psnrYuv: z.array(z.number().nullable()),
  /** Bits of each frame; null where the stream does not tell, or where the rung was measured before this was kept. */
  bits: z.array(z.number()).nullable(),
});
export type FrameFigures = z.infer<typeof FrameFiguresSchema>;

const view = z.object({
  /** Name of the artifact with the preview video. */
  artifact: z.string(),
});

export const PicturesSchema = z.object({
  clipId: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  frames: z.int().positive(),
  fpsNum: z.int().positive(),
  fpsDen: z.int().positive(),
  source: view,
  candidate: view.extend({ figures: FrameFiguresSchema }),
  /** The HEVC baseline's rung whose rate is nearest to the candidate's. */
  baseline: view.extend({ figures: FrameFiguresSchema }),
  /** |decoded - source| as a heat map, the same scale in both: this many 8-bit levels of luma and more are the last of HEAT_COLOURS. */
  difference: z.object({ fullScale: z.number().positive(), candidate: view, baseline: view }),
});
export type Pictures = z.infer<typeof PicturesSchema>;

/** Name of the artifact of a clip. */
export const picturesName = (clipId: string): string => `pictures/${clipId}.json`;

/** Name of the text that stands in its place when the pictures could not be made: the reason, for people. */
export const picturesMissingName = (clipId: string): string => `pictures/${clipId}-missing.txt`;
