import type { Experiment } from "#lib/experiment/schema.ts";
import type { PicturesClip } from "./players.tsx";

// As picturesName and picturesMissingName make them; the schema beside those would bring zod to the story's first load.
const FILE = /^pictures\/(.+)\.json$/;
const MISSING = /^pictures\/(.+)-missing\.txt$/;

function clipsOf({ artifacts, suite }: Pick<Experiment, "artifacts" | "suite">, file: RegExp): (PicturesClip & { artifact: string })[] {
  const place = (id: string) => suite.clips.findIndex((clip) => clip.id === id);
  return artifacts
    .flatMap(({ name }) => {
      const id = file.exec(name)?.[1];
      return id === undefined ? [] : [{ id, title: suite.clips[place(id)]?.title ?? id, artifact: name }];
    })
    .sort((a, b) => place(a.id) - place(b.id));
}

/** The clips of an experiment that have pictures to look at, in the suite's order. */
export const picturesClips = (experiment: Pick<Experiment, "artifacts" | "suite">) => clipsOf(experiment, FILE);

/** The clips whose pictures could not be made, each with the text that says why. */
export const missingClips = (experiment: Pick<Experiment, "artifacts" | "suite">) => clipsOf(experiment, MISSING);
