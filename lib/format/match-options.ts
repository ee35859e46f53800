import type { BaseCodec } from "../plan/base-settings.ts";

/** One planned setting beside the encoder option that was really passed for it. */
export interface SettingMatch {
  setting: string;
  /** For example "x265-params: aq-mode=0"; null when no passed option carries this setting: the preset or the encoder chose it. */
  passed: string | null;
}

/*
 * Names under which the encoders know a setting, besides its own name in kebab case. This is a reading aid for the page;
 * the record shows every passed option in full beside it.
 */
const NAMES: Record<string, readonly string[]> = {
  keyint: ["keyint", "g"], bframes: ["bf", "b-frames"], refs: ["ref"], cuTree: ["cutree"], mbTree: ["mbtree", "mb-tree"],
  temporalFilter: ["enable-tf"], filmGrain: ["film-grain"], varianceBoost: ["enable-variance-boost"],
  cdef: ["enable-cdef", "cdef-level"], loopRestoration: ["enable-restoration", "enable-restoration-filtering"],
  arnrMaxFrames: ["arnr-maxframes"], hierarchicalLevels: ["hierarchical-levels"], psyRd: ["psy-rd"], ctu: ["ctu"],
};

/** Splits `x265-params=keyint=250:bframes=4` into single options, each with the text that names where it was passed. */
export function flattenOptions(options: Record<string, string>): { name: string; text: string }[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (!/-(params|opts)$/.test(name)) return [{ name, text: `${name}=${value}` }];
    return value.split(":").filter(Boolean).map((part) => ({ name: part.split("=")[0] ?? part, text: `${name}: ${part}` }));
  });
}

/**
 * Pairs planned settings with passed options by name.
 * @returns the pairs in the order of `settings`, and the passed options that belong to none of them.
 */
export function matchOptions(settings: readonly string[], options: Record<string, string>): { matches: SettingMatch[]; others: string[] } {
  const flat = flattenOptions(options);
  const used = new Set<string>();
  const matches = settings.map((setting) => {
    const names = new Set([setting, kebab(setting), ...(NAMES[setting] ?? [])]);
    const found = flat.find((option) => names.has(option.name) || names.has(option.name.replace(/^no-/, "")));
    if (found) used.add(found.text);
    return { setting, passed: found?.text ?? null };
  });
  return { matches, others: flat.filter((option) => !used.has(option.text)).map((option) => option.text) };
}

/** The settings of a base, without its codec name, in the schema's order. */
export function settingEntries(base: { codec: BaseCodec }): [string, unknown][] {
  return Object.entries(base).filter(([name]) => name !== "codec");
}

const kebab = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
