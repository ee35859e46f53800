import type { AppliedRung } from "../experiment/schema.ts";

/*
 * What became of a plan's optional parts, in a few words over several rungs: of one clip for a line, of all for the plan's table.
 */

function onRungs(count: number, of: number): string {
  if (count === of) return of === 1 ? "on the only rung" : `on all ${of} rungs`;
  return count === 0 ? "on no rung" : `on ${count} of ${of} rungs`;
}

/** "prediction on 3 of 5 rungs"; null when the plan had no predictor, or the record is older than its account of it. */
export function describeProgramUse(rungs: readonly AppliedRung[]): string | null {
  const uses = rungs.flatMap(({ program }) => (program ? [program.used] : []));
  if (uses.length === 0) return null;
  const alone = uses.filter((used) => used === "alone").length;
  const residual = uses.filter((used) => used === "residual").length;
  const words = [...(alone > 0 ? [`the whole picture ${onRungs(alone, uses.length)}`] : []), ...(residual > 0 ? [`prediction ${onRungs(residual, uses.length)}`] : [])];
  return words.join(", ") || "not used: coded without it";
}

/** "2 shots" or "1 to 3 shots", by what the rungs kept; null when the plan did not adapt. */
export function describeShotUse(rungs: readonly AppliedRung[]): string | null {
  const counts = rungs.flatMap(({ adapt }) => (adapt ? [adapt.shots.length] : []));
  if (counts.length === 0) return null;
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  if (most === 1) return "coded in one piece";
  return fewest === most ? `${most} shots` : `${fewest} to ${most} shots`;
}

const RESTORATIONS: Record<string, string> = { wiener: "Wiener filters", cnn: "network" };

/** "network on 4 of 5 rungs, +0.21 dB there"; null when the plan had no restoration. */
export function describeRestorationUse(rungs: readonly AppliedRung[]): string | null {
  const tried = rungs.flatMap(({ restoration }) => (restoration ? [restoration] : []));
  const [first] = tried;
  if (!first) return null;
  const used = tried.filter((restoration) => restoration.used);
  const gain = used.reduce((sum, { gainDb }) => sum + gainDb, 0) / Math.max(1, used.length);
  return `${RESTORATIONS[first.kind] ?? first.kind} ${onRungs(used.length, tried.length)}${used.length > 0 ? `, ${gain < 0 ? "−" : "+"}${Math.abs(gain).toFixed(2)} dB there` : ""}`;
}

/** The three together, as one line about a clip; null when no rung had any of them. */
export function describeParts(rungs: readonly AppliedRung[]): string | null {
  const program = describeProgramUse(rungs);
  const words = [program && `scene program ${program}`, describeShotUse(rungs), describeRestorationUse(rungs)].filter((text) => text !== null);
  return words.length > 0 ? words.join("; ") : null;
}
