"use client";
import { ZoomIn, ZoomOut } from "lucide-react";
import { NO_ZOOM, nextScale, SCALES, type Zoom, zoomAt } from "#lib/pictures/zoom.ts";
import { Button } from "../ui/button.tsx";

/** Closer, further, and all of it. */
export function ZoomButtons({ zoom, onZoom }: { zoom: Zoom; onZoom: (zoom: Zoom) => void }) {
  const { scale } = zoom;
  return (
    <div role="group" aria-label="Zoom" className="flex items-center gap-1">
      <Button size="icon" aria-label="Zoom out" disabled={scale === SCALES[0]} onClick={() => onZoom(zoomAt(zoom, nextScale(scale, -1)))}>
        <ZoomOut aria-hidden className="size-4" />
      </Button>
      <Button variant="ghost" className="num w-12 justify-center px-0" aria-label={`Zoom ${scale}×, show all of it`} disabled={scale === 1} onClick={() => onZoom(NO_ZOOM)}>
        {scale}×
      </Button>
      <Button size="icon" aria-label="Zoom in" disabled={scale === SCALES.at(-1)} onClick={() => onZoom(zoomAt(zoom, nextScale(scale, 1)))}>
        <ZoomIn aria-hidden className="size-4" />
      </Button>
    </div>
  );
}
