import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from "react";
import { cx } from "./cx.ts";

/** A table that scrolls sideways inside its own frame, reachable by keyboard. */
export function TableFrame({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    <div role="region" aria-label={label} tabIndex={0} className={cx("relative overflow-x-auto rounded-lg border border-line bg-surface", className)}>
      <table className="w-full border-collapse text-left text-sm">{children}</table>
    </div>
  );
}

export function Th({ right = false, className, ...rest }: ThHTMLAttributes<HTMLTableCellElement> & { right?: boolean }) {
  return <th scope="col" className={cx("h-9 border-b border-line bg-surface-2/60 px-3 text-xs font-medium whitespace-nowrap text-ink-3", right && "text-right", className)} {...rest} />;
}

export function Td({ right = false, className, ...rest }: TdHTMLAttributes<HTMLTableCellElement> & { right?: boolean }) {
  return <td className={cx("border-b border-line px-3 py-2 align-middle [tr:last-child>&]:border-b-0", right && "num text-right whitespace-nowrap", className)} {...rest} />;
}
