import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openApiDocument } from "./openapi.ts";

const document = openApiDocument();
const text = JSON.stringify(document);

describe("the OpenAPI document", () => {
  it("describes every route file under app/api, and no other", () => {
    const described = Object.keys(document.paths);
    for (const path of described) {
      const folder = path.replace(/^\//, "").replace("{name}", "[...name]").replace(/\{(\w+)\}/g, "[$1]");
      expect(existsSync(join("app", folder.replace(/^api\//, "api/"), "route.ts")), path).toBe(true);
    }
    const routes = readdirSync("app/api", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("route.ts") && !file.startsWith("openapi.json"));
    expect(described).toHaveLength(routes.length);
  });

  it("resolves every reference and carries the bounds of the plan", () => {
    const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]);
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(document.components.schemas).toHaveProperty(name!);
    expect(text).toContain('"const":"svt-av1"');
    expect(text).toContain("Largest distance between key frames");
  });
});
