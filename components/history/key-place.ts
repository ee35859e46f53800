import type { KeyPlace } from "./row-keys.ts";

const FIELDS = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]";
const CONTROLS = "a, button, input, summary, [role=dialog] *";

/** Where a key event happened; null: inside a dialog or another control, whose keys they are. */
export function keyPlace(target: EventTarget | null): KeyPlace | null {
  if (!(target instanceof Element)) return null;
  if (target.matches(FIELDS)) return "field";
  if (target.matches("tr[data-id]")) return "row";
  if (target.closest("tr[data-id]")) return "inside";
  return target.matches(CONTROLS) || target.closest("[role=dialog]") ? null : "page";
}
