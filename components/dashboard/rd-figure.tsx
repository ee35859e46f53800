/** A drawing, not data: what an experiment looks for, the same quality at a lower rate. */
export function RdFigure() {
  return (
    <figure className="hidden rounded-xl border border-line bg-surface p-6 shadow-card sm:block">
      <svg viewBox="0 0 420 280" role="img" aria-label="Sketch: two rate-distortion curves; at equal quality the candidate needs fewer bits than the baseline." className="w-full">
        <g stroke="var(--line)" strokeWidth="1">
          {[40, 90, 140, 190].map((y) => (
            <line key={y} x1="46" x2="400" y1={y} y2={y} />
          ))}
        </g>
        <path d="M46 16V240H404" fill="none" stroke="var(--line-strong)" strokeWidth="1.5" />
        <path d="M104 224C140 150 220 88 388 62" fill="none" stroke="var(--series-baseline)" strokeWidth="2.5" strokeDasharray="7 5" />
        <path d="M66 216C92 128 160 66 330 38" fill="none" stroke="var(--series-candidate)" strokeWidth="2.5" />
        <g fill="var(--surface)" stroke="var(--series-baseline)" strokeWidth="2.5">
          {[[104, 224], [139, 165], [186, 123], [262, 88], [388, 62]].map(([cx, cy]) => (
            <circle key={cx} cx={cx} cy={cy} r="4.5" />
          ))}
        </g>
        <g fill="var(--series-candidate)">
          {[[66, 216], [88, 160], [126, 112], [197, 70], [330, 38]].map(([cx, cy]) => (
            <circle key={cx} cx={cx} cy={cy} r="5" />
          ))}
        </g>
        <path d="M252 92H164" stroke="var(--good)" strokeWidth="2.5" />
        <path d="m174 85-10 7 10 7" fill="none" stroke="var(--good)" strokeWidth="2.5" strokeLinejoin="round" strokeLinecap="round" />
        <text x="228" y="86" textAnchor="middle" fontSize="13" fontWeight="600" fill="var(--good)">fewer bits</text>
        <text x="398" y="100" textAnchor="end" fontSize="12.5" fill="var(--ink-3)">HEVC baseline</text>
        <text x="336" y="32" fontSize="12.5" fontWeight="600" fill="var(--series-candidate)">candidate</text>
        <text x="404" y="262" textAnchor="end" fontSize="12" fill="var(--ink-3)">rate</text>
        <text x="30" y="22" fontSize="12" fill="var(--ink-3)" transform="rotate(-90 30 22)" textAnchor="end">quality</text>
      </svg>
      <figcaption className="mt-2 text-xs text-ink-3">What every experiment looks for: the same quality at a lower rate.</figcaption>
    </figure>
  );
}
