import { createServer, connect } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { buildNewExperiment } from "#e2e/builders.ts";
import { StorageUnavailableError } from "../errors.ts";
import { readEnv } from "../env.ts";
import { getBlob, putBlob, readBlob } from "./blobs.ts";
import { checkStorage } from "./check-storage.ts";
import { claimNextExperiment } from "./claim-next-experiment.ts";
import { enqueueExperiment } from "./enqueue-experiment.ts";
import { getExperiment } from "./get-experiment.ts";
import { createLab } from "./lab.ts";
import { listExperiments } from "./list-experiments.ts";
import { createTestLab } from "./testing.ts";

/** A door in front of a server that can be shut and opened, on one port. */
interface Door {
  url: string;
  connections: number;
  shut(): Promise<void>;
  open(): Promise<void>;
}

const doors: Door[] = [];
afterEach(async () => {
  await Promise.all(doors.splice(0).map((door) => door.shut()));
});

async function doorTo(endpoint: string): Promise<Door> {
  const target = new URL(endpoint);
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let port = 0;
  const door: Door = {
    url: "",
    connections: 0,
    async shut() {
      server?.close();
      for (const socket of sockets) socket.destroy();
      server = null;
    },
    async open() {
      server = createServer((socket) => {
        door.connections += 1;
        const onward = connect(Number(target.port), target.hostname);
        for (const side of [socket, onward]) sockets.add(side.on("error", () => {}));
        socket.pipe(onward).pipe(socket);
      }).listen(port, "127.0.0.1");
      await once(server, "listening");
      port = (server.address() as AddressInfo).port;
      const url = new URL(endpoint);
      url.port = String(port);
      door.url = url.href;
    },
  };
  await door.open();
  doors.push(door);
  return door;
}

describe("storage that is gone for a while", () => {
  it("is a StorageUnavailableError with its cause after bounded retries, and everything works once it is back", async () => {
    const { env } = await createTestLab();
    const dynamodb = await doorTo(env.DYNAMODB_ENDPOINT ?? "");
    const s3 = await doorTo(env.S3_ENDPOINT ?? "");
    const lab = createLab({ ...env, DYNAMODB_ENDPOINT: dynamodb.url, S3_ENDPOINT: s3.url });
    const created = await enqueueExperiment(lab, buildNewExperiment());
    const id = created.outcome === "created" ? created.experiment.id : "";
    await putBlob(lab, "a/b.txt", Buffer.from("kept"), { contentType: "text/plain" });

    await Promise.all([dynamodb.shut(), s3.shut()]);
    const error = await getExperiment(lab, id).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StorageUnavailableError);
    expect(error).toMatchObject({ service: "dynamodb", cause: { code: expect.stringMatching(/^E/) } });
    const gone = await Promise.allSettled([
      enqueueExperiment(lab, buildNewExperiment()), listExperiments(lab, { limit: 5 }), claimNextExperiment(lab, { owner: "w", leaseSeconds: 30 }),
      getBlob(lab, "a/b.txt"), putBlob(lab, "c", Buffer.from("x"), { contentType: "text/plain" }),
    ]);
    for (const outcome of gone) expect(outcome).toMatchObject({ status: "rejected", reason: { name: "StorageUnavailableError" } });
    const words = await checkStorage(lab, { aliveWithinSeconds: 30 });
    expect([words.dynamodb, words.s3]).toEqual([expect.stringMatching(/^DynamoDB did not answer/), expect.stringMatching(/^S3 did not answer/)]);

    await Promise.all([dynamodb.open(), s3.open()]);
    expect((await claimNextExperiment(lab, { owner: "w", leaseSeconds: 30 }))?.id).toBe(id);
    expect((await readBlob(lab, "a/b.txt"))?.toString()).toBe("kept");
    expect(await checkStorage(lab, { aliveWithinSeconds: 30 })).toMatchObject({ dynamodb: "ok", s3: "ok" });
  });

  it("passes unnoticed when it is back before the retries end", async () => {
    const { env } = await createTestLab();
    const dynamodb = await doorTo(env.DYNAMODB_ENDPOINT ?? "");
    const lab = createLab({ ...env, DYNAMODB_ENDPOINT: dynamodb.url });
    await dynamodb.shut();
    const reading = listExperiments(lab, { limit: 5 });
    await dynamodb.open();
    expect(await reading).toEqual({ items: [], nextCursor: null, asOf: expect.any(String) as string });
  });

  it("is told from a missing bucket or table, which waiting does not mend", async () => {
    const { env } = await createTestLab();
    const lab = createLab(readEnv({ DYNAMODB_ENDPOINT: env.DYNAMODB_ENDPOINT, S3_ENDPOINT: env.S3_ENDPOINT, DYNAMODB_TABLE_PREFIX: "none-", S3_BUCKET: "none-bucket" }));
    await expect(getExperiment(lab, "exp-a")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
    await expect(putBlob(lab, "a", Buffer.from("x"), { contentType: "text/plain" })).rejects.toMatchObject({ name: "NoSuchBucket" });
  });
});
