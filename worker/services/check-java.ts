import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { StartError } from "./start-error.ts";

/** The oldest Java that DynamoDB Local 3.x runs on. */
const OLDEST = 17;
const INSTALL = `Install Java ${OLDEST} or newer (Debian/Ubuntu: "apt install openjdk-17-jre-headless"; macOS: "brew install openjdk@17"; others: adoptium.net), or set LAB_STORAGE=aws.`;

/**
 * Makes sure that a Java which can run DynamoDB Local is on the PATH.
 * @throws {StartError}
 */
export async function checkJava(): Promise<void> {
  const said = await promisify(execFile)("java", ["-version"], { timeout: 20_000 }).then(
    ({ stdout, stderr }) => `${stderr}\n${stdout}`,
    (error: unknown) => {
      // macOS has a `java` that only says that there is none, with exit code 1.
      throw new StartError(`Java was not found; the embedded DynamoDB Local needs it. ${INSTALL}`, { cause: error });
    },
  );
  const major = javaMajor(said);
  if (major === null) throw new StartError(`"java -version" names no version that this lab understands. ${INSTALL}`);
  if (major < OLDEST) throw new StartError(`Java ${major} is too old for the embedded DynamoDB Local. ${INSTALL}`);
}

/** The major version in the output of `java -version`: 17 of `version "17.0.15"`, 8 of `version "1.8.0_392"`. */
export function javaMajor(said: string): number | null {
  const match = /version "(?:1\.)?(\d+)/.exec(said);
  return match ? Number(match[1]) : null;
}
