import { serveArgs } from "#worker/services/build-app.ts";
import { startChild, type Child } from "#worker/services/child.ts";
import { freePort } from "#worker/services/free-port.ts";
import { waitUntilAnswers } from "./wait-until-answers.ts";

/** The production build on a free port, once it answers. @param variables of the lab that it shows */
export async function startApp(name: string, variables: Record<string, string>): Promise<{ app: Child; address: string }> {
  const port = await freePort("127.0.0.1");
  const app = startChild({ name: `${name} app`, args: serveArgs({ host: "127.0.0.1", port }), env: { ...variables, NODE_ENV: "production" } });
  const address = `http://127.0.0.1:${port}`;
  await waitUntilAnswers(`${address}/api/health`, app);
  return { app, address };
}
