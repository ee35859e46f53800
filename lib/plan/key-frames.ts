/**
 * Largest distance between key frames, in frames, for the baseline and every candidate. It is x265's own default.
 * A plan may shorten it and never lengthen it: fewer key frames are free bits that a rival did not get.
 */
export const MAX_KEY_FRAME_DISTANCE = 250;
