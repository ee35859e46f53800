import { correctionFor } from "#lib/pictures/drift.ts";
import { clampFrame, frameAt, frameMiddle, type FrameRate } from "#lib/pictures/frame-time.ts";
import { bringTo, HAVE_METADATA, type SyncedVideo, watchPresented } from "./synced-video.ts";

/*
 * One clock for several videos. Paused, every video stands at the middle of the same frame; playing, the first video leads and the
 * others are held to it. Not React: components subscribe to its state.
 */

export const SPEEDS = [0.25, 0.5, 1] as const;

export interface TransportState {
  /** The frame that is shown, or that is being sought. */
  frame: number;
  playing: boolean;
  /** Videos are on the way to `frame`. */
  busy: boolean;
  speed: number;
  loop: boolean;
}

/** Calls back before the next repaint; returns how to cancel that. */
export type NextRepaint = (callback: () => void) => () => void;

export interface Transport {
  readonly frames: number;
  readonly rate: FrameRate;
  get(): TransportState;
  subscribe(listener: () => void): () => void;
  /** Adds a video, which comes to the present frame when it has loaded; the result takes it away. */
  attach(video: SyncedVideo): () => void;
  /** Goes to a frame; playback goes on from there. */
  seek(frame: number): void;
  /** Stops and goes some frames on or back. */
  step(frames: number): void;
  play(): void;
  pause(): void;
  setSpeed(speed: number): void;
  setLoop(loop: boolean): void;
}

interface Attached {
  video: SyncedVideo;
  /** Ends with the video's attachment. */
  signal: AbortSignal;
  /** Media time of the picture on screen, in seconds. */
  presented(): number;
}

export function createTransport({ frames, rate, frame = 0, loop = true, nextRepaint }: { frames: number; rate: FrameRate; frame?: number; loop?: boolean; nextRepaint: NextRepaint }): Transport {
  let state: TransportState = { frame: clampFrame(frame, frames), playing: false, busy: false, speed: 1, loop };
  const listeners = new Set<() => void>();
  let attached: Attached[] = [];
  let aligning = false;
  /** Something changed since the alignment under way began. */
  let again = false;
  let cancelTick: (() => void) | null = null;

  const set = (patch: Partial<TransportState>): void => {
    state = { ...state, ...patch };
    for (const listener of listeners) listener();
  };
  const ready = () => attached.filter(({ video }) => video.readyState >= HAVE_METADATA);

  const halt = (): void => {
    cancelTick?.();
    cancelTick = null;
    for (const { video } of attached) video.pause();
  };

  /** Brings all videos to the frame that is wanted when it ends; requests in the meantime are folded into one more round. */
  const align = async (): Promise<void> => {
    again = true;
    if (aligning) return;
    aligning = true;
    halt();
    set({ busy: true });
    while (again) {
      again = false;
      const time = frameMiddle(state.frame, rate);
      await Promise.all(ready().map(({ video, signal }) => bringTo(video, time, signal)));
    }
    aligning = false;
    set({ busy: false });
    if (state.playing) start();
  };
  const goTo = (wanted: number): void => {
    set({ frame: clampFrame(wanted, frames) });
    void align();
  };

  const start = (): void => {
    for (const { video } of ready()) {
      video.playbackRate = state.speed;
      // A browser may refuse to play; a pause in the meantime ends the promise as well, and then nothing plays any more.
      video.play().catch(() => {
        if (state.playing && !state.busy && video.paused) transport.pause();
      });
    }
    cancelTick = nextRepaint(tick);
  };

  const frameOf = ({ presented }: Attached): number => frameAt(presented(), rate, frames);

  const tick = (): void => {
    cancelTick = null;
    const [leader, ...others] = ready();
    if (!state.playing || state.busy || !leader) return;
    const time = leader.video.currentTime;
    if (leader.video.ended || time >= frameMiddle(frames - 1, rate)) return atEnd();
    for (const { video } of others) {
      if (video.seeking) continue;
      const correction = correctionFor(video.currentTime - time, rate.fpsDen / rate.fpsNum);
      if (correction.kind === "seek") video.currentTime = time;
      video.playbackRate = state.speed * (correction.kind === "rate" ? correction.factor : 1);
    }
    const shown = frameOf(leader);
    if (shown !== state.frame) set({ frame: shown });
    cancelTick = nextRepaint(tick);
  };
  const atEnd = (): void => {
    if (!state.loop) set({ playing: false });
    goTo(state.loop ? 0 : frames - 1);
  };

  const transport: Transport = {
    frames,
    rate,
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    attach(video) {
      const end = new AbortController();
      const entry: Attached = { video, signal: end.signal, presented: watchPresented(video, end.signal) };
      attached.push(entry);
      const join = () => void align();
      video.addEventListener("loadedmetadata", join, { signal: end.signal });
      if (video.readyState >= HAVE_METADATA) join();
      return () => {
        attached = attached.filter((each) => each !== entry);
        end.abort();
        if (attached.length === 0) set({ playing: false });
      };
    },
    seek: goTo,
    step(by) {
      transport.pause();
      goTo(state.frame + by);
    },
    play() {
      if (state.playing) return;
      set({ playing: true, frame: state.frame >= frames - 1 ? 0 : state.frame });
      void align();
    },
    pause() {
      if (!state.playing) return;
      const leader = ready()[0];
      set({ playing: false, frame: leader && !state.busy ? frameOf(leader) : state.frame });
      void align();
    },
    setSpeed(speed) {
      set({ speed });
      for (const { video } of attached) video.playbackRate = speed;
    },
    setLoop: (on) => set({ loop: on }),
  };
  return transport;
}
