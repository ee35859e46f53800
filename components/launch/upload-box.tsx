"use client";
import { CheckCircle2, FileVideo, UploadCloud } from "lucide-react";
import { useId, useState } from "react";
import { formatBytes } from "#lib/format/format-number.ts";
import type { UploadState } from "../data/use-upload.ts";
import { NoWorkerNote } from "../dashboard/no-worker-note.tsx";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { cx } from "../ui/cx.ts";
import { ProgressBar } from "../ui/progress-bar.tsx";

interface UploadBoxProps {
  state: UploadState;
  limits: { maxBytes: number; maxSeconds: number };
  workersAlive: number | null;
  onFile: (file: File) => void;
  onReset: () => void;
}

/** Takes a video by drop or by choice, and says where its check stands. */
export function UploadBox({ state, limits, workersAlive, onFile, onReset }: UploadBoxProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const choosing = state.phase === "idle" || state.phase === "failed" || state.phase === "rejected";
  return (
    <div className="space-y-3">
      {state.phase === "failed" && <Callout tone="bad" title={`${state.fileName} was not uploaded`}>{state.message}</Callout>}
      {state.phase === "rejected" && <Callout tone="bad" title={`${state.upload.fileName} cannot be used`}>{state.upload.reason ?? "No reason was recorded."}</Callout>}
      {choosing && (
        <label
          htmlFor={id}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            const file = event.dataTransfer.files[0];
            if (file) onFile(file);
          }}
          className={cx("flex cursor-pointer flex-col items-center gap-1 rounded-lg border border-dashed px-4 py-7 text-center transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent", over ? "border-accent bg-accent-soft" : "border-line-strong hover:bg-surface-2")}
        >
          <UploadCloud aria-hidden className="size-6 text-ink-3" />
          <span className="text-sm font-medium">Drop a video here, or choose a file</span>
          <span className="text-xs text-ink-3">
            Up to {formatBytes(limits.maxBytes)} and {limits.maxSeconds} s: MP4, MOV, WebM, Matroska, Y4M and other common containers
          </span>
          <input id={id} type="file" accept="video/*,.mkv,.y4m" className="sr-only" onChange={(event) => event.target.files?.[0] && onFile(event.target.files[0])} />
        </label>
      )}
      <div aria-live="polite">
        {state.phase === "sending" && (
          <div className="rounded-lg border border-line p-4">
            <p className="mb-2 flex justify-between gap-3 text-sm">
              <span className="truncate">Uploading {state.fileName}</span>
              <span className="num text-ink-3">{Math.round(state.fraction * 100)} %</span>
            </p>
            <ProgressBar fraction={state.fraction} label="Upload" />
          </div>
        )}
        {state.phase === "checking" && (
          <div className="space-y-3">
            <div className="rounded-lg border border-line p-4">
              <p className="mb-2 truncate text-sm">A worker is checking {state.upload.fileName}</p>
              <ProgressBar fraction={null} label="Checking the video" />
            </div>
            {workersAlive === 0 && <NoWorkerNote />}
          </div>
        )}
        {state.phase === "ready" && (
          <div className="flex items-start gap-3 rounded-lg border border-line p-4">
            <FileVideo aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-3" />
            <div className="min-w-0 flex-1 text-sm">
              <p className="flex items-center gap-2 font-medium">
                <span className="truncate">{state.upload.fileName}</span>
                <CheckCircle2 aria-hidden className="size-4 shrink-0 text-good" />
                <span className="text-xs font-normal text-ink-3">ready</span>
              </p>
              {state.upload.facts && (
                <p className="num text-xs text-ink-3">
                  {state.upload.facts.width}×{state.upload.facts.height}, {Number(state.upload.facts.fps.toFixed(3))} fps, {state.upload.facts.frames} frames, {state.upload.facts.codec}, {formatBytes(state.upload.bytes)}
                </p>
              )}
              {state.upload.facts?.notes.map((note) => (
                <p key={note} className="mt-1 text-xs text-ink-2">
                  {note}
                </p>
              ))}
            </div>
            <Button size="sm" onClick={onReset}>
              Change
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
