import { readEnv } from "#lib/env.ts";
import { ensureStorage } from "#lib/data/ensure-storage.ts";
import { closeLab, createLab } from "#lib/data/lab.ts";
import { attachEnv } from "#worker/services/attach.ts";

/*
 * Creates tables, indexes and bucket where they are missing. `npm start` runs it; on AWS it can be run once by hand with
 * an administrator's rights: LAB_STORAGE=aws node --import tsx worker/commands/prepare-storage.ts
 */

try {
  const lab = createLab(await attachEnv(readEnv()));
  await ensureStorage(lab);
  closeLab(lab);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
