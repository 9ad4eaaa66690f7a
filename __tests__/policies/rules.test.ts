import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { RULES } from "../../policies/rules";
import type { Context, Rule, Subject } from "../../policies/types";
import { LOCKED } from "./synthesis";

const ROOT = path.join(__dirname, "../..");
const BINDINGS = path.join(ROOT, "node_modules/@cdktf/provider-aws/lib");

const typesOf = ({ looksAt }: Rule): string[] => looksAt.flatMap((item) => /^aws_\w+/.exec(item) ?? []);
const bindingOf = (type: string): string =>
  `${BINDINGS}/${type.slice("aws_".length).replaceAll("_", "-")}/index.js`;
const looked = RULES.flatMap((rule: Rule) => typesOf(rule).map((type) => ({ rule, type })));

test("rules have ids of their own, in kebab-case, and one sentence each", () => {
  const ids = RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  expect(RULES.filter(({ promise }) => !/^[A-Z].*\.$/.test(promise))).toEqual([]);
});

test("every type that a rule looks at exists in the provider", () => {
  expect(looked.length).toBeGreaterThan(100);
  expect(looked.filter(({ type }) => !existsSync(bindingOf(type)))).toEqual([]);
});

/** What a rule misses in an empty resource names the attributes that its tables know. */
function attributesAsked(rule: Rule, type: string): string[] {
  const subject: Subject = { kind: "resource", type, address: `${type}.x`, path: "x", attributes: {} };
  const context: Context = { settings: LOCKED, terraform: {}, subjects: [subject] };
  const problems = rule.appliesTo(subject) ? rule.check(subject, context) : [];
  const words = problems.flatMap(({ problem }) => problem.match(/\b(?!aws_)[a-z]+(_[a-z]+)+\b/g) ?? []);
  // Terraform's own; every resource takes it.
  return words.filter((word) => word !== "prevent_destroy");
}

test("every attribute that a rule asks for exists in the provider", () => {
  const asked = looked.flatMap(({ rule, type }) =>
    attributesAsked(rule, type).map((attribute) => ({ type, attribute })),
  );
  expect(asked.length).toBeGreaterThan(40);
  const absent = asked.filter(
    ({ type, attribute }) => !readFileSync(bindingOf(type), "utf8").includes(attribute),
  );
  expect(absent).toEqual([]);
});

test("docs/policies.md says what the rules say", () => {
  const script = path.join(ROOT, "scripts/policies-doc.ts");
  expect(() =>
    execFileSync(process.execPath, ["--import", "tsx", script, "--check"], { cwd: ROOT, stdio: "pipe" }),
  ).not.toThrow();
});
