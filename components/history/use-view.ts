"use client";
import { type AddressView, useAddressView } from "../ui/use-address-view.ts";
import { parseView } from "./parse-view.ts";
import { type HistoryView, historyHref } from "./view.ts";

const ADDRESS: AddressView<HistoryView, Partial<HistoryView>> = {
  parse: parseView,
  href: historyHref,
  merge: (view, patch) => ({ ...view, ...patch, ...(patch.filter ? { filter: { ...view.filter, ...patch.filter } } : {}) }),
  isStep: () => false,
};

/** What the history page shows, and the way to change it: only the rows are read anew. */
export const useView = () => useAddressView(ADDRESS);
