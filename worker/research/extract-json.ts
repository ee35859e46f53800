import { wellFormed } from "#lib/format/plain-text.ts";

/** Starts of objects that are tried before giving up. */
const MAX_STARTS = 50;

export type Extracted = { ok: true; value: unknown } | { ok: false; error: string };

function parse(text: string): Extracted {
  try {
    // An escape such as "\ud83c" can make a string that no store and no server takes.
    return { ok: true, value: JSON.parse(text, (_key, value: unknown) => (typeof value === "string" ? wellFormed(value) : value)) as unknown };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, error: "the object is nested too deeply" };
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Index after the brace that closes the one at `start`, strings respected; null when it never closes. */
function closing(text: string, start: number): number | null {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === "\\") at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === "{") depth += 1;
    else if (char === "}") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

const THINK_OPEN = "<think>";
const THINK_CLOSE = "</think>";

/**
 * The text without `<think>` blocks, and without all before a closing tag that has no opening one. Searched by index: a regular
 * expression tries every opening tag to the end of the text, which took minutes on a megabyte of them.
 */
function withoutThoughts(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const open = text.indexOf(THINK_OPEN, from);
    const close = open < 0 ? -1 : text.indexOf(THINK_CLOSE, open);
    if (close < 0) break;
    parts.push(text.slice(from, open));
    from = close + THINK_CLOSE.length;
  }
  const said = parts.join("") + text.slice(from);
  const stray = said.lastIndexOf(THINK_CLOSE);
  return stray < 0 ? said : said.slice(stray + THINK_CLOSE.length);
}

/**
 * The JSON object of a model's reply. Servers without structured output wrap it: in `<think>` blocks, code fences or a
 * sentence before and after. The error is the one of the plainest reading, to be shown to the model.
 */
export function extractJson(reply: string): Extracted {
  const text = withoutThoughts(reply).trim();
  const whole = parse(text);
  if (whole.ok) return whole;
  let start = text.indexOf("{");
  if (start < 0) return { ok: false, error: text === "" ? "the reply is empty" : "the reply holds no JSON object" };
  for (let tried = 0; start >= 0 && tried < MAX_STARTS; tried += 1) {
    const end = closing(text, start);
    if (end === null) return whole;
    const inner = parse(text.slice(start, end));
    if (inner.ok) return inner;
    start = text.indexOf("{", end);
  }
  return whole;
}
