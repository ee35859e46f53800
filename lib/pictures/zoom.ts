/** The part of the picture that is in view: its middle as shares of width and height, and how many times it is enlarged. */
export interface Zoom { scale: number; x: number; y: number }

export const SCALES = [1, 2, 4, 8] as const;
export const NO_ZOOM: Zoom = { scale: 1, x: 0.5, y: 0.5 };

/** The nearest view that lies inside of the picture. */
export function clampZoom({ scale, x, y }: Zoom): Zoom {
  const half = 0.5 / scale;
  const inside = (place: number) => Math.min(1 - half, Math.max(half, place));
  return { scale, x: inside(x), y: inside(y) };
}

/** Another scale, with the point under the pointer staying where it is. @param at place in the frame, as shares of its sides */
export function zoomAt(zoom: Zoom, scale: number, at: { x: number; y: number } = { x: 0.5, y: 0.5 }): Zoom {
  const keep = (middle: number, place: number) => middle + (place - 0.5) * (1 / zoom.scale - 1 / scale);
  return clampZoom({ scale, x: keep(zoom.x, at.x), y: keep(zoom.y, at.y) });
}

/** The next larger (1) or smaller (-1) scale; the same at the ends. */
export function nextScale(scale: number, direction: 1 | -1): number {
  const larger = SCALES.find((each) => each > scale);
  const smaller = SCALES.findLast((each) => each < scale);
  return (direction === 1 ? larger : smaller) ?? scale;
}

/** Moves the view by shares of what is in view: 0.25 to the right shows a quarter more of the right. */
export function panBy(zoom: Zoom, dx: number, dy: number): Zoom {
  return clampZoom({ ...zoom, x: zoom.x + dx / zoom.scale, y: zoom.y + dy / zoom.scale });
}

/** The CSS transform of a picture that fills its frame, with its origin at the top left. */
export function zoomTransform({ scale, x, y }: Zoom): string {
  if (scale === 1) return "none";
  const percent = (place: number) => `${((0.5 - place * scale) * 100).toFixed(3)}%`;
  return `translate(${percent(x)}, ${percent(y)}) scale(${scale})`;
}
