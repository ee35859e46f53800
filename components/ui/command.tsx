import type { ReactNode } from "react";
import { CopyButton } from "./copy-button.tsx";

/** A line for a shell, with what it is for and a button that copies it. */
export function Command({ label, text, children }: { label: string; text: string; children?: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 text-xs text-ink-3">
        {label}
        {children}
      </p>
      <div className="flex items-start gap-2 rounded-md border border-line bg-surface-2 py-1 pr-1 pl-3">
        <code className="min-w-0 flex-1 py-1 font-mono text-xs [overflow-wrap:anywhere]">{text}</code>
        <CopyButton text={() => text} label={`Copy the command: ${label}`}>
          Copy
        </CopyButton>
      </div>
    </div>
  );
}
