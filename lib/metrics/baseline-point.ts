/** The ancestor's figure, 10 Mbit/s at 1920x1080 and 30 frames/s, as bits per luma sample. */
const TARGET_BITS_PER_PIXEL = 10_000_000 / (1920 * 1080 * 30);

/** 10 Mbit/s at 1080p30, scaled by the clip's pixel rate; kbit/s. */
export function baselineTargetKbps(clip: { width: number; height: number; fpsNum: number; fpsDen: number }): number {
  return (TARGET_BITS_PER_PIXEL * clip.width * clip.height * clip.fpsNum) / clip.fpsDen / 1000;
}
