import { setTimeout as sleep } from "node:timers/promises";
import type { Child } from "#worker/services/child.ts";

const PATIENCE_MS = 60_000;

/** Waits until an address answers. @throws {Error} with what the server said, when it ended or never answered */
export async function waitUntilAnswers(url: string, server: Child): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (server.running() && Date.now() < until) {
    const answer = await fetch(url).then((response) => response.ok, () => false);
    if (answer) return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer; is the app built (npm run build)? The server said: ${server.tail()}`);
}
