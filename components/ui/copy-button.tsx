"use client";
import { Check, Copy } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";

/** Copies text and says that it did, on the button and to screen readers. */
export function CopyButton({ text, children, label }: { text: () => string; children: ReactNode; label: string }) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  const copy = () => {
    // The clipboard is missing on plain http and may be denied: the button says so and nothing else breaks.
    const written = navigator.clipboard ? navigator.clipboard.writeText(text()) : Promise.reject(new Error("no clipboard"));
    written.then(() => setState("copied"), () => setState("refused")).finally(() => setTimeout(() => setState("idle"), 2000));
  };
  return (
    <Button variant="ghost" size="sm" onClick={copy} aria-label={label}>
      {state === "copied" ? <Check aria-hidden className="size-3.5 text-good" /> : <Copy aria-hidden className="size-3.5" />}
      <span aria-live="polite">{state === "copied" ? "Copied" : state === "refused" ? "Not allowed here" : children}</span>
    </Button>
  );
}
