"use client";
import { FileUp } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { useOpenImport } from "./import-provider.tsx";

export function ImportButton() {
  return (
    <Button size="sm" aria-haspopup="dialog" onClick={useOpenImport()}>
      <FileUp aria-hidden className="size-3.5" /> Import
    </Button>
  );
}
