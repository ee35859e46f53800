"use client";
import { Plane } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useAutopilot } from "../data/use-autopilot.ts";
import { Button } from "../ui/button.tsx";

const StartDialog = dynamic(() => import("./start-dialog.tsx").then((module) => module.StartDialog), { ssr: false });

/** Opens the form with the limits; its code is loaded when it is opened for the first time. Not there while the autopilot runs. */
export function StartAutopilotButton({ size = "md" }: { size?: "sm" | "md" | "lg" }) {
  const { data } = useAutopilot();
  const [opening, setOpening] = useState({ count: 0, open: false });
  if (!data || (data.autopilot && data.autopilot.state !== "stopped")) return null;
  return (
    <>
      <Button size={size} aria-haspopup="dialog" onClick={() => setOpening(({ count }) => ({ count: count + 1, open: true }))}>
        <Plane aria-hidden className="size-4" />
        Start autopilot
      </Button>
      {opening.count > 0 && <StartDialog key={opening.count} open={opening.open} reply={data} onClose={() => setOpening(({ count }) => ({ count, open: false }))} />}
    </>
  );
}
