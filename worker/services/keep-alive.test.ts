import { describe, expect, it, vi } from "vitest";
import type { Child } from "./child.ts";
import { keepAlive } from "./keep-alive.ts";

/** A child whose end the test decides. */
function mortal(): { child: Child; die: () => void } {
  let die: () => void = () => {};
  const exited = new Promise<string>((resolve) => {
    die = () => resolve("ended with code 1");
  });
  return { child: { name: "worker", pid: 1, exited, running: () => true, tail: () => "last words", stop: async () => {} }, die };
}

function setup(options: { pausesMs?: readonly number[]; now?: () => number } = {}) {
  const lives: ReturnType<typeof mortal>[] = [];
  const said: string[] = [];
  const stopping = new AbortController();
  keepAlive({
    start: () => {
      const life = mortal();
      lives.push(life);
      return life.child;
    },
    say: (line) => said.push(line), signal: stopping.signal, pausesMs: [0, 0], ...options,
  });
  return { lives, said, stopping };
}

describe("a worker that dies", () => {
  it("is started again, a bounded number of times in a row, and then left down with its last words", async () => {
    const { lives, said } = setup();
    for (const count of [2, 3]) {
      lives.at(-1)?.die();
      await vi.waitFor(() => expect(lives).toHaveLength(count));
    }
    lives.at(-1)?.die();
    await vi.waitFor(() => expect(said.at(-1)).toMatch(/3 times in a row, and is left down.*\nlast words\n.*npm run worker/s));
    expect(lives).toHaveLength(3);
  });

  it("after a good while is forgiven its earlier deaths", async () => {
    let time = 0;
    const { lives } = setup({ now: () => (time += 60_000) });
    for (const count of [2, 3, 4, 5, 6]) {
      lives.at(-1)?.die();
      await vi.waitFor(() => expect(lives).toHaveLength(count));
    }
  });

  it("because the lab stops is not started again", async () => {
    const { lives, said, stopping } = setup();
    stopping.abort();
    lives[0]?.die();
    await lives[0]?.child.exited;
    expect([lives.length, said]).toEqual([1, []]);
  });
});
