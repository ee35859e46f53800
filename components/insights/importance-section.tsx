"use client";
import { useState } from "react";
import { describeEffect } from "#lib/format/describe-effect.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import type { InsightsReply, SettingImportance } from "#lib/insights/schema.ts";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { Section } from "../ui/card.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { settingTitle } from "./setting-title.ts";

/** Rows before the reader asks for all, and what is worth one: what rounds to nothing is not. */
const SHOWN = 10;
const FEWEST_SHOWN = 4;
const VISIBLE_POINTS = 0.05;
/** With fewer than these experiments, the order may change with the next few. */
const FEW = 25;

function SettingRow({ setting, rank, most }: { setting: SettingImportance; rank: number; most: number }) {
  const { lossPoints, n, values, changed, effect } = setting;
  const { title, of } = settingTitle(setting);
  const told = effect && describeEffect({ ...setting, ...effect, m2: 0, min: 0, max: 0, examples: [], lastAt: "" }, 0);
  return (
    <tr>
      <Td right className="w-8 text-ink-3">{rank}</Td>
      <Td>
        <span className="font-medium">{title}</span>
        {of !== null && <span className="block text-2xs text-ink-3">{of}</span>}
      </Td>
      <Td className="w-[36%] min-w-40">
        <span className="flex items-center gap-2">
          <span aria-hidden className="h-3 flex-1">
            <span className="block h-full min-w-px rounded-xs bg-accent" style={{ width: `${most > 0 ? (100 * lossPoints) / most : 0}%` }} />
          </span>
          <span className="num w-20 text-right text-xs whitespace-nowrap">{lossPoints.toFixed(1)} points</span>
        </span>
      </Td>
      <Td className="num text-xs whitespace-nowrap text-ink-2">
        {formatPlural(n, "experiment")}, {formatPlural(values, "value")}
        <span className="block text-2xs text-ink-3">{changed} away from its usual one</span>
      </Td>
      <Td className="num text-xs whitespace-nowrap text-ink-2">
        {told && effect ? (
          <>
            {told.change}: {effect.mean > 0 ? "↓" : "↑"} {told.value} {effect.mean > 0 ? "smaller" : "larger"}
            <span className="block text-2xs text-ink-3">{formatPlural(effect.n, "pair")}</span>
          </>
        ) : (
          <span className="text-ink-3">never changed alone</span>
        )}
      </Td>
    </tr>
  );
}

/** How far the order may be trusted, in plain words. */
function Trust({ explained, n }: { explained: number; n: number }) {
  if (explained <= 0.1) {
    return (
      <Callout tone="warn" className="mb-3" title="This order explains nothing yet">
        On results that it had not seen, the forest predicts no better than their mean. Take it for chance until more has been measured.
      </Callout>
    );
  }
  if (n < FEW) {
    return (
      <Callout tone="warn" className="mb-3" title={`Learnt from only ${n} experiments`}>
        The order may change with the next few. What was measured of a setting alone, in the last column, does not depend on it.
      </Callout>
    );
  }
  return null;
}

/** Which settings of a plan decide the reduction, with what is behind each. */
export function ImportanceSection({ reply: { importance } }: { reply: InsightsReply }) {
  const [all, setAll] = useState(false);
  const { n, fewest, most, explained, errorPoints, settings } = importance;
  if (explained === null || errorPoints === null) {
    return (
      <Section id="importance" title="Which settings matter">
        <Callout tone="info" title="Too little was measured">
          {n < fewest ? `From ${fewest} measured experiments on, this ranks the settings by what they are worth; there ${n === 1 ? "is" : "are"} ${n === 0 ? "none" : n} so far.` : `All ${n} measured experiments have the same settings.`}
        </Callout>
      </Section>
    );
  }
  const telling = Math.min(SHOWN, Math.max(FEWEST_SHOWN, settings.filter(({ lossPoints }) => lossPoints >= VISIBLE_POINTS).length));
  const shown = all ? settings : settings.slice(0, telling);
  return (
    <Section id="importance" title="Which settings matter">
      <Trust explained={explained} n={n} />
      <TableFrame label="Settings by importance">
        <thead>
          <tr>
            <Th right>
              <span className="sr-only">Rank</span>
            </Th>
            <Th>Setting</Th>
            <Th title="By how much unseen results are predicted worse when its values are shuffled">Worth knowing</Th>
            <Th>Behind it</Th>
            <Th>Measured alone</Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((setting, index) => (
            <SettingRow key={setting.name} setting={setting} rank={index + 1} most={settings[0]?.lossPoints ?? 0} />
          ))}
        </tbody>
      </TableFrame>
      <p className="mt-2 max-w-[80ch] text-xs text-ink-3">
        Out-of-bag permutation importance of a random forest (Breiman 2001), learnt from {n === most ? `the newest ${n}` : `all ${n}`} measured experiments of the fidelity track: by how many points of reduction the forest errs more on results that it has not
        seen when it is not told the setting. It errs by {errorPoints.toFixed(1)} points as it is, and explains {Math.max(0, Math.round(100 * explained))} % of their variance. Settings that always go together share what they are worth; those that never differed are left out.
      </p>
      {settings.length > telling && (
        <Button size="sm" variant="ghost" className="no-print mt-1" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? `Only the first ${telling}` : `All ${settings.length} settings that differed`}
        </Button>
      )}
    </Section>
  );
}
