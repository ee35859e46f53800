import type { Method } from "#lib/plan/method.ts";
import { Tag } from "../ui/tag.tsx";

export function MethodTag({ method }: { method: Method | null }) {
  return method ? <Tag>{method}</Tag> : <span className="text-xs text-ink-3">not planned yet</span>;
}
