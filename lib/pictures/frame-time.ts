/*
 * Frames are counted from 0 here and shown from 1. A preview has a constant frame rate: frame n is on screen from n/fps up to (n+1)/fps.
 */

/** Pictures a second, as the fraction that a clip has. */
export interface FrameRate { fpsNum: number; fpsDen: number }

/** How far a browser's clock may lie before a frame's first instant and still mean that frame, in frames: times come rounded to microseconds. */
const TOLERANCE_FRAMES = 0.01;

/** The middle of a frame in seconds: the instant to seek to, since at a frame's edge browsers show either neighbour. */
export function frameMiddle(frame: number, { fpsNum, fpsDen }: FrameRate): number {
  return ((frame + 0.5) * fpsDen) / fpsNum;
}

/** The frame's first instant in seconds. */
export function frameStart(frame: number, { fpsNum, fpsDen }: FrameRate): number {
  return (frame * fpsDen) / fpsNum;
}

/** The frame that is on screen at a time in seconds, at least 0 and at most the last one. */
export function frameAt(seconds: number, { fpsNum, fpsDen }: FrameRate, frames: number): number {
  return clampFrame(Math.floor((seconds * fpsNum) / fpsDen + TOLERANCE_FRAMES), frames);
}

/** A frame that there is: whole, at least 0 and at most the last one. */
export function clampFrame(frame: number, frames: number): number {
  return Number.isFinite(frame) ? Math.min(frames - 1, Math.max(0, Math.round(frame))) : 0;
}

/** A frame's time for the screen, in seconds with three digits, and with minutes from one on: 0.433 s, 1:02.500. */
export function formatFrameTime(frame: number, rate: FrameRate): string {
  const seconds = frameStart(frame, rate);
  if (seconds < 60) return `${seconds.toFixed(3)} s`;
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${(seconds - 60 * minutes).toFixed(3).padStart(6, "0")}`;
}
