import type { Experiment } from "../experiment/schema.ts";
import { familyOf } from "../plan/family.ts";
import { methodOf } from "../plan/method.ts";
import type { Plan } from "../plan/schema.ts";
import { trackOf } from "../plan/track.ts";
import { isEvidence, type DigestRow } from "../research/digest-schema.ts";
import { classOf, sameClass } from "./clip-class.ts";
import { keepFirst, newest, put } from "./keep.ts";
import { MOST_CLIPS, MOST_CLIPS_OF_CLASS, MOST_FAMILIES } from "./limits.ts";
import { planText } from "./plan-text.ts";
import type { Best, ClassBest, FamilyBest, KnownClip, MethodBest, Shape } from "./schema.ts";

/** A row that may be the best of something: measured, told from zero, and of the fidelity track. */
export function mayLead(row: DigestRow): row is DigestRow & { plan: Plan; reductionPercent: number } {
  return isEvidence(row) && (row.verdict === "better" || row.verdict === "worse") && trackOf(row.plan) === "fidelity";
}

/** The better one; of equals the older one, so that a change must earn its place. */
function better<T extends { reductionPercent: number }>(before: T | null, now: T | null): T | null {
  return before !== null && (now === null || now.reductionPercent <= before.reductionPercent) ? before : now;
}

function bestOf(row: DigestRow): Best | null {
  return mayLead(row) ? { id: row.id, suiteId: row.suiteId, reductionPercent: row.reductionPercent, interval: row.interval, plan: planText(row.plan) } : null;
}

export function foldMethods(methods: readonly MethodBest[], row: DigestRow & { plan: Plan }): MethodBest[] {
  const method = methodOf(row.plan);
  return put(methods, (known) => known.method === method, (before) => ({ method, n: (before?.n ?? 0) + 1, best: better(before?.best ?? null, bestOf(row)) }));
}

export function foldFamilies(families: readonly FamilyBest[], row: DigestRow & { plan: Plan }): FamilyBest[] {
  const { id: family, title } = familyOf(row.plan);
  const all = put(families, (known) => known.family === family, (before) => ({ family, title, n: (before?.n ?? 0) + 1, best: better(before?.best ?? null, bestOf(row)), lastAt: row.createdAt }));
  const reduction = ({ best }: FamilyBest): number => best?.reductionPercent ?? Number.NEGATIVE_INFINITY;
  return keepFirst(all, MOST_FAMILIES, (a, b) => reduction(b) - reduction(a) || newest([a.lastAt, a.family], [b.lastAt, b.family]));
}

/** Every clip with a number is a result of its class, even where another clip of the experiment has none. */
export function foldClasses(classes: readonly ClassBest[], row: DigestRow & { plan: Plan }, { results }: Experiment): ClassBest[] {
  if (trackOf(row.plan) !== "fidelity") return [...classes];
  return (results?.clips ?? []).reduce<ClassBest[]>((all, { clip, reduction }) => {
    if (reduction.status !== "ok") return all;
    const found = classOf(clip);
    const best = { id: row.id, suiteId: row.suiteId, clipId: clip.clipId, reductionPercent: reduction.percent, plan: planText(row.plan) };
    return put(all, (known) => sameClass(known, found), (before) => ({
      ...found, n: (before?.n ?? 0) + 1,
      clips: [...new Set([clip.clipId, ...(before?.clips ?? [])])].slice(0, MOST_CLIPS_OF_CLASS),
      best: better(before?.best ?? null, best) ?? best,
    }));
  }, [...classes]);
}

/** Facts of the clips, and the best that was reached on each. */
export function foldClips(clips: readonly KnownClip[], row: DigestRow & { plan: Plan }, { results, suite, createdAt }: Experiment): KnownClip[] {
  const all = (results?.clips ?? []).reduce<KnownClip[]>((kept, { clip, reduction }) => {
    const spec = suite.clips.find(({ id }) => id === clip.clipId);
    const { clipId, title, kind, width, height, frames, si, ti } = clip;
    const now = reduction.status === "ok" && trackOf(row.plan) === "fidelity" ? { id: row.id, reductionPercent: reduction.percent } : null;
    return put(kept, (known) => known.clipId === clipId && known.suiteId === suite.id, (before) => ({
      clipId, title, kind, suiteId: suite.id, width, height, fps: clip.fpsNum / clip.fpsDen, frames, si, ti,
      scene: spec?.kind === "scene" ? { scene: spec.scene, motion: spec.motion, detail: spec.detail, noise: spec.noise } : null,
      n: (before?.n ?? 0) + (now ? 1 : 0), best: better(before?.best ?? null, now), lastAt: createdAt,
    }));
  }, [...clips]);
  return keepFirst(all, MOST_CLIPS, (a, b) => newest([a.lastAt, a.clipId], [b.lastAt, b.clipId]));
}

/** Curves of the best experiment so far. */
export function foldShape(shape: Shape | null, row: DigestRow, { results }: Experiment): Shape | null {
  if (!mayLead(row) || !results) return shape;
  if (shape && shape.reductionPercent >= row.reductionPercent) return shape;
  return {
    id: row.id, suiteId: row.suiteId, reductionPercent: row.reductionPercent, plan: planText(row.plan),
    clips: results.clips.map(({ clip, reduction, points, baseline }) => ({
      clipId: clip.clipId, title: clip.title, reductionPercent: reduction.status === "ok" ? reduction.percent : null, clamped: reduction.status === "ok" ? reduction.clamped : "no",
      points: points.map(({ crf, kbps, psnrYuv }) => ({ crf, kbps, psnrYuv })), baselinePoints: baseline.points.map(({ crf, kbps, psnrYuv }) => ({ crf, kbps, psnrYuv })),
    })),
  };
}
