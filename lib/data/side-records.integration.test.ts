import { beforeEach, describe, expect, it } from "vitest";
import { buildBaseline, buildClipFacts, buildReasoning, buildSuite } from "#e2e/builders.ts";
import type { Upload } from "../experiment/schema.ts";
import { claimUploadCheck } from "./claim-upload-check.ts";
import { createUpload } from "./create-upload.ts";
import { ensureStorage } from "./ensure-storage.ts";
import { findBaseline } from "./find-baseline.ts";
import { getUpload } from "./get-upload.ts";
import type { Lab } from "./lab.ts";
import { listReasoning } from "./list-reasoning.ts";
import { saveReasoning } from "./save-reasoning.ts";
import { settleUploadCheck } from "./settle-upload-check.ts";
import { storeBaseline } from "./store-baseline.ts";
import type { TestClock } from "./testing.ts";
import { createTestLab } from "./testing.ts";

let lab: Lab;
let clock: TestClock;
beforeEach(async () => {
  ({ lab, clock } = await createTestLab({ startAt: "2026-03-01T12:00:00.000Z" }));
});

describe("storage", () => {
  it("is made ready by several starters at once, and again on top of what is there", async () => {
    await Promise.all([ensureStorage(lab), ensureStorage(lab)]);
    await ensureStorage(lab);
    expect(await lab.db.tableStatus(lab.tables.experiments)).toBe("ACTIVE");
  });
});

describe("the researcher's calls", () => {
  it("are kept by experiment, oldest first, and storing one twice is harmless", async () => {
    const first = buildReasoning({ experimentId: "exp-a", outcome: "timeout", error: "no reply in 120 s", researcher: { kind: "model", model: "m", note: null }, promptTokens: 900 });
    const second = buildReasoning({ experimentId: "exp-a", sequence: 2, createdAt: "2026-11-01T10:00:09.000Z", reply: { hypothesis: "h", nested: [1, null, { a: "" }] } });
    await saveReasoning(lab, second);
    await saveReasoning(lab, first);
    await saveReasoning(lab, first);
    await saveReasoning(lab, buildReasoning({ experimentId: "exp-b" }));
    expect(await listReasoning(lab, "exp-a")).toEqual([first, second]);
    expect(await listReasoning(lab, "exp-none")).toEqual([]);
  });
});

describe("a baseline", () => {
  it("is found under its clip and its settings and nowhere else", async () => {
    const clip = buildSuite().clips[0];
    const baseline = buildBaseline(buildClipFacts(clip ?? { ...buildSuite("full").clips[0]! }));
    await storeBaseline(lab, "x265-medium-psnr", baseline);
    expect(await findBaseline(lab, { clipSha256: baseline.clipSha256, settingsKey: "x265-medium-psnr" })).toEqual(baseline);
    expect(await findBaseline(lab, { clipSha256: baseline.clipSha256, settingsKey: "x265-slow-psnr" })).toBeNull();
    expect(await findBaseline(lab, { clipSha256: "other", settingsKey: "x265-medium-psnr" })).toBeNull();
  });
});

describe("an upload", () => {
  const upload: Upload = {
    id: "6b0e1e6c-4a8e-4d3b-9a53-3f2b3f3c1c11", fileName: "my film.mov", bytes: 12_345, key: "uploads/x/original", createdAt: "2026-03-01T11:00:00.000Z",
    status: "checking", reason: null, facts: null,
  };
  const facts = { width: 640, height: 360, fps: 25, frames: 50, durationSeconds: 2, codec: "h264", notes: [] };

  it("is checked by one worker, which settles it once", async () => {
    expect(await createUpload(lab, upload)).toBe(true);
    expect(await createUpload(lab, upload)).toBe(false);
    const claims = await Promise.all(["a", "b", "c"].map((owner) => claimUploadCheck(lab, { owner, leaseSeconds: 30 })));
    expect(claims.filter((claim) => claim !== null)).toEqual([upload]);
    const owner = ["a", "b", "c"][claims.findIndex((claim) => claim !== null)] ?? "";
    expect(await settleUploadCheck(lab, { id: upload.id, owner: "stranger" }, { status: "ready", reason: null, facts })).toBe(false);
    expect(await settleUploadCheck(lab, { id: upload.id, owner }, { status: "ready", reason: null, facts })).toBe(true);
    expect(await settleUploadCheck(lab, { id: upload.id, owner }, { status: "rejected", reason: "late", facts: null })).toBe(false);
    expect(await getUpload(lab, upload.id)).toEqual({ ...upload, status: "ready", facts });
    clock.advance(3600);
    expect(await claimUploadCheck(lab, { owner: "a", leaseSeconds: 30 })).toBeNull();
  });

  it("that ends its checker three times is rejected with a reason", async () => {
    await createUpload(lab, upload);
    for (const owner of ["a", "b", "c"]) {
      expect((await claimUploadCheck(lab, { owner, leaseSeconds: 30 }))?.id).toBe(upload.id);
      clock.advance(31);
    }
    expect(await claimUploadCheck(lab, { owner: "d", leaseSeconds: 30 })).toBeNull();
    expect(await getUpload(lab, upload.id)).toMatchObject({ status: "rejected", reason: expect.stringMatching(/could not be checked.*H\.264/) });
    expect(await settleUploadCheck(lab, { id: upload.id, owner: "c" }, { status: "ready", reason: null, facts })).toBe(false);
  });

  it("that nobody knows is null", async () => {
    expect(await getUpload(lab, "6b0e1e6c-4a8e-4d3b-9a53-3f2b3f3c1c12")).toBeNull();
  });
});
