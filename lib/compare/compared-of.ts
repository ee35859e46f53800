import type { Baseline, Experiment, RdPoint } from "../experiment/schema.ts";
import { isStoppedAtScreening } from "../format/describe-evaluation.ts";
import { costsOf } from "../format/bits.ts";
import type { Compared, ComparedBaseline, ComparedPoint, CompareReply } from "./schema.ts";

const pointOf = ({ sha256: _file, decodedSha256: _pictures, ...point }: RdPoint): ComparedPoint => point;

/** A baseline is the encode that it was: the same clip with the same files. */
const identityOf = ({ clipSha256, points }: Baseline): string => [clipSha256, ...points.map(({ sha256 }) => sha256)].join(" ");

/** The reply of the compare page from whole records: baselines once each, hashes, options, artifacts and prose left out. */
export function compareReplyOf(experiments: readonly Experiment[], unknown: readonly string[]): CompareReply {
  const baselines: ComparedBaseline[] = [];
  const places = new Map<string, number>();
  const placeOf = (baseline: Baseline): number => {
    const identity = identityOf(baseline);
    const place = places.get(identity) ?? baselines.push({ clipSha256: baseline.clipSha256, build: baseline.encoder.build, measuredAt: baseline.measuredAt, points: baseline.points.map(pointOf) }) - 1;
    places.set(identity, place);
    return place;
  };
  return { experiments: experiments.map((experiment) => comparedOf(experiment, placeOf)), baselines, unknown: [...unknown] };
}

function comparedOf(experiment: Experiment, placeOf: (baseline: Baseline) => number): Compared {
  const { suite, failure, applied, results, evaluation } = experiment;
  const { id, createdAt, finishedAt, status, verdict, verdictReason, hypothesis, method, plan, headline, parentId, origin } = experiment;
  // Two rungs on one clip are a look, and no result of the suite.
  const clips = isStoppedAtScreening(experiment) ? [] : (results?.clips ?? []);
  return {
    id, createdAt, finishedAt, status, verdict, verdictReason, hypothesis, method, plan, headline, origin,
    parentId: experiment.lineage?.parentId ?? parentId,
    suite: { id: suite.id, title: suite.title },
    reached: evaluation?.reached ?? null,
    failure: failure && { stage: failure.stage, reason: failure.reason },
    machine: applied && `${applied.machine.cpu}, ${applied.machine.cores} ${applied.machine.cores === 1 ? "core" : "cores"}`,
    clips: clips.map(({ clip, baseline, points, reduction }) => ({
      clip, baseline: placeOf(baseline), points: points.map(pointOf), reduction,
      files: (applied?.rungs ?? []).filter(({ clipId }) => clipId === clip.clipId).map((rung) => costsOf(rung, points.find(({ crf }) => crf === rung.crf))),
    })),
    notMeasured: results?.notMeasured ?? {},
  };
}
