"use client";
import { FileUp } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";
import type { ImportReply } from "#lib/api/schema.ts";
import { describeImport, FLAG_TITLES } from "#lib/format/describe-import.ts";
import { formatBytes, formatPlural } from "#lib/format/format-number.ts";
import { useImport } from "../data/use-import.ts";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { cx } from "../ui/cx.ts";
import { Modal } from "../ui/modal.tsx";
import { Tag } from "../ui/tag.tsx";
import { ImportError } from "./import-error.tsx";

function FileDrop({ onFile }: { onFile: (file: File) => void }) {
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      }}
      className={cx("flex cursor-pointer flex-col items-center gap-1 rounded-lg border border-dashed px-4 py-7 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent", over ? "border-accent bg-accent-soft" : "border-line-strong hover:bg-surface-2")}
    >
      <FileUp aria-hidden className="size-6 text-ink-3" />
      <span className="text-sm font-medium">Drop a JSON file here, or choose one</span>
      <span className="text-xs text-ink-3">A lab&apos;s JSON export, or a post-mortem file. Larger ones than 16 MiB or 2,000 records: npm run import</span>
      <input
        id={id}
        type="file"
        accept=".json,application/json"
        className="sr-only"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file, mended, has to be choosable again.
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
    </label>
  );
}

function Found({ reply, fileName }: { reply: ImportReply; fileName: string }) {
  const flags = Object.entries(reply.flagged).filter(([, count]) => count > 0);
  return (
    <div className="rounded-lg border border-line p-4" role="status">
      <p className="text-sm [overflow-wrap:anywhere]">
        <span className="font-medium">{fileName}</span>. {describeImport({ ...reply, flagged: {} })}
      </p>
      {reply.notes.map((note) => (
        <p key={note} className="mt-1 text-xs text-warn">{note}</p>
      ))}
      {flags.length > 0 && (
        <>
          <p className="mt-3 text-xs text-ink-3">Visibly wrong with {reply.records === 1 ? "it" : "them"}</p>
          <ul aria-label="Flags" className="mt-1 flex flex-wrap gap-1.5">
            {flags.map(([code, count]) => (
              <li key={code}>
                <Tag tone="warn">
                  {count} × {FLAG_TITLES[code as keyof typeof FLAG_TITLES]}
                </Tag>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Chooses a file, shows what is in it, and imports it on a second click. */
export function ImportDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const check = useImport();
  const store = useImport();
  const choose = (next: File) => {
    setFile(next);
    store.reset();
    check.mutate({ file: next, check: true });
  };
  const error = store.error ?? check.error;
  const done = store.data ?? null;
  return (
    <Modal
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Import records of another lab"
      description="They are kept as unverified: shown apart, never in a best-of, and no evidence for the researcher."
      footer={
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-xs text-ink-3">Importing a file twice adds nothing.</p>
          <div className="ml-auto flex gap-2">
            <Button onClick={onClose}>{done ? "Close" : "Cancel"}</Button>
            {!done && (
              <Button variant="primary" disabled={!file || !check.data || store.isPending || check.isPending} onClick={() => file && store.mutate({ file, check: false })}>
                {store.isPending ? "Importing" : check.data ? `Import ${formatPlural(check.data.records, "record")}` : "Import"}
              </Button>
            )}
          </div>
        </div>
      }
    >
      <div className="space-y-4">
        {!done && <FileDrop onFile={choose} />}
        {check.isPending && file && (
          <p role="status" className="text-sm text-ink-3">
            Reading {file.name}, {formatBytes(file.size)}
          </p>
        )}
        {error && file && <ImportError error={error} fileName={file.name} />}
        {!error && file && (done ?? check.data) && <Found reply={(done ?? check.data) as ImportReply} fileName={file.name} />}
        {done && (
          <Callout title={done.imported > 0 ? "They are in the history, under the verdict unverified" : "Nothing was added"}>
            {done.ids[0] !== undefined && (
              <Link href={`/blog/${done.ids[0]}`} onClick={onClose} className="underline underline-offset-2">
                {done.records === 1 ? "Open it" : "Open the first one"}
              </Link>
            )}
          </Callout>
        )}
      </div>
    </Modal>
  );
}
