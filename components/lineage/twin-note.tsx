import Link from "next/link";
import type { Novelty } from "#lib/experiment/schema.ts";
import { LinkedProse } from "../experiment/prose/linked-prose.tsx";
import { Callout } from "../ui/callout.tsx";

/** All but the same plan has run: which one, how near, and what was said for running this one all the same. */
export function TwinNote({ novelty: { nearTwinId, distance, justification } }: { novelty: Novelty }) {
  return (
    <Callout
      title={
        <>
          All but the same plan as{" "}
          <Link href={`/blog/${nearTwinId}`} className="font-mono text-[0.92em] underline underline-offset-2">
            {nearTwinId}
          </Link>
        </>
      }
    >
      <p>
        {distance === 0 ? "Only the rungs differ." : <>Distance over normalised settings: <span className="num">{distance.toFixed(2)}</span>; a switch, a part or a codec would be 1.</>} Why it was run all the same:
      </p>
      <blockquote className="mt-1 border-l-2 border-line-strong pl-3 text-ink">
        <LinkedProse text={justification} />
      </blockquote>
    </Callout>
  );
}
