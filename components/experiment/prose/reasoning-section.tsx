import type { Reasoning } from "#lib/experiment/schema.ts";
import { OUTCOMES } from "#lib/format/describe-outcome.ts";
import { formatCount } from "#lib/format/format-number.ts";
import { formatDuration } from "#lib/format/format-time.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Section } from "../../ui/card.tsx";
import { Tag } from "../../ui/tag.tsx";
import { ResearcherName } from "../researcher-name.tsx";
import { Transcript } from "./transcript.tsx";

const KINDS = { proposal: "Proposal", analysis: "Analysis" } as const;

function Call({ id, call }: { id: string; call: Reasoning }) {
  const tokens = call.promptTokens === null && call.completionTokens === null ? null : `${formatCount(call.promptTokens ?? 0)} + ${formatCount(call.completionTokens ?? 0)} tokens`;
  return (
    <Disclosure
      lazy
      summary={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span>
            {KINDS[call.kind]}, call {call.sequence}
          </span>
          <Tag tone={call.outcome === "ok" ? "plain" : "warn"} title={OUTCOMES[call.outcome].note}>{OUTCOMES[call.outcome].word}</Tag>
          <span className="num text-xs font-normal text-ink-3">
            <ResearcherName researcher={call.researcher} />
            {` · ${formatDuration(call.latencyMs)}`}
            {tokens && ` · ${tokens}`}
          </span>
        </span>
      }
    >
      {call.error && <p className="mb-3 text-sm [overflow-wrap:anywhere] text-warn">{call.error}</p>}
      {call.transcriptKey ? (
        <Transcript id={id} kind={call.kind} sequence={call.sequence} />
      ) : (
        <>
          <p className="mb-3 text-sm text-ink-3">The built-in planner works without a prompt. Its reply, as recorded:</p>
          <pre tabIndex={0} aria-label="Recorded reply" className="max-h-96 overflow-auto rounded-md border border-line bg-surface-2 p-3 font-mono text-xs whitespace-pre-wrap">
            {JSON.stringify(call.reply, null, 2)}
          </pre>
        </>
      )}
    </Disclosure>
  );
}

/** Every call of the researcher with its cost; prompts and replies are fetched when they are opened. */
export function ReasoningSection({ id, reasoning }: { id: string; reasoning: readonly Reasoning[] }) {
  return (
    <Section id="reasoning" title="The researcher's calls">
      <div className="space-y-2">
        {reasoning.map((call) => (
          <Call key={`${call.kind}-${call.sequence}`} id={id} call={call} />
        ))}
      </div>
    </Section>
  );
}
