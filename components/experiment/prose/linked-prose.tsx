import Link from "next/link";
import { cx } from "../../ui/cx.ts";
import { splitIds } from "./split-ids.ts";

/** Plain text, never markup; the ids of experiments in it lead to their pages. */
export function LinkedProse({ text, heading = false }: { text: string; heading?: boolean }) {
  return splitIds(text).map((part, index) =>
    part.isId ? (
      // The same id may be cited often: only its place tells the parts apart.
      <Link key={`${index}-${part.text}`} href={`/blog/${part.text}`} prefetch={false} className={cx("whitespace-nowrap underline decoration-line-strong hover:decoration-accent", heading ? "decoration-1 underline-offset-4" : "font-mono text-[0.92em] underline-offset-2")}>
        {part.text}
      </Link>
    ) : (
      part.text
    ),
  );
}
