import { onTestFinished } from "vitest";
import { createResearcher, type Researcher } from "#worker/research/researcher.ts";
import { startLlmServer, type LlmServer, type ScriptedAnswer } from "./llm-server.ts";

/* A model for tests of the researcher: a chat-completions server on the loopback that answers by a script. */

/** The server of one test, which is closed when that ends. */
export async function startLoopbackModel(script: readonly ScriptedAnswer[]): Promise<LlmServer> {
  const server = await startLlmServer({ script });
  onTestFinished(() => server.close());
  return server;
}

/** The clock of every such researcher stands. */
const NOW = new Date(Date.UTC(2026, 10, 23));

export interface LoopbackResearcher {
  researcher: Researcher;
  server: LlmServer;
  /** Lines of the operator's log, each after its level. */
  log: string[];
  /** What would have been waited between tries, ms; nothing is. */
  waits: number[];
}

/** The configured researcher with such a server as its model. */
export async function loopbackResearcher(script: readonly ScriptedAnswer[], change: Partial<Parameters<typeof createResearcher>[0]> = {}): Promise<LoopbackResearcher> {
  const server = await startLoopbackModel(script);
  const log: string[] = [];
  const waits: number[] = [];
  const researcher = createResearcher(
    {
      LLM_MODEL: "test-model", LLM_BASE_URL: server.url, LLM_API_KEY: undefined, LLM_TIMEOUT_SECONDS: 20, LLM_RETRIES: 1, LLM_MAX_TOKENS: 4096, LLM_TEMPERATURE: undefined,
      LLM_RESPONSE_FORMAT: "json_schema", LLM_FALLBACK: false, LAB_EXPERIMENT_MINUTES: 30, LAB_STALE_FAMILY: 5, ...change,
    },
    { clock: () => NOW, log: (level, message) => log.push(`${level} ${message}`), sleep: (ms) => { waits.push(ms); return Promise.resolve(); } },
  );
  return { researcher, server, log, waits };
}
