import type { Experiment } from "#lib/experiment/schema.ts";
import type { PartsSummary } from "#lib/research/parts-summary-schema.ts";
import { sumParts } from "#lib/research/sum-parts.ts";
import { gainText, ofRungs } from "#lib/research/parts-text.ts";

const NAMES: Record<string, string> = { cnn: "network", wiener: "Wiener filters" };

function restorationCause({ restoration, rungs }: PartsSummary): string | null {
  if (!restoration) return null;
  const { kind, used, gainDb, bytes, unusedClips } = restoration;
  const [name, verb] = [NAMES[kind] ?? kind, kind === "wiener" ? "were" : "was"];
  if (used === 0) return `The ${name} never earned the ${bytes.toFixed(0)} bytes that it would have taken and ${verb} left out of all ${rungs} rungs: whatever this plan gained, it gained elsewhere.`;
  const where = unusedClips.length > 0 ? ` On ${unusedClips.join(", ")} it did not pay on any rung.` : "";
  return `The ${name} earned ${gainText(gainDb)} for ${bytes.toFixed(0)} bytes on ${ofRungs(used, rungs)}, both in the mean.${where}`;
}

function programCause({ program, rungs }: PartsSummary): string | null {
  if (!program) return null;
  const used = program.alone + program.residual;
  if (program.explainedDb === null) return "No scene program was found in any clip, so the base coded the pictures as if the plan had no predictor.";
  const explained = `The scene program rendered the pictures at ${program.explainedDb.toFixed(1)} dB in the mean where one was found`;
  if (used === 0) return `${explained}, which did not pay on any of the ${rungs} rungs.`;
  const how = [program.alone > 0 ? `made the picture alone on ${ofRungs(program.alone, rungs)}` : "", program.residual > 0 ? `predicted it on ${ofRungs(program.residual, rungs)} with the residual coded` : ""].filter((text) => text !== "");
  return `${explained} and, for ${program.bytes.toFixed(0)} bytes, ${how.join(" and ")}, on ${program.usedClips.join(", ")}; the other clips owe it nothing.`;
}

function adaptCause({ adapt, rungs }: PartsSummary): string | null {
  if (!adapt) return null;
  if (adapt.mostShots < 2) return "No clip was cut into more than one shot, so there was nothing to adapt between shots.";
  return `The clip with the most shots has ${adapt.mostShots}; a shot got another CRF on ${ofRungs(adapt.withOffset, rungs)} and a smaller size on ${ofRungs(adapt.resized, rungs)}.`;
}

/** Bits that are not the base codec's, when they weigh: what the parts have to earn back. */
function sideBits({ shares }: PartsSummary): string | null {
  const side = shares.filter(({ part, percent }) => part !== "base" && part !== "header" && percent >= 0.5);
  return side.length > 0 ? `Of all bits, ${side.map(({ part, percent }) => `${percent.toFixed(1)} % are ${part}`).join(" and ")}.` : null;
}

/** Argues from what became of the plan's parts: which rungs used them, what they gained and what they cost. */
export function partsCause(experiment: Experiment): string[] {
  const { plan } = experiment;
  const parts = sumParts(experiment.applied);
  if (!parts || !plan || !(plan.predictor || plan.adapt || plan.restore)) return [];
  return [restorationCause(parts), programCause(parts), adaptCause(parts), sideBits(parts)].filter((sentence) => sentence !== null);
}
