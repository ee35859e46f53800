import type { InsightsReply, Place } from "#lib/insights/schema.ts";

/** One experiment in the chart of bits against encode time. */
export interface ParetoDot extends Place {
  encode: NonNullable<Place["encode"]>;
  reductionPercent: number;
  ratio: number;
  /** Where the dot is drawn: the reduction, held at the axis' floor. */
  percent: number;
  /** front: none is both faster and smaller; maybe: so as far as is known; behind: another one is; apart: it is not ranked. */
  standing: "front" | "maybe" | "behind" | "apart";
}

/** The axis ends here: one run of -900 % must not press all others into a line. */
export const PARETO_FLOOR = -60;

/** Every place with a time and a number: those of the fronts once, then the newest others; what is drawn last lies on top. */
export function paretoDots({ front, maybeFront, newest }: Pick<InsightsReply, "front" | "maybeFront" | "newest">): ParetoDot[] {
  const leading = new Map<string, ParetoDot["standing"]>([...maybeFront.map(({ id }) => [id, "maybe"] as const), ...front.map(({ id }) => [id, "front"] as const)]);
  const once = new Map([...newest, ...maybeFront, ...front].map((place) => [place.id, place]));
  const dots = [...once.values()].flatMap((place): ParetoDot[] => {
    const { encode, reductionPercent, track, verdict } = place;
    if (!encode || reductionPercent === null) return [];
    const ranked = track === "fidelity" && (verdict === "better" || verdict === "worse");
    return [{ ...place, encode, reductionPercent, ratio: encode.ratio, percent: Math.max(PARETO_FLOOR, reductionPercent), standing: leading.get(place.id) ?? (ranked ? "behind" : "apart") }];
  });
  const depth = { apart: 0, behind: 1, maybe: 2, front: 3 } as const;
  return dots.sort((a, b) => depth[a.standing] - depth[b.standing] || a.order - b.order);
}

/** Corners of the front's step line: what is reached at most within a time. HEVC is reached at its own time. */
export function frontLine(front: readonly Place[], until: number): { ratio: number; percent: number }[] {
  const known = front.flatMap(({ encode, reductionPercent }) => (encode && reductionPercent !== null ? [{ ratio: encode.ratio, percent: Math.max(PARETO_FLOOR, reductionPercent) }] : []));
  const withBaseline = [...known, ...(known.some(({ ratio, percent }) => ratio <= 1 && percent >= 0) ? [] : [{ ratio: 1, percent: 0 }])].sort((a, b) => a.ratio - b.ratio);
  const last = withBaseline.at(-1)!;
  return [...withBaseline, { ratio: Math.max(until, last.ratio), percent: last.percent }];
}

/** "2.5 x the time of HEVC", "0.31 x the time of HEVC"; at least, where the record misses some of the work. */
export function ratioText({ ratio, atLeast }: Pick<ParetoDot["encode"], "ratio" | "atLeast">): string {
  return `${atLeast ? "≥ " : ""}${ratio < 1 ? ratio.toFixed(2) : ratio < 100 ? ratio.toFixed(1) : ratio.toFixed(0)}×`;
}
