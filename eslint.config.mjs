import tseslint from "typescript-eslint";

const PROVIDER_BARREL = {
  regex: "^@cdktf/provider-[a-z]+$",
  message: "import @cdktf/provider-<name>/lib/<resource>: the barrel costs seconds at start",
};
const FOLDERS = ["config", "modules", "policies", "stacks", "tools", "charts", "scripts", "main"];

/** `folder` may import only from `allowed` (and itself); design: "who may import whom". */
function boundary(folder, allowed, extra = []) {
  const forbidden = FOLDERS.filter((name) => name !== folder && !allowed.includes(name));
  return {
    files: [folder === "main" ? "main.ts" : `${folder}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            PROVIDER_BARREL,
            {
              regex: `^(\\.{1,2}/)+(${forbidden.join("|")})(/|$)`,
              message: `${folder}/ may import from ${[folder, ...allowed].join(", ")} only (docs/contributing.md)`,
            },
            ...extra,
          ],
        },
      ],
    },
  };
}

export default tseslint.config(
  { ignores: ["node_modules", "cdktf.out", ".plans", ".cache", "coverage", "**/*.js", "*.mjs"] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      eqeqeq: "error",
      "max-lines": ["error", { max: 250 }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 4],
      complexity: ["error", 12],
    },
  },
  // A construct is created for its effect on the tree.
  { files: ["modules/**", "stacks/**"], rules: { "no-new": "off" } },
  boundary(
    "config",
    [],
    [{ regex: "^(cdktf|constructs|@cdktf/)", message: "config is pure data and arithmetic" }],
  ),
  boundary("modules", []),
  boundary("policies", []),
  boundary("stacks", ["modules", "policies", "config"]),
  boundary(
    "tools",
    ["config"],
    [{ regex: "^(cdktf|constructs|@cdktf/)", message: "tools know cdktf.out only" }],
  ),
  boundary("main", ["stacks", "config"]),
  {
    files: ["config/**", "modules/**", "policies/**", "stacks/**"],
    rules: {
      "no-restricted-globals": ["error", { name: "fetch", message: "synthesis uses no network" }],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "synthesis is a pure function of config/" },
        { object: "Math", property: "random", message: "synthesis is a pure function of config/" },
        { object: "process", property: "env", message: "only main.ts reads the environment" },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: "no clock at synthesis",
        },
      ],
    },
  },
  {
    files: ["__tests__/**"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/unbound-method": "off" },
  },
);
