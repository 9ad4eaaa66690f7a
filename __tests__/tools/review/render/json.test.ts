import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import ts from "typescript";
import { renderJson } from "../../../../tools/review/render/json";
import { name } from "../../../../tools/review/text";
import { fullReview } from "./html/full-review";
import { findingOf, reviewOf } from "./html/made-up";

interface Definition {
  readonly properties?: Record<string, unknown>;
  readonly required?: string[];
}

const TOOLS = join(__dirname, "../../../../tools");
const schema = JSON.parse(readFileSync(join(TOOLS, "review/review.schema.json"), "utf8")) as Definition & {
  definitions: Record<string, Definition>;
};
const validate = new Ajv({ allErrors: true, strict: true, strictTypes: false }).compile(schema);

/** Every object in `value`, with the way to it. */
function objectsIn(
  value: unknown,
  path: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, one]) =>
    objectsIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return Array.isArray(value) ? inner : [path, ...inner];
}

function at(value: unknown, path: readonly (string | number)[]): Record<string, unknown> {
  return path.reduce<unknown>(
    (one, step) => (one as Record<string | number, unknown>)[step],
    value,
  ) as Record<string, unknown>;
}

/** Names of the fields of each interface in a source file. */
function interfacesIn(file: string): Map<string, string[]> {
  const source = ts.createSourceFile(file, readFileSync(join(TOOLS, file), "utf8"), ts.ScriptTarget.Latest);
  const found = source.statements.filter((statement) => ts.isInterfaceDeclaration(statement));
  return new Map(
    found.map(({ name: { text }, members }) => [
      text,
      members.map((member) => (member.name && ts.isIdentifier(member.name) ? member.name.text : "?")),
    ]),
  );
}

test("a review with something in every part fits the published schema", () => {
  expect(validate(JSON.parse(renderJson(fullReview()))) || validate.errors).toBe(true);
});

test("unknown fields are allowed everywhere, so that a later format can be read", () => {
  const review = JSON.parse(renderJson(fullReview())) as unknown;
  for (const path of objectsIn(review)) at(review, path)["later"] = true;
  expect(validate(review) || validate.errors).toBe(true);
});

test("a review without one of its fields does not fit, nor one with a field of another type", () => {
  const whole = JSON.parse(renderJson(fullReview())) as unknown;
  const broken: string[] = [];
  for (const path of objectsIn(whole)) {
    for (const field of Object.keys(at(whole, path))) {
      const place = [...path, field].join(".");
      const without = structuredClone(whole);
      delete at(without, path)[field];
      if (validate(without)) broken.push(`${place} may be missing`);
      const wrong = structuredClone(whole);
      at(wrong, path)[field] = { not: "this" };
      if (validate(wrong)) broken.push(`${place} may be anything`);
    }
  }
  expect(broken).toEqual([]);
});

test("the schema has the fields of the model, all of them, and no others", () => {
  const model = interfacesIn("review/model.ts");
  const planning = interfacesIn("planning/plan-document.ts");
  const wanted = new Map([...model, ["Counts", planning.get("Counts") ?? []] as const]);
  // The one interface without a name of its own.
  wanted.set("MatrixRow", ["layer", "cells"]);
  const { definitions, ...review } = schema;
  const objects = Object.entries(definitions).filter(([, { properties }]) => properties !== undefined);
  const described = new Map([...objects, ["Review", review] as const]);
  expect([...described.keys()].sort()).toEqual([...wanted.keys()].sort());
  for (const [type, { properties = {}, required = [] }] of described) {
    expect({ type, fields: Object.keys(properties).sort() }).toEqual({
      type,
      fields: wanted.get(type)?.sort(),
    });
    expect([...required].sort()).toEqual(Object.keys(properties).sort());
  }
});

test("nothing in the text is invisible, turns a line around or drives a terminal, and nothing is lost", () => {
  const title = "a\u202eb\u200bc\u001b[31md\u009be\u2028f\u{e0041}g\ud800h\u00adi\nj\u00e9\u{1f600}";
  const text = renderJson(reviewOf({ findings: [findingOf({ title: name(title) })] }));
  expect(text).not.toMatch(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  expect(text).toContain("\u00e9\u{1f600}");
  expect((JSON.parse(text) as { findings: { title: string }[] }).findings[0]?.title).toBe(title);
});
