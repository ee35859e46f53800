import { describe, expect, it } from "vitest";
import { AdaptSchema } from "#lib/plan/adapt-settings.ts";
import { PredictorSchema } from "#lib/plan/predictor-settings.ts";
import { ADAPT_FIELDS, CODECS, DOWNSCALE_FIELDS, newDraft, PREDICTOR_FIELDS, readDraft, startValues } from "./plan-draft.ts";

describe("a plan by hand", () => {
  it.each(CODECS)("is a valid plan as %s starts", (codec) => {
    // Without a codec, the scene program makes the picture.
    const predictor = codec === "none" ? startValues(PREDICTOR_FIELDS) : null;
    const { plan, errors } = readDraft({ ...newDraft(), codec, predictor });
    expect(errors).toBeNull();
    expect(plan?.base.codec).toBe(codec);
  });

  it("reads typed numbers and keeps the transform's parts", () => {
    const draft = newDraft();
    draft.settings["svt-av1"].preset = "4";
    draft.denoise = { filter: "hqdn3d", strength: "2.5" };
    const { plan } = readDraft(draft);
    expect(plan?.base).toMatchObject({ preset: 4 });
    expect(plan?.transform).toEqual({ downscale: null, denoise: { filter: "hqdn3d", strength: 2.5 } });
  });

  it("has every part of the composition, each at the schema's defaults", () => {
    const draft = { ...newDraft(), predictor: startValues(PREDICTOR_FIELDS), adapt: startValues(ADAPT_FIELDS) };
    expect(readDraft(draft).plan).toMatchObject({ predictor: PredictorSchema.parse({ kind: "scene" }), adapt: AdaptSchema.parse({ kind: "shots" }) });
  });

  it("shows what the parts ask of each other at the part that has to change", () => {
    const program = startValues(PREDICTOR_FIELDS);
    const errorsOf = (parts: Partial<ReturnType<typeof newDraft>>) => Object.keys(readDraft({ ...newDraft(), ...parts }).errors ?? {});
    expect(errorsOf({ codec: "none" })).toEqual(["predictor"]);
    expect(errorsOf({ codec: "none", predictor: program, downscale: startValues(DOWNSCALE_FIELDS) })).toEqual(["transform.downscale"]);
    expect(errorsOf({ codec: "none", predictor: program, denoise: { filter: "hqdn3d", strength: "2" }, adapt: startValues(ADAPT_FIELDS) })).toEqual(["transform.denoise", "adapt"]);
    expect(errorsOf({ adapt: { ...startValues(ADAPT_FIELDS), smallest: "1/2" }, downscale: startValues(DOWNSCALE_FIELDS) })).toEqual(["adapt.smallest"]);
    expect(readDraft({ ...newDraft(), predictor: { ...program, layers: [] } }).errors).toEqual({ "predictor.layers": "Choose at least 1." });
  });

  it("names the field of a number out of bounds or left empty", () => {
    const draft = newDraft();
    draft.settings["svt-av1"].preset = "99";
    draft.settings["svt-av1"].keyint = "";
    expect(Object.keys(readDraft(draft).errors ?? {})).toEqual(expect.arrayContaining(["base.preset", "base.keyint"]));
  });

  it("leaves a setting to the preset until it is given, and again once it is emptied", () => {
    const draft = { ...newDraft(), codec: "x264" as const };
    expect(readDraft(draft).plan?.base).toMatchObject({ bframes: null, mbTree: null });
    draft.settings.x264 = { ...draft.settings.x264, bframes: "5", mbTree: false };
    expect(readDraft(draft).plan?.base).toMatchObject({ bframes: 5, mbTree: false });
    draft.settings.x264 = { ...draft.settings.x264, bframes: "", mbTree: null };
    expect(readDraft(draft).plan?.base).toMatchObject({ bframes: null, mbTree: null });
  });

  it.each(["22, 30", "22 30 30 40", "40, 30, 22, 20", "22, thirty, 40, 50", "5, 22, 30, 40"])("refuses the rungs %s", (text) => {
    const draft = newDraft();
    draft.crfs["svt-av1"] = text;
    expect(readDraft(draft).errors).toHaveProperty("rungs");
  });
});
