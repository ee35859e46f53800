import { defineConfig } from "vitest/config";

/*
 * `unit` needs nothing but Node. `integration` gets the real DynamoDB Local and S3 server, started once a run (worker/services/test-storage.ts).
 */
const common = { pool: "forks" as const, testTimeout: 120_000, hookTimeout: 120_000, env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" } };
const exclude = ["node_modules/**", ".next/**", ".data/**", "e2e/**/*.spec.ts"];

export default defineConfig({
  test: {
    projects: [
      { test: { ...common, name: "unit", include: ["{app,components,lib,worker,e2e}/**/*.test.{ts,tsx}"], exclude: [...exclude, "**/*.integration.test.ts"] } },
      { test: { ...common, name: "integration", include: ["{app,components,lib,worker,e2e}/**/*.integration.test.ts"], exclude, globalSetup: ["worker/services/test-storage.ts"] } },
    ],
  },
});
