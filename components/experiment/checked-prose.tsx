import { type CheckedProse as Checked } from "#lib/research/check-numbers.ts";
import { LinkedProse } from "./linked-prose.tsx";

/** Prose whose numbers were held against the record: what is not found there is marked, what is found names its fact. */
export function CheckedProse({ checked }: { checked: Checked }) {
  return (
    <p className="whitespace-pre-line text-ink-2 [overflow-wrap:anywhere]">
      {checked.segments.map((segment, index) => {
        const key = `${index}-${segment.text}`;
        if (segment.kind === "text") return <LinkedProse key={key} text={segment.text} />;
        if (segment.kind === "matched") {
          return (
            <span key={key} title={segment.label ? `On record: ${segment.label}` : "On record"} className="num font-medium text-ink">
              {segment.text}
            </span>
          );
        }
        return (
          <mark key={key} title="This number is not found in the record" className="num rounded bg-warn-soft px-0.5 text-warn underline decoration-wavy decoration-1 underline-offset-4">
            {segment.text}
            <span className="sr-only"> (not found in the record)</span>
          </mark>
        );
      })}
    </p>
  );
}
