import type { Env } from "#lib/env.ts";

/**
 * Ends a script of npm's when the shell that npm ran it in is gone. npm hands SIGTERM to that shell, which dies without
 * passing it on (npm 11.19 with dash; seen as a lab that outlived `kill` of its npm). Does nothing without npm.
 */
export function stopWithNpm(env: Pick<Env, "npm_lifecycle_event">, stop: () => void): void {
  if (env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(look);
    stop();
  }, 500);
  look.unref();
}
