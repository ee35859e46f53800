"use client";
import { type CSSProperties, type PointerEvent, useEffect, useRef } from "react";
import { nextScale, panBy, type Zoom, zoomAt } from "#lib/pictures/zoom.ts";
import { cx } from "../ui/cx.ts";
import type { Transport } from "./transport.ts";
import { useTransport } from "./use-transport.ts";
import { type Layer, VideoLayer } from "./video-layer.tsx";
import { WipeDivider } from "./wipe-divider.tsx";

/** Turns of the wheel are added up to this many pixels for a step of the zoom: a notch has 100, a pinch on a pad comes in crumbs. */
const WHEEL_STEP = 60;
/** A small clip is enlarged so many times at most, and shown at least this wide. */
const LARGEST_ENLARGEMENT = 4;
const SMALLEST_WIDTH = 280;
/** On a phone, upright pictures have room beside each other. */
const COLUMNS: Record<"upright" | "wide", Record<number, string>> = { upright: { 2: "grid-cols-2", 3: "grid-cols-3" }, wide: { 2: "sm:grid-cols-2", 3: "sm:grid-cols-3" } };

export interface StageProps {
  transport: Transport;
  /** The key keeps a video when the layout changes. */
  layers: readonly (Layer & { key: string })[];
  /** One over the other, or beside each other. */
  stacked: boolean;
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
  /** Place of the divider, as a share of the width; null without one. */
  wipe?: { at: number; onChange: (at: number) => void } | null;
  width: number;
  height: number;
  /** The height that the pictures may take, as CSS. */
  tall: string;
  focusFirst?: boolean;
}

const shareOf = (event: { clientX: number; clientY: number }, { left, top, width, height }: DOMRect) => ({ x: (event.clientX - left) / width, y: (event.clientY - top) / height });

/** The videos of a mode in one place, all zoomed and moved alike. Dragging moves the divider, or the picture when it is zoomed. */
export function Stage({ transport, layers, stacked, zoom, onZoom, wipe = null, width, height, tall, focusFirst = false }: StageProps) {
  const ref = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; y: number; zoom: Zoom; frame: DOMRect; divider: boolean } | null>(null);
  const turned = useRef(0);
  const busy = useTransport(transport, (state) => state.busy);
  const shape = width / height;
  const columns = stacked ? 1 : layers.length;

  useEffect(() => {
    if (focusFirst) ref.current?.focus({ preventScroll: true });
  }, [focusFirst]);

  useEffect(() => {
    const stage = ref.current;
    if (!stage) return;
    // React listens to wheels passively, where the page's own zoom cannot be prevented.
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      turned.current += event.deltaY;
      if (Math.abs(turned.current) < WHEEL_STEP) return;
      const scale = nextScale(zoom.scale, turned.current < 0 ? 1 : -1);
      turned.current = 0;
      const cell = event.target instanceof Element ? event.target.closest("[data-cell]") : null;
      onZoom(zoomAt(zoom, scale, shareOf(event, (cell ?? stage).getBoundingClientRect())));
    };
    stage.addEventListener("wheel", onWheel, { passive: false });
    return () => stage.removeEventListener("wheel", onWheel);
  }, [zoom, onZoom]);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const target = event.target as Element;
    const divider = wipe !== null && (zoom.scale === 1 || target.closest("[data-divider]") !== null);
    if (event.button !== 0 || target.closest("button") || (!divider && zoom.scale === 1)) return;
    const cell = (target.closest("[data-cell]") ?? event.currentTarget).getBoundingClientRect();
    drag.current = { x: event.clientX, y: event.clientY, zoom, divider, frame: divider ? event.currentTarget.getBoundingClientRect() : cell };
    event.currentTarget.setPointerCapture(event.pointerId);
    if (divider) wipe.onChange(Math.min(1, Math.max(0, shareOf(event, drag.current.frame).x)));
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!drag.current) return;
    const { x, y, zoom: before, frame, divider } = drag.current;
    if (divider) wipe?.onChange(Math.min(1, Math.max(0, shareOf(event, frame).x)));
    else onZoom(panBy(before, (x - event.clientX) / frame.width, (y - event.clientY) / frame.height));
  };
  const onPointerEnd = () => {
    drag.current = null;
  };

  const style = {
    "--shape": `${width} / ${height}`,
    maxWidth: `min(calc(${tall} * ${(shape * columns).toFixed(4)}), ${Math.max(SMALLEST_WIDTH, width * LARGEST_ENLARGEMENT) * columns}px)`,
    touchAction: zoom.scale > 1 ? "none" : wipe ? "pan-y" : undefined,
  } as CSSProperties;
  return (
    <div
      ref={ref} role="group" aria-label="Pictures" aria-busy={busy} tabIndex={0} style={style}
      onPointerDown={onPointerDown} onPointerMove={onPointerMove} onPointerUp={onPointerEnd} onPointerCancel={onPointerEnd}
      className={cx("relative mx-auto grid gap-1 overflow-hidden rounded-lg", COLUMNS[shape < 1 ? "upright" : "wide"][columns], zoom.scale > 1 && "cursor-grab active:cursor-grabbing")}
    >
      {layers.map(({ key, ...layer }) => (
        <VideoLayer key={key} layer={layer} zoom={zoom} transport={transport} stacked={stacked} />
      ))}
      {wipe && <WipeDivider at={wipe.at} onChange={wipe.onChange} left={layers[0]?.name ?? ""} right={layers[1]?.name ?? ""} />}
    </div>
  );
}
