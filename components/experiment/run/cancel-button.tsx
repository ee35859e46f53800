"use client";
import { X } from "lucide-react";
import { messageOf } from "../../data/request-json.ts";
import { useCancel } from "../../data/use-cancel.ts";
import { Button } from "../../ui/button.tsx";

/** Cancels a queued or running experiment; stays disabled once asked, because the worker needs a moment to stop. */
export function CancelButton({ id, requested, name }: { id: string; requested: boolean; name: string }) {
  const cancel = useCancel();
  const busy = cancel.isPending || cancel.isSuccess || requested;
  return (
    <span className="no-print inline-flex flex-col items-end">
      <Button variant="danger" size="sm" disabled={busy} onClick={() => cancel.mutate(id)} aria-label={`Cancel ${name}`}>
        <X aria-hidden className="size-3.5" />
        {busy ? "Cancelling" : "Cancel"}
      </Button>
      {cancel.isError && (
        <span role="alert" className="mt-1 max-w-56 text-right text-xs whitespace-normal text-bad">
          {messageOf(cancel.error)}
        </span>
      )}
    </span>
  );
}
