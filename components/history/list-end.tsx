import { FILTERED_READ } from "#lib/api/list-limits.ts";
import type { HistoryList } from "../data/history-pages.ts";
import { messageOf } from "../data/request-json.ts";
import type { useExperiments } from "../data/use-experiments.ts";
import { Button } from "../ui/button.tsx";
import { Time } from "../ui/time.tsx";

/** Rows that the server looks at for one page, at most. */
const LOOKED_AT = FILTERED_READ.queries * FILTERED_READ.rows;

/** Below the last row: more is coming, can be asked for, or there is none. */
export function ListEnd({ experiments: { error, eager, barren, reading, loadMore, searchFurther, retry }, list: { next, searchedTo, pages } }: { experiments: ReturnType<typeof useExperiments>; list: HistoryList }) {
  if (next === null && error === null) return pages.length > 1 ? <p className="mt-4 text-center text-xs text-ink-3">That is all.</p> : null;
  const asks = !eager && error === null;
  return (
    <div className="no-print mt-4 flex flex-col items-center gap-2 text-center">
      <p role="status" className="text-xs text-ink-3">
        {error !== null && `This part of the history could not be read: ${messageOf(error)}`}
        {asks && (
          <>
            {searchedTo ? (
              <>
                Searched back to <Time iso={searchedTo} mode="local" />
              </>
            ) : (
              `Searched up to ${(barren * LOOKED_AT).toLocaleString("en-US")} experiments further back`
            )}
            , and nothing more fits so far.
          </>
        )}
      </p>
      <Button size="sm" disabled={reading !== null} onClick={error !== null ? retry : asks ? searchFurther : loadMore}>
        {reading === "more" ? "Loading" : error !== null ? "Try again" : asks ? "Search further back" : "Load more"}
      </Button>
    </div>
  );
}
