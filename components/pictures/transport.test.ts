import { describe, expect, it } from "vitest";
import type { SyncedVideo } from "./synced-video.ts";
import { createTransport } from "./transport.ts";

/** A video that loads and arrives only when told to, and whose clock stands still. */
class FakeVideo extends EventTarget implements SyncedVideo {
  playbackRate = 1;
  seeking = false;
  paused = true;
  ended = false;
  readyState = 0;
  refuses = false;
  private time = 0;

  get currentTime() {
    return this.time;
  }
  set currentTime(time: number) {
    this.time = time;
    this.seeking = true;
    this.readyState = 1;
  }
  /** Without a seek: playback got there. */
  runTo(time: number) {
    this.time = time;
  }
  load() {
    this.readyState = 2;
    this.dispatchEvent(new Event("loadedmetadata"));
  }
  async arrive() {
    this.seeking = false;
    this.readyState = 2;
    this.dispatchEvent(new Event("seeked"));
    await settle();
  }
  play() {
    if (this.refuses) return Promise.reject(new Error("not allowed"));
    this.paused = false;
    return Promise.resolve();
  }
  pause() {
    this.paused = true;
  }
}

/** Lets every promise that can go on do so. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

async function twoVideos({ frames = 50, frame = 0, loop = true } = {}) {
  let repaint: (() => void) | null = null;
  const transport = createTransport({
    frames, frame, loop, rate: { fpsNum: 25, fpsDen: 1 },
    nextRepaint(callback) {
      repaint = callback;
      return () => (repaint = null);
    },
  });
  const videos = [new FakeVideo(), new FakeVideo()] as const;
  const detach = videos.map((video) => transport.attach(video));
  for (const video of videos) video.load();
  await settle();
  const arrive = async () => {
    for (const video of videos) await video.arrive();
    await settle();
  };
  await arrive();
  return { transport, videos, arrive, detach, tick: () => repaint?.() };
}
const times = (videos: readonly FakeVideo[]) => videos.map(({ currentTime }) => currentTime);

describe("the transport", () => {
  it("brings videos to the frame it stands at when they have loaded, to the middle of it", async () => {
    const { transport, videos } = await twoVideos({ frame: 10 });
    expect(times(videos)).toEqual([0.42, 0.42]);
    expect(transport.get()).toMatchObject({ frame: 10, busy: false });
  });

  it("is busy until the last video has arrived, and goes straight to the newest frame that was asked for", async () => {
    const { transport, videos, arrive } = await twoVideos();
    transport.seek(5);
    transport.seek(20);
    transport.seek(30);
    await settle();
    await videos[0].arrive();
    expect(transport.get()).toMatchObject({ frame: 30, busy: true });
    await arrive();
    await arrive();
    expect(times(videos)).toEqual([1.22, 1.22]);
    expect(transport.get().busy).toBe(false);
  });

  it("steps from where it is, and stops at both ends", async () => {
    const { transport, arrive } = await twoVideos();
    transport.step(1);
    await arrive();
    expect(transport.get().frame).toBe(1);
    transport.step(-10);
    await arrive();
    expect(transport.get().frame).toBe(0);
    transport.seek(999);
    await arrive();
    expect(transport.get().frame).toBe(49);
  });

  it("plays at its speed, follows the first video, and holds the second to it", async () => {
    const { transport, videos, tick } = await twoVideos();
    transport.setSpeed(0.5);
    transport.play();
    await settle();
    expect(videos.map(({ paused, playbackRate }) => [paused, playbackRate])).toEqual([[false, 0.5], [false, 0.5]]);
    videos[0].runTo(0.4);
    videos[1].runTo(0.36);
    tick();
    expect(transport.get().frame).toBe(10);
    expect(videos[1].playbackRate).toBeCloseTo(0.525);
    videos[1].runTo(0.1);
    tick();
    expect(videos[1].currentTime).toBe(0.4);
  });

  it("stands at the frame of the first video after a pause, all videos together", async () => {
    const { transport, videos, tick, arrive } = await twoVideos();
    transport.play();
    await settle();
    videos[0].runTo(0.41);
    videos[1].runTo(0.45);
    tick();
    transport.pause();
    await arrive();
    expect(videos.map(({ paused }) => paused)).toEqual([true, true]);
    expect(times(videos)).toEqual([0.42, 0.42]);
  });

  it("begins anew at the end with loop, and stops there without", async () => {
    for (const loop of [true, false]) {
      const { transport, videos, tick, arrive } = await twoVideos({ loop });
      transport.play();
      await settle();
      videos[0].runTo(1.99);
      tick();
      await settle();
      await arrive();
      expect(transport.get()).toMatchObject({ playing: loop, frame: loop ? 0 : 49 });
    }
  });

  it("waits for no video that failed or was taken away", async () => {
    const { transport, videos, detach } = await twoVideos();
    transport.seek(3);
    await settle();
    videos[0].dispatchEvent(new Event("error"));
    await settle();
    expect(transport.get().busy).toBe(true);
    detach[1]!();
    await settle();
    expect(transport.get().busy).toBe(false);
  });

  it("stops when the browser refuses to play", async () => {
    const { transport, videos } = await twoVideos();
    videos[0].refuses = true;
    transport.play();
    await settle();
    expect(transport.get().playing).toBe(false);
  });
});
