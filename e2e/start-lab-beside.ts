import { ensureStorage } from "#lib/data/ensure-storage.ts";
import { createLab, type Lab } from "#lib/data/lab.ts";
import { readEnv } from "#lib/env.ts";
import { startApp } from "./start-app.ts";

/** A lab with its app and no worker. */
export interface LabBeside {
  address: string;
  lab: Lab;
  stop: () => Promise<unknown>;
}

/**
 * A lab of a test's own, with its own tables in the storage that runs already: what happens there, no other test counts.
 * @param name is unique in the run
 * @param storage variables of a lab that runs already
 * @param fill puts the past into it before its app starts
 */
export async function startLabBeside(name: string, storage: Record<string, string>, fill: (lab: Lab) => Promise<unknown>): Promise<LabBeside> {
  const variables = { ...storage, DYNAMODB_TABLE_PREFIX: `${name}-`, LAB_DATA_DIR: `${storage.LAB_DATA_DIR}-${name}` };
  const lab = createLab(readEnv(variables));
  await ensureStorage(lab);
  await fill(lab);
  const { app, address } = await startApp(name, variables);
  return { address, lab, stop: () => app.stop() };
}
