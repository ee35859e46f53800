import { createMediaPool } from "../media-pool.ts";
import { startMediaProcess } from "../media-process.ts";
import type { JobName } from "../protocol.ts";

/* Starts a misbehaving media process (argument 1), says its process id, and sets it a job that blocks its native threads. */
const pool = createMediaPool(1, { timeoutMs: 600_000, memoryBytes: 2 ** 31 }, () => startMediaProcess(process.argv[2]));
process.stdout.write(`${String(await pool.run("pid" as JobName, "pid", null as never))}\n`);
const blocked = pool.run("block" as JobName, "block", null as never);
process.stdout.write("blocked\n");
await blocked;
