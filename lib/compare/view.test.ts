import { describe, expect, it } from "vitest";
import { compareHref, parseView } from "./view.ts";

const read = (href: string) => parseView(new URL(href, "http://lab").searchParams);

describe("the address of a comparison", () => {
  it("says everything that is shown, and is read back as it was written", () => {
    const view = { ids: ["b", "a-1"], metric: "ssimY", clip: "gate-tower", anchor: "a-1", time: "work", gain: "bd-rate" } as const;
    expect(compareHref({ ...view, ids: [...view.ids] })).toBe("/compare?ids=b,a-1&metric=ssimY&clip=gate-tower&anchor=a-1&time=work&gain=bd-rate");
    expect(read(compareHref({ ...view, ids: [...view.ids] }))).toEqual(view);
  });
  it("leaves out what stands at its default", () => {
    expect(compareHref({ ids: ["a", "b"], metric: "psnrYuv", clip: null, time: "encode" })).toBe("/compare?ids=a,b");
    expect(compareHref({ ids: [] })).toBe("/compare");
  });
  it("takes each id once, and what it does not know for the default", () => {
    expect(read("/compare?ids=a,,b,a%20&metric=magic&time=never")).toEqual({ ids: ["a", "b"], metric: "psnrYuv", clip: null, anchor: null, time: "encode", gain: "reduction" });
  });
});
