"use client";
import { Unreadable } from "../../data/unreadable.tsx";
import { useTranscript } from "../../data/use-transcript.ts";
import { Skeleton } from "../../ui/skeleton.tsx";

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value, null, 2));

function Message({ role, text }: { role: string; text: string }) {
  return (
    <div>
      <h4 className="mb-1 text-xs font-medium text-ink-3">{role}</h4>
      <pre tabIndex={0} aria-label={role} className="max-h-96 overflow-auto rounded-md border border-line bg-surface-2 p-3 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
        {text}
      </pre>
    </div>
  );
}

/** The full prompt and the raw reply of one call, as plain text. */
export function Transcript({ id, kind, sequence }: { id: string; kind: string; sequence: number }) {
  const { data, error, isPending } = useTranscript(id, kind, sequence);
  if (isPending) return <Skeleton className="h-40" />;
  if (error) return <Unreadable title="The transcript cannot be read" error={error} />;
  return (
    <div className="space-y-4">
      {data.messages.map((message, index) => (
        // A transcript never changes: the place identifies the message.
        <Message key={`${index}-${message.role}`} role={`Sent as ${message.role}`} text={asText(message.content)} />
      ))}
      <Message role="Raw reply" text={asText(data.rawReply)} />
    </div>
  );
}
