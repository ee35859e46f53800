import type { Method } from "#lib/plan/method.ts";
import { METHOD_NOTES, TRACK_NOTE } from "#lib/format/describe-method.ts";
import { Tag } from "../ui/tag.tsx";

/** The method follows from the plan; without a plan there is none. */
export function MethodTag({ method }: { method: Method | null }) {
  return method ? <Tag title={METHOD_NOTES[method]}>{method}</Tag> : <span className="text-xs whitespace-nowrap text-ink-3">no plan</span>;
}

/** Marks a plan whose decoder makes film grain: it is not ranked beside the others. */
export function TrackTag() {
  return (
    <Tag tone="outline" title={TRACK_NOTE}>
      film-grain track
    </Tag>
  );
}
