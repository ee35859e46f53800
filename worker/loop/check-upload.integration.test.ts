import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteBlob, putBlob } from "#lib/data/blobs.ts";
import { claimUploadCheck } from "#lib/data/claim-upload-check.ts";
import { createUpload } from "#lib/data/create-upload.ts";
import { getUpload } from "#lib/data/get-upload.ts";
import { uploadKey } from "#lib/data/keys.ts";
import { closeLab, createLab, type Lab } from "#lib/data/lab.ts";
import { createTestLab, type TestLab } from "#lib/data/testing.ts";
import { StorageUnavailableError } from "#lib/errors.ts";
import { MAX_ATTEMPTS, type Upload } from "#lib/experiment/schema.ts";
import { AV_LOG_QUIET, Log } from "#worker/media/av.ts";
import { createMediaPool, type MediaPool } from "#worker/process/media-pool.ts";
import { startMediaProcess, type MediaProcess } from "#worker/process/media-process.ts";
import type { JobName } from "#worker/process/protocol.ts";
import { makeSound, makeVideo, type VideoRecipe } from "#worker/sources/testing/make-video.ts";
import { checkUpload } from "./check-upload.ts";
import { startCuttableProxy } from "./testing/cuttable-proxy.ts";

const LIMITS = { timeoutMs: 60_000, memoryBytes: 2 ** 31 };
const MISBEHAVING = fileURLToPath(new URL("../process/testing/misbehaving-child.ts", import.meta.url));
const ONE_SENTENCE_OR_TWO = /^[A-Z][^\n]*\.$/;

let test: TestLab;
let folder: string;
let pool: MediaPool;
beforeAll(async () => {
  Log.setLevel(AV_LOG_QUIET);
  test = await createTestLab();
  folder = await mkdtemp(join(tmpdir(), "lab-check-upload-"));
  pool = createMediaPool(1, LIMITS);
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

/** Puts bytes where the API puts an upload's. */
async function upload(bytes: Uint8Array): Promise<string> {
  const id = randomUUID();
  await putBlob(test.lab, uploadKey(id), bytes, { contentType: "application/octet-stream" });
  await createUpload(test.lab, { id, fileName: "video.mp4", bytes: bytes.length, key: uploadKey(id), createdAt: test.lab.now().toISOString(), status: "checking", reason: null, facts: null });
  return id;
}

/** Claims the next check and does it, as a worker does. */
async function checkNext({ lab = test.lab, owner = "w-1", media = pool, signal = new AbortController().signal }: { lab?: Lab; owner?: string; media?: MediaPool; signal?: AbortSignal } = {}): Promise<void> {
  const claimed = await claimUploadCheck(test.lab, { owner, leaseSeconds: 90 });
  if (!claimed) throw new Error("no upload waits for its check");
  await checkUpload(claimed, { lab, owner, pool: media, path: join(folder, "work", claimed.id), maxSeconds: 20, maxBytes: 50e6, signal, log: () => {} });
}

async function check(bytes: Uint8Array): Promise<Upload> {
  const id = await upload(bytes);
  await checkNext();
  expect(await readdir(join(folder, "work"))).toEqual([]);
  return (await getUpload(test.lab, id))!;
}

const video = async (recipe: Omit<VideoRecipe, "path"> = {}): Promise<Buffer> => readFile(await makeVideo({ path: join(folder, `${randomUUID()}.bin`), ...recipe }));
/** A media pool whose every process does this in place of its job. */
const poolThat = (does: "crash" | "wait"): MediaPool =>
  createMediaPool(1, LIMITS, () => {
    const media = startMediaProcess(MISBEHAVING);
    const run: MediaProcess["run"] = (_name, what, input, limits, signal) => media.run(does as JobName, what, input as never, limits, signal) as never;
    return { ...media, run };
  });

async function truncated(): Promise<Uint8Array> {
  const whole = await video();
  return whole.subarray(0, whole.length / 2);
}

async function corrupt(): Promise<Uint8Array> {
  const bytes = await video({ frames: 24, sample: (x, y, index) => 60 + ((x * y + index * 13) % 120) });
  const start = bytes.indexOf("mdat") + 2000;
  for (let index = start; index < start + 6000; index += 97) bytes[index]! ^= 0x5a;
  return bytes;
}

describe("a bad file is rejected with a sentence", () => {
  it.each([
    ["text", async () => Buffer.from("hello\n".repeat(500)), /^The file is not a video that the lab can read/],
    ["zero bytes", async () => new Uint8Array(), /^The file is empty/],
    ["random bytes", async () => Uint8Array.from({ length: 20_000 }, (_, index) => (Math.imul(index + 1, 2_654_435_761) >>> 13) & 255), /^The file is not a video that the lab can read/],
    ["sound only", async () => readFile(await makeSound(join(folder, "sound.mka"))), /^The file has no video track/],
    ["an MP4 that was cut off", truncated, /it was cut off/],
    ["damaged pictures", corrupt, /^The video is damaged/],
    ["one frame", () => video({ frames: 1 }), /^The video has only one frame/],
  ])("%s", async (_, bytes, sentence) => {
    const { status, reason, facts } = await check(await bytes());
    expect({ status, facts }).toEqual({ status: "rejected", facts: null });
    expect(reason).toMatch(sentence);
    expect(reason).toMatch(ONE_SENTENCE_OR_TWO);
  });
});

describe("a good file of an unusual kind is ready, with notes", () => {
  it.each([
    ["10 bits", { format: "matroska", encoder: "ffv1", pixelFormat: "yuv420p10le" }, /reduced to 8/],
    ["4:4:4", { pixelFormat: "yuv444p" }, /resampled to 4:2:0/],
    ["an odd size", { format: "matroska", encoder: "ffv1", width: 97, height: 65 }, /^Odd size 97x65 cropped to 96x64/],
    ["variable frame rate", { timeBase: { num: 1, den: 2400 }, pts: (index: number) => index * 100 + (index >= 6 ? 200 : 0) }, /^Variable frame rate/],
  ] as const)("%s", async (_, recipe, note) => {
    const { status, reason, facts } = await check(await video(recipe));
    expect({ status, reason }).toEqual({ status: "ready", reason: null });
    expect(facts).toMatchObject({ width: 96, height: 64, notes: [expect.stringMatching(note)] });
  });
});

describe("a check that does not come to its end", () => {
  it("because the file breaks the decoder: it is rejected, and the next file is checked", async () => {
    const id = await upload(Buffer.from("breaks it"));
    const breaking = poolThat("crash");
    await checkNext({ media: breaking });
    await breaking.close();
    expect(await getUpload(test.lab, id)).toMatchObject({ status: "rejected", reason: "The file broke the decoder (signal), so it cannot be used. Try to re-encode it, for example as H.264 in MP4." });
    expect((await check(await video())).status).toBe("ready");
  });

  it("because the worker shuts down: it is still in check, and another worker settles it at once", async () => {
    const id = await upload(await video());
    const shutdown = new AbortController();
    const waiting = poolThat("wait");
    const leaving = checkNext({ media: waiting, signal: shutdown.signal });
    await expect.poll(() => readdir(join(folder, "work"))).toEqual([id]);
    shutdown.abort();
    await leaving;
    await waiting.close();
    expect(await getUpload(test.lab, id)).toMatchObject({ status: "checking" });
    await checkNext({ owner: "w-2" });
    expect(await getUpload(test.lab, id)).toMatchObject({ status: "ready" });
  });

  it("because its worker died: another one settles it when the lease is over", async () => {
    const id = await upload(await video());
    await claimUploadCheck(test.lab, { owner: "w-dead", leaseSeconds: 90 });
    expect(await claimUploadCheck(test.lab, { owner: "w-2", leaseSeconds: 90 })).toBeNull();
    test.clock.advance(91);
    await checkNext({ owner: "w-2" });
    expect(await getUpload(test.lab, id)).toMatchObject({ status: "ready" });
  });

  it("because S3 is away, however often: the file is not to blame", async () => {
    const id = await upload(await video());
    const proxy = await startCuttableProxy(test.env.S3_ENDPOINT ?? "");
    const far = createLab({ ...test.env, S3_ENDPOINT: proxy.url }, test.lab.now);
    proxy.cut();
    for (let time = 0; time <= MAX_ATTEMPTS; time += 1) await expect(checkNext({ lab: far })).rejects.toBeInstanceOf(StorageUnavailableError);
    expect(await getUpload(test.lab, id)).toMatchObject({ status: "checking" });
    await proxy.mend();
    await checkNext({ lab: far });
    expect(await getUpload(test.lab, id)).toMatchObject({ status: "ready" });
    closeLab(far);
    proxy.close();
  });

  it("because the file is gone from S3: it is rejected and says so", async () => {
    const id = await upload(await video());
    await deleteBlob(test.lab, uploadKey(id));
    await checkNext();
    expect(await getUpload(test.lab, id)).toMatchObject({ status: "rejected", reason: "The uploaded file is no longer in the store. Upload it again." });
  });
});
