import type { ReactNode } from "react";

/** Something is on its way: its skeleton shows it, and words say it to who cannot see that. */
export function Loading({ what, children, className }: { what: string; children: ReactNode; className?: string }) {
  return (
    <div role="status" className={className}>
      <span className="sr-only">{`Loading ${what}`}</span>
      {children}
    </div>
  );
}
