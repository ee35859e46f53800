export type MediaErrorCode =
  | "empty" | "too-large" | "too-long" | "too-short" | "not-media" | "incomplete" | "no-video" | "codec" | "geometry" | "damaged" | "missing";

/** A video that cannot be used. The message tells the person what is wrong and what to do about it. */
export class MediaError extends Error {
  override readonly name = "MediaError";
  readonly code: MediaErrorCode;

  constructor(code: MediaErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
