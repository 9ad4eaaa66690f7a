const { availableParallelism } = require("node:os");

// The workers inherit it; tools/runs/aws/access.ts says why.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/__tests__"],
  globalSetup: "<rootDir>/__tests__/support/shared-synthesis.ts",
  testMatch: ["**/*.test.ts"],
  testSequencer: "<rootDir>/__tests__/support/slow-first.js",
  // The whole of the emulated runs takes an hour: make emulated.
  testPathIgnorePatterns: ["/node_modules/", "/__tests__/emulated/whole/", "\\.whole\\.test\\.ts$"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
  // One more than processors: a third of the time the emulated suites only wait.
  maxWorkers: availableParallelism() + 1,
  // Terraform and its provider run for real in some tests; a hang must still end.
  testTimeout: 300_000,
};
