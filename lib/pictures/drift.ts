/** What to do with a video that runs along with the leading one. */
export type Correction = { kind: "none" } | { kind: "rate"; factor: number } | { kind: "seek" };

/** Closer than this is the same picture nearly all the time, in frames. */
const CLOSE = 0.2;
/** Further than this is seen, and a change of speed would take too long, in frames. */
const FAR = 3;
/** The most that the speed of a video is changed by: it catches up half a frame in ten. */
const NUDGE = 0.05;

/**
 * How a playing video comes back to the leading one: a small lag or lead by a speed a little above or below, in proportion; a large
 * one by a seek, which shows.
 * @param driftSeconds the video's time less the leader's
 * @param frameSeconds duration of a frame
 */
export function correctionFor(driftSeconds: number, frameSeconds: number): Correction {
  const frames = driftSeconds / frameSeconds;
  const size = Math.abs(frames);
  if (size <= CLOSE) return { kind: "none" };
  if (size > FAR) return { kind: "seek" };
  return { kind: "rate", factor: 1 - Math.sign(frames) * NUDGE * Math.min(1, size) };
}
