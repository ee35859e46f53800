import { Download } from "lucide-react";
import type { Artifact } from "#lib/experiment/schema.ts";
import { formatBytes, formatPlural, shorten } from "#lib/format/format-number.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Section } from "../../ui/card.tsx";
import { TableFrame, Td, Th } from "../../ui/table.tsx";
import { artifactGroups } from "./artifact-groups.ts";
import { artifactUrl } from "./artifact-url.ts";

/** Groups of up to so many files stand open. */
const OPEN = 4;

const sizeOf = (artifacts: readonly Artifact[]): string => formatBytes(artifacts.reduce((sum, { bytes }) => sum + bytes, 0));

function FileTable({ id, title, artifacts }: { id: string; title: string; artifacts: readonly Artifact[] }) {
  return (
    <TableFrame label={title} className="max-h-[32rem]">
      <thead>
        <tr>
          <Th className="w-3/5">{title}</Th>
          <Th right>Size</Th>
          <Th className="w-1/4">sha256</Th>
        </tr>
      </thead>
      <tbody>
        {artifacts.map(({ name, bytes, sha256 }) => (
          <tr key={name}>
            <Td className="py-1.5">
              <a href={artifactUrl(id, name)} download className="inline-flex items-center gap-1.5 font-mono text-xs [overflow-wrap:anywhere] underline decoration-line-strong underline-offset-2 hover:decoration-accent">
                <Download aria-hidden className="no-print size-3.5 shrink-0 text-ink-3" />
                {name}
              </a>
            </Td>
            <Td right className="py-1.5">
              {formatBytes(bytes)}
            </Td>
            <Td className="py-1.5 whitespace-nowrap" title={sha256}>
              <span className="font-mono text-xs">{shorten(sha256, 16)}</span>
              <span className="no-print ml-1">
                <CopyButton text={() => sha256} label={`Copy the sha256 of ${name}`}>
                  Copy
                </CopyButton>
              </span>
            </Td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}

/** Files of the experiment by what they are, each with its size and hash, to be downloaded; many of a kind are folded. */
export function ArtifactsSection({ id, artifacts }: { id: string; artifacts: readonly Artifact[] }) {
  return (
    <Section id="artifacts" title="Artifacts" aside={<p className="num text-xs text-ink-3">{`${formatPlural(artifacts.length, "file")}, ${sizeOf(artifacts)}`}</p>}>
      <div className="space-y-2">
        {artifactGroups(artifacts).map(({ key, title, artifacts: files }) =>
          files.length <= OPEN ? (
            <FileTable key={key} id={id} title={title} artifacts={files} />
          ) : (
            <Disclosure key={key} lazy summary={<>{title} <span className="num font-normal text-ink-3">{`${formatPlural(files.length, "file")}, ${sizeOf(files)}`}</span></>}>
              <FileTable id={id} title={title} artifacts={files} />
            </Disclosure>
          ),
        )}
      </div>
    </Section>
  );
}
