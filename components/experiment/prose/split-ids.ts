/** What the lab's own ids look like (lib/data/new-id.ts), with room for longer ones. */
const ID = /\bexp-[a-z0-9]{6,40}\b/g;

/** Splits prose into plain text and experiment ids, in order; their texts joined are the prose. */
export function splitIds(prose: string): { text: string; isId: boolean }[] {
  const parts: { text: string; isId: boolean }[] = [];
  let end = 0;
  for (const match of prose.matchAll(ID)) {
    if (match.index > end) parts.push({ text: prose.slice(end, match.index), isId: false });
    parts.push({ text: match[0], isId: true });
    end = match.index + match[0].length;
  }
  if (end < prose.length) parts.push({ text: prose.slice(end), isId: false });
  return parts;
}
