import { formatPlural } from "#lib/format/format-number.ts";
import type { ProseCheck } from "#lib/research/check-prose.ts";
import type { Segment } from "#lib/research/check-numbers.ts";
import { LinkedProse } from "./linked-prose.tsx";

function Marked({ segment: { kind, text, label, reason } }: { segment: Segment }) {
  if (kind === "text") return <LinkedProse text={text} />;
  if (kind === "matched") {
    return (
      <span title={label ? `On record: ${label}` : "On record"} className="num font-medium text-ink">
        {text}
      </span>
    );
  }
  const contradicted = kind === "contradicted";
  const why = contradicted ? `Contradicted: ${label ?? ""}` : reason ? `Not found: ${reason}` : "This number is not found in the record";
  return (
    <mark title={why} className={contradicted ? "rounded bg-bad-soft px-0.5 text-bad underline decoration-dotted decoration-2 underline-offset-4" : "num rounded bg-warn-soft px-0.5 text-warn underline decoration-wavy decoration-1 underline-offset-4"}>
      {text}
      <span className="sr-only"> ({contradicted ? "contradicted by the record" : "not found in the record"})</span>
    </mark>
  );
}

/** Prose held against the record: numbers that are not there and claims that it contradicts are marked, found numbers name their fact. */
export function CheckedProse({ checked }: { checked: ProseCheck }) {
  return (
    <p className="whitespace-pre-line text-ink-2 [overflow-wrap:anywhere]">
      {checked.segments.map((segment, index) => (
        <Marked key={`${index}-${segment.text}`} segment={segment} />
      ))}
    </p>
  );
}

/** How many numbers the record does not hold, and what it says where a claim of better or worse contradicts it; nothing when all is well. */
export function ProseNotes({ checks }: { checks: readonly ProseCheck[] }) {
  const unmatched = checks.reduce((sum, check) => sum + check.unmatched, 0);
  const contradictions = checks.flatMap((check) => check.contradictions);
  return (
    <>
      {unmatched > 0 && (
        <p className="text-xs text-warn">
          {formatPlural(unmatched, "number")} in this text {unmatched === 1 ? "is" : "are"} found neither in this record nor in those it cites, and marked.
        </p>
      )}
      {contradictions.length > 0 && (
        <div className="text-xs text-bad">
          <p>
            {formatPlural(contradictions.length, "claim")} of better or worse {contradictions.length === 1 ? "contradicts" : "contradict"} the record:
          </p>
          <ul className="mt-1 list-disc space-y-0.5 pl-5">
            {contradictions.map(({ text, reason }, index) => (
              <li key={`${index}-${text}`}>
                “{text}”: {reason}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
