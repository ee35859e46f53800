import { messageOf } from "../data/request-json.ts";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** Nothing was read yet, and it does not work right now. */
export function HistoryUnreadable({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <Callout tone="bad" title="The history cannot be read right now" className="mb-3">
      <p>{messageOf(error)}</p>
      <Button size="sm" className="mt-2" onClick={onRetry}>
        Try again
      </Button>
    </Callout>
  );
}

export function HistoryLoading() {
  return (
    <div role="status">
      <span className="sr-only">Loading the history</span>
      <Skeleton className="h-80" />
    </div>
  );
}
