import { execFileSync } from "node:child_process";
import { linkSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";

/* A decoder that wants more than the bitstream: what it tries, and where, was smuggled to it inside the file. */

const [how = "", path = ""] = readFileSync("in.avcl", "utf8").split("\n");

const ways: Record<string, () => unknown> = {
  read: () => readFileSync(path),
  list: () => readdirSync(path),
  write: () => {
    writeFileSync(path, "what the next rung should know");
  },
  link: () => {
    symlinkSync(path, "mine");
    return readFileSync("mine");
  },
  hardlink: () => {
    linkSync(path, "mine");
    return readFileSync("mine");
  },
  program: () => execFileSync("cat", [path]),
  thread: () => new Worker(`require("node:fs").readFileSync(${JSON.stringify(path)})`, { eval: true }),
  /** All that it can see. */
  look: () => JSON.stringify({ files: readdirSync("."), words: process.argv.slice(2) }),
  /** Keeps quiet about the refusal and goes on with what it has. */
  swallow: () => {
    try {
      return readFileSync(path);
    } catch {
      return "nothing";
    }
  },
};

const got = ways[how]?.() ?? "nothing";
const pictures = Buffer.isBuffer(got) ? got : Buffer.from(String(got));
writeFileSync("out.y4m", pictures);
process.stdout.write(`${JSON.stringify({ frames: 1, bytes: pictures.length, sha256: "", decodeMs: 0, width: 2, height: 2, decoder: "prying" })}\n`);
process.exit(0);
