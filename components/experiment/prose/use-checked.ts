"use client";
import type { Experiment } from "#lib/experiment/schema.ts";
import type { Plan } from "#lib/plan/schema.ts";
import { checkProse, type ProseCheck, uncheckedProse } from "#lib/research/check-prose.ts";
import { proseRecordOf } from "#lib/research/prose-record.ts";
import { useCited } from "../../data/use-cited.ts";
import { splitIds } from "./split-ids.ts";

/**
 * Holds texts about an experiment against its record and those of the experiments that the texts cite (their parts and
 * clips included). A number may be a cited experiment's: until those are here, nothing is called missing.
 */
export function useChecked(experiment: Experiment, texts: readonly string[], suggested: Plan | null = null): ProseCheck[] {
  const ids = new Set(texts.flatMap((text) => splitIds(text).flatMap((part) => (part.isId && part.text !== experiment.id ? [part.text] : []))));
  const { cited, pending } = useCited([...ids]);
  if (pending) return texts.map(uncheckedProse);
  const record = proseRecordOf(experiment, cited, suggested);
  return texts.map((text) => checkProse(text, record));
}
