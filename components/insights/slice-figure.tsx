import type { Slice } from "#lib/insights/slices.ts";
import { PercentGrid, type PercentScale, placeOn } from "./percent-axis.tsx";

const [WIDTH, HEIGHT] = [340, 168];
const [LEFT, RIGHT, TOP, BOTTOM] = [40, 332, 8, 140];
/** Characters that fit under the axis, all labels together. */
const LABEL_CHARS = 44;
/** Steps by which dots of one value stand beside each other, so that equal results stay two. */
const BESIDE = [0, -1, 1, -2, 2, -3, 3];

type Named = Slice & { /** The value in words. */ text: string };

/** Every how many values have their name under the axis. */
function labelEvery(slices: readonly Named[]): number {
  const longest = Math.max(...slices.map(({ text }) => text.length));
  return Math.ceil((slices.length * (longest + 2)) / LABEL_CHARS);
}

/** Each experiment as a dot over the value that it had, with a line at each value's median. Pure: props in, picture out. */
export function SliceFigure({ slices, scale, onOpen }: { slices: readonly Named[]; scale: PercentScale; onOpen: (id: string) => void }) {
  const column = (RIGHT - LEFT) / slices.length;
  const x = (index: number): number => LEFT + column * (index + 0.5);
  const y = placeOn(scale, TOP, BOTTOM);
  const apart = Math.min(5, column / 10);
  const tick = Math.min(18, column * 0.4);
  const every = labelEvery(slices);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="block h-auto w-full" aria-hidden>
      <PercentGrid scale={scale} y={y} left={LEFT} right={RIGHT} />
      {slices.map(({ text, results, medianPercent }, index) => (
        <g key={text}>
          {index % every === 0 && (
            <text x={x(index)} y={BOTTOM + 16} textAnchor="middle" fontSize={10} fill="var(--ink-2)">{text.length > LABEL_CHARS / 2 ? `${text.slice(0, LABEL_CHARS / 2)}…` : text}</text>
          )}
          <path d={`M${x(index) - tick} ${y(medianPercent)}h${2 * tick}`} stroke="var(--ink-2)" strokeWidth={1.5} />
          {results.map(({ id, percent }, place) => (
            <circle key={id} cx={x(index) + apart * BESIDE[place % BESIDE.length]!} cy={y(percent)} r={3} fill="var(--accent)" opacity={0.55} className="cursor-pointer" onClick={() => onOpen(id)}>
              <title>{`${id}: ${percent.toFixed(1).replace("-", "−")} %, ${text}`}</title>
            </circle>
          ))}
        </g>
      ))}
    </svg>
  );
}
