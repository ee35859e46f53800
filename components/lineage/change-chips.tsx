import type { Lineage } from "#lib/experiment/schema.ts";
import { describeChanges } from "#lib/format/describe-changes.ts";
import { Tag } from "../ui/tag.tsx";

/** What a plan did differently from its parent, as chips; those that do not fit are counted and named in the last one's title. */
export function ChangeChips({ lineage, most = 8 }: { lineage: Pick<Lineage, "changes" | "rungsChanged">; most?: number }) {
  const all = describeChanges(lineage);
  const shown = all.length > most ? all.slice(0, most - 1) : all;
  const rest = all.slice(shown.length);
  if (all.length === 0) return <span className="text-xs text-ink-3">no setting but a seed</span>;
  return (
    <ul aria-label="What changed" className="flex flex-wrap gap-1">
      {shown.map(({ text, detail }) => (
        <li key={text} className="min-w-0">
          <Tag title={detail ?? undefined} className="num h-auto max-w-full py-px !whitespace-normal">
            {text}
          </Tag>
        </li>
      ))}
      {rest.length > 0 && (
        <li>
          <Tag tone="outline" title={rest.map(({ text }) => text).join("\n")}>
            {rest.length} more
          </Tag>
        </li>
      )}
    </ul>
  );
}
