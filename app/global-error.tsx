"use client";
import "./globals.css";

/** The layout itself threw: plain markup, without anything that could throw again. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="shell max-w-3xl py-20">
          <h1 className="text-xl font-semibold">The dashboard could not be shown</h1>
          <p className="mt-2 text-ink-2">{error.message}</p>
          <button type="button" onClick={reset} className="mt-4 rounded-md border border-line-strong px-3 py-2">
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
