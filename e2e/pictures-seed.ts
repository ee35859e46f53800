import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Suite } from "#lib/clips/schema.ts";
import { putBlob } from "#lib/data/blobs.ts";
import { importExperiment } from "#lib/data/import-experiment.ts";
import { experimentArtifactKey } from "#lib/data/keys.ts";
import { createLab, type Lab } from "#lib/data/lab.ts";
import { readEnv } from "#lib/env.ts";
import { type Pictures, picturesName } from "#lib/experiment/pictures-schema.ts";
import type { Artifact } from "#lib/experiment/schema.ts";
import { ROLES, type Role } from "#lib/pictures/view.ts";
import { encodePreview } from "#worker/codecs/preview.ts";
import { buildExperiment, buildPlan, buildSuite, sha256, TEST_DATA_NOTE } from "./builders.ts";

/*
 * An experiment whose previews are real videos made here. Their pictures say which frame they are of and of which version, as black and white
 * blocks along the top, so that a test reads from the screen what is really shown (see read-code.ts).
 */

export const PICTURES_ID = "pictures-coded-frames";
/** Landscape, everything there; portrait, tiny, at 29.97 frames a second, with one video missing and one that is none. */
export const PICTURES_CLIPS = { whole: "bbb-meadow", broken: "gate-tower" } as const;
/** Frames of the whole clip with a story, from 0. */
export const MARKS = { frames: 48, fps: 24, worst: 29, secondWorst: 10, best: 40, mostLost: 29, mostWon: 35 } as const;

const FRAME_BITS = 8;
const ROLE_BITS = 3;
export const CODE_BITS = FRAME_BITS + ROLE_BITS;
const [BLACK, WHITE, MIDDLE] = [16, 235, 128] as const;

interface Size { width: number; height: number }

/** Blocks along the top: the frame's number and the role's place in ROLES, highest bit first. Below, a drifting pattern, coarser in coded versions. */
function paint({ width, height }: Size, role: Role, frame: number, into: Uint8Array): void {
  into.fill(MIDDLE);
  const block = Math.floor(width / CODE_BITS);
  const code = (frame << ROLE_BITS) | ROLES.indexOf(role);
  const grain = role === "source" ? 1 : role === "baseline" ? 4 : 6;
  const difference = role.startsWith("difference");
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const bit = Math.min(CODE_BITS - 1, Math.floor(column / block));
      const [x, y] = [Math.floor((column + 2 * frame) / grain) * grain, Math.floor(row / grain) * grain];
      const wave = 128 + 60 * Math.sin(x / 9) * Math.cos(y / 13) + 30 * Math.sin((x + y) / 3);
      const picture = difference ? BLACK + 100 * Math.abs(Math.sin((column + 2 * frame) / 5) * Math.sin(row / 7)) ** 4 : wave;
      into[row * width + column] = row < height / 4 ? ((code >> (CODE_BITS - 1 - bit)) & 1 ? WHITE : BLACK) : picture;
    }
  }
}

async function paintedVideo(folder: string, size: Size & { fpsNum: number; fpsDen: number; frames: number }, role: Role): Promise<Buffer> {
  const path = join(folder, "preview.mp4");
  await encodePreview(path, { ...size, crf: 12, read: (frame, into) => paint(size, role, frame, into) });
  const video = await readFile(path);
  await rm(path);
  return video;
}

const wavy = (frames: number, level: number, marks: Record<number, number | null>) => Array.from({ length: frames }, (_, frame) => marks[frame] ?? (frame in marks ? null : Number((level + Math.sin(frame / 5)).toFixed(3))));
const bitsLike = (frames: number, keyFrame: number, other: number) => Array.from({ length: frames }, (_, frame) => (frame % 24 === 0 ? keyFrame : other + 37 * (frame % 7)));

const named = (clipId: string, role: Role) => ({ artifact: `preview/${clipId}-${role}.mp4` });
const viewsOf = (clipId: string) => ({ source: named(clipId, "source"), candidate: named(clipId, "candidate"), baseline: named(clipId, "baseline") });

function wholeClip(clipId: string): Pictures {
  const { frames, fps, worst, secondWorst, best, mostWon } = MARKS;
  const { source, candidate, baseline } = viewsOf(clipId);
  return {
    clipId, width: 352, height: 198, frames, fpsNum: fps, fpsDen: 1, source,
    candidate: { ...candidate, figures: { crf: 32, kbps: 412, psnrYuvDb: 40.11, psnrYuv: wavy(frames, 40, { [worst]: 33, [secondWorst]: 36, [best]: null, [mostWon]: 44 }), bits: bitsLike(frames, 90_000, 9000) } },
    baseline: { ...baseline, figures: { crf: 27, kbps: 431, psnrYuvDb: 39.6, psnrYuv: wavy(frames, 39.5, { [best]: null, [mostWon]: 38 }), bits: bitsLike(frames, 110_000, 11_000) } },
    difference: { fullScale: 24, candidate: named(clipId, "difference-candidate"), baseline: named(clipId, "difference-baseline") },
  };
}

function brokenClip(clipId: string): Pictures {
  const frames = 12;
  const { source, candidate, baseline } = viewsOf(clipId);
  return {
    clipId, width: 66, height: 96, frames, fpsNum: 30_000, fpsDen: 1001, source,
    candidate: { ...candidate, figures: { crf: 0, kbps: 900, psnrYuvDb: null, psnrYuv: Array.from({ length: frames }, () => null), bits: null } },
    baseline: { ...baseline, figures: { crf: 0, kbps: 950, psnrYuvDb: null, psnrYuv: Array.from({ length: frames }, () => null), bits: null } },
    difference: { fullScale: 8, candidate: named(clipId, "difference-candidate"), baseline: named(clipId, "difference-baseline") },
  };
}

async function store(lab: Lab, name: string, body: Buffer, contentType: string): Promise<Artifact> {
  const artifact = { name, key: experimentArtifactKey(PICTURES_ID, 1, name), bytes: body.length, sha256: sha256(body.toString("base64")), contentType };
  await putBlob(lab, artifact.key, body, { contentType });
  return artifact;
}

/** Puts the experiment and its videos into a lab, through the data layer. Twice adds nothing. */
export async function seedPictures(variables: Record<string, string>): Promise<void> {
  const lab = createLab(readEnv(variables));
  const clips = buildSuite("quick").clips.filter(({ id }) => id === PICTURES_CLIPS.whole || id === PICTURES_CLIPS.broken);
  const suite: Suite = { id: "pictures-two", title: "Coded frames", description: TEST_DATA_NOTE, clips };
  const folder = await mkdtemp(join(tmpdir(), "lab-pictures-"));
  try {
    const artifacts: Artifact[] = [];
    for (const pictures of [wholeClip(PICTURES_CLIPS.whole), brokenClip(PICTURES_CLIPS.broken)]) {
      const { clipId } = pictures;
      artifacts.push(await store(lab, picturesName(clipId), Buffer.from(JSON.stringify(pictures)), "application/json"));
      for (const role of ROLES) {
        const broken = clipId === PICTURES_CLIPS.broken;
        const noVideo = broken && role === "difference-candidate";
        const video = noVideo ? Buffer.from("this is no video") : await paintedVideo(folder, pictures, role);
        // Of the one that is missing, the record tells all the same.
        const stored = await store(lab, named(clipId, role).artifact, video, "video/mp4");
        artifacts.push(broken && role === "difference-baseline" ? { ...stored, key: `${stored.key}.gone` } : stored);
      }
    }
    const createdAt = "2026-01-02T10:00:00.000Z";
    await importExperiment(lab, buildExperiment({
      id: PICTURES_ID, createdAt, suite, artifacts, plan: buildPlan({ base: { codec: "vp9", cpuUsed: 4 } }), rateFactors: [0.99, 1.01], label: PICTURES_ID,
      hypothesis: `Pictures that say which frame they are. (${TEST_DATA_NOTE})`,
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
