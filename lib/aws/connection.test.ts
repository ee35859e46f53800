import { describe, expect, it } from "vitest";
import { readEnv } from "../env.ts";
import { connectionOf } from "./connection.ts";

const embedded = { accessKeyId: "local", secretAccessKey: "local" };
const keys = { AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "secret" };

describe("a connection", () => {
  it("to AWS without keys leaves endpoint and credentials to the SDK", () => {
    expect(connectionOf(readEnv({ AWS_REGION: "eu-west-1" }), undefined, embedded)).toEqual({ region: "eu-west-1" });
  });

  it("to AWS takes keys from the environment", () => {
    expect(connectionOf(readEnv(keys), undefined, embedded).credentials).toMatchObject({ accessKeyId: "AKIA", secretAccessKey: "secret" });
  });

  it("to an endpoint falls back to the embedded servers' keys", () => {
    expect(connectionOf(readEnv({}), "http://127.0.0.1:4000", embedded)).toEqual({ region: "us-east-1", endpoint: "http://127.0.0.1:4000", credentials: embedded });
  });

  it("to an endpoint with a user part uses that, and never the shell's AWS keys", () => {
    expect(connectionOf(readEnv(keys), "http://lab7:local@127.0.0.1:4000/", embedded)).toEqual({
      region: "us-east-1", endpoint: "http://127.0.0.1:4000", credentials: { accessKeyId: "lab7", secretAccessKey: "local" },
    });
  });
});
