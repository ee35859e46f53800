import type { Artifact } from "#lib/experiment/schema.ts";
import { exportFileName } from "#lib/export/file-name.ts";
import type { RecordedClip, RecordedRung } from "#lib/reproduce/what-to-reproduce.ts";
import { artifactUrl } from "./artifact-url.ts";

/** Name of the file that `reproduce --keep` writes for a rung, and that a download of its artifact has. */
export const bitstreamFile = (clipId: string, crf: number): string => `${clipId}-crf${crf}.avcl`;

/** The artifact that is a rung's bitstream, when it is kept. */
export function bitstreamOf(artifacts: readonly Artifact[], { spec, folder }: RecordedClip, { crf }: Pick<RecordedRung, "crf">): Artifact | undefined {
  return artifacts.find(({ name }) => name === `${folder}/${bitstreamFile(spec.id, crf)}`);
}

/** What `sha256sum -c` reads: every bitstream of the record. */
export function checksums(clips: readonly RecordedClip[]): string {
  return clips.flatMap(({ spec, rungs }) => rungs.map(({ crf, sha256 }) => `${sha256}  ${bitstreamFile(spec.id, crf)}\n`)).join("");
}

/** The JSON download of the page. */
export const recordFile = (id: string): string => exportFileName([id], "json");

/** Shell words: ids and addresses of this lab need no quotes, and what does is put into single ones. */
function word(text: string): string {
  return /^[A-Za-z0-9_./:@%=+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The commands of the page. @param origin address of the lab */
export function commandsOf(id: string, origin: string, clips: readonly RecordedClip[]): { fromLab: string; fromFile: string; fetch: (name: string) => string; decode: (file: string) => string } {
  const upload = clips.some(({ spec }) => spec.kind === "upload") ? " --upload ORIGINAL_FILE" : "";
  return {
    fromLab: `npm run reproduce -- ${word(id)} --url ${word(origin)}${upload}`,
    fromFile: `npm run reproduce -- ${word(id)} --record ${word(recordFile(id))}${upload}`,
    fetch: (name) => `curl -O ${word(new URL(artifactUrl(id, name), origin).href)}`,
    decode: (file) => `npm run decode -- ${word(file)} ${word(file.replace(/\.avcl$/, ".y4m"))}`,
  };
}
