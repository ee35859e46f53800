import { Callout } from "../ui/callout.tsx";
import { Time } from "../ui/time.tsx";
import { messageOf } from "./request-json.ts";

/** The page keeps what it has when the lab stops answering, and says so; the polling goes on by itself. */
export function StaleNote({ error, readAt, className }: { error: unknown; readAt: number; className?: string }) {
  return (
    <div role="status" className={className}>
      <Callout tone="warn" title="Showing what was read last">
        {messageOf(error)} Last read <Time iso={new Date(readAt).toISOString()} />; the page keeps trying.
      </Callout>
    </div>
  );
}
