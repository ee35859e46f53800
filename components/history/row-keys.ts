/** Where a key was pressed: on a row, on something inside one, in a field that takes text, or elsewhere on the page. */
export type KeyPlace = "row" | "inside" | "field" | "page";

export type RowAction =
  | { act: "move"; to: "next" | "previous" | "first" | "last"; extend: boolean }
  | { act: "open"; newTab: boolean }
  | { act: "select"; range: boolean }
  | { act: "clear" }
  | { act: "search" };

export interface PressedKey {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

const MOVES: Record<string, "next" | "previous" | "first" | "last"> = { ArrowDown: "next", j: "next", J: "next", ArrowUp: "previous", k: "previous", K: "previous", Home: "first", End: "last" };

/** What a key does to the list; null: it is not for the list. Fields keep all their keys, links and buttons theirs. */
export function rowAction({ key, shiftKey, ctrlKey, metaKey, altKey }: PressedKey, place: KeyPlace): RowAction | null {
  if (place === "field" || altKey) return null;
  if (ctrlKey || metaKey) return key === "Enter" && place === "row" ? { act: "open", newTab: true } : null;
  if (key === "Escape") return { act: "clear" };
  if (place === "page") {
    // Arrows, Home and End scroll the page as everywhere.
    if (key === "j" || key === "k") return { act: "move", to: key === "j" ? "next" : "previous", extend: false };
    return key === "/" ? { act: "search" } : null;
  }
  const to = MOVES[key];
  if (to) return { act: "move", to, extend: shiftKey };
  if (key === "x" || key === "X") return { act: "select", range: shiftKey };
  if (key === "/") return { act: "search" };
  if (place === "inside") return null;
  if (key === " ") return { act: "select", range: shiftKey };
  return key === "Enter" ? { act: "open", newTab: false } : null;
}

/** Names of the keys for people. */
export const KEY_HELP: readonly { keys: string; does: string }[] = [
  { keys: "↓ ↑ or j k", does: "next and previous experiment" },
  { keys: "Home End", does: "first and last of what is loaded" },
  { keys: "Enter", does: "open it (with Ctrl or ⌘ in a new tab)" },
  { keys: "Space or x", does: "select it; with Shift, all up to it" },
  { keys: "Esc", does: "clear the selection" },
  { keys: "/", does: "search in hypotheses" },
];
