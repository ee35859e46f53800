import type { BitstreamHeader } from "../codecs/container.ts";
import { BitstreamError } from "../codecs/errors.ts";
import { ByteReader, writeVarint } from "../codecs/varint.ts";
import { createCnnFilter } from "./cnn/filter.ts";
import { parseCnn } from "./cnn/section.ts";
import { createWienerFilter, parseWiener } from "./wiener/index.ts";

/** The decoded, unrestored pictures before and after in display order; null at the clip's ends. */
export interface Neighbours {
  before: Uint8Array | null;
  after: Uint8Array | null;
}

export const ALONE: Neighbours = { before: null, after: null };

/** Restores decoded pictures; integer arithmetic, so that every machine gives the same ones. */
export interface Restorer {
  /** How many decoded pictures on each side `apply` looks at: 0 leaves `neighbours` unread, so that nobody has to wait for the picture after. */
  neighbours: 0 | 1;
  /** Writes the restored picture; all are planar I420 at the source's size, and `into` is none of the others. */
  apply(picture: Uint8Array, index: number, into: Uint8Array, neighbours: Neighbours): void;
  /** Multiply-adds per luma sample of the picture. */
  madsPerPixel: number;
}

/** First byte of the restore section: never renumber, only append. stack: varint length of the Wiener section, that section, and a network's. */
export const RESTORE_IDS = { wiener: 1, cnn: 2, stack: 3 } as const;

/** A section of both: the filters run first, the network on what they give. */
export function writeStack(wiener: Uint8Array, cnn: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([RESTORE_IDS.stack, ...writeVarint(wiener.length)]), wiener, cnn]);
}

/**
 * Opens the restore section of a file that anybody may have made: its restorers in the order in which they run.
 * @throws {BitstreamError}
 */
export function openRestorers(section: Uint8Array, header: BitstreamHeader): Restorer[] {
  if (section[0] !== RESTORE_IDS.stack) return [openRestorer(section, header)];
  const reader = new ByteReader(section.subarray(1));
  const wiener = reader.take(reader.varint("length of the Wiener section", 1, reader.left), "the Wiener section");
  const cnn = reader.take(reader.left, "the network's section");
  if (wiener[0] !== RESTORE_IDS.wiener || cnn[0] !== RESTORE_IDS.cnn) throw new BitstreamError("A stack of restorations holds something else than filters and a network.");
  return [openRestorer(wiener, header), openRestorer(cnn, header)];
}

/**
 * Opens the section of a single restoration.
 * @throws {BitstreamError}
 */
export function openRestorer(section: Uint8Array, header: BitstreamHeader): Restorer {
  const body = section.subarray(1);
  switch (section[0]) {
    case RESTORE_IDS.wiener:
      return createWienerFilter(parseWiener(body, header), header);
    case RESTORE_IDS.cnn: {
      const params = parseCnn(body);
      const filter = createCnnFilter(params, header);
      return { madsPerPixel: filter.madsPerPixel, neighbours: params.temporal ? 1 : 0, apply: (picture, _index, into, neighbours) => filter.apply(picture, into, neighbours) };
    }
    default:
      throw new BitstreamError(`The restoration number ${section[0] ?? "(none)"} is unknown.`);
  }
}
