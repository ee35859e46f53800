import { z } from "zod";
import type { FamilyTreeReply, LineageNode, LineageReply } from "../api/lineage-schema.ts";
import { ExperimentSummarySchema, type ExperimentSummary } from "../experiment/schema.ts";
import { familyOf } from "../plan/family.ts";
import { getExperiment } from "./get-experiment.ts";
import { ALL, INDEXES, lineagePartition, sortKey } from "./keys.ts";
import type { Lab } from "./lab.ts";
import { listExperiments } from "./list-experiments.ts";
import { summaryOf } from "./record.ts";

/** Generations that are followed back, and children that are shown of one parent: what a page costs is bounded. */
const ANCESTORS = 20;
export const CHILDREN = 50;
const TREE_PAGE = 100;

const EdgeSchema = z.object({ childId: z.string(), createdAt: z.string() });
const RowSchema = z.object({ summary: ExperimentSummarySchema });

/** What a tree draws of one experiment. */
export function lineageNode({ id, createdAt, suiteId, status, hypothesis, verdict, headline, method, plan, lineage, reached, champion }: ExperimentSummary): LineageNode {
  return { id, createdAt, suiteId, status, hypothesis, verdict, reductionPercent: headline?.reductionPercent ?? null, interval: headline?.interval ?? null, method, family: plan && familyOf(plan).title, reached, champion, lineage };
}

/** The row of the history of one experiment, by its key there; null while the index lags behind the record. */
async function readSummary(lab: Lab, { childId, createdAt }: z.infer<typeof EdgeSchema>): Promise<ExperimentSummary | null> {
  const { name, partition, sort } = INDEXES.history;
  const { items } = await lab.db.query({ table: lab.tables.experiments, index: name, key: [[partition, "=", ALL], [sort, "=", sortKey(createdAt, childId)]], limit: 1 });
  return items[0] ? RowSchema.parse(items[0]).summary : null;
}

/** The experiments whose plans changed this one's, oldest first. */
async function childrenOf(lab: Lab, id: string): Promise<{ nodes: LineageNode[]; more: boolean }> {
  const { items } = await lab.db.query({ table: lab.tables.experiments, key: [["pk", "=", lineagePartition(id)]], limit: CHILDREN + 1, consistent: true });
  const summaries = await Promise.all(items.slice(0, CHILDREN).map((item) => readSummary(lab, EdgeSchema.parse(item))));
  return { nodes: summaries.flatMap((summary) => (summary ? [lineageNode(summary)] : [])), more: items.length > CHILDREN };
}

async function ancestorsOf(lab: Lab, first: string | undefined): Promise<LineageNode[]> {
  const nodes: LineageNode[] = [];
  let id = first;
  while (id !== undefined && nodes.length < ANCESTORS && !nodes.some((node) => node.id === id)) {
    const parent = await getExperiment(lab, id);
    if (!parent) break;
    nodes.push(lineageNode(summaryOf(parent)));
    id = parent.lineage?.parentId;
  }
  return nodes;
}

/**
 * Where an experiment's plan comes from and what came of it: ancestors, the nearest first, at most 20; children and
 * siblings, the oldest first, at most 50 each. null for an unknown id.
 * @throws {StorageUnavailableError}
 */
export async function readLineage(lab: Lab, id: string): Promise<LineageReply | null> {
  const experiment = await getExperiment(lab, id);
  if (!experiment) return null;
  const parentId = experiment.lineage?.parentId;
  const [ancestors, children, siblings] = await Promise.all([ancestorsOf(lab, parentId), childrenOf(lab, id), parentId === undefined ? { nodes: [], more: false } : childrenOf(lab, parentId)]);
  return {
    experiment: lineageNode(summaryOf(experiment)), novelty: experiment.novelty,
    ancestors, moreAncestors: ancestors.at(-1)?.lineage !== null && ancestors.length >= ANCESTORS,
    children: children.nodes, moreChildren: children.more,
    siblings: siblings.nodes.filter((node) => node.id !== id), moreSiblings: siblings.more,
  };
}

/**
 * The newest experiments of a suite with a plan, newest first, each with its parent: a tree, whose roots are those whose
 * parent is null or not among them.
 * @throws {StorageUnavailableError}
 */
export async function readFamilyTree(lab: Lab, suiteId: string, limit = TREE_PAGE): Promise<FamilyTreeReply> {
  const { items, nextCursor } = await listExperiments(lab, { limit: Math.min(limit, TREE_PAGE), suiteId });
  return { suiteId, nodes: items.filter(({ plan }) => plan !== null).map(lineageNode), more: nextCursor !== null };
}
