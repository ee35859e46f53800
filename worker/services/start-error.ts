/** The lab cannot start; the message is one sentence with what is wrong and what to do. */
export class StartError extends Error {
  override readonly name = "StartError";
}
