import { cx } from "./cx.ts";

/** On or off; the position of the knob tells it without colour. */
export function Switch({ id, checked, onChange, describedBy }: { id: string; checked: boolean; onChange: (checked: boolean) => void; describedBy?: string }) {
  return (
    <button
      id={id}
      type="button"
      role="switch"
      aria-checked={checked}
      aria-describedby={describedBy}
      onClick={() => onChange(!checked)}
      className="flex h-9 items-center gap-2 text-sm"
    >
      <span className={cx("relative h-5 w-9 rounded-full border transition-colors", checked ? "border-accent bg-accent" : "border-line-strong bg-surface-3")}>
        <span className={cx("absolute top-0.5 left-0.5 size-3.5 rounded-full transition-transform", checked ? "translate-x-4 bg-on-accent" : "bg-ink-3")} />
      </span>
      <span aria-hidden className="text-ink-2">{checked ? "On" : "Off"}</span>
    </button>
  );
}
