"use client";
import { useState } from "react";
import { DEFAULT_TRIALS, type Letter, TRIAL_COUNTS } from "#lib/pictures/abx.ts";
import { Button } from "../ui/button.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { type AbxSession, answerAbx, beginAbx, type Running } from "./abx-session.ts";

interface AbxProps {
  session: AbxSession;
  onSession: (session: AbxSession) => void;
}

/** What the test is, and how many trials it will have. */
export function AbxSetup({ onSession }: Pick<AbxProps, "onSession">) {
  const [count, setCount] = useState(DEFAULT_TRIALS);
  return (
    <div className="mx-auto max-w-xl space-y-3 rounded-lg border border-line bg-surface-2 p-5 text-sm">
      <h3 className="font-semibold">Can you see the difference?</h3>
      <p className="text-ink-2">
        A and B are the candidate and HEVC in hidden order, drawn anew for every trial. X is one of them: say which. Names, figures, plots and difference pictures stay hidden until
        the last answer, then you see how likely your score is by guessing.
      </p>
      <p className="text-xs text-ink-3">
        Both are previews, lossy copies for the eye: very fine differences may be lost in them, and the two do not have exactly the same rate. The test tells of your eyes, your screen and this clip.
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Segmented label="Trials" value={String(count)} onChange={(value) => setCount(Number(value))} options={TRIAL_COUNTS.map((trials) => ({ value: String(trials), label: `${trials} trials` }))} />
        <Button variant="primary" onClick={() => onSession(beginAbx(count, Math.random))}>
          Begin
        </Button>
      </div>
    </div>
  );
}

const LOOKS = (["a", "b", "x"] as const).map((letter) => ({ value: letter, label: letter.toUpperCase() }));
const PREFERENCES = [{ value: "none", label: "No preference" }, { value: "a", label: "A looks better" }, { value: "b", label: "B looks better" }] as const;

/** What is shown, and the answer. */
export function AbxTrial({ session, onSession }: { session: Running; onSession: AbxProps["onSession"] }) {
  const [preferred, setPreferred] = useState<Letter | "none">("none");
  const { answers, count, looking } = session;
  const answer = (said: Letter) => {
    setPreferred("none");
    onSession(answerAbx(session, said, preferred === "none" ? null : preferred, Math.random));
  };
  return (
    <div role="group" aria-label="Blind test" className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-surface-2 px-3 py-2.5">
      <p aria-live="polite" className="num text-xs text-ink-2">
        Trial {answers.length + 1} of {count}
      </p>
      <Segmented label="Look at" value={looking} onChange={(letter) => onSession({ ...session, looking: letter })} options={LOOKS} />
      <Segmented label="Preference" value={preferred} onChange={setPreferred} options={PREFERENCES} />
      <div className="flex gap-2">
        <Button variant="primary" onClick={() => answer("a")}>
          X is A
        </Button>
        <Button variant="primary" onClick={() => answer("b")}>
          X is B
        </Button>
      </div>
      <Button variant="ghost" size="sm" className="ml-auto" title="A score that is looked at early would be too good too often: there is none" onClick={() => onSession({ phase: "setup" })}>
        Give up, without a result
      </Button>
    </div>
  );
}
