/*
 * A tree of ideas on a grid: one column a step, one row a leaf. A parent stands in the row of its first child, so that a
 * line of thought is a straight line; the line that leads to the best one is the first.
 */

export interface TreeInput {
  id: string;
  /** null, or an id that is not among the nodes, makes a root. */
  parentId: string | null;
}
export interface TreeNode {
  id: string;
  /** The parent that is drawn; null for a root. */
  parentId: string | null;
  column: number;
  row: number;
  children: string[];
  /** Lies on the way from a root to the best one. */
  onBestPath: boolean;
}
export interface Tree {
  /** In the order in which they are read: rows from the top, columns from the left. */
  nodes: TreeNode[];
  columns: number;
  rows: number;
}

/** The chain from a root to `id`, itself included. A loop is cut where it closes. */
function pathTo(id: string | null, parents: ReadonlyMap<string, string | null>): Set<string> {
  const path = new Set<string>();
  for (let at = id; at !== null && !path.has(at); at = parents.get(at) ?? null) path.add(at);
  return path;
}

/** @param nodes oldest first; `bestId` decides which line goes straight. */
export function layOutTree(nodes: readonly TreeInput[], bestId: string | null = null): Tree {
  const known = new Set(nodes.map(({ id }) => id));
  const parents = new Map<string, string | null>();
  for (const { id, parentId } of nodes) {
    // A parent whose own way up leads back here would make a loop without a root.
    const loops = parentId === null || !known.has(parentId) || pathTo(parentId, parents).has(id);
    parents.set(id, loops ? null : parentId);
  }
  const best = pathTo(bestId, parents);
  const children = new Map<string | null, string[]>();
  for (const { id } of nodes) {
    const parent = parents.get(id) ?? null;
    children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  const ordered = (parent: string | null): string[] => (children.get(parent) ?? []).toSorted((a, b) => Number(best.has(b)) - Number(best.has(a)));
  const placed: TreeNode[] = [];
  let rows = 0;
  let columns = 0;
  const place = (id: string, column: number): void => {
    const own = ordered(id);
    placed.push({ id, parentId: parents.get(id) ?? null, column, row: rows, children: own, onBestPath: best.has(id) });
    columns = Math.max(columns, column + 1);
    if (own.length === 0) rows += 1;
    for (const child of own) place(child, column + 1);
  };
  for (const root of ordered(null)) place(root, 0);
  return { nodes: placed, columns, rows };
}

export type Direction = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** Where an arrow key leads: left to the parent, right to the first child, up and down to the nearest node in the rows beside. */
export function stepFrom({ nodes }: Tree, id: string, direction: Direction): string | null {
  const from = nodes.find((node) => node.id === id);
  if (!from) return null;
  if (direction === "ArrowLeft") return from.parentId;
  if (direction === "ArrowRight") return from.children[0] ?? null;
  const sign = direction === "ArrowUp" ? -1 : 1;
  const beyond = nodes.filter((node) => (node.row - from.row) * sign > 0);
  const distance = (node: TreeNode): number => Math.abs(node.row - from.row) * 100 + Math.abs(node.column - from.column);
  return beyond.reduce<TreeNode | null>((near, node) => (near === null || distance(node) < distance(near) ? node : near), null)?.id ?? null;
}
