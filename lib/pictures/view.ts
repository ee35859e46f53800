import { NO_ZOOM, SCALES, clampZoom, type Zoom } from "./zoom.ts";

/* What the players show, as an address says it: a link shows the same moment in the same way. */

export const ROLES = ["source", "baseline", "candidate", "difference-candidate", "difference-baseline"] as const;
export type Role = (typeof ROLES)[number];
export const MODES = ["wipe", "side", "single", "difference", "abx"] as const;
export type Mode = (typeof MODES)[number];
/** The pictures proper, in the order of the keys 1, 2 and 3. */
export const PICTURES = ["source", "baseline", "candidate"] as const satisfies readonly Role[];
export type PictureRole = (typeof PICTURES)[number];

export interface PicturesView {
  /** null: the first one. */
  clip: string | null;
  /** From 0. */
  frame: number;
  mode: Mode;
  /** Left and right of the wipe; never the same. */
  wipe: [left: Role, right: Role];
  /** Side by side: two or three of the pictures, in their order. */
  side: PictureRole[];
  single: PictureRole;
  zoom: Zoom;
}

export const DEFAULT_VIEW: PicturesView = { clip: null, frame: 0, mode: "wipe", wipe: ["baseline", "candidate"], side: [...PICTURES], single: "candidate", zoom: NO_ZOOM };

const among = <T extends string>(values: readonly T[], value: string | null | undefined): T | undefined => values.find((each) => each === value);

function numberOf(text: string | null, whole: RegExp, otherwise: number): number {
  return text !== null && whole.test(text) ? Number(text) : otherwise;
}

function wipeOf(text: string | null): [Role, Role] {
  const [left, right] = (text ?? "").split(",").map((each) => among(ROLES, each));
  return left && right && left !== right ? [left, right] : DEFAULT_VIEW.wipe;
}

function sideOf(text: string | null): PictureRole[] {
  const asked = (text ?? "").split(",");
  const side = PICTURES.filter((each) => asked.includes(each));
  return side.length >= 2 ? side : DEFAULT_VIEW.side;
}

function zoomOf(text: string | null): Zoom {
  const [scale, x, y] = (text ?? "").split(",");
  const known = SCALES.find((each) => String(each) === scale);
  if (!known) return NO_ZOOM;
  const share = /^0?\.\d{1,6}$/;
  return clampZoom({ scale: known, x: numberOf(x ?? null, share, 0.5), y: numberOf(y ?? null, share, 0.5) });
}

/** Reads an address. What it does not know stands at its default. `frame` counts from 1 there, as on screen. */
export function parsePicturesView(params: Pick<URLSearchParams, "get">): PicturesView {
  return {
    clip: params.get("clip") || null,
    frame: Math.max(0, numberOf(params.get("frame"), /^\d{1,9}$/, 1) - 1),
    mode: among(MODES, params.get("mode")) ?? DEFAULT_VIEW.mode,
    wipe: wipeOf(params.get("wipe")),
    side: sideOf(params.get("side")),
    single: among(PICTURES, params.get("single")) ?? DEFAULT_VIEW.single,
    zoom: zoomOf(params.get("zoom")),
  };
}

/** The address of a view. What stands at its default is left out, but for clip, frame and mode. A blind test's address names no picture. */
export function picturesHref(id: string, view: PicturesView): string {
  const { clip, frame, mode, wipe, side, single, zoom } = view;
  const query = [
    ...(clip ? [`clip=${encodeURIComponent(clip)}`] : []),
    `frame=${frame + 1}`, `mode=${mode}`,
    ...(mode === "wipe" && wipe.join() !== DEFAULT_VIEW.wipe.join() ? [`wipe=${wipe.join()}`] : []),
    ...(mode === "side" && side.length < PICTURES.length ? [`side=${side.join()}`] : []),
    ...(mode === "single" && single !== DEFAULT_VIEW.single ? [`single=${single}`] : []),
    ...(zoom.scale > 1 ? [`zoom=${zoom.scale},${zoom.x.toFixed(4)},${zoom.y.toFixed(4)}`] : []),
  ];
  return `/blog/${encodeURIComponent(id)}/pictures?${query.join("&")}`;
}

/** The videos that a mode needs, in the order in which they are seen. */
export function rolesOf({ mode, wipe, side }: Pick<PicturesView, "mode" | "wipe" | "side">): readonly Role[] {
  if (mode === "wipe") return wipe;
  if (mode === "side") return side;
  if (mode === "single") return PICTURES;
  if (mode === "difference") return ["difference-candidate", "difference-baseline"];
  return ["candidate", "baseline"];
}
