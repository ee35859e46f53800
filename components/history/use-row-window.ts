"use client";
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useInsertionEffect, useMemo } from "react";
import type { HistoryList } from "../data/history-pages.ts";
import type { ListItem } from "./list-items.ts";

/** Usual heights before a row is measured, px. */
const ROW = 69;
const CARD = 210;
const CARD_GAP = 12;
/** Rows that are drawn beyond the window, on both sides. */
const OVERSCAN = 8;
/** So many rows before the end, the next page is asked for. */
const AHEAD = 15;

/** What is shown: the pages, and whether the end is near. */
export interface Shown {
  pages: readonly number[];
  nearEnd: boolean;
  heightOf: (id: string) => number;
}

interface Options {
  items: readonly ListItem[];
  list: Pick<HistoryList, "held" | "unseen">;
  /** Place of the row that the keys are at; -1 for none. */
  at: number;
  /** Whether rows are rows; else they are cards. */
  wide: boolean;
  /** How far below the top of the document the rows begin, px. */
  scrollMargin: number;
  onShow: (shown: Shown) => void;
}

function heightOf(item: ListItem | undefined, usual: number): number {
  return item?.kind === "gap" ? item.height : usual;
}

/** The items that are near the window, measured as they are drawn, and what is read held in place. */
export function useRowWindow({ items, list: { held, unseen }, at, wide, scrollMargin, onShow }: Options) {
  const keyAt = useCallback((index: number) => items[index]?.key ?? index, [items]);
  // The row that the keys are at stays in the document, and keeps the focus, however far it is scrolled away.
  const indexes = useCallback((range: Range) => {
    const usual = defaultRangeExtractor(range);
    return at === -1 || usual.includes(at) ? usual : [...usual, at].sort((a, b) => a - b);
  }, [at]);
  const usualHeight = wide ? ROW : CARD;
  const virtualizer = useWindowVirtualizer<HTMLTableRowElement>({
    count: items.length,
    estimateSize: (index) => heightOf(items[index], usualHeight),
    getItemKey: keyAt,
    rangeExtractor: indexes,
    overscan: OVERSCAN,
    scrollMargin,
    gap: wide ? 0 : CARD_GAP,
    // Rows may come and go above: what is at the window's upper edge stays there.
    anchorTo: held ? "end" : "start",
  });
  // Before the rows of this commit are measured, that is, before layout effects.
  useInsertionEffect(() => {
    // eslint-disable-next-line react-hooks/immutability -- the virtualiser takes this function as a property only
    virtualizer.shouldAdjustScrollPositionOnItemSizeChange = (item, _delta, { itemSizeCache, scrollOffset, scrollDirection }) => {
      const offset = scrollOffset ?? 0;
      if (itemSizeCache.has(item.key)) return item.end <= offset && scrollDirection !== "backward";
      // A new row stood above with an estimated height; near the top it may even be in view.
      return item.start < offset || unseen.includes(String(item.key));
    };
  }, [virtualizer, unseen]);
  const drawn = virtualizer.getVirtualItems();

  const { startIndex = 0, endIndex = -1 } = virtualizer.range ?? {};
  const nearEnd = endIndex >= items.length - AHEAD;
  const pages = useMemo(() => [...new Set(items.slice(Math.max(startIndex - OVERSCAN, 0), endIndex + OVERSCAN + 1).map(({ page }) => page))], [items, startIndex, endIndex]);
  useEffect(() => {
    onShow({ pages, nearEnd, heightOf: (id) => (virtualizer.itemSizeCache.get(id) ?? usualHeight) + (wide ? 0 : CARD_GAP) });
  }, [pages, nearEnd, onShow, virtualizer, usualHeight, wide]);
  return { virtualizer, drawn };
}
