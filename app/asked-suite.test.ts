import { expect, it } from "vitest";
import { askedSuite } from "./asked-suite.ts";

it("takes from an address what may be a suite's id, and the quick suite for anything else", () => {
  expect(askedSuite("held-out")).toBe("held-out");
  for (const nonsense of [undefined, "", "../etc", "Quick", "-quick", "x".repeat(65), ["held-out", "quick"]]) expect(askedSuite(nonsense)).toBe("quick");
});
