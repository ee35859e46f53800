import { Callout } from "../ui/callout.tsx";

export function NoWorkerNote({ className }: { className?: string }) {
  return (
    <Callout tone="warn" className={className} title="No worker is alive">
      Start one with <code className="rounded bg-surface px-1 py-0.5 font-mono text-xs">npm run worker</code>. Until then, experiments wait in the queue.
    </Callout>
  );
}
