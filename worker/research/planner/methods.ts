import { AdaptSchema } from "#lib/plan/adapt-settings.ts";
import { CnnSchema } from "#lib/plan/cnn-settings.ts";
import { methodOf, METHODS, type Method } from "#lib/plan/method.ts";
import { PredictorSchema } from "#lib/plan/predictor-settings.ts";
import { WienerSchema } from "#lib/plan/restore-settings.ts";
import { PlanSchema, type Plan } from "#lib/plan/schema.ts";
import type { DigestClip } from "#lib/research/digest-schema.ts";
import { describePlan } from "#lib/research/describe-plan.ts";
import type { Budget, Candidate } from "./candidate.ts";
import { clipsOf, mayHaveCut } from "./clips.ts";
import { nameText, newestText } from "./newest-text.ts";
import { afterSaving, expect } from "./predict.ts";
import { rungsFor } from "./rungs.ts";
import { bestOf, type MeasuredTrial, type Trial } from "./trials.ts";
import { sizeText } from "./wording.ts";

/** Parts that are tried around the best base before anything is refined; both: Wiener filters, and a network on what they leave. */
type Part = "wiener" | "both" | "predictor" | "adapt";
/** Others that a plan may have: the surrogate brings them in where they promise something. */
type OtherPart = "cnn" | "small";

/** A part that a plan may get, with what is expected of it before it was measured. */
interface PartTrial {
  part: Part;
  /** Expected saving, percent of the rate. */
  prior: number;
  spread: number;
  /** By how much it slows an experiment down, roughly. */
  slower: number;
  idea: string;
}

/** The parts of a plan, of whatever settings. */
function partsIn(plan: Plan): Set<Part | OtherPart> {
  const has: [Part | OtherPart, boolean][] = [["wiener", plan.restore?.kind === "wiener"], ["cnn", plan.restore?.kind === "cnn" && plan.restore.before === "nothing"], ["both", plan.restore?.kind === "cnn" && plan.restore.before === "wiener"], ["predictor", plan.predictor !== null], ["adapt", plan.adapt !== null], ["small", Boolean(plan.transform?.downscale)]];
  return new Set(has.filter(([, there]) => there).map(([part]) => part));
}

/**
 * A scene program for generated clips: with a background plate, painted finely. On a generated pan over granite the default found
 * nothing, and a plate of the default step gave a curve that went down and up again; at step 8 it took half of the bytes.
 */
const PAINTED = { kind: "scene", plate: true, plateStep: 8 } as const;

/** The plan with a part; null where the schema forbids it. Settings are the defaults, but for scene programs of generated clips. */
function withPart(plan: Plan, part: Part, generated: boolean): Plan | null {
  const changed = {
    wiener: () => ({ ...plan, restore: WienerSchema.parse({ kind: "wiener" }) }),
    both: () => ({ ...plan, restore: CnnSchema.parse({ kind: "cnn", before: "wiener" }) }),
    predictor: () => ({ ...plan, predictor: PredictorSchema.parse(generated ? PAINTED : { kind: "scene" }) }),
    adapt: () => ({ ...plan, adapt: AdaptSchema.parse({ kind: "shots" }) }),
  }[part]();
  const parsed = PlanSchema.safeParse(changed);
  return parsed.success ? { ...parsed.data, rungs: rungsFor(parsed.data, plan) } : null;
}

/** What each part promises on the clips as far as they are known. */
function partTrials(here: readonly Trial[]): Record<Part, PartTrial> {
  const clips = clipsOf(here);
  const scenes = clips.filter(({ kind }) => kind === "scene");
  const cut = clips.filter(mayHaveCut);
  const names = (of: readonly DigestClip[]): string => of.map(({ clipId }) => clipId).join(", ");
  return {
    wiener: { part: "wiener", prior: 5, spread: 5, slower: 1.8, idea: "filters fitted to the clip by least squares undo what the codec did to its textures, for very few bytes" },
    both: { part: "both", prior: 6, spread: 5, slower: 4, idea: "least-squares filters take what is easy, and a small network trained on the clip learns what they leave, if its weights are worth their bytes" },
    predictor: scenes.length > 0
      ? { part: "predictor", prior: 10, spread: 20, slower: 2, idea: `generated clips (${names(scenes)}) may be drawn by a handful of numbers, or by one painted picture that moves, which a scene program finds in their pixels` }
      : { part: "predictor", prior: 0, spread: 8, slower: 2, idea: "a scene program finds out whether anything in the clips can be drawn in place of coded; film may lose, and each rung drops it where it does" },
    adapt: cut.length > 0
      ? { part: "adapt", prior: 4, spread: 6, slower: 4, idea: `the motion measure of ${names(cut)} peaks as a cut would make it, and shots of different difficulty deserve settings of their own` }
      : { part: "adapt", prior: 0, spread: 4, slower: 4, idea: "clips of one shot cannot gain from settings by shot, which this measures" },
  };
}

/** A part earned its place when a plan with it came out better than the best without. */
function earned(part: Part, here: readonly Trial[]): boolean {
  const [withIt, without] = [here.filter(({ plan }) => partsIn(plan).has(part)), here.filter(({ plan }) => !partsIn(plan).has(part))].map(bestOf);
  return withIt !== null && withIt !== undefined && (without === null || without === undefined || withIt.reduction > without.reduction);
}

/** The parts to try next beside each other, in order: each alone on the best base, then together. */
function* sets(here: readonly Trial[]): Generator<Part[]> {
  const trials = partTrials(here);
  yield ["wiener"];
  yield ["predictor"];
  // Together, what earned its place alone; where less than two did, the two that promise most.
  const restore: Part = earned("both", here) ? "both" : "wiener";
  const others = (["predictor", "adapt"] as const).filter((part) => earned(part, here));
  // One hybrid of parts that did not earn their place tells that they do not add up; a second one would tell it again.
  if (others.length > 0 || !here.some(({ plan }) => methodOf(plan) === "hybrid")) yield [restore, ...(others.length > 0 ? others : [trials.adapt.prior > 0 ? ("adapt" as const) : ("predictor" as const)])];
  yield ["both"];
  if (trials.adapt.prior > 0) yield ["adapt"];
}

const sameParts = (a: ReadonlySet<Part | OtherPart>, b: readonly Part[]): boolean => a.size === b.length && b.every((part) => a.has(part));

/** The best measured plan without any part: what every part is added to, so that the part is the only difference. */
function barest(here: readonly Trial[]): MeasuredTrial | null {
  return bestOf(here.filter(({ plan }) => partsIn(plan).size === 0)) ?? bestOf(here);
}

function methodText(method: Method, here: readonly Trial[]): string {
  const tried = here.some(({ plan }) => methodOf(plan) === method);
  return tried ? "" : ` No ${method} plan has been measured on this suite yet, and each of the ${METHODS.length} methods deserves one measurement before any is given up.`;
}

/** Parts around the best base that this suite has not seen, so that every method is measured before one of them is refined. */
export function* methods(here: readonly Trial[], budget: Budget): Generator<Candidate> {
  const base = barest(here);
  if (!base) return;
  const trials = partTrials(here);
  const generated = clipsOf(here).some(({ kind }) => kind === "scene");
  for (const parts of sets(here)) {
    if (here.some(({ plan }) => sameParts(partsIn(plan), parts))) continue;
    const slower = parts.reduce((product, part) => product * trials[part].slower, 1);
    if ((base.runtimeMs ?? 0) * slower > budget.runtimeMs) continue;
    const plan = parts.reduce<Plan | null>((made, part) => made && withPart(made, part, generated), base.plan);
    if (!plan) continue;
    const method = methodOf(plan);
    const saving = parts.reduce((sum, part) => sum + trials[part].prior, 0);
    const spread = Math.hypot(...parts.map((part) => trials[part].spread));
    const expected = expect(afterSaving(base.reduction, saving), spread);
    const idea = parts.map((part) => trials[part].idea).join("; ");
    const what = describePlan(plan);
    yield {
      plan, expected, parentId: base.id,
      hypothesis: `The ${method} plan that adds ${parts.join(" and ")} to ${base.id} comes out ${sizeText(expected.reductionPercent)} than the HEVC baseline at equal PSNR-YUV: ${idea}.`.slice(0, 600),
      why: `${newestText(here)} The base is that of ${nameText(base, here)}, ${sizeText(base.reduction)} than the baseline; only the ${parts.length > 1 ? "parts are" : "part is"} added, so that the difference is theirs.${methodText(method, here)} The prediction for a part that was not measured here is a guess that this experiment replaces.`,
      idea: `Measure ${what} beside ${base.id}, from which it differs by its ${parts.join(" and ")}: ${idea}.`,
    };
  }
}
