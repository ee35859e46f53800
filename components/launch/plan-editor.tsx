"use client";
import { Tabs } from "radix-ui";
import { type ReactNode, useId } from "react";
import { CRF_RANGE, NoBaseSchema } from "#lib/plan/base-settings.ts";
import { MAX_RUNGS, MIN_RUNGS } from "#lib/plan/schema.ts";
import { CODEC_FORMATS, CODEC_TITLES, VP9_NOTE } from "#lib/format/describe-plan.ts";
import type { SettingField } from "#lib/format/schema-fields.ts";
import { HYPOTHESIS_LENGTH } from "#lib/plan/hypothesis-length.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { Switch } from "../ui/switch.tsx";
import { ADAPT_FIELDS, CNN_FIELDS, CODEC_FIELDS, CODECS, DENOISE_FIELDS, DOWNSCALE_FIELDS, type DraftErrors, type PlanDraft, PREDICTOR_FIELDS, startValues, type Values, WIENER_FIELDS } from "./plan-draft.ts";
import { SettingsForm } from "./settings-form.tsx";

function OptionalPart({ title, hint, fields, values, path, errors, onChange }: { title: string; hint: string; fields: readonly SettingField[]; values: Values | null; path: string; errors: DraftErrors; onChange: (values: Values | null) => void }) {
  const id = useId();
  // Of the part as a whole; those of single settings are at their fields.
  const error = errors[path] ?? null;
  return (
    <div className="rounded-lg border border-line p-3.5">
      <div className="flex items-center justify-between gap-4">
        <label htmlFor={id} className="text-sm font-medium">
          {title}
          <span className="block text-xs font-normal text-ink-3">{hint}</span>
        </label>
        <Switch id={id} checked={values !== null} describedBy={error ? `${id}-error` : undefined} onChange={(on) => onChange(on ? startValues(fields) : null)} />
      </div>
      {error && (
        <p id={`${id}-error`} className="mt-1 text-xs text-bad">
          {sentence(error)}
        </p>
      )}
      {values && (
        <div className="mt-3 border-t border-line pt-3">
          <SettingsForm fields={fields} values={values} path={path} errors={errors} onChange={onChange} />
        </div>
      )}
    </div>
  );
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={title}>
      <h3 className="mb-2.5 text-sm font-semibold">{title}</h3>
      {children}
    </div>
  );
}

/** What a plan without a codec is made of, and what it needs. */
function NoBaseNote({ predicted, onPredict }: { predicted: boolean; onPredict: () => void }) {
  return (
    <div className="max-w-prose space-y-2 text-sm text-ink-2">
      <p>{NoBaseSchema.description} There is nothing to set here: a rung&apos;s CRF is the precision of the program.</p>
      {!predicted && (
        <Button size="sm" onClick={onPredict}>
          Switch the scene program on
        </Button>
      )}
    </div>
  );
}

/** The plan by hand: base codec, what happens around it, and the operating points. */
export function PlanEditor({ draft, errors, onChange }: { draft: PlanDraft; errors: DraftErrors; onChange: (draft: PlanDraft) => void }) {
  const id = useId();
  const range = CRF_RANGE[draft.codec];
  return (
    <div className="space-y-6">
      <Part title="Base codec">
        <Tabs.Root value={draft.codec} onValueChange={(value) => onChange({ ...draft, codec: CODECS.find((codec) => codec === value) ?? draft.codec })}>
          <Tabs.List aria-label="Base codec" className="mb-4 flex gap-1 overflow-x-auto border-b border-line">
            {CODECS.map((codec) => (
              <Tabs.Trigger key={codec} value={codec} className="-mb-px border-b-2 border-transparent px-3 py-2 text-sm whitespace-nowrap text-ink-3 hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink">
                {CODEC_TITLES[codec]}
                {CODEC_FORMATS[codec] !== CODEC_TITLES[codec] && <span className="ml-1 text-xs text-ink-3">{CODEC_FORMATS[codec]}</span>}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          {CODECS.map((codec) => (
            <Tabs.Content key={codec} value={codec}>
              {codec === "none" && <NoBaseNote predicted={draft.predictor !== null} onPredict={() => onChange({ ...draft, predictor: startValues(PREDICTOR_FIELDS) })} />}
              {codec === "vp9" && <p className="mb-4 text-xs text-ink-3">{VP9_NOTE}</p>}
              <SettingsForm fields={CODEC_FIELDS[codec]} values={draft.settings[codec]} path="base" errors={errors} onChange={(values) => onChange({ ...draft, settings: { ...draft.settings, [codec]: values } })} />
            </Tabs.Content>
          ))}
        </Tabs.Root>
      </Part>
      <Part title="Around the codec">
        <div className="space-y-2.5">
          <OptionalPart title="Scene program (predictor)" hint="Layers found in the pixels and rendered as the prediction; the codec codes what they leave. Each rung keeps it only where it pays." fields={PREDICTOR_FIELDS} values={draft.predictor} path="predictor" errors={errors} onChange={(predictor) => onChange({ ...draft, predictor })} />
          <OptionalPart title="Downscale" hint="Code a smaller picture and bring it back after decoding." fields={DOWNSCALE_FIELDS} values={draft.downscale} path="transform.downscale" errors={errors} onChange={(downscale) => onChange({ ...draft, downscale })} />
          <OptionalPart title="Denoise" hint="Remove noise before coding; quality is still measured against the source." fields={DENOISE_FIELDS} values={draft.denoise} path="transform.denoise" errors={errors} onChange={(denoise) => onChange({ ...draft, denoise })} />
          <OptionalPart title="Adapt by shots" hint="Each shot becomes a stream with a CRF and a size of its own." fields={ADAPT_FIELDS} values={draft.adapt} path="adapt" errors={errors} onChange={(adapt) => onChange({ ...draft, adapt })} />
        </div>
      </Part>
      <Part title="After decoding, learned on the clip">
        <div className="space-y-2.5">
          <OptionalPart title="Least-squares filters (Wiener)" hint="Filters by texture class, fitted in seconds; each rung uses them only where they earn their bytes." fields={WIENER_FIELDS} values={draft.wiener} path="restore" errors={errors} onChange={(wiener) => onChange({ ...draft, wiener, cnn: null })} />
          <OptionalPart title="Small network (CNN)" hint="A residual network trained in the worker; its weights travel in the bitstream." fields={CNN_FIELDS} values={draft.cnn} path="restore" errors={errors} onChange={(cnn) => onChange({ ...draft, cnn, wiener: null })} />
        </div>
      </Part>
      <Part title="Operating points">
        <Field
          id={`${id}-rungs`}
          label={`CRF values, ${MIN_RUNGS} to ${MAX_RUNGS}, ascending`}
          hint={`${draft.codec === "none" ? "The scene program" : CODEC_TITLES[draft.codec]} takes ${range.min} to ${range.max}; ${range.ladder.join(", ")} spans about the baseline's quality.`}
          error={errors.rungs ?? null}
        >
          <Input
            id={`${id}-rungs`}
            inputMode="numeric"
            className="font-mono"
            aria-describedby={`${id}-rungs-hint`}
            aria-invalid={errors.rungs !== undefined}
            value={draft.crfs[draft.codec]}
            onChange={(event) => onChange({ ...draft, crfs: { ...draft.crfs, [draft.codec]: event.target.value } })}
          />
        </Field>
      </Part>
      <Field id={`${id}-hypothesis`} label="Hypothesis (optional)" hint="What you expect this to show, 10 to 600 characters." error={errors.hypothesis ?? null}>
        <textarea
          id={`${id}-hypothesis`}
          rows={2}
          maxLength={HYPOTHESIS_LENGTH.most}
          aria-describedby={`${id}-hypothesis-hint`}
          value={draft.hypothesis}
          onChange={(event) => onChange({ ...draft, hypothesis: event.target.value })}
          className="w-full rounded-md border border-line-strong bg-surface px-2.5 py-2 text-sm hover:border-ink-3"
        />
      </Field>
      <label className="flex items-start gap-2.5 text-sm">
        <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-accent" aria-describedby={`${id}-screening-hint`} checked={!draft.screening} onChange={(event) => onChange({ ...draft, screening: !event.target.checked })} />
        <span>
          Measure fully even if the screening finds it hopeless
          <span id={`${id}-screening-hint`} className="block text-xs text-ink-3">
            Otherwise two rungs on one clip come first, and a plan that loses far too many bits there ends with them.
          </span>
        </span>
      </label>
    </div>
  );
}
