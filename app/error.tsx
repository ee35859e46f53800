"use client";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";

/** A page that threw. The digest is the server log's name for it. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="shell max-w-3xl py-20">
      <h1 className="mb-4 text-xl font-semibold">This page could not be shown</h1>
      <Callout tone="bad" title={error.message || "An unexpected error."}>
        {error.digest && <p className="font-mono text-xs text-ink-2">Reference in the server&apos;s log: {error.digest}</p>}
      </Callout>
      <Button className="mt-4" variant="primary" onClick={reset}>
        Try again
      </Button>
    </div>
  );
}
