"use client";
import { compareHref, type CompareView, parseView } from "#lib/compare/view.ts";
import { type AddressView, useAddressView } from "../ui/use-address-view.ts";

const ADDRESS: AddressView<CompareView, Partial<CompareView>> = {
  parse: parseView,
  href: compareHref,
  merge: (view, patch) => ({ ...view, ...patch }),
  // Other experiments; a switch of the metric is none.
  isStep: ({ ids }) => ids !== undefined,
};

/** What the compare page shows, and the way to change it: a switch of the metric loads nothing. */
export const useView = () => useAddressView(ADDRESS);
