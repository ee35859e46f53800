import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { buildNewExperiment } from "#e2e/builders.ts";
import { enqueueExperiment } from "#lib/data/enqueue-experiment.ts";
import { ensureStorage } from "#lib/data/ensure-storage.ts";
import { closeLab, createLab } from "#lib/data/lab.ts";
import { listExperiments } from "#lib/data/list-experiments.ts";
import { putBlob, readBlob } from "#lib/data/blobs.ts";
import { environmentWith, readEnv } from "#lib/env.ts";
import { attachEnv } from "./attach.ts";
import { hashSources } from "./build-app.ts";
import { END_WITH_PARENT, startChild } from "./child.ts";
import { freePort, isPortFree } from "./free-port.ts";
import { lockFolder } from "./lab-lock.ts";
import { prepareDataFolder, removeLabFile } from "./lab-file.ts";
import { runLab } from "./run-lab.ts";
import { startStorage } from "./start-storage.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lab-launcher-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs `npm start`'s program until it ends by itself. */
function start(variables: Record<string, string>): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const args = ["--import", "tsx", join(ROOT, "worker/commands/start.ts")];
    execFile(process.execPath, args, { cwd: ROOT, env: environmentWith({ LAB_DATA_DIR: folder, ...variables }) }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, said: `${stdout}${stderr}`.trim() });
    });
  });
}

/** Whether anything of the process group that this child leads is alive. */
function groupAlive(pid: number | undefined): boolean {
  try {
    process.kill(-(pid ?? 0), 0);
    return true;
  } catch {
    return false;
  }
}

describe("npm start says in one sentence what is in the way, and leaves nothing behind", () => {
  it("when there is no Java", async () => {
    const bin = join(folder, "bin");
    await mkdir(bin);
    await symlink(process.execPath, join(bin, "node"));
    const { code, said } = await start({ PATH: bin, LAB_PORT: "0" });
    expect([code, said.split("\n").length]).toEqual([1, 1]);
    expect(said).toMatch(/^Java was not found.*Install Java 17 or newer/);
    expect((await readdir(folder)).filter((name) => name.startsWith("lab."))).toEqual([]);
  });

  it("when the port is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const { code, said } = await start({ LAB_PORT: String(port) });
    taken.close();
    expect([code, said]).toEqual([1, expect.stringMatching(new RegExp(`^Port ${port} is taken by another program: choose another one, for example LAB_PORT=${port + 1} npm start`))]);
  });

  it("when the data folder cannot be written", async () => {
    await writeFile(join(folder, "file"), "");
    const { code, said } = await start({ LAB_DATA_DIR: join(folder, "file", "data"), LAB_PORT: "0" });
    expect([code, said]).toEqual([1, expect.stringMatching(/^The data folder .* cannot be written \(ENOTDIR\): .*LAB_DATA_DIR\.$/)]);
  });

  it("when a lab already runs on the folder, which a lock from a crash is not", async () => {
    await prepareDataFolder(folder);
    const release = await lockFolder(folder);
    const { code, said } = await start({ LAB_PORT: "0" });
    expect([code, said]).toEqual([1, expect.stringMatching(/^A lab already runs on .*LAB_DATA_DIR\.$/)]);
    await release();
    await writeFile(join(folder, "lab.lock"), JSON.stringify({ port: await freePort("127.0.0.1"), token: "old", pid: process.pid }));
    const again = await lockFolder(folder);
    await again();
  });

  it("when the configuration is not valid", async () => {
    const { code, said } = await start({ LAB_PORT: "eighty" });
    expect([code, said]).toEqual([1, expect.stringContaining("LAB_PORT")]);
  });
});

describe("the embedded servers", () => {
  it("keep their data over a restart, are found from another terminal, and leave no process behind", async () => {
    await prepareDataFolder(folder);
    const env = readEnv({ LAB_DATA_DIR: folder });
    await expect(attachEnv(env)).rejects.toThrow(/^No lab runs on .*npm start/);
    let id = "";
    for (const round of [1, 2]) {
      const { services } = await startStorage(env, folder);
      // What another terminal does.
      const attached = await attachEnv(env);
      const lab = createLab(attached);
      await ensureStorage(lab);
      if (round === 1) {
        const created = await enqueueExperiment(lab, buildNewExperiment());
        id = created.outcome === "created" ? created.experiment.id : "";
        await putBlob(lab, "kept/blob", Buffer.from("kept"), { contentType: "text/plain" });
      }
      expect((await listExperiments(lab, { limit: 5 })).items.map((item) => item.id)).toEqual([id]);
      expect((await readBlob(lab, "kept/blob"))?.toString()).toBe("kept");
      // DynamoDB Local listens on every interface: without the folder's access key one finds an empty database.
      const stranger = createLab({ ...attached, DYNAMODB_ENDPOINT: (attached.DYNAMODB_ENDPOINT ?? "").replace(/\/\/.*@/, "//") });
      await expect(listExperiments(stranger, { limit: 5 })).rejects.toMatchObject({ name: "ResourceNotFoundException" });
      closeLab(lab);
      closeLab(stranger);
      for (const service of services) await service.stop();
      await removeLabFile(folder);
      for (const { child } of services) expect(groupAlive(child.pid), child.name).toBe(false);
    }
  });

  it("give data from an older version the index that a newer one brings", async () => {
    await prepareDataFolder(folder);
    const env = readEnv({ LAB_DATA_DIR: folder });
    const { services } = await startStorage(env, folder);
    const { db } = createLab(await attachEnv(env));
    await db.ensureTable({ table: "growing", indexes: [] });
    await db.write({ kind: "put", table: "growing", item: { pk: "a", sk: "b", p: "x", s: "1" } });
    await db.ensureTable({ table: "growing", indexes: [{ name: "late", partition: "p", sort: "s", sortType: "S", include: [] }] });
    expect((await db.query({ table: "growing", index: "late", key: [["p", "=", "x"]], limit: 5 })).items).toEqual([{ pk: "a", sk: "b", p: "x", s: "1" }]);
    db.close();
    for (const service of services) await service.stop();
  });

  it("end when their launcher is killed", async () => {
    await prepareDataFolder(folder);
    const script = join(folder, "launch.mts");
    await writeFile(
      script,
      `import { startStorage } from ${JSON.stringify(join(ROOT, "worker/services/start-storage.ts"))};
       import { readEnv } from ${JSON.stringify(join(ROOT, "lib/env.ts"))};
       const { services } = await startStorage(readEnv({}), ${JSON.stringify(folder)});
       console.log("PIDS " + services.map(({ child }) => child.pid).join(" "));
       setInterval(() => {}, 1000);`,
    );
    let pids: number[] = [];
    const launcher = startChild({
      name: "launcher", cwd: ROOT, args: ["--import", "tsx", script],
      onLine: (line) => {
        if (line.startsWith("PIDS ")) pids = line.slice(5).split(" ").map(Number);
      },
    });
    await vi.waitFor(() => expect(pids, launcher.tail()).toHaveLength(2), { timeout: 30_000, interval: 100 });
    expect(pids.map(groupAlive)).toEqual([true, true]);
    process.kill(launcher.pid ?? 0, "SIGKILL");
    await vi.waitFor(() => expect(pids.map(groupAlive)).toEqual([false, false]), { timeout: 20_000, interval: 100 });
  });
});

describe("a child", () => {
  it("may start helpers with its own Node options and no stdin: they are not ended with it", async () => {
    const helper = `setTimeout(() => console.log("helper lived"), 300)`;
    const script = `require("node:child_process").spawn(process.execPath, [...process.execArgv.slice(0, 2), "-e", ${JSON.stringify(helper)}], { stdio: ["ignore", "inherit", "inherit"] })`;
    const child = startChild({ name: "app", args: [...END_WITH_PARENT, "-e", script] });
    expect([await child.exited, child.tail()]).toEqual(["ended with code 0", "helper lived"]);
  });
});

describe("a running lab", () => {
  const server = (port: number) => `require("node:http").createServer((q, r) => { if (q.url === "/die") process.exit(7); r.end("ok"); }).listen(${port}, "127.0.0.1")`;
  /** An app and a worker that say into a file what happens to them. */
  async function launch(workerScript = "setInterval(() => {}, 1000)", appScript?: string) {
    await prepareDataFolder(folder);
    const port = await freePort("127.0.0.1");
    const said: string[] = [];
    const note = (who: string) => `process.on("SIGTERM", () => { require("node:fs").appendFileSync(${JSON.stringify(join(folder, "ends"))}, "${who} "); process.exit(0); });`;
    const lab = await runLab({
      dataFolder: folder, root: folder, env: {}, services: [], say: (line) => said.push(line), verbose: false, readyUrl: `http://127.0.0.1:${port}/`,
      appArgs: ["-e", appScript ?? `${note("app")} ${server(port)}`],
      workerArgs: ["-e", `${note("worker")} ${workerScript}`],
    });
    return { lab, port, said };
  }

  it("stops the worker before the app", async () => {
    const { lab, port } = await launch(`require("node:fs").writeFileSync(${JSON.stringify(join(folder, "up"))}, ""); setInterval(() => {}, 1000)`);
    await vi.waitFor(async () => expect(await readdir(folder)).toContain("up"));
    await lab.stop();
    expect(await readFile(join(folder, "ends"), "utf8")).toBe("worker app ");
    expect(await isPortFree("127.0.0.1", port)).toBe(true);
  });

  it("tells when the app dies, with how it ended", async () => {
    const { lab, port } = await launch();
    await fetch(`http://127.0.0.1:${port}/die`).catch(() => {});
    expect(await lab.broken).toMatch(/^The app ended with code 7 unexpectedly, so the lab stops/);
    await lab.stop();
  });

  it("shows warnings of the worker and keeps the rest in its log", async () => {
    const lines = ["2026-01-01T00:00:00.000Z info  quiet", "2026-01-01T00:00:00.000Z error loud"];
    const { lab, said } = await launch(`console.log(${JSON.stringify(lines.join("\n"))}); setInterval(() => {}, 1000)`);
    await vi.waitFor(() => expect(said).toEqual(["worker: 2026-01-01T00:00:00.000Z error loud"]));
    await lab.hurry();
  });

  it("does not come up with an app that cannot start, and says what the app said", async () => {
    await expect(launch(undefined, `console.error("no build"); process.exit(3)`)).rejects.toThrow(/did not start: it ended with code 3.*no build/s);
  });
});

describe("the record of a build", () => {
  it("changes with the sources and not with the tests", async () => {
    await mkdir(join(folder, "app"));
    await writeFile(join(folder, "app", "page.tsx"), "one");
    const first = await hashSources(folder);
    await writeFile(join(folder, "app", "page.test.tsx"), "test");
    expect(await hashSources(folder)).toBe(first);
    await writeFile(join(folder, "app", "page.tsx"), "two");
    expect(await hashSources(folder)).not.toBe(first);
    await writeFile(join(folder, "next.config.ts"), "x");
    await writeFile(join(folder, "app", "page.tsx"), "one");
    expect(await hashSources(folder)).not.toBe(first);
  });
});
