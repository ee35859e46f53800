import { createHash } from "node:crypto";
import type { ShareCard } from "#lib/format/share-card.ts";

/** Counts changes of the drawing: images are kept for long under an address that has it in. */
const DRAWING = 1;

/** Names what is drawn: the same card has the same version, a record that changed has another. */
export function cardVersion(card: ShareCard): string {
  return createHash("sha256").update(JSON.stringify([DRAWING, card])).digest("base64url").slice(0, 16);
}
