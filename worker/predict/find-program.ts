import type { PredictorSettings } from "#lib/plan/predictor-settings.ts";
import { openY4m } from "../media/y4m.ts";
import { fitProgram } from "./fit/fit-program.ts";
import type { SceneProgram } from "./program.ts";

/** Looks for a scene program in a clip's pictures. Null program: none reaches the settings' least quality. */
export async function findProgram({ sourcePath, settings, signal }: { sourcePath: string; settings: PredictorSettings; signal?: AbortSignal }, note: (text: string) => void = () => {}): Promise<{ program: SceneProgram | null; explainedDb: number | null; notes: string[]; fitMs: number }> {
  const source = await openY4m(sourcePath);
  const start = performance.now();
  try {
    const found = await fitProgram({ source, settings, signal, onProgress: ({ step, of, psnr }) => note(`search ${step} of ${of}${psnr === undefined ? "" : `, ${psnr.toFixed(1)} dB so far`}`) });
    const fitMs = performance.now() - start;
    if (!found) return { program: null, explainedDb: null, notes: [`no program reaches ${settings.minDb} dB`], fitMs };
    return { program: found.program, explainedDb: found.explainedDb.reduce((sum, value) => sum + value, 0) / found.explainedDb.length, notes: found.notes, fitMs };
  } finally {
    await source.close();
  }
}
