import { type Answer, describeResult, otherOf, resultOf } from "#lib/pictures/abx.ts";
import { formatPlural } from "#lib/format/format-number.ts";
import { Button } from "../ui/button.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { TableFrame, Td, Th } from "../ui/table.tsx";
import { ROLE_NAMES } from "./role-names.ts";

/** How the blind test went: the score, what it is worth, and every trial. */
export function AbxResult({ answers, notes, onAgain }: { answers: readonly Answer[]; /** Rate and quality of the two. */ notes: { candidate: string; baseline: string }; onAgain: () => void }) {
  const result = resultOf(answers);
  const { candidate, baseline } = result.preferred;
  return (
    <div className="mx-auto max-w-2xl space-y-3 rounded-lg border border-line bg-surface-2 p-5 text-sm">
      <h3 className="font-semibold">Result of the blind test</h3>
      <p role="status" className="num text-lg font-semibold tracking-tight">
        {describeResult(result)}
      </p>
      <p className="text-xs text-ink-2">
        p is the chance of at least {result.correct} right answers in {result.answers} by guessing (exact, one-sided). Candidate: {notes.candidate}. HEVC: {notes.baseline}.
      </p>
      <p className="num text-ink-2">
        {candidate + baseline === 0
          ? "You stated no preference."
          : `In ${formatPlural(candidate + baseline, "trial")} with a preference, you preferred the candidate ${formatPlural(candidate, "time")} and HEVC ${formatPlural(baseline, "time")}.`}
      </p>
      <p className="text-xs text-ink-3">Seen on previews, which are lossy copies for the eye: no figure of the lab comes from this test, and nothing of it is stored.</p>
      <Disclosure summary="Every trial">
        <TableFrame label="Every trial of the blind test">
          <thead>
            <tr>
              <Th right>Trial</Th>
              <Th>A was</Th>
              <Th>B was</Th>
              <Th>X was</Th>
              <Th>You said</Th>
              <Th>Preferred</Th>
            </tr>
          </thead>
          <tbody>
            {answers.map(({ a, x, said, preferred }, index) => (
              <tr key={index}>
                <Td right>{index + 1}</Td>
                <Td>{ROLE_NAMES[a]}</Td>
                <Td>{ROLE_NAMES[otherOf(a)]}</Td>
                <Td>{x.toUpperCase()}</Td>
                <Td>
                  {said.toUpperCase()}, {said === x ? "right" : "wrong"}
                </Td>
                <Td>{preferred?.toUpperCase() ?? "neither"}</Td>
              </tr>
            ))}
          </tbody>
        </TableFrame>
      </Disclosure>
      <Button onClick={onAgain}>Another test</Button>
    </div>
  );
}
