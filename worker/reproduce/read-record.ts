import { readFile } from "node:fs/promises";
import { ExportFileSchema, type ExportedRecord } from "#lib/export/file-schema.ts";
import { parsedOrNull } from "#lib/json/parsed-or-null.ts";
import { ReproduceError } from "./reproduce-error.ts";

/** A lab on this machine answers at once; one that says nothing for so long is not there, ms. */
const ANSWER_MS = 30_000;

/** The record of that id, or the only one. @throws {ReproduceError} */
function recordIn(text: string, where: string, id: string | null): ExportedRecord {
  const file = ExportFileSchema.safeParse(parsedOrNull(text));
  if (!file.success) {
    const [issue] = file.error.issues;
    throw new ReproduceError(`${where} is no JSON export of this lab (${issue ? `${issue.path.join(".") || "the file"}: ${issue.message}` : "unknown shape"}). An experiment's page downloads one.`);
  }
  if (file.data.detail !== "record") throw new ReproduceError(`${where} holds rows of the history. Whole records are needed: the JSON download of an experiment's page.`);
  const { experiments } = file.data;
  const ids = experiments.map((each) => each.id).join(", ");
  if (id === null && experiments.length > 1) throw new ReproduceError(`${where} holds several experiments; name one of them: ${ids}.`);
  const record = id === null ? experiments[0] : experiments.find((each) => each.id === id);
  if (!record) throw new ReproduceError(id === null ? `${where} holds no experiment.` : `${where} holds no experiment ${id}${ids === "" ? "" : `, but ${ids}`}.`);
  return record;
}

/** From a JSON download. @throws {ReproduceError} */
export async function readRecordFile(path: string, id: string | null): Promise<ExportedRecord> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new ReproduceError(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  });
  return recordIn(text, path, id);
}

/** From a running lab. @throws {ReproduceError} */
export async function fetchRecord(labUrl: string, id: string): Promise<ExportedRecord> {
  if (!URL.canParse(labUrl) || !/^https?:/.test(labUrl)) throw new ReproduceError(`${labUrl} is no address of a lab, such as http://127.0.0.1:3000.`);
  const address = new URL(`/api/experiments/${encodeURIComponent(id)}/export?format=json`, labUrl);
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, { signal: AbortSignal.timeout(ANSWER_MS) });
    text = await response.text();
  } catch (cause) {
    throw new ReproduceError(`No lab answers at ${labUrl}. Start it, name another one with --url, or give a JSON download with --record FILE.`, { cause });
  }
  if (response.status === 404) throw new ReproduceError(`The lab at ${labUrl} has no experiment ${id}.`);
  if (!response.ok) throw new ReproduceError(`The lab at ${labUrl} answered with status ${response.status}: ${text.slice(0, 300)}`);
  return recordIn(text, address.href, id);
}
