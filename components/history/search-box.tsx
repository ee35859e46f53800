"use client";
import { Search } from "lucide-react";
import { type Ref, useEffect, useState } from "react";
import { LONGEST_FILTER } from "#lib/api/list-limits.ts";

/** Typing faster than this asks once, ms. */
const PAUSE_MS = 250;

/** Text in hypotheses and ids; what is typed is asked for after a pause, or at once with Enter. */
export function SearchBox({ text, onChange, ref }: { text: string; onChange: (text: string | undefined) => void; ref: Ref<HTMLInputElement> }) {
  const [typed, setTyped] = useState<{ text: string; asked: boolean } | null>(null);
  const ask = (value: string) => {
    setTyped({ text: value, asked: true });
    onChange(value.trim() || undefined);
  };
  useEffect(() => {
    if (!typed || typed.asked) return;
    const timer = setTimeout(() => {
      setTyped({ text: typed.text, asked: true });
      onChange(typed.text.trim() || undefined);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, onChange]);
  // What was typed stands until the address says something else, a blank at its end included.
  const mine = typed && (!typed.asked || typed.text.trim() === text);
  return (
    <div role="search" className="relative w-full min-w-0 flex-1 max-sm:basis-full sm:max-w-md sm:min-w-56">
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-ink-3" />
      <input
        ref={ref}
        type="search"
        aria-label="Search in hypotheses"
        placeholder="Search in hypotheses and ids"
        value={mine ? typed.text : text}
        maxLength={LONGEST_FILTER.text}
        onChange={(event) => setTyped({ text: event.target.value, asked: false })}
        onKeyDown={(event) => event.key === "Enter" && ask(event.currentTarget.value)}
        className="h-8 w-full rounded-md border border-line-strong bg-surface pr-2 pl-8 text-sm placeholder:text-ink-3 hover:border-ink-3"
      />
    </div>
  );
}
