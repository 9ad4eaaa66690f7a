import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Json, JsonObject } from "../../../../tools/planning/json";
import type { ResourceChange } from "../../../../tools/review/plan";
import { EFFECTS } from "../../../../tools/review/risks/effects/detector";
import { CIRCUMSTANCES } from "../../../../tools/review/risks/stateful/circumstances";
import { STATEFUL } from "../../../../tools/review/risks/stateful/catalog";
import { GUARDS } from "../../../../tools/review/risks/weakening/guards";
import { WEAKENINGS } from "../../../../tools/review/risks/weakening/rows";
import { corpus, CORPUS_NAMES } from "../corpus";
import { change, CLOSED, found, planOf, texts } from "./plans";

const typed = <T extends { readonly types: readonly string[] | "*" }>(rows: readonly T[]): [string, T][] =>
  rows.flatMap((row) => (row.types === "*" ? [] : row.types.map((type): [string, T] => [type, row])));
const TYPES = [
  ...new Set([...STATEFUL, ...WEAKENINGS, ...GUARDS, ...EFFECTS].flatMap(({ types }) => [...types])),
];

const BINDINGS = path.join(__dirname, "../../../../node_modules/@cdktf/provider-aws/lib");
function binding(type: string): string | undefined {
  const file = path.join(BINDINGS, type.replace(/^aws_/, "").replaceAll("_", "-"), "index.js");
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

test("every AWS type, and every attribute that a row reads, is one of the provider", () => {
  const wrong: string[] = [];
  const check = (type: string, paths: readonly string[], any = false): void => {
    if (!type.startsWith("aws_")) return;
    const code = binding(type);
    const has = (one: string): boolean =>
      one.split(/\[\]\.?|\./).every((step) => step === "" || code?.includes(`${step}:`) === true);
    if (code === undefined || !(any ? paths.some(has) || paths.length === 0 : paths.every(has)))
      wrong.push(`${type} ${paths.join()}`);
  };
  for (const [type] of typed(STATEFUL)) check(type, []);
  for (const [type, row] of typed([...WEAKENINGS, ...CIRCUMSTANCES])) check(type, [row.path]);
  for (const [type, { of }] of typed(GUARDS)) check(type, of ? [of.path] : []);
  for (const [type, { paths }] of typed(EFFECTS)) check(type, paths ?? [], true);
  expect(wrong).toEqual([]);
});

/** Every value of `value` made into something that must not be read anywhere. */
function poisoned(value: Json | undefined, secret: string): Json {
  if (Array.isArray(value)) return (value as Json[]).map((inner) => poisoned(inner, secret));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value as JsonObject).map(([key, inner]) => [key, poisoned(inner, secret)]),
    );
  return typeof value === "string" ? secret + value : (value ?? null);
}

test("no value gets into a text but through the masker", () => {
  for (const plan of [...CORPUS_NAMES.map(corpus), planOf(...everything("left", "right"))]) {
    const changes = (plan.resource_changes ?? []).map((resource) => ({
      ...resource,
      change: {
        ...resource.change,
        before: poisoned(resource.change.before, "sixpence-"),
        after: poisoned(resource.change.after, "sixpence-new-"),
      },
    }));
    const said = texts(found({ ...plan, resource_changes: changes }, CLOSED)).join("\n");
    expect(said).not.toContain("sixpence");
  }
});

const KEYS = new Set(
  [...WEAKENINGS.map((row) => row.path), ...EFFECTS.flatMap(({ paths }) => paths ?? [])].map(
    (pattern) => pattern.split(/[.[]/)[0] ?? "",
  ),
);
const all = (value: Json): JsonObject => Object.fromEntries([...KEYS].map((key) => [key, value]));

/** Each type that rows are about, with every attribute that they read. */
function everything(before: Json, after: Json, unknown: Json = {}): ResourceChange[] {
  const [was, is] = [all(before), all(after)];
  return TYPES.map((type, index) => {
    const actions = FATES[index % FATES.length] ?? "updated";
    return change({ type, actions, before: was, after: is, unknown });
  });
}

const FATES = ["updated", "replaced", "destroyed", "created"] as const;

test("any shape of values is borne", () => {
  const odd: Json[] = [
    ...[null, true, 0, "", "x", -1],
    ...[[], [null], [[]], {}, { enabled: null }, [{ enabled: [[{}]] }], { "[]": 1 }],
  ];
  for (const before of odd)
    for (const after of [before, [], "x", { a: [1] }])
      expect(() => found(planOf(...everything(before, after, before)))).not.toThrow();
  expect(found({ format_version: "1.0" })).toEqual([]);
  for (const type of TYPES)
    expect(() =>
      found(planOf({ address: "a.b", mode: "managed", type, name: "b", change: { actions: ["update"] } })),
    ).not.toThrow();
});
