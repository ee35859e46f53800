import type { Context } from "#worker/entropy/index.ts";
import { createBitCounter } from "#worker/entropy/index.ts";
import { MAX_SWITCHES, switchContext, switchContexts } from "./bitstream.ts";
import { MODE } from "./parameters.ts";

export interface Modes {
  modes: Uint8Array;
  maps: Uint8Array[];
  /** Squared error taken away, less what the bits are worth. */
  worth: number;
}

/** A bit of an all-on or all-off sequence costs little; a change of mode about this many bits. */
const MODE_BITS = 3;

/** Whole frames on or off. gains: squared error that the filters take away in each frame. */
export function chooseFrames(gains: ArrayLike<number>, price: number): Modes {
  const modes = Uint8Array.from({ length: gains.length }, (_, frame) => ((gains[frame] as number) > -price * MODE_BITS ? MODE.on : MODE.off));
  if (modes.every((mode) => mode === MODE.off)) return { modes, maps: [], worth: 0 };
  return { modes, maps: [], worth: modes.reduce((sum, mode, frame) => sum + (mode === MODE.on ? (gains[frame] as number) : 0), 0) };
}

/** Blocks on or off, frame by frame, each as its gain and its bits at that point of the stream say. gains: by frame, by block. */
export function chooseBlocks(gains: Float64Array[], columns: number, price: number): Modes {
  let contexts = switchContexts();
  const maps: Uint8Array[] = [];
  let worth = 0;
  let before: number = MODE.on;
  const modes = Uint8Array.from(gains, (blocks) => {
    const trial = contexts.map((context) => ({ ...context }));
    const { map, worth: mapWorth } = chooseMap(blocks, columns, price, trial);
    const all = blocks.reduce((sum, gain) => sum + gain, 0);
    const options = [[MODE.off, 0], [MODE.on, all], [MODE.map, (maps.length + 1) * map.length > MAX_SWITCHES ? -Infinity : mapWorth]] as const;
    let [mode, best] = [before, -Infinity];
    for (const [option, value] of options) {
      const net = value - (option === before ? 0 : price * MODE_BITS);
      if (net > best) [mode, best] = [option, net];
    }
    if (mode === MODE.map) {
      maps.push(map);
      contexts = trial;
    }
    worth += best;
    before = mode;
    return mode;
  });
  return { modes, maps, worth };
}

function chooseMap(gains: Float64Array, columns: number, price: number, contexts: Context[]): { map: Uint8Array; worth: number } {
  const map = new Uint8Array(gains.length);
  let worth = 0;
  gains.forEach((gain, at) => {
    const context = switchContext(contexts, map, at, columns);
    const on = gain - price * costOf(context, 1);
    const off = -price * costOf(context, 0);
    map[at] = on > off ? 1 : 0;
    const counter = createBitCounter();
    counter.bit(context, map[at] as number);
    worth += Math.max(on, off);
  });
  return { map, worth };
}

function costOf(context: Context, bit: number): number {
  const counter = createBitCounter();
  counter.bit({ ...context }, bit);
  return counter.total;
}
