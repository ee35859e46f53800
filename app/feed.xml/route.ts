import { sendFeed } from "#app/send-feed.ts";
import { rssFeed } from "#lib/feed/feed.ts";

export function GET(request: Request): Promise<Response> {
  return sendFeed(request, { write: rssFeed, contentType: "application/rss+xml" });
}
