import { describe, expect, it } from "vitest";
import { layOutTree, stepFrom } from "./tree-layout.ts";

/* a ─ b ─ d
 *   └ c ─ e ; f alone */
const NODES = [["a", null], ["b", "a"], ["c", "a"], ["d", "b"], ["e", "c"], ["f", null]].map(([id, parentId]) => ({ id: id ?? "", parentId: parentId ?? null }));
const at = (tree: ReturnType<typeof layOutTree>, id: string) => {
  const { column, row } = tree.nodes.find((node) => node.id === id)!;
  return [column, row];
};

describe("the tree of ideas", () => {
  it("gives every step a column and every leaf a row, parents beside their first child", () => {
    const tree = layOutTree(NODES);
    expect([tree.columns, tree.rows]).toEqual([3, 3]);
    expect(Object.fromEntries(NODES.map(({ id }) => [id, at(tree, id)]))).toEqual({ a: [0, 0], b: [1, 0], d: [2, 0], c: [1, 1], e: [2, 1], f: [0, 2] });
  });

  it("draws the way to the best one as the first, straight line", () => {
    const tree = layOutTree(NODES, "e");
    expect([at(tree, "a"), at(tree, "c"), at(tree, "e"), at(tree, "b")]).toEqual([[0, 0], [1, 0], [2, 0], [1, 1]]);
    expect(tree.nodes.filter(({ onBestPath }) => onBestPath).map(({ id }) => id)).toEqual(["a", "c", "e"]);
  });

  it("never gives two nodes one place, and makes a root of a node whose parent is elsewhere", () => {
    const tree = layOutTree([...NODES, { id: "g", parentId: "on-another-suite" }], "d");
    expect(new Set(tree.nodes.map(({ column, row }) => `${column}/${row}`)).size).toBe(7);
    expect(tree.nodes.find(({ id }) => id === "g")).toMatchObject({ parentId: null, column: 0 });
  });

  it("cuts a loop instead of running round in it, and draws every node once", () => {
    const tree = layOutTree([{ id: "a", parentId: "b" }, { id: "b", parentId: "a" }, { id: "c", parentId: "c" }], "b");
    expect(tree.nodes.map(({ id }) => id).sort()).toEqual(["a", "b", "c"]);
  });

  it("is walked with the arrow keys", () => {
    const tree = layOutTree(NODES);
    expect(stepFrom(tree, "b", "ArrowLeft")).toBe("a");
    expect(stepFrom(tree, "b", "ArrowRight")).toBe("d");
    expect(stepFrom(tree, "b", "ArrowDown")).toBe("c");
    expect(stepFrom(tree, "e", "ArrowUp")).toBe("d");
    expect(stepFrom(tree, "e", "ArrowDown")).toBe("f");
    expect(stepFrom(tree, "a", "ArrowUp")).toBeNull();
    expect(stepFrom(tree, "d", "ArrowRight")).toBeNull();
  });

  it("is empty without nodes", () => {
    expect(layOutTree([])).toEqual({ nodes: [], columns: 0, rows: 0 });
  });
});
