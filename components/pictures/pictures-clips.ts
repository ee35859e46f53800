import type { Experiment } from "#lib/experiment/schema.ts";
import type { PicturesClip } from "./players.tsx";

const FILE = /^pictures\/(.+)\.json$/;

/** The clips of an experiment that have pictures to look at, in the suite's order. */
export function picturesClips({ artifacts, suite }: Pick<Experiment, "artifacts" | "suite">): PicturesClip[] {
  const place = (id: string) => suite.clips.findIndex((clip) => clip.id === id);
  return artifacts
    .flatMap(({ name }) => FILE.exec(name)?.[1] ?? [])
    .sort((a, b) => place(a) - place(b))
    .map((id) => ({ id, title: suite.clips[place(id)]?.title ?? id }));
}
