"use client";
import { CircleAlert, Info, Minus, TriangleAlert } from "lucide-react";
import { Fragment, useLayoutEffect, useRef, useState } from "react";
import { STAGE_TITLES } from "#lib/format/describe-experiment.ts";
import { formatCount } from "#lib/format/format-number.ts";
import type { LogLine } from "#lib/log/schema.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Time } from "../../ui/time.tsx";

/** Lines in the page at once, the newest ones; a button brings as many earlier ones. */
const SHOWN = 500;
/** How near to its end a list counts as being at its end, px. */
const NEAR = 24;

const LEVELS = {
  debug: { word: "detail", icon: Minus, tone: "text-ink-3" },
  info: { word: "info", icon: Info, tone: "text-accent" },
  warn: { word: "warning", icon: TriangleAlert, tone: "text-warn" },
  error: { word: "error", icon: CircleAlert, tone: "text-bad" },
} as const;

function Line({ line: { at, level, stage, text } }: { line: LogLine }) {
  const { word, icon: Icon, tone } = LEVELS[level];
  return (
    <li className={cx("flex flex-wrap gap-x-2 px-3 py-px font-mono text-xs leading-relaxed sm:grid sm:grid-cols-[4.5rem_5rem_4.5rem_1fr]", level === "warn" && "bg-warn-soft/60", level === "error" && "bg-bad-soft/60")}>
      <Time iso={at} mode="clock" className="num text-ink-3" />
      <span className={cx("inline-flex items-center gap-1", tone)}>
        <Icon aria-hidden className="size-3 shrink-0" />
        {word}
      </span>
      <span className="text-ink-3">{stage ? STAGE_TITLES[stage] : ""}</span>
      <span className={cx("min-w-0 basis-full [overflow-wrap:anywhere] whitespace-pre-wrap sm:basis-auto", level === "debug" ? "text-ink-2" : "text-ink")}>{text}</span>
    </li>
  );
}

/** The lines as a calm list. While it grows it follows its end, unless the reader scrolled up. It announces nothing: the stage does. */
export function LogLines({ lines, growing }: { lines: readonly LogLine[]; growing: boolean }) {
  const frame = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(growing);
  const [most, setMost] = useState(SHOWN);
  const shown = lines.slice(-most);
  const first = lines.length - shown.length;
  const count = lines.length;
  useLayoutEffect(() => {
    if (following && frame.current) frame.current.scrollTop = frame.current.scrollHeight;
  }, [following, count]);
  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = frame.current!;
    setFollowing(growing && scrollHeight - scrollTop - clientHeight < NEAR);
  };
  return (
    <div className="relative">
      <div ref={frame} role="region" aria-label="Log lines" tabIndex={0} onScroll={onScroll} className="max-h-[28rem] overflow-y-auto overscroll-contain rounded-md border border-line bg-surface py-2 print:max-h-none">
        {first > 0 && (
          <p className="px-3 pb-2 text-center">
            <Button size="sm" variant="ghost" onClick={() => setMost(most + SHOWN)}>
              Show {formatCount(Math.min(SHOWN, first))} of {formatCount(first)} earlier lines
            </Button>
          </p>
        )}
        <ol>
          {shown.map((line, index) => (
            // Lines only come at the end: their place in the whole list is what they are known by.
            <Fragment key={first + index}>
              {line.attempt !== shown[index - 1]?.attempt && line.attempt > 1 && <li className="mt-2 mb-1 border-t border-line px-3 pt-2 text-xs font-medium text-ink-2">Attempt {line.attempt}</li>}
              <Line line={line} />
            </Fragment>
          ))}
        </ol>
      </div>
      {growing && !following && (
        <Button size="sm" className="absolute right-4 bottom-3 shadow-pop" onClick={() => setFollowing(true)}>
          Follow the end
        </Button>
      )}
    </div>
  );
}
