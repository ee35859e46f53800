import type { Failure } from "#lib/experiment/schema.ts";
import { STAGE_TITLES } from "#lib/format/describe-experiment.ts";
import { Callout } from "../ui/callout.tsx";

/** In which stage it failed, why, and the tail of what the failed tool said. */
export function FailureBox({ failure }: { failure: Failure }) {
  return (
    <Callout tone="bad" title={failure.stage ? `Failed in stage ${STAGE_TITLES[failure.stage]}` : "Failed before its first stage"}>
      <p>{failure.reason}</p>
      {failure.detail && (
        <pre tabIndex={0} aria-label="What the failed tool said last" className="mt-3 max-h-72 overflow-auto rounded-md border border-line bg-surface p-3 font-mono text-xs whitespace-pre-wrap text-ink-2">
          {failure.detail}
        </pre>
      )}
    </Callout>
  );
}
