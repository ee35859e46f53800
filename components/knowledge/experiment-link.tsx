import Link from "next/link";
import { cx } from "../ui/cx.ts";

/** An experiment's id, leading to its story. */
export function ExperimentLink({ id, className }: { id: string; className?: string }) {
  return (
    <Link href={`/blog/${id}`} prefetch={false} className={cx("font-mono text-xs whitespace-nowrap underline decoration-line-strong underline-offset-2 hover:decoration-current", className)}>
      {id}
    </Link>
  );
}
