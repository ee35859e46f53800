"use client";
import { Plus } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import type { ExperimentSummary } from "#lib/experiment/schema.ts";
import { deltaPhrase, describeDelta } from "#lib/format/describe-delta.ts";
import { titleOf } from "#lib/format/describe-experiment.ts";
import { describePlan } from "#lib/format/describe-plan.ts";
import { suiteName } from "#lib/format/suite-name.ts";
import { EXPERIMENT_ID } from "#lib/ids.ts";
import { messageOf } from "../data/request-json.ts";
import { cx } from "../ui/cx.ts";
import { type Candidates, useCandidates } from "./use-candidates.ts";

/** Shorter than this, what is typed is no id yet. */
const LEAST_ID = 4;

/** A search field with what could be added below it: arrows move, Enter adds, Escape closes. An id may be typed or pasted as it is. */
export function ComparePicker({ chosen, suite, onAdd }: { chosen: readonly string[]; /** Of the first chosen one: others of it share its clips. */ suite: { id: string; title: string } | null; onAdd: (id: string) => void }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const candidates = useCandidates(open, text, chosen, suite);
  const rows = candidates.groups.flatMap((group) => group.rows);
  const typedId = text.trim();
  const canTakeId = typedId.length >= LEAST_ID && EXPERIMENT_ID.test(typedId) && !candidates.pending && rows.length === 0 && !chosen.includes(typedId);
  const count = canTakeId ? 1 : rows.length;
  const current = Math.min(active, Math.max(count - 1, 0));

  const add = (which: string) => {
    onAdd(which);
    setText("");
    setActive(0);
    setOpen(false);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setOpen(true);
      if (!open || count === 0) return;
      const next = (current + step + count) % count;
      setActive(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      const row = rows[current];
      if (canTakeId) add(typedId);
      else if (row) add(row.id);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      setOpen(false);
    }
  };
  return (
    <div className="relative min-w-0" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <label htmlFor={`${id}-input`} className="mb-1 flex items-center gap-1.5 text-xs font-medium text-ink-2">
        <Plus aria-hidden className="size-3.5" /> Add an experiment
      </label>
      <input
        ref={input} id={`${id}-input`} type="text" role="combobox" autoComplete="off" spellCheck={false} placeholder="Words of its hypothesis, or its id"
        aria-expanded={open} aria-controls={`${id}-list`} aria-autocomplete="list" aria-activedescendant={open && count > 0 ? `${id}-${current}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setOpen(true);
        }}
        onClick={() => setOpen(true)} onFocus={() => setOpen(true)} onKeyDown={onKeyDown}
        className="h-9 w-full rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink placeholder:text-ink-3 hover:border-ink-3"
      />
      <div hidden={!open} className="absolute inset-x-0 top-full z-30 mt-1 max-h-96 overflow-y-auto rounded-lg border border-line-strong bg-surface p-1 shadow-pop sm:min-w-104">
        <ul role="listbox" id={`${id}-list`} aria-label="Experiments that can be added">
          {canTakeId && (
            <Option id={`${id}-0`} active onPick={() => add(typedId)}>
              Add <span className="font-mono">{typedId}</span> by its id
            </Option>
          )}
          {candidates.groups.map(({ title, rows: own }) => (
            <li key={title} role="presentation">
              {own.length > 0 && <p className="px-2.5 pt-2 pb-1 text-2xs font-medium text-ink-3">{title}</p>}
              <ul role="group" aria-label={title}>
                {own.map((row) => (
                  <Option key={row.id} id={`${id}-${rows.indexOf(row)}`} active={rows.indexOf(row) === current} onPick={() => add(row.id)}>
                    <RowText row={row} />
                  </Option>
                ))}
              </ul>
            </li>
          ))}
        </ul>
        <Said candidates={candidates} empty={count === 0} searching={typedId !== ""} />
      </div>
    </div>
  );
}

function Option({ id, active, onPick, children }: { id: string; active: boolean; onPick: () => void; children: ReactNode }) {
  return (
    // The field keeps the focus, so that the list does not close before the click counts.
    <li id={id} role="option" aria-selected={active} onMouseDown={(event) => event.preventDefault()} onClick={onPick} className={cx("cursor-pointer rounded-md px-2.5 py-1.5 text-sm", active ? "bg-accent-soft" : "hover:bg-surface-2")}>
      {children}
    </li>
  );
}

function RowText({ row }: { row: ExperimentSummary }) {
  return (
    <>
      <span className="line-clamp-1 font-medium [overflow-wrap:anywhere]">{titleOf(row)}</span>
      <span className="num line-clamp-1 text-xs text-ink-3">
        {deltaPhrase(describeDelta(row))} · {suiteName(row.suiteId)} · {row.plan ? describePlan(row.plan) : "no plan"}
      </span>
    </>
  );
}

function Said({ candidates: { pending, error, more }, empty, searching }: { candidates: Candidates; empty: boolean; searching: boolean }) {
  const text = error ? messageOf(error) : pending ? "Looking…" : empty ? (searching ? "Nothing of the newest experiments fits. Its id can be typed as a whole." : "There is no other experiment yet.") : more ? "Older ones may fit as well: their id can be typed as a whole." : null;
  return (
    <p role="status" className={cx("px-2.5 text-xs text-ink-3", text && "py-2")}>
      {text}
    </p>
  );
}
