import type { ShareCard } from "#lib/format/share-card.ts";
import { COLOURS } from "./colours.ts";
import { ShareChart } from "./share-chart.tsx";

export const SHARE_SIZE = { width: 1200, height: 630 } as const;
export const SHARE_ALT = "The experiment's result, and rate-distortion curves of the candidate and of the HEVC baseline on one clip";

const TONES = {
  good: { ink: COLOURS.good, soft: COLOURS.goodSoft }, bad: { ink: COLOURS.bad, soft: COLOURS.badSoft },
  neutral: { ink: COLOURS.neutral, soft: COLOURS.neutralSoft }, muted: { ink: COLOURS.ink3, soft: COLOURS.neutralSoft },
} as const;
const ARROWS = { "↓": "M12 3v17M4 13l8 8 8-8", "↑": "M12 21V4M4 11l8-8 8 8", "≈": "M3 9c4-4 6 2 9 0s5-4 9 0M3 17c4-4 6 2 9 0s5-4 9 0" } as const;

/** The one weight that there is, drawn a little thicker. */
const bold = (width: number, colour: string) => ({ WebkitTextStroke: `${width}px ${colour}` });

function titleSize({ title, chart }: ShareCard): number {
  const [large, middle, small] = chart ? [42, 34, 28] : [56, 46, 38];
  return title.length < 60 ? large : title.length < 110 ? middle : small;
}

function Result({ result, tags }: Pick<ShareCard, "result" | "tags">) {
  const { ink, soft } = TONES[result.tone];
  return (
    <div style={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 12 }}>
      <div style={{ display: "flex", alignItems: "center", gap: 14, padding: "4px 18px 6px", borderRadius: 14, backgroundColor: soft, color: ink }}>
        {result.arrow && (
          <svg width="38" height="38" viewBox="0 0 24 24">
            <path d={ARROWS[result.arrow]} fill="none" stroke={ink} strokeWidth="3.2" strokeLinecap="round" strokeLinejoin="round" />
          </svg>
        )}
        {result.value !== null && <div style={{ fontSize: 54, letterSpacing: -1.5, ...bold(2, ink) }}>{result.value}</div>}
        <div style={{ fontSize: result.value === null ? 44 : 30, ...bold(1, ink) }}>{result.word}</div>
      </div>
      {tags.map((tag) => (
        <div key={tag} style={{ display: "flex", padding: "4px 12px", borderRadius: 8, border: `2px solid ${tag === "champion" ? COLOURS.accent : COLOURS.lineStrong}`, fontSize: 22, color: tag === "champion" ? COLOURS.accent : COLOURS.ink2 }}>
          {tag}
        </div>
      ))}
    </div>
  );
}

function Legend() {
  return (
    <div style={{ display: "flex", gap: 26, fontSize: 18, color: COLOURS.ink2 }}>
      <div style={{ display: "flex", alignItems: "center", gap: 9 }}>
        <svg width="40" height="14" viewBox="0 0 40 14"><path d="M0 7h40" stroke={COLOURS.accent} strokeWidth="4" /><circle cx="20" cy="7" r="6.5" fill={COLOURS.accent} /></svg>
        Candidate
      </div>
      <div style={{ display: "flex", alignItems: "center", gap: 9 }}>
        <svg width="40" height="14" viewBox="0 0 40 14"><path d="M0 7h40" stroke={COLOURS.baseline} strokeWidth="3" strokeDasharray="9 5" /><circle cx="20" cy="7" r="5" fill={COLOURS.surface} stroke={COLOURS.baseline} strokeWidth="3" /></svg>
        HEVC (x265 medium)
      </div>
    </div>
  );
}

/** The picture that goes with a shared experiment, 1200 x 630, as the image library understands it: boxes, plain styles, one font. */
export function ShareImage({ card }: { card: ShareCard }) {
  const { title, subtitle, result, tags, notes, chart } = card;
  return (
    <div style={{ width: "100%", height: "100%", display: "flex", flexDirection: "column", justifyContent: "space-between", padding: "44px 48px 36px", backgroundColor: COLOURS.bg, color: COLOURS.ink, fontFamily: "Geist" }}>
      <div style={{ display: "flex", justifyContent: "space-between", gap: 36, flexGrow: 1 }}>
        <div style={{ display: "flex", flexDirection: "column", justifyContent: "center", width: chart ? 536 : 1104, height: 494, overflow: "hidden", gap: 22 }}>
          <div style={{ display: "flex", fontSize: titleSize(card), lineHeight: 1.22, letterSpacing: -0.5, wordBreak: "break-word", ...bold(0.7, COLOURS.ink) }}>{title}</div>
          <Result result={result} tags={tags} />
          <div style={{ display: "flex", flexDirection: "column", gap: 6, fontSize: chart ? 22 : 27, lineHeight: 1.3, color: COLOURS.ink2 }}>
            {notes.map((note) => <div key={note} style={{ display: "flex", wordBreak: "break-word" }}>{note}</div>)}
          </div>
        </div>
        {chart && (
          <div style={{ display: "flex", flexDirection: "column", width: 532, padding: "18px 18px 16px 14px", borderRadius: 18, border: `2px solid ${COLOURS.line}`, backgroundColor: COLOURS.surface, height: 494 }}>
            <div style={{ display: "flex", justifyContent: "space-between", padding: "0 4px 4px 6px", fontSize: 19, color: COLOURS.ink2 }}>
              <div style={{ display: "flex", ...bold(0.4, COLOURS.ink2) }}>{chart.clip}</div>
              <div style={{ display: "flex", color: COLOURS.ink3 }}>PSNR-YUV, dB</div>
            </div>
            <ShareChart chart={chart} width={496} height={364} />
            <div style={{ display: "flex", justifyContent: "center", fontSize: 17, color: COLOURS.ink3, paddingBottom: 10 }}>bit rate, kbit/s (M: Mbit/s), logarithmic</div>
            <div style={{ display: "flex", justifyContent: "center" }}><Legend /></div>
          </div>
        )}
      </div>
      <div style={{ display: "flex", alignItems: "center", justifyContent: "space-between", gap: 24, fontSize: 20, color: COLOURS.ink3 }}>
        <div style={{ display: "flex", flexShrink: 0, alignItems: "center", gap: 12, color: COLOURS.ink2 }}>
          <svg width="34" height="34" viewBox="0 0 32 32">
            <rect width="32" height="32" rx="8" fill={COLOURS.accent} />
            <path d="M7 25C8.5 15.5 13.5 10 25 8" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" />
            <circle cx="12.6" cy="13.6" r="3.4" fill="#fff" />
          </svg>
          AI Video Codec Lab
        </div>
        <div style={{ display: "flex", textAlign: "right" }}>{subtitle}</div>
      </div>
    </div>
  );
}
