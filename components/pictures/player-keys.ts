/** What a key asks of the players. */
export type KeyAction =
  | { kind: "toggle" }
  | { kind: "step"; frames: number }
  | { kind: "edge"; edge: "first" | "last" }
  | { kind: "show"; index: 0 | 1 | 2 }
  | { kind: "zoom"; direction: 1 | -1 | 0 }
  | { kind: "pan"; dx: number; dy: number }
  | { kind: "worst"; direction: 1 | -1 };

const PAN = 0.2;
const KEYS: Record<string, KeyAction> = {
  " ": { kind: "toggle" }, k: { kind: "toggle" },
  ",": { kind: "step", frames: -1 }, ".": { kind: "step", frames: 1 }, "<": { kind: "step", frames: -10 }, ">": { kind: "step", frames: 10 },
  ArrowLeft: { kind: "step", frames: -1 }, ArrowRight: { kind: "step", frames: 1 },
  Home: { kind: "edge", edge: "first" }, End: { kind: "edge", edge: "last" },
  1: { kind: "show", index: 0 }, 2: { kind: "show", index: 1 }, 3: { kind: "show", index: 2 },
  a: { kind: "show", index: 0 }, b: { kind: "show", index: 1 }, x: { kind: "show", index: 2 },
  "+": { kind: "zoom", direction: 1 }, "=": { kind: "zoom", direction: 1 }, "-": { kind: "zoom", direction: -1 }, 0: { kind: "zoom", direction: 0 },
  n: { kind: "worst", direction: 1 }, p: { kind: "worst", direction: -1 },
};
const SHIFTED: Record<string, KeyAction> = {
  ArrowLeft: { kind: "pan", dx: -PAN, dy: 0 }, ArrowRight: { kind: "pan", dx: PAN, dy: 0 }, ArrowUp: { kind: "pan", dx: 0, dy: -PAN }, ArrowDown: { kind: "pan", dx: 0, dy: PAN },
};

export interface PressedKey { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean }
/** What has the focus: a control's own keys stay its own. */
export type Focused = "button" | "choice" | "slider" | "text" | "other";

/** The action of a key, or null for one that means nothing here, or that belongs to what has the focus. */
export function actionOf({ key, shiftKey, ctrlKey, metaKey, altKey }: PressedKey, focused: Focused): KeyAction | null {
  if (ctrlKey || metaKey || altKey || focused === "text") return null;
  const own =
    (focused === "button" && key === " ") ||
    (focused !== "button" && focused !== "other" && (key === " " || key.startsWith("Arrow") || key === "Home" || key === "End"));
  if (own) return null;
  return (shiftKey ? SHIFTED[key] : undefined) ?? KEYS[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

/** What kind of control an element is, or is inside of. */
export function focusedOf(element: Element): Focused {
  if (element.closest("select, textarea, [role=combobox]")) return "text";
  const input = element.closest("input");
  if (input) return input.type === "range" ? "slider" : input.type === "radio" || input.type === "checkbox" ? "choice" : "text";
  if (element.closest("[role=slider]")) return "slider";
  return element.closest("button, a, summary") ? "button" : "other";
}
