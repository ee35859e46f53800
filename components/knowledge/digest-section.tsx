import type { KnowledgeReply } from "#lib/api/knowledge-schema.ts";
import { formatCount } from "#lib/format/format-number.ts";
import { Section } from "../ui/card.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Disclosure } from "../ui/disclosure.tsx";

/** The very text that stands in a model's prompt, with what it takes of its budget. */
export function DigestSection({ digest, model }: { digest: KnowledgeReply["digest"]; model: string | null }) {
  const { text, tokens, budget } = digest;
  return (
    <Section
      id="digest"
      title="Exactly what the researcher reads"
      aside={
        <CopyButton text={() => text} label="Copy what the researcher reads">
          Copy
        </CopyButton>
      }
    >
      <div className="mb-3 max-w-prose space-y-2 text-sm text-ink-3">
        <p>
          {model === null
            ? "The built-in planner works on these facts as data; a model would be given them as the text below."
            : `${model} is given this text, between the rules of the lab and the space of plans, before it proposes a plan.`}{" "}
          Nothing else of the past reaches it, and nothing of the held-out clips.
        </p>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span role="meter" aria-label="Tokens used of the budget" aria-valuemin={0} aria-valuemax={budget} aria-valuenow={tokens} className="block h-1.5 w-40 overflow-hidden rounded-full bg-surface-3">
            <span className="block h-full rounded-full bg-accent" style={{ width: `${Math.min(100, (tokens / budget) * 100)}%` }} />
          </span>
          <span className="num text-xs" title="Estimated, rather too many than too few: every model cuts text its own way">
            about {formatCount(tokens)} of {formatCount(budget)} tokens
          </span>
        </div>
      </div>
      <Disclosure lazy summary="The text">
        <pre tabIndex={0} aria-label="What the researcher reads" className="max-h-[36rem] overflow-auto text-xs leading-relaxed break-words whitespace-pre-wrap">
          {text}
        </pre>
      </Disclosure>
    </Section>
  );
}
