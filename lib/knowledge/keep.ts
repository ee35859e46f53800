/** A new list with the item in place of the one that `same` finds, or at the end. */
export function put<T>(items: readonly T[], same: (item: T) => boolean, make: (before: T | undefined) => T): T[] {
  const index = items.findIndex(same);
  if (index === -1) return [...items, make(undefined)];
  return items.with(index, make(items[index]));
}

/** The first `most` in this order; the order has to be total, so that equal histories keep equal items. */
export function keepFirst<T>(items: readonly T[], most: number, order: (a: T, b: T) => number): T[] {
  return items.length <= most ? [...items] : [...items].sort(order).slice(0, most);
}

/** Newest first; the text makes it total. */
export const newest = (a: readonly [at: string, tie: string], b: readonly [at: string, tie: string]): number => compare(b[0], a[0]) || compare(b[1], a[1]);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
