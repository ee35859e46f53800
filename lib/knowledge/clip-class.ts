import type { ClipFacts } from "../clips/schema.ts";

/*
 * Classes of clips by kind, spatial and temporal information (ITU-T P.910, maxima over the clip). The ends are the lab's own:
 * they part its clips (SI 20 to 110, TI 2 to 60) into groups that behave differently, and stay fixed so that old results keep their class.
 */
const SI_ENDS = [30, 60, 90] as const;
const TI_ENDS = [5, 15, 30] as const;

export type Bucket = [from: number, to: number | null];

function bucketOf(value: number, ends: readonly number[]): Bucket {
  const index = ends.findIndex((end) => value < end);
  return index === -1 ? [ends.at(-1) ?? 0, null] : [ends[index - 1] ?? 0, ends[index] ?? null];
}

export interface ClipClass {
  kind: ClipFacts["kind"];
  si: Bucket;
  ti: Bucket;
}

/** The class of a clip. */
export function classOf({ kind, si, ti }: Pick<ClipFacts, "kind" | "si" | "ti">): ClipClass {
  return { kind, si: bucketOf(si, SI_ENDS), ti: bucketOf(ti, TI_ENDS) };
}

/** Whether two classes are one. */
export function sameClass(a: ClipClass, b: ClipClass): boolean {
  return a.kind === b.kind && a.si[0] === b.si[0] && a.ti[0] === b.ti[0];
}

const span = ([from, to]: Bucket): string => (to === null ? `${from} and more` : `${from} to ${to}`);

/** "film, SI 30 to 60, TI 5 to 15". */
export function classText({ kind, si, ti }: ClipClass): string {
  return `${kind}, SI ${span(si)}, TI ${span(ti)}`;
}
