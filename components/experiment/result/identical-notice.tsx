import Link from "next/link";
import type { Experiment } from "#lib/experiment/schema.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { Callout } from "../../ui/callout.tsx";

const SHOWN = 12;

/** Byte-identical results under another plan mean that the difference between the plans never reached the encoder. */
export function IdenticalNotice({ experiment }: { experiment: Pick<Experiment, "identicalTo" | "verdict"> }) {
  const { identicalTo, verdict } = experiment;
  const what = verdict === "unverified" ? "The recorded numbers are" : "Every bitstream of this experiment is byte for byte";
  return (
    <Callout tone="warn" title={`Identical result in ${formatPlural(identicalTo.length, "other experiment")}`}>
      <p>{what} identical to those of:</p>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {identicalTo.slice(0, SHOWN).map((id) => (
          <li key={id}>
            <Link href={`/blog/${id}`} className="font-mono text-xs underline underline-offset-2">
              {id}
            </Link>
          </li>
        ))}
        {identicalTo.length > SHOWN && <li className="text-xs text-ink-3">and {identicalTo.length - SHOWN} more</li>}
      </ul>
    </Callout>
  );
}
