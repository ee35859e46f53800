"use client";
import { useId, useState } from "react";
import type { AutopilotReply, SuitesReply } from "#lib/api/schema.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { messageOf } from "../data/request-json.ts";
import { Unreadable } from "../data/unreadable.tsx";
import { useSteerAutopilot } from "../data/use-autopilot.ts";
import { useSuites } from "../data/use-suites.ts";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { Field, Select } from "../ui/field.tsx";
import { Modal } from "../ui/modal.tsx";
import { LimitFields } from "./limit-fields.tsx";
import { newStartDraft, readStartDraft } from "./start-draft.ts";

/** What the money of a run is worth, before it starts. */
function PriceNote({ researcher, prices, limited }: { researcher: SuitesReply["researcher"]; prices: AutopilotReply["prices"]; limited: boolean }) {
  if (researcher.kind === "built-in") return <p className="text-xs text-ink-3">The built-in planner proposes; it takes no tokens and no money.</p>;
  const priced = prices.inputUsd !== null && prices.outputUsd !== null;
  if (priced) return <p className="num text-xs text-ink-3">{researcher.model} proposes, at ${prices.inputUsd} and ${prices.outputUsd} per million tokens of prompt and completion.</p>;
  return (
    <Callout tone={limited ? "warn" : "info"} title={`What ${researcher.model ?? "the model"} costs is unknown`}>
      Its price is not configured (LLM_PRICE_INPUT_USD, LLM_PRICE_OUTPUT_USD), so money is shown as unknown
      {limited ? ", and the run would stop after the first experiment because its limit cannot be kept." : "."}
    </Callout>
  );
}

/** Suite and limits of a run; opened anew each time, with the settings of the run before. */
export function StartDialog({ open, reply, onClose }: { open: boolean; reply: AutopilotReply; onClose: () => void }) {
  const suites = useSuites();
  const steer = useSteerAutopilot();
  const suiteField = useId();
  const last = reply.autopilot?.settings ?? null;
  const [draft, setDraft] = useState(() => newStartDraft(last));
  const [chosen, setChosen] = useState(last?.suiteId ?? null);
  const allowed = suites.data?.suites.filter(({ researcherMayUse }) => researcherMayUse).map(({ suite }) => suite) ?? [];
  const suiteId = allowed.find(({ id }) => id === chosen)?.id ?? allowed[0]?.id;
  const suite = allowed.find(({ id }) => id === suiteId);
  const { settings, errors } = readStartDraft(draft);

  const submit = () => {
    if (settings && suiteId !== undefined) steer.mutate({ verb: "start", settings: { suiteId, ...settings } }, { onSuccess: onClose });
  };
  return (
    <Modal
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Start autopilot"
      description="One experiment after the other, each planned from all before it, until a limit is reached."
      footer={
        <div className="space-y-3">
          {steer.isError && <Callout tone="bad" title="The autopilot was not started">{messageOf(steer.error)}</Callout>}
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
            <p className="text-xs text-ink-3">Limits are checked between experiments: the one that runs is let to its end.</p>
            <div className="ml-auto flex gap-2">
              <Button onClick={onClose}>Cancel</Button>
              <Button variant="primary" disabled={!settings || suiteId === undefined || steer.isPending} onClick={submit}>
                {steer.isPending ? "Starting" : "Start"}
              </Button>
            </div>
          </div>
        </div>
      }
    >
      {suites.isError && <Unreadable title="The suites cannot be read right now" error={suites.error} />}
      <div className="space-y-6">
        <Field id={suiteField} label="Suite" hint={suite ? `${formatPlural(suite.clips.length, "clip")}. ${suite.description}` : "Loading the suites."}>
          <Select id={suiteField} aria-describedby={`${suiteField}-hint`} value={suiteId ?? ""} disabled={!suites.data} onChange={(event) => setChosen(event.target.value)}>
            {allowed.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        </Field>
        <LimitFields draft={draft} errors={errors} onChange={setDraft} />
        {suites.data && <PriceNote researcher={suites.data.researcher} prices={reply.prices} limited={settings !== null && settings.maxCostUsd !== null} />}
      </div>
    </Modal>
  );
}
