/** The bitstream file cannot be decoded: damaged, truncated, too new, or not a bitstream at all. */
export class BitstreamError extends Error {
  override name = "BitstreamError";
}

/** A codec library refused or failed; `detail` holds the tail of what it said. */
export class CodecError extends Error {
  override name = "CodecError";
  readonly detail: string;

  constructor(message: string, detail: string) {
    super(message);
    this.detail = detail;
  }
}
