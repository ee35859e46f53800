import type { Budget } from "#lib/autopilot/budget.ts";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { describeBudget } from "./describe-budget.ts";

/** Spend so far and what is left, one column a limit. */
export function BudgetLines({ budget }: { budget: Budget }) {
  return (
    <dl className="num grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 xl:grid-cols-5">
      {describeBudget(budget).map(({ name, label, used, left, fraction }) => (
        <div key={name} className="min-w-0">
          <dt className="text-xs text-ink-3">{label}</dt>
          <dd className="mt-0.5 text-sm font-medium">{used}</dd>
          <dd className="mt-1.5" aria-hidden={fraction === null}>
            {fraction === null ? <div className="h-1.5 rounded-full border border-dashed border-line-strong" /> : <ProgressBar fraction={fraction} label={`${label} used`} />}
          </dd>
          <dd className="mt-1 text-xs text-ink-3">{left}</dd>
        </div>
      ))}
    </dl>
  );
}
