/*
 * Where a text stops being JSON. JSON.parse says so only sometimes (V8 names a position for some errors and quotes an excerpt for
 * others), so that a file which it refused is read once more here, to tell its reader a line and a column.
 */

export interface JsonError {
  offset: number;
  /** Both from 1; the column counts UTF-16 units. */
  line: number;
  column: number;
  message: string;
}

const WHITE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;

function take(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** The end of the string that starts at `at`; null when it has none, or holds what JSON does not allow. */
function endOfString(text: string, at: number): number | null {
  for (let index = at + 1; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 0x22) return index + 1;
    if (unit < 0x20) return null;
    if (unit !== 0x5c) continue;
    const escape = text[index + 1] ?? "";
    const long = escape === "u";
    if (long ? !/^[0-9a-fA-F]{4}$/.test(text.slice(index + 2, index + 6)) : !'"\\/bfnrt'.includes(escape) || escape === "") return null;
    index += long ? 5 : 1;
  }
  return null;
}

/** @returns null for a text that is JSON. */
export function locateJsonError(text: string): JsonError | null {
  const fail = (offset: number, message: string): JsonError => {
    const before = text.slice(0, offset);
    const line = before.split("\n").length;
    return { offset, line, column: offset - (before.lastIndexOf("\n") + 1) + 1, message };
  };
  /** Open brackets, innermost last. */
  const open: ("{" | "[")[] = [];
  let at = 0;
  let expect: "value" | "value or ]" | "name" | "name or }" | "colon" | "comma or end" = "value";
  for (;;) {
    at = take(WHITE, text, at) ?? at;
    const char = text[at];
    if (char === undefined) return expect === "comma or end" && open.length === 0 ? null : fail(at, open.length > 0 ? `the text ends before ${open.at(-1) === "{" ? "}" : "]"} closes what was opened` : "there is no value");
    if (expect === "comma or end") {
      const inner = open.at(-1);
      if (inner === undefined) return fail(at, `nothing may follow the end, but ${JSON.stringify(char)} does`);
      if (char === ",") expect = inner === "{" ? "name" : "value";
      else if (char === (inner === "{" ? "}" : "]")) open.pop();
      else return fail(at, `"," or "${inner === "{" ? "}" : "]"}" was expected, not ${JSON.stringify(char)}`);
      at += 1;
    } else if (expect === "colon") {
      if (char !== ":") return fail(at, `":" was expected, not ${JSON.stringify(char)}`);
      expect = "value";
      at += 1;
    } else if ((expect === "value or ]" && char === "]") || (expect === "name or }" && char === "}")) {
      open.pop();
      expect = "comma or end";
      at += 1;
    } else if (expect === "name" || expect === "name or }") {
      const end = char === '"' ? endOfString(text, at) : null;
      if (end === null) return fail(at, char === '"' ? "a name that does not end, or holds a bad escape or a control character" : `a name in double quotes was expected, not ${JSON.stringify(char)}`);
      at = end;
      expect = "colon";
    } else if (char === "{" || char === "[") {
      open.push(char);
      expect = char === "{" ? "name or }" : "value or ]";
      at += 1;
    } else {
      const end = char === '"' ? endOfString(text, at) : (take(NUMBER, text, at) ?? take(WORD, text, at));
      if (end === null) return fail(at, char === '"' ? "a string that does not end, or holds a bad escape or a control character" : `a value was expected, not ${JSON.stringify(char)}`);
      at = end;
      expect = "comma or end";
    }
  }
}

/** How deep brackets nest, outside strings. A parser that recurses has to know before it starts. */
export function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (inString) {
      if (unit === 0x5c) index += 1;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
  }
  return deepest;
}
