"use client";
import { Plane } from "lucide-react";
import dynamic from "next/dynamic";
import { useAutopilot } from "../data/use-autopilot.ts";
import { Button } from "../ui/button.tsx";
import { useOpening } from "../ui/use-opening.ts";

const StartDialog = dynamic(() => import("./start-dialog.tsx").then((module) => module.StartDialog), { ssr: false });

/** Opens the form with the limits; its code is loaded when it is opened for the first time. Not there while the autopilot runs. */
export function StartAutopilotButton({ size = "md" }: { size?: "sm" | "md" | "lg" }) {
  const { data } = useAutopilot();
  const { count, isOpen, open, close } = useOpening();
  if (!data || (data.autopilot && data.autopilot.state !== "stopped")) return null;
  return (
    <>
      <Button size={size} aria-haspopup="dialog" onClick={open}>
        <Plane aria-hidden className="size-4" />
        Start autopilot
      </Button>
      {count > 0 && <StartDialog key={count} open={isOpen} reply={data} onClose={close} />}
    </>
  );
}
