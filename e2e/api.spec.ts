import { randomUUID } from "node:crypto";
import { ErrorReplySchema, LaunchReplySchema, ListReplySchema, SuitesReplySchema } from "#lib/api/schema.ts";
import { expect, test } from "./labs.ts";

/*
 * The HTTP API as a script would use it, on a lab without a worker, so that nothing runs.
 */
test("the same idempotency key enqueues once", async ({ request, labs }) => {
  const send = () => request.post(`${labs.unattended.address}/api/experiments`, { data: { suiteId: "quick" }, headers: { "idempotency-key": key } });
  const key = randomUUID();
  const first = await send();
  const second = await send();
  expect([first.status(), second.status()]).toEqual([201, 200]);
  const [a, b] = [LaunchReplySchema.parse(await first.json()), LaunchReplySchema.parse(await second.json())];
  expect(b.experiment.id).toBe(a.experiment.id);
  expect(b.repeated).toBe(true);
  const cancel = await request.post(`${labs.unattended.address}/api/experiments/${a.experiment.id}/cancel`);
  expect(await cancel.json()).toEqual({ outcome: "cancelled" });
  const again = await request.post(`${labs.unattended.address}/api/experiments/${a.experiment.id}/cancel`);
  expect([again.status(), ErrorReplySchema.parse(await again.json()).error.code]).toEqual([409, "already-finished"]);
});

const PLAN = { base: { codec: "svt-av1" }, rungs: [20, 30, 40, 50].map((crf) => ({ crf })) };

for (const [what, body, message] of [
  ["no JSON", "{broken", /not JSON/],
  ["neither suite nor upload", {}, /suiteId or uploadId/],
  ["both", { suiteId: "quick", uploadId: randomUUID() }, /suiteId or uploadId/],
  ["an unknown field", { suiteId: "quick", command: "rm -rf /" }, /command/],
  ["a path for a suite", { suiteId: "../../etc/passwd" }, /suiteId/],
  ["a preset out of bounds", { suiteId: "quick", plan: { ...PLAN, base: { codec: "svt-av1", preset: 99 } } }, /plan\.base\.preset/],
  ["a text for an encoder option", { suiteId: "quick", plan: { ...PLAN, base: { codec: "x265", preset: "medium:input=/etc/passwd" } } }, /plan\.base\.preset/],
  ["three rungs", { suiteId: "quick", plan: { ...PLAN, rungs: PLAN.rungs.slice(1) } }, /plan\.rungs/],
  ["descending rungs", { suiteId: "quick", plan: { ...PLAN, rungs: [...PLAN.rungs].reverse() } }, /ascend/],
  ["a longer key-frame distance than the baseline's", { suiteId: "quick", plan: { ...PLAN, base: { codec: "svt-av1", keyint: 251 } } }, /keyint/],
  ["a hypothesis without a plan", { suiteId: "quick", hypothesis: "It will be smaller, I think." }, /plan/],
  ["the held-out suite for the researcher", { suiteId: "held-out" }, /held-out/],
] as const) {
  test(`a launch with ${what} is refused with its reason`, async ({ request, labs }) => {
    const reply = await request.post(`${labs.unattended.address}/api/experiments`, { headers: { "content-type": "application/json" }, data: typeof body === "string" ? Buffer.from(body) : body });
    expect(reply.status()).toBe(400);
    const { error } = ErrorReplySchema.parse(await reply.json());
    expect(error.code).toBe("invalid-request");
    expect(error.message).toMatch(message);
  });
}

test("a body that is too large, an unknown suite, upload, parent and experiment each get their own code", async ({ request, labs }) => {
  const { address } = labs.unattended;
  const post = (data: unknown) => request.post(`${address}/api/experiments`, { data });
  const codes = await Promise.all(
    [post({ suiteId: "quick", hypothesis: "x".repeat(100_000) }), post({ suiteId: "no-such" }), post({ uploadId: randomUUID() }), post({ suiteId: "quick", parentId: "exp-none" }), request.get(`${address}/api/experiments/none`), request.get(`${address}/api/experiments/none/artifacts/results.json`), request.get(`${address}/api/uploads/none`)]
      .map(async (sent) => {
        const reply = await sent;
        return `${reply.status()} ${ErrorReplySchema.parse(await reply.json()).error.code}`;
      }),
  );
  expect(codes).toEqual(["413 too-large", "404 not-found", "404 not-found", "404 not-found", "404 not-found", "404 not-found", "400 invalid-request"]);
});

test("the list pages by cursor without gap or repeat, and refuses a made-up cursor and unknown filters", async ({ request, labs }) => {
  const { address } = labs.seeded;
  const ids: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const reply = ListReplySchema.parse(await (await request.get(`${address}/api/experiments?limit=7&suite=quick&verdict=better${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)).json());
    ids.push(...reply.items.map((item) => item.id));
    for (const item of reply.items) expect(item).toMatchObject({ suiteId: "quick", verdict: "better" });
    cursor = reply.nextCursor;
  }
  expect(ids.length).toBeGreaterThan(7);
  expect(new Set(ids).size).toBe(ids.length);
  for (const query of ["cursor=bm9uc2Vuc2U", "limit=0", "limit=1000", "status=excellent", "sort=up"]) {
    expect((await request.get(`${address}/api/experiments?${query}`)).status(), query).toBe(400);
  }
});

test("suites say their clips and cost; the OpenAPI document, health and readiness answer", async ({ request, labs }) => {
  const { address } = labs.unattended;
  const { suites, researcher } = SuitesReplySchema.parse(await (await request.get(`${address}/api/suites`)).json());
  expect(suites.map(({ suite }) => suite.id)).toEqual(["quick", "film", "full", "held-out"]);
  expect(suites.map((entry) => entry.researcherMayUse)).toEqual([true, true, true, false]);
  expect(researcher).toEqual({ kind: "built-in", model: null });
  expect(await (await request.get(`${address}/api/openapi.json`)).json()).toMatchObject({ openapi: "3.1.0" });
  expect((await request.get(`${address}/api/health`)).status()).toBe(200);
  expect(await (await request.get(`${address}/api/ready`)).json()).toMatchObject({ status: "ready", checks: { dynamodb: "ok", s3: "ok", workersAlive: 0 } });
});

test("a reply says how the browser has to treat it", async ({ request, labs }) => {
  const page = await request.get(labs.seeded.address);
  expect(page.headers()["content-security-policy"]).toContain("default-src 'self'");
  const artifact = await request.get(`${labs.seeded.address}/api/experiments/seed-av1-aq-off/artifacts/note.json`);
  expect(artifact.headers()).toMatchObject({ "x-content-type-options": "nosniff", "accept-ranges": "bytes", "content-type": "application/json" });
  const beyond = await request.get(`${labs.seeded.address}/api/experiments/seed-av1-aq-off/artifacts/note.json`, { headers: { range: "bytes=100000-" } });
  expect([beyond.status(), ErrorReplySchema.parse(await beyond.json()).error.code]).toEqual([416, "range-not-satisfiable"]);
});

test("what is JSON travels compressed, whatever the route; files and parts of files travel as they are", async ({ request, labs }) => {
  const { address } = labs.seeded;
  const id = "seed-av1-aq-off";
  const { paths } = (await (await request.get(`${address}/api/openapi.json`)).json()) as { paths: Record<string, { get?: { responses: Record<string, { content?: object }> } }> };
  const isJson = (responses: Record<string, { content?: object }>) => Object.values(responses).every(({ content }) => Object.keys(content ?? {}).join() === "application/json");
  const replies = Object.entries(paths).flatMap(([path, { get }]) => (get && isJson(get.responses) && !path.includes("transcripts") ? [path] : []));
  expect(replies).toEqual(expect.arrayContaining(["/api/experiments", "/api/experiments/{id}", "/api/experiments/changes", "/api/knowledge"]));
  const encodingOf = async (path: string) => {
    const reply = await request.get(`${address}${path.replace("{id}", id)}`);
    return [path, reply.headers()["content-type"], reply.headers()["content-encoding"]];
  };
  // A query that is missing is an error, which is JSON too.
  for (const path of replies) expect(await encodingOf(path)).toEqual([path, "application/json", "gzip"]);
  for (const path of [`/api/experiments/${id}/artifacts/note.json`, `/api/experiments/${id}/export?format=md`, "/api/experiments/export?format=csv"]) expect((await encodingOf(path))[2]).toBeUndefined();
  const part = await request.get(`${address}/api/experiments/${id}/artifacts/note.json`, { headers: { range: "bytes=0-9" } });
  expect([part.status(), (await part.body()).byteLength, part.headers()["content-encoding"]]).toEqual([206, 10, undefined]);
  const plain = await request.get(`${address}/api/experiments`, { headers: { "accept-encoding": "identity" } });
  expect([ListReplySchema.parse(await plain.json()).items.length > 0, plain.headers()["content-encoding"]]).toEqual([true, undefined]);
});
