import type { KnowledgeView } from "#lib/api/knowledge-schema.ts";
import { Section } from "../ui/card.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";

/** The space of plans less what was tried: parts first, then values of the settings in use. */
export function NeverTriedSection({ view }: { view: KnowledgeView }) {
  const { neverTried } = view;
  return (
    <Section id="never-tried" title="Never tried" aside={<p className="text-xs text-ink-3">{neverTried.length} parts and settings</p>}>
      <TableFrame label="Never tried" className="max-h-[26rem] overflow-y-auto">
        <thead>
          <tr>
            <Th>Part or setting</Th>
            <Th>Never</Th>
            <Th>Tried</Th>
          </tr>
        </thead>
        <tbody>
          {neverTried.map(({ name, kind, tried, never }) => (
            <tr key={name}>
              <Td className="font-mono text-xs">{name}</Td>
              <Td className={kind === "part" ? "font-medium" : undefined}>{never}</Td>
              <Td className="text-ink-3">{tried}</Td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
    </Section>
  );
}
