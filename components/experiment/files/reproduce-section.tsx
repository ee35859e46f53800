"use client";
import { Download } from "lucide-react";
import { Fragment, useSyncExternalStore } from "react";
import type { Experiment } from "#lib/experiment/schema.ts";
import { formatCount, formatPlural, shorten } from "#lib/format/format-number.ts";
import { type RecordedClip, whatToReproduce } from "#lib/reproduce/what-to-reproduce.ts";
import { Section } from "../../ui/card.tsx";
import { Command } from "../../ui/command.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { TableFrame, Td, Th } from "../../ui/table.tsx";
import { artifactUrl } from "./artifact-url.ts";
import { bitstreamFile, bitstreamOf, checksums, commandsOf, recordFile } from "./reproduce-commands.ts";

const never = () => () => {};
/** Address of this lab as the reader has it; the server only knows its usual one. */
const useOrigin = (): string => useSyncExternalStore(never, () => window.location.origin, () => "http://127.0.0.1:3000");

function Hash({ sha256 }: { sha256: string }) {
  return (
    <span className="font-mono text-xs" title={sha256}>
      {shorten(sha256, 16)}
    </span>
  );
}

function Hashes({ experiment: { id, artifacts }, clips }: { experiment: Experiment; clips: readonly RecordedClip[] }) {
  return (
    <TableFrame label="Hashes of every bitstream" className="max-h-[32rem]">
      <thead>
        <tr>
          <Th>Bitstream</Th>
          <Th right>Bytes</Th>
          <Th>sha256 of the bitstream</Th>
          <Th>sha256 of the decoded pictures</Th>
        </tr>
      </thead>
      <tbody>
        {clips.map((clip) => (
          <Fragment key={clip.spec.id}>
            <tr className="bg-surface-2/50">
              <Td colSpan={4} className="text-xs text-ink-2">
                {clip.spec.title}: source {clip.sourceSha256 ? <Hash sha256={clip.sourceSha256} /> : "not on record, for the plan was stopped at screening"}
              </Td>
            </tr>
            {clip.rungs.map((rung) => {
              const artifact = bitstreamOf(artifacts, clip, rung);
              const name = bitstreamFile(clip.spec.id, rung.crf);
              return (
                <tr key={rung.crf}>
                  <Td className="font-mono text-xs whitespace-nowrap">
                    {artifact ? (
                      <a href={artifactUrl(id, artifact.name)} download className="inline-flex items-center gap-1.5 underline decoration-line-strong underline-offset-2 hover:decoration-accent">
                        <Download aria-hidden className="size-3.5 text-ink-3" />
                        {name}
                      </a>
                    ) : (
                      name
                    )}
                  </Td>
                  <Td right className="text-xs">
                    {formatCount(rung.bytes)}
                  </Td>
                  <Td>
                    <Hash sha256={rung.sha256} />
                  </Td>
                  <Td>
                    <Hash sha256={rung.decodedSha256} />
                  </Td>
                </tr>
              );
            })}
          </Fragment>
        ))}
      </tbody>
    </TableFrame>
  );
}

/** How anybody gets the same bitstreams again, and everything that they can be held against. */
export function ReproduceSection({ experiment }: { experiment: Experiment }) {
  const origin = useOrigin();
  const what = whatToReproduce(experiment);
  if ("reason" in what) return null;
  const { clips } = what;
  const { id, applied, artifacts } = experiment;
  const commands = commandsOf(id, origin, clips);
  const kept = clips.flatMap((clip) => clip.rungs.flatMap((rung) => bitstreamOf(artifacts, clip, rung) ?? []));
  const example = kept[Math.floor(kept.length / 2)];
  const file = example?.name.split("/").at(-1) ?? bitstreamFile(clips[0]!.spec.id, clips[0]!.rungs[0]!.crf);
  const rungs = clips.reduce((sum, clip) => sum + clip.rungs.length, 0);
  return (
    <Section id="reproduce" title="Reproduce" className="no-print">
      <p className="mb-3 max-w-prose text-sm text-ink-2">
        One command makes every clip and every bitstream of this experiment again, with nothing cached, and compares all hashes with the record. It ends with exit code 0 only if all are the same.
      </p>
      <div className="space-y-3">
        <Command label="In a clone of this lab's repository, of the version that made the record:" text="npm ci" />
        <Command label="From this lab, while it runs:" text={commands.fromLab} />
        <Command label="Or from the record as a file, anywhere:" text={commands.fromFile}>
          {" "}
          <a href={`/api/experiments/${encodeURIComponent(id)}/export?format=json`} download className="underline decoration-line-strong underline-offset-2 hover:decoration-accent">
            {recordFile(id)}
          </a>
        </Command>
      </div>
      <Disclosure lazy className="mt-3" summary={`Hashes of ${formatPlural(rungs, "bitstream")}, the encoder and its options, decoding one`}>
        <div className="space-y-4">
          <Hashes experiment={experiment} clips={clips} />
          <div className="flex flex-wrap items-center gap-x-3 text-xs text-ink-3">
            <CopyButton text={() => checksums(clips)} label="Copy the hashes of all bitstreams">
              Copy for sha256sum -c
            </CopyButton>
            <span>Hashes in full when pointed at, and in the JSON and Markdown downloads.</span>
          </div>
          {example && <Command label="One of these files:" text={commands.fetch(example.name)} />}
          <Command label="Decodes it with nothing but the file, and prints the hash of the pictures:" text={commands.decode(file)} />
          {applied && (
            <dl className="grid gap-x-8 gap-y-2 text-xs sm:grid-cols-[max-content_1fr]">
              <dt className="text-ink-3">Encoder</dt>
              <dd className="font-mono [overflow-wrap:anywhere] text-ink-2">{`${applied.encoder.encoder}, ${applied.encoder.build}`}</dd>
              <dt className="text-ink-3">Options of every rung, beside its CRF</dt>
              <dd className="font-mono [overflow-wrap:anywhere] text-ink-2">{Object.entries(applied.encoder.options).map(([name, value]) => `${name}=${value}`).join(" ") || "none"}</dd>
            </dl>
          )}
          <p className="max-w-prose text-xs text-ink-3">
            Encoders and trainings run on one thread each, seeded, with sums in a fixed order, so the same machine gives the same bytes. Another processor decodes to the same pictures, but encoders choose code by its instruction set (x264&apos;s is pinned), so a bitstream may differ there: the command says which, and names both builds and machines.
          </p>
        </div>
      </Disclosure>
    </Section>
  );
}
