import { Card } from "../ui/card.tsx";

const TIERS = [50, 70, 90] as const;

/** How far the best verified reduction is from the target, on a bar with the tiers at 50, 70 and 90 %. */
export function TargetBar({ bestPercent, targetPercent }: { bestPercent: number | null; targetPercent: number }) {
  const reached = Math.max(0, bestPercent ?? 0);
  const left = Math.max(0, targetPercent - reached);
  const tier = TIERS.filter((each) => reached >= each).at(-1);
  const next = TIERS.find((each) => reached < each);
  return (
    <Card className="flex flex-col p-4 sm:min-h-30">
      <h2 className="text-xs font-medium text-ink-3">To the {targetPercent} % target</h2>
      <div className="num mt-1 text-[1.75rem] leading-tight font-semibold tracking-tight">
        {left === 0 ? "Reached" : left.toFixed(1)} {left > 0 && <span className="text-sm font-medium tracking-normal text-ink-3">points to go</span>}
      </div>
      <div className="mt-auto pt-2">
        <div className="relative h-1.5 rounded-full bg-surface-3" role="img" aria-label={`${reached.toFixed(1)} % of a ${targetPercent} % target; tiers at 50, 70 and 90 %`}>
          <div className="absolute inset-y-0 left-0 rounded-full bg-accent" style={{ width: `${Math.min(100, reached)}%` }} />
          {TIERS.map((each) => (
            <span key={each} className="absolute -inset-y-1 w-px bg-ink-3" style={{ left: `${each}%` }} />
          ))}
        </div>
        <div aria-hidden className="num relative mt-1.5 h-4 text-2xs text-ink-3">
          {TIERS.map((each) => (
            <span key={each} className="absolute -translate-x-1/2" style={{ left: `${each}%` }}>
              {each}
            </span>
          ))}
          <span className="absolute left-0">{tier ? `tier ${tier} reached` : next ? `next tier ${next}` : ""}</span>
        </div>
      </div>
    </Card>
  );
}
