import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MissingBlobError, RangeNotSatisfiableError } from "../errors.ts";
import { deleteBlob, downloadBlob, getBlob, headBlob, putBlob, putFile, readBlob } from "./blobs.ts";
import type { Lab } from "./lab.ts";
import { createTestLab } from "./testing.ts";

let lab: Lab;
let folder: string;
beforeAll(async () => {
  ({ lab } = await createTestLab());
  folder = await mkdtemp(join(tmpdir(), "lab-blobs-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
const type = { contentType: "video/mp4" };

describe("an object in S3", () => {
  it("comes back as it was put, from bytes, a stream or a file, with its type", async () => {
    const large = Buffer.alloc(11 * 1024 * 1024, 7);
    await putBlob(lab, "from/bytes", bytes, type);
    await putBlob(lab, "from/stream", Readable.from([large.subarray(0, 6_000_000), large.subarray(6_000_000)]), type);
    await writeFile(join(folder, "source"), bytes);
    await putFile(lab, "from/file", join(folder, "source"), "application/octet-stream");
    expect(await readBlob(lab, "from/bytes")).toEqual(bytes);
    expect((await readBlob(lab, "from/stream"))?.equals(large)).toBe(true);
    expect(await readBlob(lab, "from/file")).toEqual(bytes);
    expect(await headBlob(lab, "from/file")).toEqual({ bytes: 1000, contentType: "application/octet-stream" });
  });

  it("is read in ranges, as a seeking video does", async () => {
    await putBlob(lab, "range", bytes, type);
    const cases: [string, number, number][] = [["bytes=0-99", 0, 99], ["bytes=900-", 900, 999], ["bytes=-10", 990, 999], ["bytes=990-5000", 990, 999]];
    for (const [range, start, end] of cases) {
      const blob = await getBlob(lab, "range", range);
      expect(blob, range).toMatchObject({ bytes: end - start + 1, totalBytes: 1000, contentRange: `bytes ${start}-${end}/1000`, contentType: "video/mp4" });
      expect(Buffer.concat((await blob?.body.toArray()) ?? []), range).toEqual(bytes.subarray(start, end + 1));
    }
    for (const ignored of ["items=0-1", "bytes=0-1,5-6", "bytes=9-3", "bytes=-", "nonsense"]) {
      const blob = await getBlob(lab, "range", ignored);
      expect(blob, ignored).toMatchObject({ bytes: 1000, contentRange: null });
      blob?.body.destroy();
    }
    await expect(getBlob(lab, "range", "bytes=1000-")).rejects.toBeInstanceOf(RangeNotSatisfiableError);
  });

  it("that does not exist is null, or a named error where the caller needs it", async () => {
    expect(await getBlob(lab, "none")).toBeNull();
    expect(await getBlob(lab, "none", "bytes=0-1")).toBeNull();
    expect(await readBlob(lab, "none")).toBeNull();
    expect(await headBlob(lab, "none")).toBeNull();
    await expect(downloadBlob(lab, "none", join(folder, "none"))).rejects.toBeInstanceOf(MissingBlobError);
  });

  it("is downloaded to a file that is whole or absent", async () => {
    await putBlob(lab, "download", bytes, type);
    await downloadBlob(lab, "download", join(folder, "sub", "file"));
    expect(await readFile(join(folder, "sub", "file"))).toEqual(bytes);
    expect(await readdir(join(folder, "sub"))).toEqual(["file"]);
  });

  it("can be deleted, twice", async () => {
    await putBlob(lab, "short-lived", bytes, type);
    await deleteBlob(lab, "short-lived");
    await deleteBlob(lab, "short-lived");
    expect(await readBlob(lab, "short-lived")).toBeNull();
  });
});
