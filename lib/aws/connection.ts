import type { Env } from "../env.ts";

/** Where a client connects and as whom. Without an endpoint the SDK's own resolution (region, profile, role) applies. */
export interface Connection {
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}

/**
 * Reads one service's connection from the environment.
 * Credentials come, in this order, from the endpoint's user part (`http://key:secret@127.0.0.1:4000`, which the launcher
 * uses for its embedded servers, so that AWS keys in the shell never reach them), from the environment, and for an
 * endpoint without either from `embedded`. With none of the three the SDK's default chain decides.
 */
export function connectionOf(env: Env, endpoint: string | undefined, embedded: { accessKeyId: string; secretAccessKey: string }): Connection {
  const connection: Connection = { region: env.AWS_REGION };
  if (env.AWS_ACCESS_KEY_ID !== undefined && env.AWS_SECRET_ACCESS_KEY !== undefined) {
    connection.credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY, sessionToken: env.AWS_SESSION_TOKEN };
  }
  if (endpoint === undefined) return connection;
  const url = new URL(endpoint);
  if (url.username !== "") {
    connection.credentials = { accessKeyId: decodeURIComponent(url.username), secretAccessKey: decodeURIComponent(url.password) };
  }
  connection.credentials ??= embedded;
  url.username = "";
  url.password = "";
  connection.endpoint = url.href.replace(/\/$/, "");
  return connection;
}

/**
 * Retries of both clients. Standard mode: exponential backoff with jitter from 100 ms, five tries in all, so that a blip
 * of about a second passes unnoticed and a real outage is told within seconds.
 */
const RETRIES = { maxAttempts: 5, retryMode: "standard" } as const;

/** Requests to DynamoDB are small: a server that takes connections and says nothing is told after 5 x 4 s. */
export const DYNAMODB_LIMITS = { ...RETRIES, requestHandler: { connectionTimeout: 2_000, requestTimeout: 4_000, throwOnRequestTimeout: true } } as const;

/** `requestTimeout` counts the sending of the body as well, which is long for a video on a slow line: only silence is limited. */
export const S3_LIMITS = { ...RETRIES, requestHandler: { connectionTimeout: 2_000, socketTimeout: 15_000 } } as const;
