import { cx } from "./cx.ts";

/** Several of a few choices, in the order of the options; label above, hint or error below. */
export function CheckboxGroup({ id, label, hint, error, options, value, onChange, className }: {
  id: string;
  label: string;
  hint?: string;
  error?: string | null;
  options: readonly string[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  className?: string;
}) {
  const toggle = (option: string, on: boolean) => onChange(options.filter((each) => (each === option ? on : value.includes(each))));
  return (
    <fieldset className={cx("min-w-0", className)} aria-describedby={`${id}-hint`} aria-invalid={Boolean(error)}>
      <legend className="mb-1 text-xs font-medium text-ink-2">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map((option) => {
          const checked = value.includes(option);
          return (
            <label
              key={option}
              className={cx(
                "inline-flex h-8 cursor-pointer items-center gap-2 rounded-md border px-2.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
                checked ? "border-accent bg-accent-soft/50 text-ink" : "border-line-strong text-ink-2 hover:border-ink-3",
              )}
            >
              <input type="checkbox" checked={checked} onChange={(event) => toggle(option, event.target.checked)} className="size-3.5 accent-accent outline-none" />
              {option}
            </label>
          );
        })}
      </div>
      {(error ?? hint) && (
        <p id={`${id}-hint`} className={cx("mt-1 text-xs leading-snug", error ? "text-bad" : "text-ink-3")}>
          {error ?? hint}
        </p>
      )}
    </fieldset>
  );
}
