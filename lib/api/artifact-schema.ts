import { z } from "zod";

/* Files of an experiment that pages read; the worker writes them (publish-stage.ts, ask-model.ts). */

/** training/CLIP.json: one curve a rung. */
export const TrainingCurvesSchema = z.array(z.object({ crf: z.number(), lossCurve: z.array(z.object({ step: z.number(), loss: z.number(), psnr: z.number().nullable() })) }));

/** One call of the researcher: what was sent, and the text of the reply. */
export const TranscriptSchema = z.object({ messages: z.array(z.object({ role: z.string(), content: z.unknown() })), rawReply: z.unknown() });
