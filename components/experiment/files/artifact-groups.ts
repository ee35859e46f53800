import type { Artifact } from "#lib/experiment/schema.ts";

export interface ArtifactGroup {
  key: string;
  title: string;
  artifacts: Artifact[];
}

/** Folders of artifacts, in the order in which a reader wants them; others follow under their own name. */
const TITLES: Record<string, string> = {
  "": "Records", bitstream: "Bitstreams", "held-out": "Held-out bitstreams and records", frames: "Figures of every frame", preview: "Previews", pictures: "Pictures for the players", training: "Training curves", log: "Logs", logs: "Logs",
};

/** The files of an experiment by the first folder in their names. */
export function artifactGroups(artifacts: readonly Artifact[]): ArtifactGroup[] {
  const byFolder = new Map<string, Artifact[]>();
  for (const artifact of artifacts) {
    const slash = artifact.name.indexOf("/");
    const folder = slash < 0 ? "" : artifact.name.slice(0, slash);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), artifact]);
  }
  const order = Object.keys(TITLES);
  const place = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return [...byFolder].map(([key, files]) => ({ key, title: TITLES[key] ?? key, artifacts: files })).sort((a, b) => place(a.key) - place(b.key));
}
