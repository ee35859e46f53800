import next from "@next/eslint-plugin-next";
import importX from "eslint-plugin-import-x";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/*
 * The import arrows of the design: app -> components -> lib <- worker. Outside libraries with side effects have one door each.
 */

/** Rooms that a room's files may not import from. */
const forbidden = {
  app: ["worker", "e2e"],
  components: ["app", "worker", "e2e"],
  lib: ["app", "components", "worker", "e2e"],
  worker: ["app", "components", "e2e"],
};

const zones = Object.entries(forbidden).flatMap(([target, rooms]) =>
  rooms.map((from) => ({ target: `./${target}/**/!(*.test).ts*`, from: `./${from}`, message: `${target} may not import from ${from}` })),
);

/** Libraries with side effects, and the only files that may import them. */
const doors = [
  { library: "openai", files: ["worker/research/openai-client.ts"] },
  { library: "node-av", files: ["worker/media/av.ts", "worker/media/av-api.ts"] },
  { library: "@aws-sdk/client-dynamodb", files: ["lib/aws/dynamodb.ts"] },
  { library: "@aws-sdk/lib-dynamodb", files: ["lib/aws/dynamodb.ts"] },
  { library: "@aws-sdk/client-s3", files: ["lib/aws/s3.ts"] },
  { library: "@aws-sdk/lib-storage", files: ["lib/aws/s3.ts"] },
];
const closedTo = (file) => doors.filter((door) => !door.files.includes(file)).map((door) => ({ group: [door.library, `${door.library}/*`], message: `only ${door.files.join(", ")} may import ${door.library}` }));

const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "only lib/env.ts reads process.env",
};
const noScan = { selector: "Identifier[name='ScanCommand']", message: "a Scan is a defect: use Query or GetItem" };
const noShell = { selector: "Property[key.name='shell'][value.value=true]", message: "no shell: pass an argument array" };

export default tseslint.config(
  { ignores: ["node_modules/**", ".next/**", ".data/**", "next-env.d.ts", "test-results/**", "playwright-report/**", "**/*.as.ts"] },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    plugins: { "import-x": importX, "react-hooks": reactHooks, "@next/next": next },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver({ project: "./tsconfig.json" })] },
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones: zones }],
      "import-x/no-cycle": ["error", { maxDepth: 8, ignoreExternal: true }],
      "import-x/no-unresolved": ["error", { ignore: ["\\.css$"] }],
      "no-restricted-imports": ["error", { patterns: closedTo("") }],
      "no-restricted-syntax": ["error", noEnvironment, noScan, noShell],
      "no-eval": "error",
      eqeqeq: "error",
      "max-lines": ["error", { max: 300, skipComments: true, skipBlankLines: true }],
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrorsIgnorePattern: "^_" }],
      ...next.configs.recommended.rules,
    },
  },
  // The other rooms have no React, and its rules analyse every function: a quarter of the whole time.
  { files: ["{app,components}/**"], rules: reactHooks.configs.recommended.rules },
  // The doors themselves: every library but their own stays closed to them.
  ...[...new Set(doors.flatMap((door) => door.files))].map((file) => ({ files: [file], rules: { "no-restricted-imports": ["error", { patterns: closedTo(file) }] } })),
  { files: ["lib/**/*.ts"], rules: { "no-restricted-imports": ["error", { patterns: [...closedTo(""), { group: ["react", "react-dom", "next", "next/*", "node:child_process"], message: "lib has no React, no Next and starts no process" }] }] } },
  { files: ["lib/aws/dynamodb.ts", "lib/aws/s3.ts"], rules: { "no-restricted-imports": "off" } },
  { files: ["worker/**/*.ts"], ignores: doors.flatMap((door) => door.files), rules: { "no-restricted-imports": ["error", { patterns: [...closedTo(""), { group: ["react", "react-dom", "next", "next/*"], message: "worker has no React and no Next" }] }] } },
  { files: ["lib/env.ts"], rules: { "no-restricted-syntax": ["error", noScan, noShell] } },
);
