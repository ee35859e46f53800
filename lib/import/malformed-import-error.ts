/** One thing that does not fit: where (a path into the file, or a line), and what is wrong there. */
export interface Misfit {
  where: string;
  message: string;
}

/** Misfits that are named; further ones are only counted. */
const NAMED = 20;

/** A file that cannot be imported. Nothing of it was. */
export class MalformedImportError extends Error {
  override readonly name = "MalformedImportError";
  readonly misfits: readonly Misfit[];
  constructor(misfits: readonly Misfit[], options?: ErrorOptions) {
    const [first] = misfits;
    const more = misfits.length > 1 ? ` (and ${misfits.length - 1} more)` : "";
    super(`The file cannot be imported; nothing was. ${first ? `${first.where}: ${first.message}` : "It does not say why"}${more}.`, options);
    this.misfits = misfits.slice(0, NAMED);
  }
}
