import type { CommonClips } from "#lib/compare/common-clips.ts";
import type { Compared } from "#lib/compare/schema.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { trackOf } from "#lib/plan/track.ts";
import { Callout } from "../ui/callout.tsx";
import type { SeriesLook } from "./series-look.ts";

const joined = (words: readonly string[]): string => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`);

/** What a reader has to know before the numbers: clips that are left out, other baselines, another track. */
export function Notices({ common, experiments, looks }: { common: CommonClips; experiments: readonly Compared[]; looks: ReadonlyMap<string, SeriesLook> }) {
  const letters = (ids: readonly string[]) => joined(ids.map((id) => looks.get(id)?.letter ?? id));
  const grain = experiments.filter(({ plan }) => trackOf(plan) === "film-grain").map(({ id }) => id);
  const rebuilt = common.clips.filter(({ baselines }) => baselines > 1);
  return (
    <>
      {common.byPairs && common.measured.length > 1 && (
        <Callout tone="warn" title="No clip was measured by all of them">
          Each pair is compared on the clips that both have, so that numbers of different pairs speak of different clips.
        </Callout>
      )}
      {common.leftOut.length > 0 && (
        <Callout title={`Compared on the ${formatPlural(common.clips.length, "clip")} that all of them have; ${formatPlural(common.leftOut.length, "clip")} left out`}>
          <ul className="mt-0.5 text-xs">
            {common.leftOut.map(({ facts, results }) => (
              <li key={facts.sha256}>
                {facts.title}: only {letters([...results.keys()])}
              </li>
            ))}
          </ul>
        </Callout>
      )}
      {rebuilt.length > 0 && (
        <Callout tone="warn" title="Their baselines are not the same encode">
          {joined(rebuilt.map(({ facts }) => facts.title))}: the newest HEVC curve is drawn and stands in the BD-rates; each reduction keeps the baseline that it was measured with.
        </Callout>
      )}
      {grain.length > 0 && (
        <Callout title={`Film-grain track: ${letters(grain)}`}>The decoder makes new grain in place of the source&apos;s, so that PSNR falls by design; such a plan is not ranked beside the others.</Callout>
      )}
    </>
  );
}
