"use client";
import { Printer } from "lucide-react";
import { useMemo } from "react";
import { clipSavings } from "#lib/compare/clip-savings.ts";
import { type CommonClips, commonClips } from "#lib/compare/common-clips.ts";
import type { CompareReply } from "#lib/compare/schema.ts";
import { BASELINE, LEAST_COMPARED, MOST_COMPARED } from "#lib/compare/view.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { EXPERIMENT_ID } from "#lib/ids.ts";
import { StaleNote } from "../data/stale-note.tsx";
import { Unreadable } from "../data/unreadable.tsx";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Loading } from "../ui/loading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import "./compare.css";
import { ComparePicker } from "./compare-picker.tsx";
import { CompareStart } from "./compare-start.tsx";
import { Comparison } from "./comparison.tsx";
import { BareCard, ExperimentCard } from "./experiment-cards.tsx";
import { looksOf } from "./series-look.ts";
import { useCompare } from "./use-compare.ts";
import { useView } from "./use-view.ts";

const NOTHING: CompareReply = { experiments: [], baselines: [], unknown: [] };

/** The anchor that was asked for, where it has numbers; else the first that has some. */
function anchorOf(asked: string | null, { measured }: CommonClips): string {
  if (asked !== null && (asked === BASELINE || measured.includes(asked))) return asked;
  return measured[0] ?? BASELINE;
}

/** Two to six experiments side by side. The address says which, and how they are looked at. */
export function ComparePage({ initial, note }: { initial: { ids: string[]; reply: CompareReply } | null; note: string | null }) {
  const [view, change] = useView();
  const ids = view.ids;
  const asked = useMemo(() => ids.filter((id) => EXPERIMENT_ID.test(id)).slice(0, MOST_COMPARED), [ids]);
  const { data, error, isError, isPlaceholderData, dataUpdatedAt, refetch } = useCompare(asked, initial);
  const reply = asked.length === 0 ? NOTHING : data;
  const experiments = useMemo(() => (reply?.experiments ?? []).filter(({ id }) => asked.includes(id)), [reply, asked]);
  const common = useMemo(() => commonClips({ experiments, baselines: reply?.baselines ?? [] }), [experiments, reply]);
  const anchor = anchorOf(view.anchor, common);
  const { means } = useMemo(() => clipSavings(common.measured, common.clips, anchor), [common, anchor]);
  const looks = looksOf(ids);
  const settled = reply !== undefined && !isPlaceholderData;
  const unknown = [...ids.filter((id) => !EXPERIMENT_ID.test(id)), ...(settled ? reply.unknown : [])];
  const tooMany = ids.length - MOST_COMPARED;
  const remove = (id: string) => change({ ids: ids.filter((each) => each !== id), ...(view.anchor === id ? { anchor: null } : {}) });

  return (
    <div className="shell space-y-8 py-8 sm:py-10">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">Compare experiments</h1>
          <p className="mt-1 text-sm text-ink-3">
            {experiments.length >= LEAST_COMPARED && common.measured.length > 0
              ? `${formatPlural(experiments.length, "experiment")} on ${common.byPairs ? "the clips of each pair" : formatPlural(common.clips.length, "shared clip")}, beside the HEVC baseline. The address holds this view.`
              : `Two to six experiments on the clips that they share, beside the HEVC baseline.`}
          </p>
        </div>
        <div className="no-print -mx-2.5 flex gap-1">
          <CopyButton text={() => window.location.href} label="Copy link to this comparison">Copy link</CopyButton>
          <Button variant="ghost" size="sm" onClick={() => window.print()}>
            <Printer aria-hidden className="size-3.5" /> Print
          </Button>
        </div>
      </header>

      {note && <Callout>{note}</Callout>}
      {isError && data && <StaleNote error={error} readAt={dataUpdatedAt} />}
      {isError && !data && <Unreadable title="The experiments cannot be read right now" error={error} onRetry={refetch} />}
      {tooMany > 0 && (
        <Callout tone="bad" title={`${ids.length} experiments are more than can be compared: ${MOST_COMPARED} at most`}>
          <p>Remove {tooMany === 1 ? "one" : tooMany} of them, or keep the first {MOST_COMPARED}.</p>
          <Button size="sm" className="mt-2" onClick={() => change({ ids: ids.slice(0, MOST_COMPARED) })}>Keep the first {MOST_COMPARED}</Button>
        </Callout>
      )}
      {unknown.length > 0 && (
        <Callout tone="bad" title={unknown.length === 1 ? `There is no experiment ${unknown[0]}` : `There are no experiments ${unknown.join(", ")}`}>
          <p>The link may be mistyped, or of another lab.</p>
          <Button size="sm" className="mt-2" onClick={() => change({ ids: ids.filter((id) => !unknown.includes(id)) })}>Remove {unknown.length === 1 ? "it" : "them"}</Button>
        </Callout>
      )}
      {ids.length === 0 && <CompareStart onBegin={(begun) => change({ ids: begun })} />}
      {ids.length > 0 && ids.length < LEAST_COMPARED && <Callout title="One more is needed">One experiment alone is no comparison: add another one below.</Callout>}

      <section aria-label="Chosen experiments">
        <ul className="grid gap-3 sm:grid-cols-[repeat(auto-fill,minmax(15.5rem,1fr))]">
          {ids.map((id) => {
            const look = looks.get(id)!;
            const experiment = experiments.find((each) => each.id === id);
            if (!experiment) return <BareCard key={id} id={id} look={look} onRemove={() => remove(id)} state={unknown.includes(id) ? "unknown" : asked.includes(id) ? "loading" : "too-many"} />;
            const measured = common.measured.includes(id);
            return (
              <ExperimentCard
                key={id} experiment={experiment} look={look} onRemove={() => remove(id)} onAnchor={measured ? () => change({ anchor: id }) : null}
                anchor={ids.length < LEAST_COMPARED ? null : { letter: anchor === BASELINE ? null : (looks.get(anchor)?.letter ?? null), isThis: anchor === id, told: means.get(id)?.anchor ?? null }}
              />
            );
          })}
          {ids.length < MOST_COMPARED && (
            <li className="no-print rounded-lg border border-dashed border-line-strong p-3">
              <ComparePicker chosen={ids} suite={experiments[0]?.suite ?? null} onAdd={(id) => change({ ids: [...ids, id] })} />
            </li>
          )}
        </ul>
      </section>

      {reply === undefined && !isError && (
        <Loading what="the comparison" className="space-y-4">
          <Skeleton className="h-10" />
          <Skeleton className="h-72" />
        </Loading>
      )}
      {experiments.length >= LEAST_COMPARED && <Comparison experiments={experiments} common={common} anchor={anchor} view={view} looks={looks} onChange={change} />}
    </div>
  );
}
