/** No honest reply is near this: a proposal is a few kilobytes. */
export const MAX_REPLY_BYTES = 1024 * 1024;

export class ReplyTooLargeError extends Error {
  constructor() {
    super(`more than ${MAX_REPLY_BYTES} bytes`);
    this.name = "ReplyTooLargeError";
  }
}

/**
 * fetch whose response body errs with ReplyTooLargeError after MAX_REPLY_BYTES, so that a runaway model cannot fill the
 * memory. Redirects are errors: a POST with a key follows nobody.
 */
export async function boundedFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, { ...init, redirect: "error" });
  if (!response.body) return response;
  let seen = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      if (seen > MAX_REPLY_BYTES) controller.error(new ReplyTooLargeError());
      else controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(count), { status: response.status, statusText: response.statusText, headers: response.headers });
}
