import type { Method } from "#lib/plan/method.ts";
import { Tag } from "../ui/tag.tsx";

/** The method follows from the plan; without a plan there is none. */
export function MethodTag({ method }: { method: Method | null }) {
  return method ? <Tag>{method}</Tag> : <span className="text-xs whitespace-nowrap text-ink-3">no plan</span>;
}
