import { describe, expect, it } from "vitest";
import { javaMajor } from "./check-java.ts";

describe("the version of Java", () => {
  it("is read from what real programs say", () => {
    expect(javaMajor('openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6-Debian-1deb12u1)')).toBe(17);
    expect(javaMajor('java version "1.8.0_392"\nJava(TM) SE Runtime Environment')).toBe(8);
    expect(javaMajor('openjdk version "25-ea" 2025-09-16')).toBe(25);
    expect(javaMajor("The operation couldn't be completed. Unable to locate a Java Runtime.")).toBeNull();
  });
});
