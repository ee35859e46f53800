import { Unreadable } from "../data/unreadable.tsx";
import { Loading } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** Nothing was read yet, and it does not work right now. */
export function HistoryUnreadable({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return <Unreadable title="The history cannot be read right now" error={error} onRetry={onRetry} className="mb-3" />;
}

export function HistoryLoading() {
  return (
    <Loading what="the history">
      <Skeleton className="h-80" />
    </Loading>
  );
}
