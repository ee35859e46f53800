import { createLab, type Lab } from "#lib/data/lab.ts";
import { readEnv, type Env } from "#lib/env.ts";

let env: Env | null = null;
let lab: Lab | null = null;

/** The environment, parsed once a process. */
export function getEnv(): Env {
  env ??= readEnv();
  return env;
}

/** The clients of the app's process, made at first use: a build must not need them. */
export function getLab(): Lab {
  lab ??= createLab(getEnv());
  return lab;
}
