import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { messageOf } from "./request-json.ts";

/** Nothing was read yet, and it does not work right now; where nothing else tries again, a button does. */
export function Unreadable({ title, error, onRetry, className }: { title: ReactNode; error: unknown; onRetry?: () => unknown; className?: string }) {
  return (
    <Callout tone="bad" title={title} className={className}>
      <p>{messageOf(error)}</p>
      {onRetry && (
        <Button size="sm" className="mt-2" onClick={() => void onRetry()}>
          Try again
        </Button>
      )}
    </Callout>
  );
}
