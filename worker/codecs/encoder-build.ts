import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { AV_PIX_FMT_YUV420P, Frame, getFFmpegInfo } from "../media/av.ts";
import type { EncoderOptions } from "./encoder-options.ts";
import { openEncoder } from "./open-encoder.ts";

const SIDE = 64;

/** The text of the information SEI that x265 and x264 write into their first picture when nobody stops them, or null. */
export async function informationText(encoder: EncoderOptions["encoder"], options: Record<string, string>): Promise<string | null> {
  const session = await openEncoder({ encoder, options, threads: 1 }, { width: SIDE, height: SIDE, fpsNum: 25, fpsDen: 1 });
  try {
    using grey = Frame.fromVideoBuffer(Buffer.alloc((SIDE * SIDE * 3) / 2, 128), { width: SIDE, height: SIDE, format: AV_PIX_FMT_YUV420P, pts: 0n, timeBase: { num: 1, den: 25 } });
    const coded = [...(await session.send(grey)), ...(await session.send(null))];
    const text = Buffer.concat(coded.map(({ data }) => data)).toString("latin1");
    return /x26[45] (?:\(|- core)[\x20-\x7e]*/.exec(text)?.[0] ?? null;
  } finally {
    session.close();
  }
}

/**
 * Version of the encoder library, from a stream that it wrote itself. libvpx and SVT-AV1 do not sign their streams; their
 * version follows from the node-av build, which links them statically.
 */
async function libraryVersion(encoder: string): Promise<string | null> {
  if (encoder === "libx265") {
    const text = await informationText(encoder, { threads: "1", preset: "ultrafast", "x265-params": "info=1:log-level=0:pools=none:frame-threads=1" });
    return text && `x265 ${/- (\S+?):/.exec(text)?.[1] ?? text.slice(0, 60)}`;
  }
  if (encoder === "libx264") {
    const text = await informationText(encoder, { threads: "1", preset: "ultrafast" });
    return text && `x264 ${/core \d+(?: r\d+ \w+)?/.exec(text)?.[0] ?? text.slice(0, 60)}`;
  }
  return null;
}

/** Version of the installed node-av package, whose prebuilt binary holds FFmpeg and all encoders. */
function nodeAvVersion(): string {
  const entry = createRequire(import.meta.url).resolve("node-av");
  const manifest: unknown = JSON.parse(readFileSync(join(entry, "..", "..", "package.json"), "utf8"));
  const version = typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : null;
  if (typeof version !== "string") throw new Error(`${entry} belongs to a package without a version`);
  return version;
}

const builds = new Map<string, Promise<string>>();

/** Build of the libraries behind an encoder, for the record and as part of cache keys; asked once a process. */
export function encoderBuild(encoder: string): Promise<string> {
  const known = builds.get(encoder);
  if (known) return known;
  const build = describeBuild(encoder);
  builds.set(encoder, build);
  return build;
}

async function describeBuild(encoder: string): Promise<string> {
  const { version, libraries } = getFFmpegInfo();
  const parts = [await libraryVersion(encoder), `libavcodec ${libraries.avcodec}`, `FFmpeg ${version}`, `node-av ${nodeAvVersion()}`, `${process.platform}-${process.arch}`];
  return parts.filter((part) => part !== null).join(", ");
}
