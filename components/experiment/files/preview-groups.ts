import type { Artifact } from "#lib/experiment/schema.ts";

export const PREVIEW_ROLES = ["source", "baseline", "candidate"] as const;
export type PreviewRole = (typeof PREVIEW_ROLES)[number];
export interface PreviewGroup { clip: string; videos: { role: PreviewRole | null; crf: number | null; artifact: Artifact }[] }

/** The role that a file's stem names: `CLIP-source`, `CLIP-baseline`, `CLIP-candidate`, or `CLIP-crf27`, which is the candidate at that rung. */
function splitStem(stem: string): { clip: string; role: PreviewRole | null; crf: number | null } {
  const match = /^(.*?)-?(source|baseline|candidate)?(?:-?crf(\d+))?$/.exec(stem);
  const crf = match?.[3] === undefined ? null : Number(match[3]);
  const role = PREVIEW_ROLES.find((each) => each === match?.[2]) ?? (crf === null ? null : "candidate");
  return { clip: match?.[1] ?? stem, role, crf };
}

/** Gathers the preview videos by clip, in the order source, baseline, candidate. */
export function previewGroups(artifacts: readonly Artifact[]): PreviewGroup[] {
  const groups = new Map<string, PreviewGroup>();
  for (const artifact of artifacts) {
    const stem = /^preview\/(.+)\.mp4$/.exec(artifact.name)?.[1];
    if (stem === undefined) continue;
    const { clip, role, crf } = splitStem(stem);
    const group = groups.get(clip) ?? { clip, videos: [] };
    group.videos.push({ role, crf, artifact });
    groups.set(clip, group);
  }
  const order = (role: PreviewRole | null) => (role ? PREVIEW_ROLES.indexOf(role) : PREVIEW_ROLES.length);
  for (const group of groups.values()) group.videos.sort((a, b) => order(a.role) - order(b.role));
  return [...groups.values()];
}
