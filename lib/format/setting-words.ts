/* Settings and their values in words; apart from the schemas, so that a page that only names them needs none. */

/** What a setting without a value means: the encoder gets no option for it. */
export const AS_PRESET = "as the preset";

const ACRONYMS: Record<string, string> = { crfs: "CRFs", db: "dB", si: "SI", aq: "AQ", arnr: "ARNR", cdef: "CDEF", ctu: "CTU", cpu: "CPU", sao: "SAO", rc: "RC", rd: "RD", cu: "CU", mb: "MB", gop: "GOP", crf: "CRF" };
const WORDS: Record<string, string> = { keyint: "Key-frame distance", bframes: "B-frames", refs: "Reference frames", subme: "Sub-pixel refinement" };

/** aqMode -> "AQ mode". */
export function labelOf(name: string): string {
  const known = WORDS[name];
  if (known) return known;
  const words = name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase().split(" ").map((word) => ACRONYMS[word] ?? word);
  const text = words.join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A setting's value in words: on, off, the value itself, or who chooses it. */
export function valueText(value: unknown): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.join(", ");
  return value === null ? AS_PRESET : String(value);
}

/** Whether two values of a setting are the same; a set has no order. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each) => b.includes(each));
  return a === b;
}
