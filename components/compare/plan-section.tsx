"use client";
import { useMemo, useState } from "react";
import { type DiffCell, diffPlans } from "#lib/compare/plan-diff.ts";
import type { Compared } from "#lib/compare/schema.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/card.tsx";
import { cx } from "../ui/cx.ts";
import { TableFrame } from "../ui/table.tsx";
import { BASELINE_LOOK, type SeriesLook } from "./series-look.ts";
import { SeriesTag } from "./series-mark.tsx";

const KINDS: Record<DiffCell["kind"], string> = { value: "font-medium text-ink", default: "text-ink-2", absent: "text-ink-3", "no-plan": "text-xs text-ink-3" };

/** The plans' differences, and nothing else: settings as rows, experiments as columns. */
export function PlanSection({ experiments, looks }: { experiments: readonly Compared[]; looks: ReadonlyMap<string, SeriesLook> }) {
  const { groups, alike } = useMemo(() => diffPlans(experiments.map(({ plan }) => plan)), [experiments]);
  const [all, setAll] = useState(false);
  const minor = groups.reduce((sum, { rows }) => sum + rows.filter((row) => row.minor).length, 0);
  return (
    <Section
      id="plans" title="What the plans do differently"
      aside={
        minor > 0 && (
          <Button size="sm" variant="ghost" className="no-print" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Hide" : "Show"} {formatPlural(minor, "default")} of parts that not all have
          </Button>
        )
      }
    >
      {groups.length === 0 ? (
        <p className="text-sm text-ink-2">Nothing: where a plan is on record, it is the same.</p>
      ) : (
        <TableFrame label="Differences of the plans">
          <thead>
            <tr>
              <th scope="col" className="sticky left-0 z-10 h-9 border-b border-line bg-surface-2 px-3 text-left text-xs font-medium text-ink-3">Setting</th>
              {experiments.map(({ id }) => (
                <th key={id} scope="col" className="border-b border-line bg-surface-2/60 px-3 text-left text-xs">
                  <SeriesTag look={looks.get(id) ?? BASELINE_LOOK} line={false} />
                </th>
              ))}
            </tr>
          </thead>
          {groups.map(({ key, title, rows }) => {
            const shown = rows.filter((row) => all || !row.minor);
            return (
              shown.length > 0 && (
                <tbody key={key}>
                  <tr>
                    <th scope="rowgroup" colSpan={experiments.length + 1} className="border-b border-line bg-surface-2/40 px-3 py-1.5 text-left text-xs font-semibold">
                      <span className="sticky left-3">{title}</span>
                    </th>
                  </tr>
                  {shown.map(({ name, label, hint, cells }) => (
                    <tr key={name}>
                      <th scope="row" title={hint || undefined} className="sticky left-0 z-10 min-w-32 border-b border-line bg-surface px-3 py-1.5 text-left text-sm font-normal">{label}</th>
                      {cells.map(({ text, kind }, index) => (
                        <td key={experiments[index]?.id} className={cx("num min-w-24 border-b border-line px-3 py-1.5", KINDS[kind])} title={kind === "default" ? "The setting's default" : kind === "absent" ? "Its plan has no such setting" : undefined}>
                          {text}
                          {kind === "default" && <span className="ml-1.5 text-2xs text-ink-3">default</span>}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              )
            );
          })}
        </TableFrame>
      )}
      {alike > 0 && <p className="mt-2 text-xs text-ink-3">{formatPlural(alike, "setting")} {alike === 1 ? "is" : "are"} the same in all of them and not shown.</p>}
    </Section>
  );
}
