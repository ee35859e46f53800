import type { Failure } from "#lib/experiment/schema.ts";
import { STAGE_TITLES } from "#lib/format/describe-experiment.ts";
import { Callout } from "../../ui/callout.tsx";

/** Measured, but the researcher's analysis failed: nothing is wrong with the numbers, and the text can be made later. */
export function NotAnalysedBox({ failure }: { failure: Failure }) {
  return (
    <Callout tone="warn" title="Measured, but not analysed yet">
      <p>{failure.reason}</p>
      <p className="mt-1 text-ink-2">
        The results below are complete. <code className="rounded bg-surface px-1 py-0.5 font-mono text-xs whitespace-nowrap">npm run analyze-past</code> makes up for the analysis.
      </p>
      <Said detail={failure.detail} />
    </Callout>
  );
}

function Said({ detail }: { detail: string | null }) {
  if (!detail) return null;
  return (
    <pre tabIndex={0} aria-label="What the failed tool said last" className="mt-3 max-h-72 overflow-auto rounded-md border border-line bg-surface p-3 font-mono text-xs whitespace-pre-wrap text-ink-2">
      {detail}
    </pre>
  );
}

/** In which stage it failed, why, and the tail of what the failed tool said. */
export function FailureBox({ failure }: { failure: Failure }) {
  return (
    <Callout tone="bad" title={failure.stage ? `Failed in stage ${STAGE_TITLES[failure.stage]}` : "Failed before its first stage"}>
      <p>{failure.reason}</p>
      <Said detail={failure.detail} />
    </Callout>
  );
}
