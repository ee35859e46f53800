import { createRandom } from "./random.ts";
import { fillPicture, REFERENCE_HEIGHT, sceneTime, type PrepareScene } from "./scene.ts";
import { cosine, sine } from "./sine.ts";
import { makeTexture, sampleTexture } from "./texture.ts";

/** Samples of the texture between two samples of the picture at most: below 1, so that zooming out never aliases. */
const MAX_STEP = 0.95;

/**
 * A camera over a painted ground: pans, zooms and rolls with sub-sample motion. `detail` goes from clouds to granite.
 */
export const preparePanZoom: PrepareScene = (clip) => {
  const random = createRandom(clip.seed, 0);
  const ground = makeTexture(clip.seed, 1, clip.detail);
  const regions = makeTexture(clip.seed, 2, 0.15);
  const heading = random();
  const roll = (random() - 0.5) * 0.05;
  const zoomPhase = random();
  const [tintU, tintV] = [sine(random()), sine(random())];
  // A texture sample a picture sample at the reference height; larger pictures see the same ground, magnified.
  const base = Math.min(1, clip.height / REFERENCE_HEIGHT);

  return (frameIndex, into) => {
    const time = sceneTime(clip, frameIndex);
    const zoom = base * MAX_STEP * (0.72 + 0.28 * sine(zoomPhase + time * 0.18));
    const angle = heading + roll * time * 4;
    const [dx, dy] = [cosine(angle) * zoom, sine(angle) * zoom];
    const [ox, oy] = [512 + cosine(heading) * 190 * time, 512 + sine(heading) * 190 * time];
    const centre = [((clip.width / clip.height) * REFERENCE_HEIGHT) / 2, REFERENCE_HEIGHT / 2] as const;
    const at = (texture: Float32Array, px: number, py: number, scale: number): number => {
      const x = px - centre[0];
      const y = py - centre[1];
      return sampleTexture(texture, (ox + x * dx - y * dy) * scale, (oy + x * dy + y * dx) * scale);
    };
    /** 0 or 1 on either side of the regions' borders, with a ramp about a sample wide. */
    const side = (px: number, py: number): number => Math.min(1, Math.max(0, 0.5 + at(regions, px, py, 1) * 24));
    fillPicture(clip, into, {
      y: (px, py) => 92 + 44 * side(px, py) + 26 * at(ground, px, py, 1),
      u: (px, py) => 128 + 34 * (side(px, py) - 0.5) * tintU + 14 * at(regions, px, py, 0.5) - 4 * at(ground, px, py, 1),
      v: (px, py) => 128 - 34 * (side(px, py) - 0.5) * tintV + 14 * at(regions, px, py, 0.7),
    });
  };
};
