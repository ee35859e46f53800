import { defineConfig } from "vitest/config";

/*
 * `unit` needs nothing but Node; its files share two processes, as they change nothing but what they make themselves. `integration` gets the real DynamoDB Local and S3 server, started once a run (worker/services/test-storage.ts).
 */
const common = { pool: "forks" as const, testTimeout: 120_000, hookTimeout: 120_000, env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" } };
const exclude = ["node_modules/**", ".next/**", ".data/**", "e2e/**/*.spec.ts"];

export default defineConfig({
  test: {
    // Vitest leaves one core free, which on two is half of them: 440 CPU seconds took 380 s.
    maxWorkers: "100%",
    projects: [
      { test: { ...common, name: "unit", isolate: false, include: ["{app,components,lib,worker,e2e}/**/*.test.{ts,tsx}"], exclude: [...exclude, "**/*.integration.test.ts"] } },
      { test: { ...common, name: "integration", include: ["{app,components,lib,worker,e2e}/**/*.integration.test.ts"], exclude, globalSetup: ["worker/services/test-storage.ts"] } },
    ],
  },
});
