import { z } from "zod";
import type { Evaluation, Headline, Validation } from "./schema.ts";
import { IntervalSchema } from "./schema.ts";

/** Who holds the title of a suite: the best of it that the held-out suite confirmed. */
export const ChampionSchema = z.object({
  id: z.string(),
  suiteId: z.string(),
  /** Reductions in percent, on its suite and on the held-out suite. */
  suitePercent: z.number(),
  heldOutPercent: z.number(),
  heldOutInterval: IntervalSchema.nullable(),
  /** Held-out less suite, percentage points: negative when it saves less on clips that nobody tuned for. */
  differencePoints: z.number(),
  /** When it took the title. */
  since: z.string(),
});
export type Champion = z.infer<typeof ChampionSchema>;

type Measured = Extract<Validation, { outcome: "measured" }>;

export interface Claim {
  id: string;
  suite: { id: string; title: string };
  headline: Pick<Headline, "reductionPercent">;
  validation: Pick<Measured, "verdict" | "verdictReason" | "headline">;
  now: string;
}

const one = (percent: number): string => `${percent.toFixed(1)} %`;

function compared(points: number): string {
  const text = Math.abs(points).toFixed(1);
  return Number(text) === 0 ? "the same" : `${text} points ${points < 0 ? "less" : "more"}`;
}

/**
 * Decides whether a new best of its suite becomes champion: the held-out suite has to call it better, and to give it more than it
 * gave the champion so far.
 * @param reigning who holds the title of the suite; null when nobody does
 * @returns what goes on record, with both figures; and the new champion, or null
 */
export function decideChampion({ id, suite, headline, validation, now }: Claim, reigning: Champion | null): { record: NonNullable<Evaluation["champion"]>; champion: Champion | null } {
  const { reductionPercent: suitePercent } = headline;
  const { reductionPercent: heldOutPercent, interval } = validation.headline;
  const previousId = reigning?.id ?? null;
  const refused = (reason: string) => ({ record: { confirmed: false, reason, previousId }, champion: null });
  if (suitePercent === null) return refused(`There is no reduction on ${suite.title} to compare with.`);
  if (heldOutPercent === null) return refused(`${one(suitePercent)} on ${suite.title}, no figure on held-out clips: ${validation.verdictReason}`);
  const differencePoints = heldOutPercent - suitePercent;
  const figures = `${one(suitePercent)} on ${suite.title}, ${one(heldOutPercent)} on held-out clips: ${compared(differencePoints)}`;
  if (validation.verdict !== "better") return refused(`${figures}, and ${validation.verdict} there: ${validation.verdictReason}`);
  if (reigning && heldOutPercent <= reigning.heldOutPercent) return refused(`${figures}; the champion, ${reigning.id}, reached ${one(reigning.heldOutPercent)} there and stays`);
  return {
    record: { confirmed: true, reason: `${figures}; ${reigning ? `the champion before it, ${reigning.id}, reached ${one(reigning.heldOutPercent)}` : `the first champion of ${suite.title}`}`, previousId },
    champion: { id, suiteId: suite.id, suitePercent, heldOutPercent, heldOutInterval: interval, differencePoints, since: now },
  };
}
