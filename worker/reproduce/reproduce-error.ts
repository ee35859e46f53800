/** Why nothing could be compared; a sentence for the person at the keyboard. */
export class ReproduceError extends Error {
  override readonly name = "ReproduceError";
}
