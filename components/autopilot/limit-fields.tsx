"use client";
import { useId } from "react";
import { LIMITS, type LimitName } from "#lib/autopilot/limits.ts";
import { Field, Input } from "../ui/field.tsx";
import { boundsText, type StartDraft, type StartErrors } from "./start-draft.ts";

const FIELDS: readonly { name: LimitName; label: string; hint: string }[] = [
  { name: "maxExperiments", label: "Experiments", hint: "At most this many." },
  { name: "maxMinutes", label: "Minutes", hint: "Wall time; pauses do not count." },
  { name: "staleAfter", label: "Stop when stale", hint: "Experiments in a row without a new best." },
  { name: "targetPercent", label: "Target, % smaller", hint: "Stops once a better result reaches it." },
  { name: "maxTokens", label: "Tokens", hint: "Prompt and completion together." },
  { name: "maxCostUsd", label: "Money, US dollars", hint: "At the configured price of the model." },
];

/** One number field a limit; those that may be empty say so. */
export function LimitFields({ draft, errors, onChange }: { draft: StartDraft; errors: StartErrors; onChange: (draft: StartDraft) => void }) {
  const base = useId();
  return (
    <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
      {FIELDS.map(({ name, label, hint }) => {
        const id = `${base}-${name}`;
        const optional = LIMITS[name].default === null;
        return (
          <Field key={name} id={id} label={label} hint={`${hint} ${boundsText(name)}${optional ? "; empty: none" : ""}.`} error={errors[name] ?? null}>
            <Input
              id={id}
              inputMode={LIMITS[name].integer ? "numeric" : "decimal"}
              aria-describedby={`${id}-hint`}
              aria-invalid={errors[name] !== undefined}
              placeholder={optional ? (name === "targetPercent" ? "No target" : "No limit") : undefined}
              value={draft[name]}
              onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
            />
          </Field>
        );
      })}
    </div>
  );
}
