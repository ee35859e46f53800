import { Download } from "lucide-react";
import type { Artifact } from "#lib/experiment/schema.ts";
import { formatBytes, formatPlural, shorten } from "#lib/format/format-number.ts";
import { Disclosure } from "../ui/disclosure.tsx";
import { Section } from "../ui/card.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { artifactUrl } from "./artifact-url.ts";

/** Files of the experiment: name, size and hash, each to be downloaded. */
export function ArtifactsSection({ id, artifacts }: { id: string; artifacts: readonly Artifact[] }) {
  const total = artifacts.reduce((sum, artifact) => sum + artifact.bytes, 0);
  return (
    <Section id="artifacts" title="Artifacts">
      <Disclosure lazy summary={`${formatPlural(artifacts.length, "file")}, ${formatBytes(total)}: bitstreams, measurements, previews`}>
        <TableFrame label="Artifacts" className="max-h-[32rem]">
          <thead>
            <tr>
              <Th>File</Th>
              <Th right>Size</Th>
              <Th>sha256</Th>
            </tr>
          </thead>
          <tbody>
            {artifacts.map((artifact) => (
              <tr key={artifact.name}>
                <Td>
                  <a href={artifactUrl(id, artifact.name)} download className="inline-flex items-center gap-1.5 font-mono text-xs underline decoration-line-strong underline-offset-2 hover:decoration-accent">
                    <Download aria-hidden className="size-3.5 text-ink-3" />
                    {artifact.name}
                  </a>
                </Td>
                <Td right>{formatBytes(artifact.bytes)}</Td>
                <Td className="font-mono text-xs" title={artifact.sha256}>
                  {shorten(artifact.sha256, 16)}
                </Td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      </Disclosure>
    </Section>
  );
}
