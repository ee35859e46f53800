import { ImageResponse } from "next/og";
import { SHARE_SIZE, ShareImage } from "#components/experiment/share/share-image.tsx";
import type { Experiment } from "#lib/experiment/schema.ts";
import { type ShareCard, shareCardOf } from "#lib/format/share-card.ts";
import { cardVersion } from "./card-version.ts";

/** Images that one process remembers, some 100 kB each: a shared page is fetched by many readers at once. */
const REMEMBERED = 24;

const drawn = new Map<string, Promise<Uint8Array>>();

async function draw(card: ShareCard): Promise<Uint8Array> {
  const image = new ImageResponse(<ShareImage card={card} />, SHARE_SIZE);
  return new Uint8Array(await image.arrayBuffer());
}

/** The share image of an experiment as PNG, drawn once for each version. */
export async function drawCard(experiment: Experiment): Promise<{ version: string; png: Uint8Array }> {
  const card = shareCardOf(experiment);
  const version = cardVersion(card);
  const known = drawn.get(version);
  const png = known ?? draw(card);
  if (!known) {
    drawn.set(version, png);
    const oldest = drawn.keys().next().value;
    if (drawn.size > REMEMBERED && oldest !== undefined) drawn.delete(oldest);
    png.catch(() => drawn.delete(version));
  }
  return { version, png: await png };
}
