"use client";
import { useId } from "react";
import { cx } from "./cx.ts";

/** A few exclusive choices side by side; radio buttons underneath. */
export function Segmented<T extends string>({ label, value, onChange, options }: { label: string; value: T; onChange: (value: T) => void; options: readonly { value: T; label: string; disabled?: boolean; title?: string }[] }) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className="inline-flex max-w-full flex-wrap rounded-md border border-line bg-surface-2 p-0.5">
      {options.map((option) => (
        <label
          key={option.value}
          title={option.title}
          className={cx(
            "rounded px-2.5 py-1 text-xs font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent",
            option.disabled ? "cursor-not-allowed text-ink-3 line-through decoration-1" : "cursor-pointer",
            value === option.value ? "bg-surface text-ink shadow-card ring-1 ring-line-strong" : !option.disabled && "text-ink-2 hover:text-ink",
          )}
        >
          <input type="radio" name={name} className="sr-only" checked={value === option.value} disabled={option.disabled} onChange={() => onChange(option.value)} />
          {option.label}
        </label>
      ))}
    </div>
  );
}
