import type { KnowledgeView } from "#lib/api/knowledge-schema.ts";
import { describeInterval } from "#lib/format/describe-delta.ts";
import { suiteName } from "#lib/format/suite-name.ts";
import type { Best } from "#lib/knowledge/schema.ts";
import { ReductionText } from "../experiment/delta-badge.tsx";
import { MethodTag } from "../experiment/method-tag.tsx";
import { Section } from "../ui/card.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { ExperimentLink } from "./experiment-link.tsx";

function BestCells({ best, n, withSuite }: { best: Best | null; n: number; withSuite: boolean }) {
  const interval = describeInterval(best?.interval ?? null);
  return (
    <>
      <Td>
        {best ? <ReductionText percent={best.reductionPercent} /> : <span className="text-ink-3">none told from zero</span>}
        {interval.interval !== null && (
          <span className="num block text-2xs whitespace-nowrap text-ink-3" title={interval.intervalNote ?? undefined}>
            {interval.interval}
          </span>
        )}
      </Td>
      <Td right>{n}</Td>
      {withSuite && <Td>{best ? suiteName(best.suiteId) : ""}</Td>}
      <Td>{best && <ExperimentLink id={best.id} />}</Td>
      <Td className="min-w-64 text-xs text-ink-2">{best?.plan}</Td>
    </>
  );
}

/** Best of each method and of each family of plans: a codec with the kinds of parts around it. */
export function BestSection({ view, withSuite }: { view: KnowledgeView; withSuite: boolean }) {
  return (
    <Section id="best" title="Best by method and family">
      <TableFrame label="Best by method and family" className="max-h-[28rem] overflow-y-auto">
        <thead>
          <tr>
            <Th>Method or family</Th>
            <Th>Best reduction</Th>
            <Th right title="Experiments with a comparable result">Measured</Th>
            {withSuite && <Th>Suite</Th>}
            <Th>Experiment</Th>
            <Th>Plan</Th>
          </tr>
        </thead>
        <tbody>
          {view.methods.map(({ method, n, best }) => (
            <tr key={method}>
              <Td>
                <MethodTag method={method} />
              </Td>
              <BestCells best={best} n={n} withSuite={withSuite} />
            </tr>
          ))}
          {view.families.map(({ family, title, n, best }) => (
            <tr key={family}>
              <Td className="font-medium">{title}</Td>
              <BestCells best={best} n={n} withSuite={withSuite} />
            </tr>
          ))}
        </tbody>
      </TableFrame>
    </Section>
  );
}
