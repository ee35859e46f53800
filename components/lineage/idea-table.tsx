import Link from "next/link";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { DeltaBadge } from "../experiment/delta-badge.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { ChangeChips } from "./change-chips.tsx";
import type { Idea } from "./idea.ts";
import type { Tree } from "./tree-layout.ts";

/** The tree as rows, each after the one that it follows. */
export function IdeaTable({ tree, ideas }: { tree: Tree; ideas: ReadonlyMap<string, Idea> }) {
  return (
    <TableFrame label="Ideas and what each one changed" className="max-h-[32rem]">
      <thead>
        <tr>
          <Th>Idea</Th>
          <Th>Follows</Th>
          <Th>Changed</Th>
          <Th>Against HEVC</Th>
        </tr>
      </thead>
      <tbody>
        {tree.nodes.map(({ id, parentId }) => {
          const idea = ideas.get(id);
          return idea && (
            <tr key={id}>
              <Td className="min-w-56">
                <Link href={`/blog/${id}`} className="line-clamp-2 underline decoration-line-strong underline-offset-2">
                  {titleOf(idea)}
                </Link>
              </Td>
              <Td className="font-mono text-xs whitespace-nowrap">{parentId ?? <span className="font-sans text-ink-3">nothing here</span>}</Td>
              <Td className="min-w-44">{idea.lineage && parentId ? <ChangeChips lineage={idea.lineage} /> : <span className="text-xs text-ink-3">a first idea</span>}</Td>
              <Td>
                <DeltaBadge experiment={idea} column />
              </Td>
            </tr>
          );
        })}
      </tbody>
    </TableFrame>
  );
}
