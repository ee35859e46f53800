import type { Researcher } from "#lib/experiment/schema.ts";

/** Who decided or wrote: the built-in planner is always named as such. */
export function researcherName(researcher: Pick<Researcher, "kind" | "model">): string {
  if (researcher.kind === "model") return researcher.model ?? "A model";
  if (researcher.kind === "person") return "A person";
  return researcher.kind === "imported" ? "Imported record" : "Built-in planner";
}

/** The same inside a sentence: "by the built-in planner". */
export function byline(researcher: Pick<Researcher, "kind" | "model">): string {
  if (researcher.kind === "built-in") return "by the built-in planner";
  return researcher.kind === "imported" ? "imported" : `by ${researcher.kind === "person" ? "a person" : researcherName(researcher)}`;
}

export function ResearcherName({ researcher }: { researcher: Researcher }) {
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
      <span className={researcher.kind === "model" ? "font-mono text-[0.92em]" : undefined}>{researcherName(researcher)}</span>
      {researcher.note && <span className="text-ink-3">({researcher.note})</span>}
    </span>
  );
}
