"use client";
import { FileUp } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "../ui/button.tsx";

const ImportDialog = dynamic(() => import("./import-dialog.tsx").then((module) => module.ImportDialog), { ssr: false });

/** Opens the import dialog; its code comes when it is opened for the first time, and its state is new each time. */
export function ImportButton() {
  const [opening, setOpening] = useState({ count: 0, open: false });
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onClick={() => setOpening(({ count }) => ({ count: count + 1, open: true }))}>
        <FileUp aria-hidden className="size-3.5" /> Import
      </Button>
      {opening.count > 0 && <ImportDialog key={opening.count} open={opening.open} onClose={() => setOpening(({ count }) => ({ count, open: false }))} />}
    </>
  );
}
