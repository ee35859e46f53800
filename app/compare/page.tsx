import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLab } from "#app/lab.ts";
import { CompareQuerySchema } from "#lib/api/schema.ts";
import { compareHref, MOST_COMPARED, parseView } from "#lib/compare/view.ts";
import { findBestOfSuite } from "#lib/data/find-best-of-suite.ts";
import { readComparison } from "#lib/data/read-comparison.ts";
import { StorageUnavailableError } from "#lib/errors.ts";
import { ComparePage } from "#components/compare/compare-page.tsx";

interface Props { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: "Compare", description: "Experiments of the lab side by side: curves, BD-rates, bits saved on every clip, times, and what their plans do differently." };

const first = (value: string | string[] | undefined): string | null => (Array.isArray(value) ? value[0] : value) ?? null;

/** Reads what the address asks for. With storage away the page comes without data: the browser asks the API, says what is wrong and tries again. */
async function readInitial(ids: string[], withBest: boolean) {
  const asked = CompareQuerySchema.safeParse({ ids: ids.join(",") });
  if (!asked.success) return { initial: null, best: null, note: null };
  const lab = getLab();
  try {
    const reply = await readComparison(lab, asked.data.ids);
    const [only] = reply.experiments;
    if (!withBest || !only) return { initial: { ids: asked.data.ids, reply }, best: null, note: null };
    const best = await findBestOfSuite(lab, only.suite.id);
    const own = best?.id === only.id;
    const note = own ? `It is itself the best of ${only.suite.title} so far.` : `${only.suite.title} has no best experiment yet: none beats the baseline beyond noise.`;
    return { initial: { ids: asked.data.ids, reply }, best: own ? null : best, note: best && !own ? null : note };
  } catch (error) {
    if (error instanceof StorageUnavailableError) return { initial: null, best: null, note: null };
    throw error;
  }
}

/** The comparison that the address describes; `with=best` adds the best experiment of the first one's suite. */
export default async function Compare({ searchParams }: Props) {
  const params = await searchParams;
  const view = parseView({ get: (name) => first(params[name]) });
  const { initial, best, note } = await readInitial(view.ids.slice(0, MOST_COMPARED), params.with === "best");
  if (best && !view.ids.includes(best.id)) redirect(compareHref({ ...view, ids: [best.id, ...view.ids] }));
  return <ComparePage initial={initial} note={note} />;
}
