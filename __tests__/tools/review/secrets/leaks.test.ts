import fc from "fast-check";
import type { Json } from "../../../../tools/planning/json";
import type { Plan, ResourceChange } from "../../../../tools/review/plan";
import type { Path } from "../../../../tools/review/secrets/masker";
import { maskerOf } from "../../../../tools/review/secrets/masker-of";
import { chosen, evident, OTHER_NAMES, SECRET_NAMES, type Secret } from "./kinds";

/** `LEAK_SEED=<the seed in a test's name>` repeats a run. */
const SEED = Number(process.env["LEAK_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const RUNS = { seed: SEED, numRuns: Number(process.env["LEAK_RUNS"] ?? 1500) };
const OPTIONS = { key: Buffer.alloc(32, 7), redacted: false };

type Change = Record<string, unknown>;

function planWith(change: Change, more: Record<string, unknown> = {}, type = "aws_thing"): Plan {
  const resource = {
    address: `${type}.x`,
    mode: "managed",
    type,
    name: "x",
    change: { actions: ["update"], ...change },
  };
  return { format_version: "1.2", resource_changes: [resource], ...more } as unknown as Plan;
}

/** All that a masker says of a plan: of every value by itself, of all that holds it, on both sides, and of keys and addresses. */
function allTexts(plan: Plan): string {
  const masker = maskerOf(plan, OPTIONS);
  const texts: string[] = [];
  const visit = (resource: ResourceChange, side: "before" | "after", path: Path, value: Json): void => {
    texts.push(masker.show(resource, side, path, value).text);
    const inner = typeof value === "string" ? opened(value) : value;
    if (typeof inner !== "object" || inner === null) return;
    for (const [key, below] of Object.entries(inner)) {
      if (!Array.isArray(inner)) texts.push(masker.showKey(key));
      visit(resource, side, [...path, Array.isArray(inner) ? Number(key) : key], below as Json);
    }
  };
  for (const resource of plan.resource_changes ?? []) {
    texts.push(masker.showAddress(resource.address));
    for (const side of ["before", "after"] as const) visit(resource, side, [], resource.change[side] ?? null);
  }
  for (const [output, { before, after }] of Object.entries(plan.output_changes ?? {})) {
    texts.push(masker.showOutput(output, "before", before ?? null).text);
    texts.push(masker.showOutput(output, "after", after ?? null).text);
  }
  return texts.join("\n");
}

function opened(value: string): Json {
  try {
    return JSON.parse(value) as Json;
  } catch {
    return null;
  }
}

/** No piece of eight characters, nor the whole of a shorter secret. */
function expectNothingOf({ core, kind }: Secret, texts: string): void {
  const length = Math.min(8, core.length);
  for (let at = 0; at + length <= core.length; at++) {
    const piece = core.slice(at, at + length);
    if (texts.includes(piece)) throw new Error(`${kind}: ${piece} of ${core} is in ${texts}`);
  }
}

/** Something in which a secret stands deep below: objects, lists, JSON texts, names beside values. */
function wrapped(names: readonly string[]): fc.Arbitrary<(secret: Json) => Json> {
  const name = fc.constantFrom(...names);
  const step: fc.Arbitrary<(inner: Json) => Json> = fc.oneof(
    name.map((key) => (inner: Json) => ({ [key]: inner, region: "us-west-2" })),
    fc.constant((inner: Json) => [inner]),
    fc.constant((inner: Json) => ["eu-west-1", inner, 3]),
    fc.constant((inner: Json) => JSON.stringify({ inner, list: [inner] })),
    fc.constant((inner: Json) => JSON.stringify([inner], null, 2)),
    name.map((key) => (inner: Json) => [{ name: key, value: inner }]),
    name.map((key) => (inner: Json) => ({ key, value: inner })),
  );
  return fc
    .array(step, { maxLength: 5 })
    .map((steps) => (secret) => steps.reduce((inner, wrap) => wrap(inner), secret));
}

const anyName = fc.constantFrom(...OTHER_NAMES, ...SECRET_NAMES);

describe(`secrets do not leak (LEAK_SEED=${SEED})`, () => {
  test("one that shows itself, at any place of either side", () => {
    fc.assert(
      fc.property(evident, anyName, wrapped(OTHER_NAMES), (secret, attribute, wrap) => {
        const holder = { [attribute]: wrap(secret.text), size: 3 };
        expectNothingOf(secret, allTexts(planWith({ before: holder, after: { ...holder, size: 4 } })));
      }),
      RUNS,
    );
  });

  test("one that shows itself, as a key, in an address and inside of a longer text", () => {
    fc.assert(
      fc.property(
        evident,
        anyName,
        fc.constantFrom("app ", "x=", "", "https://a.example/"),
        (secret, attribute, start) => {
          const plan = planWith({
            before: { [attribute]: { [secret.text]: "on" } },
            after: { [attribute]: start + secret.text },
          });
          const [resource] = plan.resource_changes ?? [];
          const address = `module.m[${JSON.stringify(secret.text)}].aws_thing.x[${JSON.stringify(secret.text)}]`;
          const keyed = { ...plan, resource_changes: [{ ...resource, address }] } as unknown as Plan;
          // As keys, words have to stay readable: what only its place tells is not hidden there.
          if (
            /words|tells|licence|hexadecimal|marks|base64|YAML/.test(secret.kind) ||
            secret.core.length < 20
          )
            return;
          expectNothingOf(secret, allTexts(keyed));
        },
      ),
      RUNS,
    );
  });

  test("a chosen word below a name of secrets, however deep", () => {
    fc.assert(
      fc.property(
        chosen,
        fc.constantFrom(...SECRET_NAMES),
        wrapped(["inner", "values", "entry"]),
        wrapped(OTHER_NAMES),
        (secret, key, below, above) => {
          const attributes = { settings: above({ [key]: below(secret.text) }), [key]: below(secret.text) };
          expectNothingOf(secret, allTexts(planWith({ before: null, after: attributes })));
        },
      ),
      RUNS,
    );
  });

  test("a chosen word that is marked, at any depth", () => {
    fc.assert(
      fc.property(
        chosen,
        anyName,
        fc.array(fc.oneof(fc.constantFrom(...OTHER_NAMES), fc.constant(0)), { maxLength: 4 }),
        fc.tuple(fc.boolean(), fc.nat(4)),
        (secret, attribute, path, [before, cut]) => {
          const value = path.reduceRight<Json>(
            (inner, step) => (step === 0 ? [inner] : { [step]: inner }),
            secret.text,
          );
          const mark = path
            .slice(0, cut)
            .reduceRight<Json>((inner, step) => (step === 0 ? [inner] : { [step]: inner }), true);
          const side = before ? "before" : "after";
          expectNothingOf(
            secret,
            allTexts(
              planWith({ [side]: { [attribute]: value }, [`${side}_sensitive`]: { [attribute]: mark } }),
            ),
          );
        },
      ),
      RUNS,
    );
  });

  test("a chosen word in the variables of a process", () => {
    const variables = (secret: string): readonly Change[] => [
      { environment: [{ variables: { GREETING: secret } }] },
      { environment: [{ environment_variable: [{ name: "GREETING", value: secret, type: "PLAINTEXT" }] }] },
      { environment_variables: { greeting: secret } },
      {
        container_definitions: JSON.stringify([
          { name: "app", environment: [{ name: "GREETING", value: secret }] },
        ]),
      },
      {
        container_definitions: JSON.stringify([
          { name: "app", secrets: [{ name: "GREETING", valueFrom: secret }] },
        ]),
      },
      {
        containers: JSON.stringify({
          environment: { greeting: secret },
          env: [{ name: "greeting", value: secret }],
        }),
      },
      { spec: [{ container: [{ env: [{ name: "GREETING", value: secret }] }] }] },
      { set: [{ name: "auth.password", value: secret }] },
      { set_sensitive: [{ name: "greeting", value: secret }] },
      { values: [JSON.stringify({ auth: { greeting: secret }, extraEnv: { A_B: secret } })] },
      {
        setting: [
          { namespace: "aws:elasticbeanstalk:application:environment", name: "GREETING_WORD", value: secret },
        ],
      },
      { origin: [{ custom_header: [{ name: "x-greeting", value: secret }] }] },
    ];
    fc.assert(
      fc.property(chosen, fc.nat(11), (secret, at) => {
        expectNothingOf(secret, allTexts(planWith({ before: null, after: variables(secret.text)[at] })));
      }),
      RUNS,
    );
  });

  test("a chosen word that an output says", () => {
    fc.assert(
      fc.property(chosen, fc.constantFrom(...SECRET_NAMES), fc.boolean(), (secret, key, named) => {
        const output = {
          actions: ["create"],
          before: null,
          after: { inner: secret.text },
          after_sensitive: !named,
        };
        const plan = planWith({ after: {} }, { output_changes: { [named ? key : "greeting"]: output } });
        expectNothingOf(secret, allTexts(plan));
      }),
      RUNS,
    );
  });
});
