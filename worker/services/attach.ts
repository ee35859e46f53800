import { resolve } from "node:path";
import type { Env } from "#lib/env.ts";
import { readLabFile } from "./lab-file.ts";
import { StartError } from "./start-error.ts";

/** DynamoDB Local keeps a database for each region as well: the embedded one is always this, whatever the shell says. */
export const EMBEDDED_REGION = "us-east-1";

/**
 * Fills in the endpoints of the lab that runs on this data folder, for commands in another terminal of the same machine.
 * With endpoints configured, or on AWS, the environment stays as it is.
 * @throws {StartError} when there is nothing to attach to.
 */
export async function attachEnv(env: Env): Promise<Env> {
  if (env.LAB_STORAGE === "aws" || (env.DYNAMODB_ENDPOINT !== undefined && env.S3_ENDPOINT !== undefined)) return env;
  const folder = resolve(env.LAB_DATA_DIR);
  const lab = await readLabFile(folder);
  if (!lab) throw new StartError(`No lab runs on ${folder}: start it with "npm start", or set LAB_STORAGE=aws to use AWS.`);
  return { ...env, AWS_REGION: EMBEDDED_REGION, DYNAMODB_ENDPOINT: env.DYNAMODB_ENDPOINT ?? lab.dynamodb, S3_ENDPOINT: env.S3_ENDPOINT ?? lab.s3 };
}
