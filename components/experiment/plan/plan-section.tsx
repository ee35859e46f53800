import type { Plan } from "#lib/plan/schema.ts";
import type { Experiment } from "#lib/experiment/schema.ts";
import { CODEC_FORMATS, describePlan, VP9_NOTE } from "#lib/format/describe-plan.ts";
import { matchOptions, settingEntries } from "#lib/format/match-options.ts";
import type { PlanFields } from "#lib/format/plan-fields.ts";
import { valueText } from "#lib/format/setting-words.ts";
import { Section } from "../../ui/card.tsx";
import { TableFrame, Td, Th } from "../../ui/table.tsx";
import { Tag } from "../../ui/tag.tsx";
import { type PlanPart, planParts, type PlannedSetting } from "./plan-parts.ts";

/** The plan in words; every part with every setting, those of the codec beside the encoder option that was really passed. */
export function PlanSection({ experiment, plan, fields }: { experiment: Experiment; plan: Plan; fields: PlanFields }) {
  const { applied } = experiment;
  const names = settingEntries(plan.base).map(([name]) => name);
  const passed = applied ? matchOptions(names, applied.encoder.options) : null;
  // What differs between rungs or clips is not among the common options: the first rung's then stand for it.
  const perRung = applied ? matchOptions(names, applied.rungs[0]?.options ?? {}) : null;
  const optionOf = (name: string) => passed?.matches[names.indexOf(name)]?.passed ?? perRung?.matches[names.indexOf(name)]?.passed ?? null;
  const parts = planParts(plan, applied, fields);
  return (
    <Section id="plan" title={applied ? "The plan, and what was really applied" : "The plan"}>
      <p className="mb-3 max-w-prose text-ink-2">
        {describePlan(plan)}
        {plan.base.codec !== "none" && ` (${CODEC_FORMATS[plan.base.codec]})`}, at CRF <span className="num">{plan.rungs.map((rung) => rung.crf).join(", ")}</span>.
        {applied && " The right column is written by the stage that ran, not copied from the plan."}
        {plan.base.codec === "vp9" && ` ${VP9_NOTE}`}
      </p>
      <TableFrame label="Planned settings and applied options">
        <thead>
          <tr>
            <Th>Setting</Th>
            <Th>Planned</Th>
            {applied && <Th>Really passed</Th>}
          </tr>
        </thead>
        {parts.map((part) => (
          <PartRows key={part.key} part={part} withApplied={applied !== null} optionOf={part.key === "base" ? optionOf : null} />
        ))}
      </TableFrame>
      {passed && passed.others.length > 0 && (
        <p className="mt-2 text-xs text-ink-3">
          Also passed: <span className="font-mono [overflow-wrap:anywhere]">{passed.others.join("  ")}</span>
        </p>
      )}
    </Section>
  );
}

function PartRows({ part: { title, settings, applied }, withApplied, optionOf }: { part: PlanPart; withApplied: boolean; optionOf: ((name: string) => string | null) | null }) {
  return (
    <tbody className="[&:last-child>tr:last-child>td]:border-b-0 [&:not(:last-child)>tr:last-child>td]:!border-b">
      <tr>
        <th scope="rowgroup" colSpan={withApplied && applied !== null ? 2 : withApplied ? 3 : 2} className="border-b border-line bg-surface-2/40 px-3 py-1.5 text-left text-xs font-semibold">
          {title}
        </th>
        {withApplied && applied !== null && <td className="min-w-56 border-b border-line bg-surface-2/40 px-3 py-1.5 text-xs [overflow-wrap:anywhere] text-ink-2">{applied}</td>}
      </tr>
      {settings.map(({ field, value, changed }: PlannedSetting) => (
        <tr key={field.name}>
          <Td title={field.hint} className="py-1.5 whitespace-nowrap">
            {field.label}
          </Td>
          <Td className="num py-1.5">
            <span className={changed ? "font-semibold" : "text-ink-2"}>{valueText(value)}</span>
            {changed && (
              <Tag tone="accent" className="ml-2">
                default {valueText(field.defaultValue)}
              </Tag>
            )}
          </Td>
          {withApplied && (
            <Td className="py-1.5 font-mono text-xs whitespace-nowrap text-ink-2">
              {optionOf && (optionOf(field.name) ?? <span className="font-sans text-ink-3">{value === null ? "left to the preset" : "not passed, the encoder\u2019s own default"}</span>)}
            </Td>
          )}
        </tr>
      ))}
    </tbody>
  );
}
