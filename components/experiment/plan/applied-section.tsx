import type { Suite } from "#lib/clips/schema.ts";
import type { Applied } from "#lib/experiment/schema.ts";
import { formatCount, formatPlural, shorten } from "#lib/format/format-number.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { TableFrame, Td, Th } from "../../ui/table.tsx";
import { PartOutcomes } from "./part-outcomes.tsx";

/** Encoder build, machine and threads; what became of the optional parts; every rung with its options, size and hash behind a disclosure. */
export function AppliedSection({ applied, suite }: { applied: Applied; suite: Suite }) {
  const { encoder, machine, rungs, before, after } = applied;
  const facts: [string, string][] = [
    ["Encoder", `${encoder.encoder}, ${encoder.build}`],
    ["Encoder threads", String(encoder.threads)],
    ["Before coding", before.join(" → ") || "nothing"],
    ["After decoding", after.join(" → ") || "nothing"],
    ["Machine", `${machine.cpu}, ${formatPlural(machine.cores, "core")}, ${machine.platform}, Node ${machine.node}`],
  ];
  return (
    <section aria-label="What was really applied" className="-mt-6 space-y-3">
      <dl className="grid gap-x-8 gap-y-2 text-xs sm:grid-cols-[max-content_1fr]">
        {facts.map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="-mt-2 font-mono [overflow-wrap:anywhere] text-ink-2 sm:mt-0">{text}</dd>
          </div>
        ))}
      </dl>
      <PartOutcomes rungs={rungs} suite={suite} />
      <Disclosure lazy summary={`Every bitstream: ${formatPlural(rungs.length, "rung")} with options, size and hash`}>
        <TableFrame label="Bitstreams of this experiment" className="max-h-[32rem]">
          <thead>
            <tr>
              <Th>Clip</Th>
              <Th right>CRF</Th>
              <Th right>Coded size</Th>
              <Th right>Bytes</Th>
              <Th>By part</Th>
              <Th>sha256</Th>
              <Th>Options of this rung</Th>
            </tr>
          </thead>
          <tbody>
            {rungs.map((rung) => (
              <tr key={`${rung.clipId}-${rung.crf}`}>
                <Td className="whitespace-nowrap">{rung.clipId}</Td>
                <Td right>{rung.crf}</Td>
                <Td right>
                  {rung.codedWidth}×{rung.codedHeight}
                </Td>
                <Td right>{formatCount(rung.bytes)}</Td>
                <Td className="num text-xs whitespace-nowrap text-ink-2">
                  {Object.entries(rung.parts).map(([part, bytes]) => `${part} ${formatCount(bytes)}`).join(" + ")}
                </Td>
                <Td className="font-mono text-xs" title={rung.sha256}>
                  {shorten(rung.sha256, 12)}
                </Td>
                <Td className="font-mono text-xs whitespace-nowrap text-ink-2">
                  {Object.entries(rung.options).map(([name, value]) => `${name}=${value}`).join(" ")}
                </Td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      </Disclosure>
    </section>
  );
}
