import type { Pictures } from "#lib/experiment/pictures-schema.ts";
import { shownAs } from "#lib/pictures/abx.ts";
import { type PicturesView, type Role, rolesOf } from "#lib/pictures/view.ts";
import { artifactUrl } from "../experiment/files/artifact-url.ts";
import type { Running } from "./abx-session.ts";
import { artifactOf, ROLE_NAMES, roleNote } from "./role-names.ts";
import type { Layer } from "./video-layer.tsx";

export type KeyedLayer = Layer & { key: string };

/** The videos of a mode, in the order in which they lie over or beside each other. @param divider place of the wipe, a share of the width */
export function layersOf(id: string, pictures: Pictures, view: Pick<PicturesView, "mode" | "wipe" | "side" | "single">, divider: number): KeyedLayer[] {
  return rolesOf(view).map((role: Role, index) => {
    const right = view.mode === "wipe" && index === 1;
    return {
      key: role, address: artifactUrl(id, artifactOf(role, pictures)), name: ROLE_NAMES[role], note: roleNote(role, pictures),
      visible: view.mode !== "single" || role === view.single, from: right ? divider : 0, side: right ? "right" : "left",
    };
  });
}

/** The two videos of a blind test, in an order of its own and named by letters only. */
export function blindLayers(id: string, pictures: Pictures, { order, trial, looking }: Running): KeyedLayer[] {
  const shown = shownAs(trial, looking);
  return order.map((role) => ({ key: role, address: artifactUrl(id, artifactOf(role, pictures)), name: looking.toUpperCase(), visible: role === shown, side: "left" }));
}
