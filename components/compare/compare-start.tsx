"use client";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { useStarters } from "./use-candidates.ts";

/** Nothing is chosen yet: how to choose, and comparisons to begin with where the history has some. */
export function CompareStart({ onBegin }: { onBegin: (ids: string[]) => void }) {
  const starters = useStarters();
  return (
    <Callout title="Choose two to six experiments">
      {starters.length === 0 ? (
        "Pick them below, or tick rows of the history."
      ) : (
        <>
          Pick them below, tick rows of the history, or begin with:
          <div className="mt-2 flex flex-wrap gap-2">
            {starters.map(({ text, ids }) => (
              <Button key={text} size="sm" onClick={() => onBegin(ids)}>{text}</Button>
            ))}
          </div>
        </>
      )}
    </Callout>
  );
}
