"use client";
import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";

/** A modal dialog: focus is kept inside, Escape closes, focus returns to what opened it, the body scrolls and the footer stays in view. */
export function Modal({ open, onOpenChange, title, description, children, footer }: { open: boolean; onOpenChange: (open: boolean) => void; title: string; description: string; children: ReactNode; footer: ReactNode }) {
  const [opener] = useState(() => document.activeElement);
  // The dialog has no trigger of its own to return to, and what opened it may be gone by now.
  const returnFocus = (event: Event) => {
    event.preventDefault();
    const target = opener instanceof HTMLElement && opener.isConnected ? opener : document.getElementById("content");
    target?.focus();
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/45 backdrop-blur-[2px]" />
        <Dialog.Content onCloseAutoFocus={returnFocus} className="fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[94dvh] w-full max-w-3xl flex-col rounded-t-xl border border-line bg-surface shadow-pop outline-none sm:inset-y-6 sm:my-auto sm:h-fit sm:max-h-[min(54rem,calc(100dvh-3rem))] sm:rounded-xl">
          <div className="flex items-start gap-4 border-b border-line px-5 py-4">
            <div className="min-w-0 flex-1">
              <Dialog.Title className="text-base font-semibold tracking-tight">{title}</Dialog.Title>
              <Dialog.Description className="text-xs text-ink-3">{description}</Dialog.Description>
            </div>
            <Dialog.Close asChild>
              <Button variant="ghost" size="icon" aria-label="Close" className="-my-1 -mr-2">
                <X aria-hidden className="size-4" />
              </Button>
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-5">{children}</div>
          <div className="border-t border-line px-5 py-3.5">{footer}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
