"use client";
import { useId } from "react";
import { AS_PRESET, type SettingField, valueText } from "#lib/format/schema-fields.ts";
import { CheckboxGroup } from "../ui/checkbox-group.tsx";
import { Field, Input, Select } from "../ui/field.tsx";
import { Switch } from "../ui/switch.tsx";
import type { DraftErrors, Values } from "./plan-draft.ts";

function Control({ id, field, value, invalid, onChange }: { id: string; field: Exclude<SettingField, { kind: "set" }>; value: Values[string]; invalid: boolean; onChange: (value: Values[string]) => void }) {
  const hint = `${id}-hint`;
  if (field.kind === "switch" && !field.nullable) return <Switch id={id} checked={value === true} onChange={onChange} describedBy={hint} />;
  if (field.kind !== "number") {
    // A switch has no third position: a nullable one is a list of on and off below the preset's choice.
    const options = field.kind === "switch" ? [true, false] : field.options;
    return (
      <Select id={id} aria-describedby={hint} aria-invalid={invalid} value={String(value ?? "")} onChange={(event) => onChange(options.find((option) => String(option) === event.target.value) ?? (field.nullable ? null : ""))}>
        {field.nullable && <option value="">{AS_PRESET}</option>}
        {options.map((option) => (
          <option key={String(option)} value={String(option)}>
            {valueText(option)}
          </option>
        ))}
      </Select>
    );
  }
  return (
    <Input
      id={id}
      type="number"
      inputMode={field.integer ? "numeric" : "decimal"}
      aria-describedby={hint}
      aria-invalid={invalid}
      min={field.min}
      max={field.max}
      step={field.step}
      placeholder={field.nullable ? AS_PRESET : undefined}
      value={String(value ?? "")}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Controls for every setting of a schema: generated, so that a new setting appears without a line here. */
export function SettingsForm({ fields, values, path, errors, onChange }: { fields: readonly SettingField[]; values: Values; path: string; errors: DraftErrors; onChange: (values: Values) => void }) {
  const base = useId();
  return (
    <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
      {fields.map((field) => {
        const id = `${base}-${field.name}`;
        const error = errors[`${path}.${field.name}`] ?? null;
        if (field.kind === "set") {
          const value = values[field.name];
          return <CheckboxGroup key={field.name} id={id} label={field.label} hint={field.hint} error={error} options={field.options} value={Array.isArray(value) ? value : []} onChange={(chosen) => onChange({ ...values, [field.name]: chosen })} className="col-span-full" />;
        }
        const range = field.kind === "number" ? ` ${String(field.min).replace("-", "−")} to ${field.max}.` : "";
        return (
          <Field key={field.name} id={id} label={field.label} hint={`${field.hint}${range}`} error={error}>
            <Control id={id} field={field} value={values[field.name] ?? null} invalid={error !== null} onChange={(value) => onChange({ ...values, [field.name]: value })} />
          </Field>
        );
      })}
    </div>
  );
}
