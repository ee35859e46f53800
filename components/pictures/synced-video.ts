/** HTMLMediaElement.HAVE_METADATA: size and duration are known, so that it can seek. */
export const HAVE_METADATA = 1;
/** HTMLMediaElement.HAVE_CURRENT_DATA: the picture at the present time is there. */
const HAVE_CURRENT_DATA = 2;
/** Times this close are the same instant, in seconds: browsers keep microseconds. */
const SAME_INSTANT = 1e-4;

/** What the players need of an HTMLVideoElement. */
export interface SyncedVideo extends EventTarget {
  currentTime: number;
  playbackRate: number;
  readonly seeking: boolean;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly readyState: number;
  play(): Promise<void>;
  pause(): void;
  requestVideoFrameCallback?(callback: (now: number, metadata: { mediaTime: number }) => void): number;
  cancelVideoFrameCallback?(handle: number): void;
}

/** Seeks and waits for the picture. It also ends when the video fails or is taken away: one broken video must not hold the others. */
export function bringTo(video: SyncedVideo, seconds: number, signal: AbortSignal): Promise<void> {
  const there = () => !video.seeking && video.readyState >= HAVE_CURRENT_DATA && Math.abs(video.currentTime - seconds) < SAME_INSTANT;
  if (signal.aborted || there()) return Promise.resolve();
  return new Promise((resolve) => {
    const done = new AbortController();
    const finish = () => {
      done.abort();
      resolve();
    };
    for (const type of ["seeked", "error", "emptied"]) video.addEventListener(type, finish, { signal: done.signal });
    signal.addEventListener("abort", finish, { signal: done.signal });
    video.currentTime = seconds;
  });
}

/** A picture presented longer ago than this is not what is on screen now, in seconds: hidden videos present none. */
const FRESH = 0.15;

/**
 * Time in seconds of the picture that is on screen: from requestVideoFrameCallback (Chrome 83, Safari 15.4, Firefox 132), since a video's
 * own clock may be ahead of its picture; without such a callback, or where it is silent, that clock.
 */
export function watchPresented(video: SyncedVideo, signal: AbortSignal): () => number {
  let time: number | null = null;
  let handle = 0;
  const { requestVideoFrameCallback: request } = video;
  const next = () => {
    handle = request!.call(video, (_now, { mediaTime }) => {
      time = mediaTime;
      if (!signal.aborted) next();
    });
  };
  if (request) {
    next();
    signal.addEventListener("abort", () => video.cancelVideoFrameCallback?.(handle), { once: true });
  }
  return () => (time !== null && Math.abs(time - video.currentTime) < FRESH ? time : video.currentTime);
}
