import { PredictorSchema } from "#lib/plan/predictor-settings.ts";
import { parseProgram } from "../parse-program.ts";
import { programSection } from "../write-program.ts";
import { fitProgram, type FrameSource } from "./fit-program.ts";
import { geometryOf, measureProgram } from "./measure-program.ts";

/** What a plan has that says nothing of the predictor but that there is one. */
export const SETTINGS = PredictorSchema.parse({ kind: "scene" });

/** What was found, as the file has it and as the decoder shows it: bytes, program, quality of every frame in dB and the least of them. */
export async function explain(source: FrameSource, settings = SETTINGS) {
  const fitted = await fitProgram({ source, settings });
  if (!fitted) return null;
  const { bytes } = programSection(fitted.program, { precision: settings.precisionBits }, geometryOf(source));
  const program = parseProgram(bytes, geometryOf(source));
  const db = await measureProgram(source, program, Array.from({ length: source.frameCount }, (_, frame) => frame));
  return { ...fitted, bytes, program, least: Math.min(...db), mean: db.reduce((sum, value) => sum + value, 0) / db.length, db };
}
