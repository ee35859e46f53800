import { sendFeed } from "#app/send-feed.ts";
import { atomFeed } from "#lib/feed/feed.ts";

export function GET(request: Request): Promise<Response> {
  return sendFeed(request, { write: atomFeed, contentType: "application/atom+xml" });
}
