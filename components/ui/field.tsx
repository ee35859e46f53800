import { ChevronDown } from "lucide-react";
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes } from "react";
import { cx } from "./cx.ts";

const BOX = "h-9 w-full rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink hover:border-ink-3 aria-invalid:border-bad disabled:opacity-55";

/** Label above, control, hint or error below; the caller gives the control the same id and `aria-describedby={id}-hint`. */
export function Field({ id, label, hint, error, children }: { id: string; label: ReactNode; hint?: ReactNode; error?: string | null; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-xs font-medium text-ink-2">
        {label}
      </label>
      {children}
      {(error ?? hint) && (
        <p id={`${id}-hint`} className={cx("mt-1 text-xs leading-snug", error ? "text-bad" : "text-ink-3")}>
          {error ?? hint}
        </p>
      )}
    </div>
  );
}

export function Input({ className, ...rest }: InputHTMLAttributes<HTMLInputElement>) {
  return <input className={cx(BOX, "num", className)} {...rest} />;
}

/** The platform's own select: it is fast, works on phones and with every screen reader. */
export function Select({ className, children, ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <span className="relative block">
      <select className={cx(BOX, "appearance-none pr-8", className)} {...rest}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-ink-3" />
    </span>
  );
}
