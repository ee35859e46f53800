"use client";
import { FlaskConical } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { useOpenLaunch } from "./launch-provider.tsx";

export function LaunchButton({ size = "md", compact = false }: { size?: "md" | "lg"; compact?: boolean }) {
  const open = useOpenLaunch();
  return (
    <Button variant="primary" size={size} onClick={open} aria-haspopup="dialog" aria-label="Launch experiment">
      <FlaskConical aria-hidden className="size-4" />
      {compact ? (
        <>
          {/* On a phone the pages' links need the room; the button has a name all the same. */}
          <span className="hidden min-[26rem]:inline">Launch</span>
          <span className="-ml-1 hidden sm:inline"> experiment</span>
        </>
      ) : (
        "Launch experiment"
      )}
    </Button>
  );
}
