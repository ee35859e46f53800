import Link from "next/link";
import type { OverviewReply } from "#lib/api/schema.ts";
import { Callout } from "../ui/callout.tsx";

const SHOWN = 4;

/** Results that are identical although the experiments claim to differ: the ancestor's defect, said aloud. */
export function WarningsStrip({ warnings }: { warnings: OverviewReply["warnings"] }) {
  return warnings.map((warning) => (
    <Callout key={warning.digest} tone="warn" title={warning.message}>
      <p className="mt-0.5 text-xs text-ink-2">
        {warning.experimentIds.slice(0, SHOWN).map((id, index) => (
          <span key={id}>
            {index > 0 && ", "}
            <Link href={`/blog/${id}`} className="font-mono underline underline-offset-2 hover:text-ink">
              {id}
            </Link>
          </span>
        ))}
        {warning.count > SHOWN && ` and ${warning.count - Math.min(SHOWN, warning.experimentIds.length)} more`}
      </p>
    </Callout>
  ));
}
