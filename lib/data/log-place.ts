import { InvalidCursorError } from "../errors.ts";

/** A place in an experiment's log: after a chunk of the live items, or at a byte of the kept file. */
export type LogPlace = { kind: "live"; attempt: number; chunk: number } | { kind: "kept"; attempt: number; offset: number };

const SHAPE = /^(live|kept)-([1-9]\d{0,5})-(0|[1-9]\d{0,9})$/;

export function writeLogPlace(place: LogPlace): string {
  return place.kind === "live" ? `live-${place.attempt}-${place.chunk}` : `kept-${place.attempt}-${place.offset}`;
}

/** @throws {InvalidCursorError} for anything that writeLogPlace did not write */
export function readLogPlace(text: string): LogPlace {
  const [, kind, attempt, number] = SHAPE.exec(text) ?? [];
  if (kind === undefined) throw new InvalidCursorError();
  return kind === "live" ? { kind, attempt: Number(attempt), chunk: Number(number) } : { kind: "kept", attempt: Number(attempt), offset: Number(number) };
}
