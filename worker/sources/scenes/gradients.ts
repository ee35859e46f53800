import { createRandom } from "./random.ts";
import { fillPicture, REFERENCE_HEIGHT, sceneTime, type PrepareScene } from "./scene.ts";
import { cosine, sine } from "./sine.ts";

interface Wave {
  /** Waves across the reference height. */
  frequency: number;
  direction: number;
  /** Turns a second. */
  turning: number;
  drift: number;
  phase: number;
  amplitude: number;
}

/**
 * Moving gradients: a few wide waves of light and colour that drift and turn slowly. Smooth areas show banding and
 * blocking first; `detail` narrows the waves and adds one of fine lines.
 */
export const prepareGradients: PrepareScene = (clip) => {
  const planes = [0, 1, 2].map((plane) => {
    const random = createRandom(clip.seed, plane);
    const count = plane === 0 ? 4 : 2;
    return Array.from({ length: count }, (_, index): Wave => {
      const fine = plane === 0 && index === count - 1;
      return {
        frequency: fine ? 6 + 34 * clip.detail : (0.25 + random() * 0.6) * (1 + 3 * clip.detail),
        direction: random(),
        turning: (random() - 0.5) * 0.12,
        drift: (random() < 0.5 ? -1 : 1) * (0.3 + random() * 0.7),
        phase: random(),
        amplitude: fine ? 3 + 15 * clip.detail : plane === 0 ? 30 : 26,
      };
    });
  });

  return (frameIndex, into) => {
    const time = sceneTime(clip, frameIndex);
    const [y, u, v] = planes.map((waves, plane) => {
      const terms = waves.map((wave) => {
        const angle = wave.direction + wave.turning * time;
        const scale = wave.frequency / REFERENCE_HEIGHT;
        return { fx: cosine(angle) * scale, fy: sine(angle) * scale, phase: wave.phase + wave.drift * time, amplitude: wave.amplitude };
      });
      const middle = plane === 0 ? 118 : 128;
      return (px: number, py: number): number => {
        let value = middle;
        for (const { fx, fy, phase, amplitude } of terms) value += amplitude * sine(fx * px + fy * py + phase);
        return value;
      };
    });
    fillPicture(clip, into, { y: y!, u: u!, v: v! });
  };
};
