import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { listExperiments } from "#lib/data/list-experiments.ts";
import { createTestLab } from "#lib/data/testing.ts";
import { environmentWith } from "#lib/env.ts";
import { bytesOf, postMortemFile, postMortemReport } from "#lib/import/fixtures.ts";

const run = promisify(execFile);

it("npm run import stores a file's records, and says where another one is malformed", async () => {
  const { lab, variables } = await createTestLab();
  const folder = await mkdtemp(join(tmpdir(), "lab-import-"));
  const command = (file: string) => run(process.execPath, ["--import", "tsx", "worker/commands/import.ts", join(folder, file)], { env: environmentWith(variables) });
  try {
    await writeFile(join(folder, "good.json"), bytesOf(postMortemFile([postMortemReport(), postMortemReport({ experiment_id: "b", status: "timed_out", results: {} })])));
    await writeFile(join(folder, "bad.json"), bytesOf(postMortemFile([postMortemReport({ status: 7, timestamp: "noon" })])));
    const [good, bad] = await Promise.all([command("good.json"), command("bad.json").catch((error: unknown) => error)]);
    expect(good.stdout).toMatch(/^Imported 2 records\. Flagged: .*1 × timed out/);
    expect(bad).toMatchObject({ code: 1, stderr: expect.stringMatching(/nothing was\. reports\[0\]\.\w+: .*\n {2}reports\[0\]\.timestamp: .*\n {2}reports\[0\]\.status: /) });
    expect((await listExperiments(lab, { limit: 10 })).items).toHaveLength(2);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
