import type { KnowledgeView } from "#lib/api/knowledge-schema.ts";
import { suiteName } from "#lib/format/suite-name.ts";
import type { DeadEnd } from "#lib/knowledge/schema.ts";
import { ReductionText } from "../experiment/delta-badge.tsx";
import { Section } from "../ui/card.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { Tag, type Tone } from "../ui/tag.tsx";
import { ExperimentLink } from "./experiment-link.tsx";

const KINDS: Record<DeadEnd["kind"], { word: string; tone: Tone }> = {
  worse: { word: "worse", tone: "bad" }, hopeless: { word: "stopped at screening", tone: "outline" }, incomparable: { word: "not comparable", tone: "plain" },
  inconclusive: { word: "inconclusive", tone: "plain" }, identical: { word: "identical result", tone: "warn" },
};

/** Plans that led nowhere, and why. */
export function DeadEndsSection({ view, withSuite }: { view: KnowledgeView; withSuite: boolean }) {
  const { deadEnds } = view;
  return (
    <Section id="dead-ends" title="Dead ends">
      {deadEnds.length === 0 ? (
        <p className="text-sm text-ink-3">None yet.</p>
      ) : (
        <TableFrame label="Dead ends" className="max-h-[26rem] overflow-y-auto">
          <thead>
            <tr>
              <Th>Experiment</Th>
              {withSuite && <Th>Suite</Th>}
              <Th>How it ended</Th>
              <Th>Why</Th>
              <Th>Plan</Th>
            </tr>
          </thead>
          <tbody>
            {deadEnds.map(({ id, suiteId, kind, plan, reductionPercent, reason }) => (
              <tr key={`${kind} ${id}`}>
                <Td>
                  <ExperimentLink id={id} />
                </Td>
                {withSuite && <Td>{suiteName(suiteId)}</Td>}
                <Td>
                  <Tag tone={KINDS[kind].tone}>{KINDS[kind].word}</Tag>
                  {reductionPercent !== null && (
                    <span className="mt-0.5 block">
                      <ReductionText percent={reductionPercent} className="text-xs" />
                    </span>
                  )}
                </Td>
                <Td className="min-w-56 text-xs break-words text-ink-2">{reason}</Td>
                <Td className="min-w-56 text-xs text-ink-3">{plan}</Td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      )}
    </Section>
  );
}
