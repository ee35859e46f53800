import { z } from "zod";

/*
 * The only file that reads process.env. Every variable is parsed once, with its default; README.md lists them all.
 */

const flag = z.enum(["true", "false", "1", "0"]).transform((value) => value === "true" || value === "1");
const text = z.string().trim().min(1);

const EnvSchema = z.object({
  /** Folder for the embedded servers' data, caches and logs. */
  LAB_DATA_DIR: text.default(".data"),
  /** Address that the dashboard listens on. */
  LAB_HOST: text.default("127.0.0.1"),
  LAB_PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** Where programs are looked for; only an ffmpeg with libvmaf is. */
  PATH: z.string().default(""),
  LAB_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  /** How many encodes a worker runs side by side; each encoder runs single-threaded. 0: one per core. */
  LAB_ENCODE_SLOTS: z.coerce.number().int().min(0).max(64).default(0),
  LAB_WORKER_ID: text.optional(),
  /** Set by npm for the scripts that it runs. */
  npm_lifecycle_event: text.optional(),
  LAB_LEASE_SECONDS: z.coerce.number().min(2).max(600).default(30),
  /** Wall-time limit of one experiment. */
  LAB_EXPERIMENT_MINUTES: z.coerce.number().min(0.05).max(600).default(120),
  /** Experiments in a row on a suite in one family of plans, without a new best, after which the next plan must leave the family. */
  LAB_STALE_FAMILY: z.coerce.number().int().min(2).max(50).default(5),
  /** off: a new best is not put to the held-out suite, and stays unconfirmed. */
  LAB_VALIDATE: z.enum(["on", "off"]).default("on"),
  /** Resident-memory limit of one media process, MiB. */
  LAB_MEDIA_MEMORY_MB: z.coerce.number().int().min(256).max(65536).default(3072),
  LAB_UPLOAD_MAX_MB: z.coerce.number().min(0.001).max(2048).default(200),
  LAB_UPLOAD_MAX_SECONDS: z.coerce.number().min(0.1).max(3600).default(120),
  /** An ffmpeg program with libvmaf; looked for on the PATH when not set. */
  LAB_FFMPEG: text.optional(),

  DYNAMODB_TABLE_PREFIX: z.string().trim().regex(/^[A-Za-z0-9_.-]{0,100}$/).default(""),
  /** Set for DynamoDB Local; on AWS leave it out. */
  DYNAMODB_ENDPOINT: z.url().optional(),
  S3_ENDPOINT: z.url().optional(),
  S3_BUCKET: text.default("ai-video-codec-lab"),
  AWS_REGION: text.default("us-east-1"),
  AWS_ACCESS_KEY_ID: text.optional(),
  AWS_SECRET_ACCESS_KEY: text.optional(),
  AWS_SESSION_TOKEN: text.optional(),
  /** `aws` makes `npm start` use real AWS instead of the embedded servers. */
  LAB_STORAGE: z.enum(["embedded", "aws"]).default("embedded"),

  /** No model means the built-in planner. */
  LLM_MODEL: text.optional(),
  LLM_BASE_URL: z.url().optional(),
  LLM_API_KEY: text.optional(),
  LLM_TIMEOUT_SECONDS: z.coerce.number().min(0.1).max(3600).default(120),
  /** Further tries after a bad or missing reply. */
  LLM_RETRIES: z.coerce.number().int().min(0).max(10).default(2),
  LLM_MAX_TOKENS: z.coerce.number().int().min(64).max(200_000).default(4096),
  LLM_TEMPERATURE: z.coerce.number().min(0).max(2).optional(),
  /** How the reply's shape is asked for; some servers know only json_object or nothing. */
  LLM_RESPONSE_FORMAT: z.enum(["json_schema", "json_object", "none"]).default("json_schema"),
  /** Whether a failing model is replaced by the built-in planner for that experiment. */
  LLM_FALLBACK: flag.default(false),
  /** What the record of past experiments may take of a prompt, tokens. */
  DIGEST_TOKENS: z.coerce.number().int().min(2000).max(200_000).default(8000),
  /** US dollars per million tokens of prompt and of completion; not set: money is unknown. */
  LLM_PRICE_INPUT_USD: z.coerce.number().min(0).max(100_000).optional(),
  LLM_PRICE_OUTPUT_USD: z.coerce.number().min(0).max(100_000).optional(),
});

export type Env = z.infer<typeof EnvSchema>;

/**
 * Parses the environment.
 * @throws {Error} one sentence a variable, with its name and what is wrong with it.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ""));
  // Azure-style and plain OpenAI set-ups carry the key under the name that the openai package reads.
  if (present.OPENAI_API_KEY !== undefined && present.LLM_API_KEY === undefined) present.LLM_API_KEY = present.OPENAI_API_KEY;
  const parsed = EnvSchema.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The configuration is not valid. ${problems.join("; ")}. See "Configuration" in README.md.`);
}

/** This process's environment with additions, for a child process. */
export function environmentWith(additions: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...additions };
}
