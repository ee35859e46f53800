import type { Method } from "../plan/method.ts";

/** What each method is made of, in the words of methodOf. */
export const METHOD_NOTES: Record<Method, string> = {
  conventional: "A base codec with its settings: no scene program and nothing learned, whatever happens around it (a smaller picture, denoising, film grain, settings by shots).",
  procedural: "A scene program found in the pixels makes the prediction or the whole picture; what it leaves is coded by the base codec, or by nothing.",
  neural: "Restoration learned on the clip runs after decoding; its parameters are in the bitstream and counted.",
  hybrid: "A scene program or learned restoration together with another part: the other one, a smaller coded picture, denoising, film-grain synthesis, or adaptation by shots.",
};

/** Why film-grain plans stand apart. */
export const TRACK_NOTE =
  "The decoder makes new grain in place of the source's. It looks alike and differs in every sample, so PSNR against the source falls by design. Such plans are not ranked beside the others and never count as the best so far.";
