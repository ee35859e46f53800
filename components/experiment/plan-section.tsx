import { BaseSchema } from "#lib/plan/base-settings.ts";
import type { Plan } from "#lib/plan/schema.ts";
import type { Applied, Experiment } from "#lib/experiment/schema.ts";
import { CODEC_FORMATS, CODEC_TITLES, describePlan, VP9_NOTE } from "#lib/format/describe-plan.ts";
import { matchOptions, settingEntries } from "#lib/format/match-options.ts";
import { fieldsOf, labelOf, type SettingField, valueText } from "#lib/format/schema-fields.ts";
import { Section } from "../ui/card.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { Tag } from "../ui/tag.tsx";

function fieldsByName(plan: Plan): Map<string, SettingField> {
  const schema = BaseSchema.options.find((option) => option.shape.codec.value === plan.base.codec);
  return new Map(schema ? fieldsOf(schema).map((field) => [field.name, field]) : []);
}

function transformRows({ transform, restore }: Plan): [string, string][] {
  const { downscale, denoise } = transform ?? { downscale: null, denoise: null };
  return [
    ...(downscale ? [["Downscale", `${downscale.factor} with ${downscale.kernel}, back with ${downscale.upscaler}`] as [string, string]] : []),
    ...(denoise ? [["Denoise", `${denoise.filter}, strength ${denoise.strength}`] as [string, string]] : []),
    ...(restore ? [["Restoration", Object.entries(restore).map(([name, value]) => (name === "kind" ? String(value) : `${labelOf(name)} ${valueText(value)}`)).join(", ")] as [string, string]] : []),
  ];
}

/** Those of the filters really run that belong to a part of the transform, by the filter's own name. */
function filtersOf(part: string, { before, after, rungs }: Applied): string {
  if (part === "Restoration") return `used on ${rungs.filter(({ restoration }) => restoration?.used).length} of ${rungs.length} rungs, where it earned its bytes`;
  const isDenoiser = (filter: string) => /^(hqdn3d|nlmeans)\b/.test(filter);
  if (part === "Denoise") return before.filter(isDenoiser).join(" → ");
  const scaled = before.filter((filter) => !isDenoiser(filter));
  return [scaled.join(" → "), after.length > 0 && `after decoding: ${after.join(" → ")}`].filter(Boolean).join("; ");
}

/** The plan in words, and each setting beside the encoder option that was really passed for it. */
export function PlanSection({ experiment, plan }: { experiment: Experiment; plan: Plan }) {
  const { applied } = experiment;
  const entries = settingEntries(plan.base);
  const names = entries.map(([name]) => name);
  const passed = applied ? matchOptions(names, applied.encoder.options) : null;
  // What differs between rungs or clips is not among the common options: the first rung's then stand for it.
  const perRung = applied ? matchOptions(names, applied.rungs[0]?.options ?? {}) : null;
  const fields = fieldsByName(plan);
  return (
    <Section id="plan" title={applied ? "The plan, and what was really applied" : "The plan"}>
      <p className="mb-3 max-w-prose text-ink-2">
        {describePlan(plan)} ({CODEC_FORMATS[plan.base.codec]}), at CRF <span className="num">{plan.rungs.map((rung) => rung.crf).join(", ")}</span>.
        {applied && " The right column is written by the stage that ran the encoder, not copied from the plan."}
        {plan.base.codec === "vp9" && ` ${VP9_NOTE}`}
      </p>
      <TableFrame label="Planned settings and applied options">
        <thead>
          <tr>
            <Th>Setting of {CODEC_TITLES[plan.base.codec]}</Th>
            <Th>Planned</Th>
            {applied && <Th>Really passed</Th>}
          </tr>
        </thead>
        <tbody>
          {transformRows(plan).map(([name, text]) => (
            <tr key={name}>
              <Td className="font-medium">{name}</Td>
              <Td className="min-w-44">{text}</Td>
              {applied && <Td className="min-w-64 font-mono text-xs [overflow-wrap:anywhere] text-ink-2">{filtersOf(name, applied) || "no filter was run"}</Td>}
            </tr>
          ))}
          {entries.map(([name, value], index) => {
            const field = fields.get(name);
            const changed = field !== undefined && (field.nullable || field.defaultValue !== null) && field.defaultValue !== value;
            const match = passed?.matches[index]?.passed ?? perRung?.matches[index]?.passed;
            return (
              <tr key={name}>
                <Td title={field?.hint} className="py-1.5 whitespace-nowrap">
                  {labelOf(name)}
                </Td>
                <Td className="num py-1.5 whitespace-nowrap">
                  <span className={changed ? "font-semibold" : "text-ink-2"}>{valueText(value)}</span>
                  {changed && (
                    <Tag tone="accent" className="ml-2">
                      default {valueText(field.defaultValue)}
                    </Tag>
                  )}
                </Td>
                {applied && <Td className="py-1.5 font-mono text-xs whitespace-nowrap text-ink-2">{match ?? <span className="font-sans text-ink-3">{value === null ? "left to the preset" : "not passed, the encoder\u2019s own default"}</span>}</Td>}
              </tr>
            );
          })}
        </tbody>
      </TableFrame>
      {passed && passed.others.length > 0 && (
        <p className="mt-2 text-xs text-ink-3">
          Also passed: <span className="font-mono [overflow-wrap:anywhere]">{passed.others.join("  ")}</span>
        </p>
      )}
    </Section>
  );
}
