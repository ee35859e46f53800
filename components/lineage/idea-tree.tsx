"use client";
import { Trophy } from "lucide-react";
import Link from "next/link";
import { type KeyboardEvent, useRef } from "react";
import { countChanges } from "#lib/format/describe-changes.ts";
import { describeDelta } from "#lib/format/describe-delta.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { type Idea, ideaInWords, shapeOf, shortResult } from "./idea.ts";
import { IdeaMark } from "./idea-mark.tsx";
import { type Direction, stepFrom, type Tree, type TreeNode } from "./tree-layout.ts";

/** Distance of columns and rows, and the margin around marks; the lines between columns run in the gap between labels. */
const COLUMN = 104;
const ROW = 50;
const MARGIN = { x: 46, y: 24 };
const BEND = 9;

const xOf = ({ column }: TreeNode): number => MARGIN.x + column * COLUMN;
const yOf = ({ row }: TreeNode): number => MARGIN.y + row * ROW;

/** Where a node is drawn, in pixels of the picture. */
export const placeOf = (node: TreeNode): { x: number; y: number } => ({ x: xOf(node), y: yOf(node) });

/** From the parent's mark along its row, down the gap, and along the child's row. */
function edgePath(from: TreeNode, to: TreeNode): string {
  const [x0, y0, x1, y1] = [xOf(from), yOf(from), xOf(to), yOf(to)];
  if (y0 === y1) return `M${x0} ${y0}H${x1}`;
  const gap = x0 + COLUMN / 2;
  return `M${x0} ${y0}H${gap - BEND}q${BEND} 0 ${BEND} ${BEND}V${y1 - BEND}q0 ${BEND} ${BEND} ${BEND}H${x1}`;
}

const ARROWS: readonly string[] = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"] satisfies Direction[];
const TEXT: Record<string, string> = { good: "fill-good", bad: "fill-bad", neutral: "fill-ink-2", muted: "fill-ink-3" };

function Node({ node, idea, active, here, onActive, refOf }: { node: TreeNode; idea: Idea; active: boolean; here: boolean; onActive: () => void; refOf: (element: Element | null) => void }) {
  const delta = describeDelta(idea);
  const words = ideaInWords(idea);
  const changes = idea.lineage && node.parentId ? `, ${formatPlural(countChanges(idea.lineage), "change")} from its parent` : "";
  return (
    <Link ref={refOf} href={`/blog/${idea.id}`} prefetch={false} tabIndex={active ? 0 : -1} aria-label={`${words}${changes}`} aria-current={here ? "true" : undefined} data-idea={idea.id} onFocus={onActive} onMouseEnter={onActive} className="outline-none [&:focus-visible_.halo]:stroke-accent">
      <g transform={`translate(${xOf(node)} ${yOf(node)})`}>
        <title>{words}</title>
        {/* A target that a finger can hit, and the ring of what is pointed at. */}
        <rect x={-COLUMN / 2 + 4} y={-16} width={COLUMN - 8} height={ROW - 8} fill="transparent" />
        <circle className="halo" r={13} fill="var(--surface)" stroke={active ? "var(--ink-3)" : here ? "var(--accent)" : "var(--surface)"} strokeWidth={2} strokeDasharray={here && !active ? "3 3" : undefined} />
        <IdeaMark shape={shapeOf(idea, delta)} tone={delta.tone} />
        {idea.champion && (
          <Trophy aria-hidden x={9} y={-22} width={13} height={13} color="var(--accent)" strokeWidth={2.5} />
        )}
        <text y={27} textAnchor="middle" fontSize={11} fontWeight={node.onBestPath ? 650 : 450} className={`num ${TEXT[delta.tone] ?? ""}`}>
          {shortResult(delta)}
        </text>
      </g>
    </Link>
  );
}

/**
 * Ideas as a tree, first ones at the left; pure: props in, picture out. One stop of the tab key, walked with the arrow keys.
 * @param active the idea that is pointed at: its lines carry the number of changes
 */
export function IdeaTree({ tree, ideas, active, here, onActive }: { tree: Tree; ideas: ReadonlyMap<string, Idea>; active: string | null; here: string | null; onActive: (id: string) => void }) {
  const elements = useRef(new Map<string, Element>());
  const byId = new Map(tree.nodes.map((node) => [node.id, node]));
  const edges = tree.nodes.flatMap((node) => {
    const from = node.parentId === null ? undefined : byId.get(node.parentId);
    return from ? [{ from, node }] : [];
  });
  const walk = (event: KeyboardEvent) => {
    if (!ARROWS.includes(event.key) || active === null) return;
    event.preventDefault();
    const next = stepFrom(tree, active, event.key as Direction);
    const element = next === null ? undefined : elements.current.get(next);
    if (element instanceof SVGElement) {
      element.focus({ preventScroll: true });
      element.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  };
  const width = MARGIN.x * 2 + (tree.columns - 1) * COLUMN;
  const height = MARGIN.y + (tree.rows - 1) * ROW + 40;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label="Tree of ideas; arrow keys walk it, Enter opens" onKeyDown={walk} className="block">
      <g aria-hidden fill="none">
        {edges.toSorted((a, b) => Number(a.node.onBestPath) - Number(b.node.onBestPath)).map(({ from, node }) => (
          <path key={node.id} d={edgePath(from, node)} stroke={node.onBestPath ? "var(--accent)" : active === node.id || active === from.id ? "var(--ink-3)" : "var(--line-strong)"} strokeWidth={node.onBestPath ? 2.5 : 1.5} />
        ))}
      </g>
      {tree.nodes.map((node) => {
        const idea = ideas.get(node.id);
        return idea && (
          <Node key={node.id} node={node} idea={idea} active={active === node.id} here={here === node.id} onActive={() => onActive(node.id)} refOf={(element) => (element ? elements.current.set(node.id, element) : elements.current.delete(node.id))} />
        );
      })}
      <g aria-hidden>
        {edges.filter(({ from, node }) => active === node.id || active === from.id).map(({ node }) => {
          const lineage = ideas.get(node.id)?.lineage;
          return lineage && (
            <g key={node.id} transform={`translate(${xOf(node) - 27} ${yOf(node)})`} pointerEvents="none">
              <circle r={8} fill="var(--surface)" stroke={node.onBestPath ? "var(--accent)" : "var(--ink-3)"} />
              <text y={3.5} textAnchor="middle" fontSize={10} fontWeight={600} fill="var(--ink)" className="num">
                {countChanges(lineage)}
              </text>
            </g>
          );
        })}
      </g>
    </svg>
  );
}
