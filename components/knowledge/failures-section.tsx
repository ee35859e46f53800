import type { KnowledgeView } from "#lib/api/knowledge-schema.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { Card, Section } from "../ui/card.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { Tag } from "../ui/tag.tsx";
import { ExperimentLink } from "./experiment-link.tsx";

type Reason = KnowledgeView["failures"][number]["newest"][number];

function FailureReason({ failure }: { failure: Reason }) {
  const { id, plan, reason, tail, count } = failure;
  return (
    <li className="space-y-1.5">
      <p className="text-sm break-words">
        {reason} <span className="text-xs whitespace-nowrap text-ink-3">{count > 1 ? `${count} times, lately in ` : "in "}</span>
        <ExperimentLink id={id} />
      </p>
      {plan !== null && <p className="text-xs text-ink-3">{plan}</p>}
      {tail !== null && (
        <Disclosure lazy summary="What the tool said last">
          <pre className="max-h-64 overflow-auto text-xs break-words whitespace-pre-wrap">{tail}</pre>
        </Disclosure>
      )}
    </li>
  );
}

/** Failures by stage, the newest of each reason with the end of what the tool said. */
export function FailuresSection({ view }: { view: KnowledgeView }) {
  const { failures } = view;
  return (
    <Section id="failures" title="Failures">
      {failures.length === 0 ? (
        <p className="text-sm text-ink-3">None yet.</p>
      ) : (
        <div role="region" aria-label="Failures by stage" tabIndex={0} className="grid max-h-[26rem] gap-3 overflow-y-auto">
          {failures.map(({ stage, count, newest }) => (
            <Card key={stage ?? "unknown"} className="min-w-0 p-4">
              <p className="mb-3 flex items-center gap-2 text-sm">
                <Tag tone="bad">{stage ?? "unknown stage"}</Tag>
                <span className="text-ink-3">{formatPlural(count, "failure")}</span>
              </p>
              <ul className="space-y-4">
                {newest.map((failure) => (
                  <FailureReason key={failure.id} failure={failure} />
                ))}
              </ul>
            </Card>
          ))}
        </div>
      )}
    </Section>
  );
}
