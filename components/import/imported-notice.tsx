import type { Imported } from "#lib/experiment/schema.ts";
import { FLAG_TITLES, SOURCE_TITLES } from "#lib/format/describe-import.ts";
import { shorten } from "#lib/format/format-number.ts";
import { Callout } from "../ui/callout.tsx";

/** What stands on the page of a record that was measured elsewhere: where it comes from, and what is visibly wrong with it. */
export function ImportedNotice({ imported }: { imported: Imported }) {
  const { source, originalId, fileSha256, flags, issues } = imported;
  return (
    <Callout tone={flags.length > 0 ? "warn" : "info"} title="Imported from another lab: unverified, and no part of any best-of">
      <p className="text-xs text-ink-2">
        Record <span className="font-mono">{originalId}</span> of {SOURCE_TITLES[source]}, sha256{" "}
        <span className="font-mono" title={fileSha256}>
          {shorten(fileSha256, 16)}
        </span>
      </p>
      {flags.length > 0 && (
        <ul aria-label="Visibly wrong with it" className="mt-2 space-y-1">
          {flags.map(({ code, note }) => (
            <li key={code}>
              <span className="font-medium">{FLAG_TITLES[code]}</span>: {note}
            </li>
          ))}
        </ul>
      )}
      {issues.length > 0 && (
        <details className="mt-2">
          <summary className="text-xs font-medium underline underline-offset-2">What the other lab wrote down as wrong ({issues.length})</summary>
          <ul className="mt-1 list-disc space-y-1 pl-5 text-xs">
            {issues.map((issue, index) => (
              // The list never changes its order.
              <li key={index}>{issue}</li>
            ))}
          </ul>
        </details>
      )}
    </Callout>
  );
}
