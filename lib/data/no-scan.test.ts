import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

describe("reads of DynamoDB", () => {
  it("are queries and single items: nothing in the app, lib or worker asks for a scan", () => {
    const files = ["lib", "worker", "app"].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: "utf8" }).map((name) => join(room, name)).filter((path) => /\.tsx?$/.test(path) && !path.includes(".test.")),
    );
    expect(files).toContain(join("lib", "aws", "dynamodb.ts"));
    expect(files.filter((path) => /\b(Scan|BatchExecuteStatement|ExecuteStatement)(Command|Input)\b|paginateScan/.test(readFileSync(path, "utf8")))).toEqual([]);
  });
});
