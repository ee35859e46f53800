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
          Launch<span className="-ml-1 hidden sm:inline"> experiment</span>
        </>
      ) : (
        "Launch experiment"
      )}
    </Button>
  );
}
