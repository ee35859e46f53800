import type { Experiment } from "#lib/experiment/schema.ts";
import { artifactUrl } from "../experiment/files/artifact-url.ts";
import { Callout } from "../ui/callout.tsx";
import { missingClips } from "./pictures-clips.ts";

/** Clips whose pictures could not be made, and where the reason is; nothing where all could. */
export function PicturesMissing({ experiment }: { experiment: Pick<Experiment, "id" | "artifacts" | "suite"> }) {
  const missing = missingClips(experiment);
  if (missing.length === 0) return null;
  return (
    <Callout tone="warn" className="no-print" title="Not all pictures could be made">
      <p>The experiment&apos;s figures do not depend on them. Why, as a text:</p>
      <ul>
        {missing.map(({ id, title, artifact }) => (
          <li key={id}>
            <a href={artifactUrl(experiment.id, artifact)} className="underline underline-offset-2">
              {title}
            </a>
          </li>
        ))}
      </ul>
    </Callout>
  );
}
