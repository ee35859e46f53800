import type { Neighbours } from "./open-restorer.ts";

export interface Surrounded extends Neighbours {
  picture: Uint8Array;
}

/**
 * Pictures one later than they come, each with those before and after it. They are copied, since each may be valid only until the
 * next is asked for; the three copies in turn are valid until the next is asked for, too.
 */
export async function* withNeighbours(pictures: AsyncIterable<Uint8Array>): AsyncGenerator<Surrounded> {
  const copies: Uint8Array[] = [];
  let before: Uint8Array | null = null;
  let picture: Uint8Array | null = null;
  let count = 0;
  for await (const next of pictures) {
    const after = (copies[count % 3] ??= new Uint8Array(next.length));
    after.set(next);
    if (picture) yield { picture, before, after };
    [before, picture] = [picture, after];
    count += 1;
  }
  if (picture) yield { picture, before, after: null };
}
