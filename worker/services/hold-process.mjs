/*
 * Holds a program that cannot watch its parent itself (java): `node hold-process.mjs <program> <arguments...>`. Passes
 * SIGTERM on, ends the program when the launcher is gone (stdin ends), and ends as the program ended.
 */
import { spawn } from "node:child_process";

const GRACE_MS = 5_000;
const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });

function end() {
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), GRACE_MS).unref();
}

process.on("SIGTERM", end).on("SIGINT", end);
process.stdin.once("end", end).once("error", end).resume();
child.once("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
child.once("exit", (code, signal) => process.exit(signal === null ? (code ?? 1) : 0));
