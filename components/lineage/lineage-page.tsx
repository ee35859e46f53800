"use client";
import { useFamilyTree } from "../data/use-lineage.ts";
import { SuitePage } from "../suite/suite-page.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ideaOfNode } from "./idea.ts";
import { TreeFigure } from "./tree-figure.tsx";

/** Which idea came from which, for one suite. @param here the experiment from which one came, marked in the tree */
export function LineagePage({ suiteId, here }: { suiteId: string; here: string | null }) {
  const query = useFamilyTree(suiteId);
  return (
    <SuitePage title="Lineage" lead="Which idea came from which. Every plan but a first one changes another; what it changed is worked out from the two plans." page="/lineage" suiteId={suiteId} heldOut what="the lineage" query={query} gap="space-y-6">
      {({ nodes, more }) => {
        // The API gives the newest first; the tree grows from the oldest.
        const ideas = nodes.toReversed().map(ideaOfNode);
        return (
          <>
            {ideas.length === 0 ? <EmptyState title="No idea on this suite yet">The tree grows with every experiment that has a plan.</EmptyState> : <TreeFigure ideas={ideas} here={here} />}
            {more && <p className="text-xs text-ink-3">These are the newest {ideas.length}; an older parent is not drawn, so that its children stand as first ideas.</p>}
          </>
        );
      }}
    </SuitePage>
  );
}
