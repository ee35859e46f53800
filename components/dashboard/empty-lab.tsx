import { StartAutopilotButton } from "../autopilot/start-button.tsx";
import { ImportButton } from "../import/import-button.tsx";
import { LaunchButton } from "../launch/launch-button.tsx";
import { NoWorkerNote } from "./no-worker-note.tsx";
import { RdFigure } from "./rd-figure.tsx";

/** A lab without experiments: what it is in three sentences, and the one thing to do. */
export function EmptyLab({ workersAlive }: { workersAlive: number }) {
  return (
    <div className="shell grid min-h-[calc(100dvh-3.5rem)] max-w-6xl items-center gap-x-16 gap-y-10 py-12 lg:grid-cols-[1.1fr_1fr]">
      <div>
        <h1 className="text-3xl font-semibold tracking-tight text-balance sm:text-4xl">A lab that invents video codecs, and measures every one of them</h1>
        <div className="mt-5 max-w-prose space-y-3 text-base text-ink-2">
          <p>
            A researcher states a hypothesis with a typed plan and a predicted result. A worker encodes real film with that plan, decodes it in
            a separate process, and measures rate and quality against an HEVC baseline that was encoded right here. What each experiment showed is
            written down, and the next one starts from it.
          </p>
        </div>
        <div className="mt-8 flex flex-wrap gap-3">
          <LaunchButton size="lg" />
          <StartAutopilotButton size="lg" />
        </div>
        <p className="mt-3 text-sm text-ink-3">The first run on the quick suite takes a minute or two on two cores, and needs no account and no network.</p>
        <p className="mt-3 flex flex-wrap items-center gap-2 text-sm text-ink-3">
          Have records of another lab? <ImportButton />
        </p>
        {workersAlive === 0 && <NoWorkerNote className="mt-6" />}
      </div>
      <RdFigure />
    </div>
  );
}
