import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ACCESS_RULES } from "../../../../tools/review/access/rules";
import { RULES } from "../../../../tools/review/rules/levels";

const TESTS = path.join(__dirname, "../access");

test("every rule has a name, a level and a meaning", () => {
  for (const [rule, { level, meaning }] of RULES) {
    expect(rule).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(["deny", "warn", "info"]).toContain(level);
    expect(meaning).not.toBe("");
  }
});

test("no name is used twice", () => {
  const folders = ["access", "risks"].map((folder) =>
    readFileSync(path.join(__dirname, `../../../../tools/review/${folder}/rules.ts`), "utf8"),
  );
  const names = folders.flatMap((text) =>
    [...text.matchAll(/^ {2}"?([a-z0-9-]+)"?: (?:deny|warn|info)\(/gm)].map(([, rule]) => rule),
  );
  expect(names.length).toBeGreaterThan(Object.keys(ACCESS_RULES).length);
  expect(new Set(names).size).toBe(names.length);
});

test("every rule of access has a test that trips it", () => {
  const tests = readdirSync(TESTS)
    .map((file) => readFileSync(path.join(TESTS, file), "utf8"))
    .join("\n");
  expect(Object.keys(ACCESS_RULES).filter((rule) => !tests.includes(`"${rule}"`))).toEqual([]);
});
