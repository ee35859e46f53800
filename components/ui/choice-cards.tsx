"use client";
import { type ReactNode, useId } from "react";
import { cx } from "./cx.ts";

export interface Choice<T extends string> { value: T; title: ReactNode; body?: ReactNode; disabled?: boolean }

/** Radio buttons that look like cards: arrows move, the chosen one is ringed and dotted. */
export function ChoiceCards<T extends string>({ legend, value, onChange, choices, className }: { legend: string; value: T; onChange: (value: T) => void; choices: readonly Choice<T>[]; className?: string }) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold">{legend}</legend>
      <div className={cx("grid gap-2.5", className)}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={cx(
              "relative flex min-w-0 gap-3 rounded-lg border p-3.5 transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
              choice.disabled ? "cursor-not-allowed border-line opacity-60" : "cursor-pointer",
              value === choice.value ? "border-accent bg-accent-soft/50 ring-1 ring-accent" : !choice.disabled && "border-line hover:border-line-strong hover:bg-surface-2",
            )}
          >
            <input type="radio" name={name} value={choice.value} checked={value === choice.value} disabled={choice.disabled} onChange={() => onChange(choice.value)} className="mt-0.5 size-4 shrink-0 accent-accent outline-none" />
            <span className="min-w-0 flex-1">
              <span className="block text-sm font-medium">{choice.title}</span>
              {choice.body && <span className="mt-0.5 block text-xs leading-snug text-ink-3">{choice.body}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
