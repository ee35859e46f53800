import type { KnowledgeReply, KnowledgeView } from "../api/knowledge-schema.ts";
import { readDigest } from "./build-digest.ts";
import type { Lab } from "./lab.ts";
import { CLIP_NOISE_PERCENT, noiseFloorPercent } from "../metrics/noise-floor.ts";
import { estimateTokens } from "../research/estimate-tokens.ts";
import { isHeldOut } from "../research/held-out.ts";
import { renderDigest } from "../research/render-digest.ts";
import { acrossSettings } from "../knowledge/fold-effects.ts";
import { newest } from "../knowledge/keep.ts";
import { neverTried } from "../knowledge/never-tried.ts";
import { emptyKnowledge, type Best, type Knowledge } from "../knowledge/schema.ts";

/** Experiments that one request folds at most: a second or two of a history that was never read before. */
const MOST_AT_ONCE = 500;

const reduction = ({ best }: { best: Best | null }): number => best?.reductionPercent ?? Number.NEGATIVE_INFINITY;

/** In the order in which a reader wants it: the best, the best founded and the newest first. */
function viewOf({ tried, history: _history, ...knowledge }: Knowledge): KnowledgeView {
  const { methods, families, classes, clips, effects, deadEnds, failures } = knowledge;
  return {
    ...knowledge,
    methods: methods.toSorted((a, b) => reduction(b) - reduction(a)),
    families: families.toSorted((a, b) => reduction(b) - reduction(a)),
    classes: classes.toSorted((a, b) => b.best.reductionPercent - a.best.reductionPercent),
    clips: clips.toSorted((a, b) => (a.clipId < b.clipId ? -1 : 1)),
    effects: acrossSettings(effects),
    deadEnds: deadEnds.toSorted((a, b) => newest([a.at, a.id], [b.at, b.id])),
    failures: failures.toSorted((a, b) => b.count - a.count),
    neverTried: neverTried({ tried }),
  };
}

/**
 * What the lab knows when it plans for a suite, for the page, with the text that a model would be given now.
 * @param digestTokens DIGEST_TOKENS of the environment
 * @throws {StorageUnavailableError}
 */
export async function readKnowledgeView(lab: Lab, suiteId: string, digestTokens: number): Promise<KnowledgeReply> {
  const { digest, complete } = await readDigest(lab, { suiteId, most: MOST_AT_ONCE });
  const { here, everywhere } = digest.knowledge ?? { here: emptyKnowledge(), everywhere: emptyKnowledge() };
  const text = renderDigest(digest, digestTokens);
  const clips = Math.max(1, here.clips.length);
  return {
    suiteId, heldOut: isHeldOut(suiteId), here: viewOf(here), everywhere: viewOf(everywhere),
    history: { count: digest.history.count, identical: digest.history.identical },
    noise: { clipPercent: CLIP_NOISE_PERCENT, floorPercent: noiseFloorPercent(clips), clips },
    digest: { text, tokens: estimateTokens(text), budget: digestTokens },
    complete,
  };
}
