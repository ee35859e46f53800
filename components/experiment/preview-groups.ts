import type { Artifact } from "#lib/experiment/schema.ts";

export const PREVIEW_ROLES = ["source", "baseline", "candidate"] as const;
export type PreviewRole = (typeof PREVIEW_ROLES)[number];
export interface PreviewGroup { clip: string; videos: { role: PreviewRole | null; artifact: Artifact }[] }

/** Gathers `preview/CLIP-ROLE.mp4` by clip, in the order source, baseline, candidate. */
export function previewGroups(artifacts: readonly Artifact[]): PreviewGroup[] {
  const groups = new Map<string, PreviewGroup>();
  for (const artifact of artifacts) {
    const stem = /^preview\/(.+)\.mp4$/.exec(artifact.name)?.[1];
    if (stem === undefined) continue;
    const role = PREVIEW_ROLES.find((each) => new RegExp(`(^|[-/_.])${each}($|[-/_.])`).test(stem)) ?? null;
    const clip = role ? stem.replace(new RegExp(`[-/_.]?${role}[-/_.]?`), "") : stem;
    const group = groups.get(clip) ?? { clip, videos: [] };
    group.videos.push({ role, artifact });
    groups.set(clip, group);
  }
  const order = (role: PreviewRole | null) => (role ? PREVIEW_ROLES.indexOf(role) : PREVIEW_ROLES.length);
  for (const group of groups.values()) group.videos.sort((a, b) => order(a.role) - order(b.role));
  return [...groups.values()];
}
