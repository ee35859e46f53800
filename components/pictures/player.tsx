"use client";
import { type KeyboardEvent, useEffect, useState } from "react";
import type { Pictures } from "#lib/experiment/pictures-schema.ts";
import { extremesOf, nextWorst, worstPlaces } from "#lib/pictures/extremes.ts";
import { PICTURES, type PicturesView } from "#lib/pictures/view.ts";
import { NO_ZOOM, nextScale, panBy, type Zoom, zoomAt } from "#lib/pictures/zoom.ts";
import { formatDecibels, formatRate } from "#lib/format/format-number.ts";
import { AbxResult } from "./abx-result.tsx";
import type { AbxSession } from "./abx-session.ts";
import { AbxSetup, AbxTrial } from "./abx-test.tsx";
import { FramePlot } from "./frame-plot.tsx";
import { HeatLegend } from "./heat-legend.tsx";
import { JumpBar } from "./jump-bar.tsx";
import { KeyHelp } from "./key-help.tsx";
import { blindLayers, layersOf } from "./layers-of.ts";
import { actionOf, focusedOf, type KeyAction } from "./player-keys.ts";
import { Stage } from "./stage.tsx";
import { TransportBar } from "./transport-bar.tsx";
import { createTransport } from "./transport.ts";
import { ViewControls } from "./view-controls.tsx";
import { ZoomButtons } from "./zoom-buttons.tsx";

export interface PlayerProps {
  id: string;
  pictures: Pictures;
  view: PicturesView;
  onView: (patch: Partial<PicturesView>) => void;
  /** Called with the frame whenever the players stand still at another one. */
  onMoment?: (frame: number) => void;
  /** The height that the pictures may take, as CSS. */
  tall: string;
  focusFirst?: boolean;
}

const repaint = (callback: () => void) => {
  const handle = requestAnimationFrame(callback);
  return () => cancelAnimationFrame(handle);
};

const noteOf = ({ figures: { crf, kbps, psnrYuvDb } }: Pictures["candidate"]) => `CRF ${crf}, ${formatRate(kbps)}, ${formatDecibels(psnrYuvDb)}`;

/** The players of one clip. */
export function Player({ id, pictures, view, onView, onMoment, tall, focusFirst }: PlayerProps) {
  const { frames, fpsNum, fpsDen, candidate, baseline, difference } = pictures;
  const [transport] = useState(() =>
    createTransport({ frames, frame: view.frame, rate: { fpsNum, fpsDen }, loop: !window.matchMedia("(prefers-reduced-motion: reduce)").matches, nextRepaint: repaint }),
  );
  const [divider, setDivider] = useState(0.5);
  const [abx, setAbx] = useState<AbxSession>({ phase: "setup" });
  const blind = view.mode === "abx" && abx.phase === "running" ? abx : null;
  const { zoom } = view;
  const onZoom = (next: Zoom) => onView({ zoom: next });
  const [figures] = useState(() => ({ candidate: candidate.figures, baseline: baseline.figures }));
  const [extremes] = useState(() => extremesOf(candidate.figures.psnrYuv, baseline.figures.psnrYuv));
  const [places] = useState(() => worstPlaces(candidate.figures.psnrYuv));

  useEffect(() => {
    if (!onMoment) return;
    let told = transport.get().frame;
    return transport.subscribe(() => {
      const { frame, playing, busy } = transport.get();
      if (playing || busy || frame === told) return;
      told = frame;
      onMoment(frame);
    });
  }, [transport, onMoment]);

  const change = (patch: Partial<PicturesView>) => {
    // Leaving a blind test ends it: what is seen in another mode would tell.
    if (patch.mode && patch.mode !== view.mode) setAbx({ phase: "setup" });
    onView(patch);
  };
  const show = (index: 0 | 1 | 2) => {
    if (blind) setAbx({ ...blind, looking: (["a", "b", "x"] as const)[index] });
    else if (view.mode !== "abx") onView({ mode: "single", single: PICTURES[index] });
  };
  const act = (action: KeyAction): void => {
    switch (action.kind) {
      case "toggle": return transport.get().playing ? transport.pause() : transport.play();
      case "step": return transport.step(action.frames);
      case "edge": return transport.seek(action.edge === "first" ? 0 : frames - 1);
      case "show": return show(action.index);
      case "zoom": return onZoom(action.direction === 0 ? NO_ZOOM : zoomAt(zoom, nextScale(zoom.scale, action.direction)));
      case "pan": return onZoom(panBy(zoom, action.dx, action.dy));
      case "worst": {
        const place = blind ? null : nextWorst(places, transport.get().frame, action.direction);
        if (place === null) return;
        transport.pause();
        return transport.seek(place);
      }
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const action = event.target instanceof Element ? actionOf(event, focusedOf(event.target)) : null;
    if (!action) return;
    event.preventDefault();
    act(action);
  };

  const watching = view.mode !== "abx" || blind !== null;
  return (
    <div onKeyDown={onKeyDown} className="space-y-3">
      <ViewControls view={view} onChange={change} />
      {blind && <AbxTrial session={blind} onSession={setAbx} />}
      {watching && (
        <Stage
          transport={transport} zoom={zoom} onZoom={onZoom} width={pictures.width} height={pictures.height} tall={tall} focusFirst={focusFirst}
          layers={blind ? blindLayers(id, pictures, blind) : layersOf(id, pictures, view, divider)}
          stacked={view.mode !== "side" && view.mode !== "difference"}
          wipe={view.mode === "wipe" ? { at: divider, onChange: setDivider } : null}
        />
      )}
      {view.mode === "abx" && abx.phase === "setup" && <AbxSetup onSession={setAbx} />}
      {view.mode === "abx" && abx.phase === "done" && (
        <AbxResult answers={abx.answers} notes={{ candidate: noteOf(candidate), baseline: noteOf(baseline) }} onAgain={() => setAbx({ phase: "setup" })} />
      )}
      {view.mode === "difference" && <HeatLegend fullScale={difference.fullScale} />}
      {watching && (
        <TransportBar transport={transport}>
          <ZoomButtons zoom={zoom} onZoom={onZoom} />
        </TransportBar>
      )}
      {watching && !blind && extremes && <JumpBar transport={transport} extremes={extremes} places={places} />}
      {watching && !blind && <FramePlot transport={transport} figures={figures} />}
      {watching && <KeyHelp blind={blind !== null} />}
    </div>
  );
}
