"use client";
import Link from "next/link";
import { ApiError, messageOf } from "../data/request-json.ts";
import { Callout } from "../ui/callout.tsx";

/** Why a launch was refused; a plan that was run before links to its twin. */
export function LaunchError({ error, onFollow }: { error: unknown; onFollow?: () => void }) {
  const twin = error instanceof ApiError && error.code === "duplicate-plan" ? error.details.twinId : undefined;
  return (
    <Callout tone="bad" title={typeof twin === "string" ? "This plan was already run on this suite" : "The experiment was not launched"}>
      {typeof twin === "string" ? (
        <p>
          See{" "}
          <Link href={`/blog/${twin}`} onClick={onFollow} className="font-mono text-xs underline underline-offset-2">
            {twin}
          </Link>
          , or change a setting.
        </p>
      ) : (
        <p>{messageOf(error)}</p>
      )}
    </Callout>
  );
}
