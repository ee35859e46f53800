import { X264_PRESETS, X265_PRESETS, type Base, type BaseCodec, type BaseOf } from "#lib/plan/base-settings.ts";
import { CnnSchema } from "#lib/plan/cnn-settings.ts";
import { WienerSchema } from "#lib/plan/restore-settings.ts";
import { PlanSchema, type Plan, type RestoreSettings, type Transform } from "#lib/plan/schema.ts";
import { presetChoice } from "./preset-choices.ts";
import { rungsFor } from "./rungs.ts";
import { settingsOf, settingText } from "./trials.ts";

/** null leaves a setting to the preset. */
type Value = number | string | boolean | null;

/** One change of one setting. */
export interface Move {
  setting: string;
  from: string;
  to: string;
  plan: Plan;
  /** Expected saving in rate before anything was measured, percent of the present rate; a guess that measurements replace. */
  prior: number;
  /** By how much the encoder slows down, roughly. */
  slower: number;
  reason: string;
}

type SettingOf<C extends BaseCodec> = Exclude<Extract<keyof BaseOf<C>, string>, "codec">;

interface Knob<Setting extends string> {
  setting: Setting;
  /** Values to try from the present one (the preset's where the plan has none), best first. */
  values: (now: Value) => readonly Value[];
  prior: number;
  slower?: number;
  reason: string;
}

const toggle = (now: Value): boolean[] => [now !== true];
const others = (...values: Value[]) => (now: Value): Value[] => values.filter((value) => value !== now);
const more = (...values: number[]) => (now: Value): number[] => values.filter((value) => value > Number(now));

/** Two steps and one step slower on a numbered scale that ends at `slowest`. */
const slowerBy = (slowest: number) => (now: Value): number[] => [Number(now) - 2, Number(now) - 1].filter((value) => value >= slowest);

const slowerPreset = (presets: readonly string[]) => (now: Value): string[] => {
  const at = presets.findIndex((preset) => preset === now);
  return [presets[at + 1], presets[at + 2]].filter((preset) => preset !== undefined);
};

const BLOCK_KNOBS: Knob<SettingOf<"x265"> & SettingOf<"x264">>[] = [
  { setting: "bframes", values: others(8, 5, 3), prior: 0.6, slower: 1.1, reason: "a longer run of B-frames spends fewer bits on still passages" },
  { setting: "rcLookahead", values: more(60, 40), prior: 0.4, slower: 1.1, reason: "a longer look-ahead places bits and frame types better" },
  { setting: "aqMode", values: others(0, 1, 2, 3), prior: -2, reason: "adaptive quantisation moves bits between flat and busy blocks, which the clips may reward differently" },
  { setting: "psyRd", values: others(0, 0.4), prior: -3, reason: "psycho-visual decisions trade PSNR for texture" },
  { setting: "tune", values: others("psnr", "none", "grain"), prior: -3, reason: "the encoder then optimises another measure" },
];

/** Per codec, what may be turned; the score decides the order. */
const KNOBS: { [C in BaseCodec]: Knob<SettingOf<C>>[] } = {
  none: [],
  "svt-av1": [
    { setting: "preset", values: slowerBy(0), prior: 4, slower: 2.2, reason: "a slower preset searches more partitions, transforms and reference pairs for every block" },
    { setting: "aqMode", values: others(2, 1, 0), prior: -3, reason: "mode 2 moves bits to blocks that later frames refer to, which the others leave alone" },
    { setting: "temporalFilter", values: toggle, prior: 0.3, reason: "filtered references help steady content and hurt where motion estimation fails" },
    { setting: "hierarchicalLevels", values: others(5, 4, 3), prior: 0.5, reason: "the depth of the pyramid must fit the motion and the short length of the clips" },
    { setting: "lookahead", values: others(120, 90, 30), prior: 0.2, reason: "the temporal model sees more of the clip" },
    { setting: "sharpness", values: others(0, -1, 1, -2, 2), prior: 0, reason: "the loop filter's bias trades smoothing of coding noise for detail" },
    { setting: "loopRestoration", values: toggle, prior: -0.8, reason: "it tells what restoration in the loop is worth on these clips" },
    { setting: "cdef", values: toggle, prior: -1, reason: "it tells what the directional filter is worth on these clips" },
    { setting: "varianceBoost", values: toggle, prior: -2, reason: "it moves bits to low-contrast blocks" },
    { setting: "tune", values: others("psnr", "ssim", "vq"), prior: -2.5, reason: "the encoder then optimises another measure" },
    { setting: "filmGrain", values: others(0, 4, 8), prior: -5, reason: "grain that the decoder makes again need not be coded" },
    { setting: "keyint", values: others(250, 120, 32), prior: -3, reason: "it tells what an extra key frame costs on these clips" },
  ],
  vp9: [
    { setting: "cpuUsed", values: (now) => [Number(now) - 1, Number(now) - 2].filter((value) => value >= 0), prior: 1.5, slower: 2.5, reason: "a slower search finds better partitions and motion" },
    { setting: "frameParallel", values: toggle, prior: 1, reason: "entropy contexts that adapt backwards fit the clip better" },
    { setting: "tune", values: others("psnr", "ssim"), prior: -2.5, reason: "the encoder then optimises another measure" },
    { setting: "tuneContent", values: others("default", "film"), prior: 0.2, reason: "most of the clips are film" },
    { setting: "aqMode", values: others(0, 1, 2), prior: -1, reason: "adaptive quantisation moves bits between flat and busy blocks" },
    { setting: "sharpness", values: others(0, 1, 2), prior: -0.5, reason: "the loop filter then smooths less" },
  ],
  x265: [
    { setting: "preset", values: slowerPreset(X265_PRESETS), prior: 2, slower: 1.8, reason: "a slower preset searches more modes" },
    { setting: "refs", values: more(6, 4), prior: 0.4, slower: 1.2, reason: "more reference frames" },
    { setting: "ctu", values: others(64, 32), prior: -0.5, reason: "the largest block must fit a small picture" },
    { setting: "cuTree", values: toggle, prior: -2, reason: "it tells what propagating importance is worth" },
    { setting: "sao", values: toggle, prior: -1.5, reason: "it tells what the sample-adaptive offset is worth" },
    ...BLOCK_KNOBS,
  ],
  x264: [
    { setting: "preset", values: slowerPreset(X264_PRESETS), prior: 1.5, slower: 1.8, reason: "a slower preset searches more modes" },
    { setting: "refs", values: more(8, 4), prior: 0.4, slower: 1.2, reason: "more reference frames" },
    { setting: "trellis", values: others(2, 1), prior: 0.4, slower: 1.2, reason: "trellis quantisation decides coefficients by cost" },
    { setting: "deblock", values: others(0, -1, 1), prior: 0.1, reason: "the deblocking filter must fit the noise" },
    { setting: "mbTree", values: toggle, prior: -4, reason: "it tells what propagating importance is worth" },
    ...BLOCK_KNOBS,
  ],
};

const kernel = { kernel: "lanczos", upscaler: "lanczos" } as const;

/** Changes of what happens before coding; null removes it. */
const TRANSFORMS: { setting: "downscale" | "denoise"; value: Transform["downscale"] | Transform["denoise"]; prior: number; reason: string }[] = [
  { setting: "denoise", value: { filter: "hqdn3d", strength: 1 }, prior: -0.4, reason: "noise that is removed need not be coded, if the pictures lose less than they gain" },
  { setting: "denoise", value: { filter: "nlmeans", strength: 1 }, prior: -0.8, reason: "non-local means removes noise with less blur" },
  { setting: "downscale", value: { factor: "3/4", ...kernel }, prior: -3, reason: "fewer samples are coded, which can pay where the source holds little fine detail" },
  { setting: "downscale", value: { factor: "2/3", ...kernel }, prior: -5, reason: "fewer samples are coded, which can pay at low rates" },
  { setting: "downscale", value: { factor: "1/2", ...kernel }, prior: -9, reason: "a quarter of the samples is coded, which can pay at very low rates" },
];

/** Restorations to add, best first: closed-form filters cost seconds, the network trains for as long as it has steps. */
const RESTORES: { value: RestoreSettings; prior: number; slower: number; reason: string }[] = [
  { value: WienerSchema.parse({ kind: "wiener" }), prior: 4, slower: 1.8, reason: "filters fitted to the clip by least squares undo what the codec did to its textures, for about a hundred bytes" },
  { value: CnnSchema.parse({ kind: "cnn", before: "wiener" }), prior: 5, slower: 4, reason: "the network learns on what least-squares filters leave, and each is left out where it does not earn its bytes" },
  { value: CnnSchema.parse({ kind: "cnn" }), prior: 2.5, slower: 3, reason: "a small network trained on the clip learns what no fixed filter knows, if its few hundred bytes are worth it" },
  { value: WienerSchema.parse({ kind: "wiener", classes: 16, taps: "diamond7" }), prior: 3.4, slower: 1.5, reason: "fewer classes and taps take fewer bytes, which matters at low rates" },
  { value: CnnSchema.parse({ kind: "cnn", channels: 16 }), prior: 2, slower: 5, reason: "a wider network can learn more where the stream is large enough to carry it" },
];

function withRestore(plan: Plan, restore: RestoreSettings | null): Plan | null {
  const parsed = PlanSchema.safeParse({ ...plan, restore });
  return parsed.success ? parsed.data : null;
}

function withTransform(plan: Plan, setting: "downscale" | "denoise", value: unknown): Plan | null {
  const merged = { downscale: plan.transform?.downscale ?? null, denoise: plan.transform?.denoise ?? null, [setting]: value };
  const transform = merged.downscale || merged.denoise ? merged : null;
  const parsed = PlanSchema.safeParse({ ...plan, transform });
  return parsed.success ? { ...parsed.data, rungs: rungsFor(parsed.data, plan) } : null;
}

function withSetting(plan: Plan, setting: string, value: Value): Plan | null {
  const parsed = PlanSchema.safeParse({ ...plan, base: { ...plan.base, [setting]: value } });
  return parsed.success ? parsed.data : null;
}

/** Every single change of a plan that the planner knows, in a fixed order. */
export function movesFrom(plan: Plan): Move[] {
  const now = settingsOf(plan);
  const base = plan.base as Base & Record<string, Value>;
  const turned = KNOBS[plan.base.codec].flatMap(({ setting, values, prior, slower, reason }) =>
    values(base[setting] ?? presetChoice(plan.base, setting)).flatMap((wanted, index) => {
      // What the preset chooses anyway is left to it.
      const value = wanted === presetChoice(plan.base, setting) ? null : wanted;
      const changed = withSetting(plan, setting, value);
      // Later values of a list are second choices.
      return changed ? [{ setting, from: now[setting] ?? "", to: settingText(value), plan: changed, prior: prior - index * 0.4, slower: slower ?? 1, reason }] : [];
    }),
  );
  const removals = TRANSFORMS.map(({ setting }) => setting)
    .filter((setting, index, all) => now[setting] !== "none" && all.indexOf(setting) === index)
    .map((setting) => ({ setting, value: null, prior: 0, reason: "it tells what this step is worth" }));
  const transformed = [...removals, ...TRANSFORMS].flatMap(({ setting, value, prior, reason }) => {
    const changed = withTransform(plan, setting, value);
    const to = changed ? (settingsOf(changed)[setting] ?? "none") : "";
    return changed && to !== now[setting] ? [{ setting, from: now[setting] ?? "none", to, plan: changed, prior, slower: 1, reason }] : [];
  });
  const restores = [...(plan.restore ? [{ value: null, prior: 0, slower: 1, reason: "it tells what the restoration is worth" }] : []), ...RESTORES];
  const restored = restores.flatMap(({ value, prior, slower, reason }) => {
    const changed = withRestore(plan, value);
    const to = changed ? (settingsOf(changed).restore ?? "none") : "";
    return changed && to !== now.restore ? [{ setting: "restore", from: now.restore ?? "none", to, plan: changed, prior, slower, reason }] : [];
  });
  return [...turned, ...transformed, ...restored];
}

const PART_REASONS: Record<string, string> = {
  scene: "what a scene program draws need not be coded", shots: "shots of different difficulty get settings of their own",
};

/** Why turning a setting to that value may pay; null when nothing is said about it. */
export function reasonFor(setting: string, value: Value): string | null {
  const knobs: readonly Knob<string>[] = Object.values(KNOBS).flat();
  const restore = RESTORES.find((candidate) => setting === "restore" && candidate.value.kind === value);
  return knobs.find((knob) => knob.setting === setting)?.reason ?? restore?.reason ?? TRANSFORMS.find((step) => step.setting === setting)?.reason ?? PART_REASONS[String(value)] ?? null;
}
