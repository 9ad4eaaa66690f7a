import { createHash } from "node:crypto";
import type { PlanInput } from "../../../tools/review/input";
import type { Review } from "../../../tools/review/model";
import { renderMarkdown } from "../../../tools/review/render/markdown";
import { renderTerminal } from "../../../tools/review/render/terminal";
import { review } from "../../../tools/review/review";
import { NO_WAIVERS } from "../../../tools/review/rules/waivers-file";
import { planned, resource } from "./small-plans";

const PLACES = ["production-us-west-2", "production-us-east-2", "staging-us-west-2"];
const table = {
  hash_key: "id",
  billing_mode: "PAY_PER_REQUEST",
  name: "sessions",
  table_class: "STANDARD",
  range_key: "at",
};

/** As CDKTF names a resource by its path in the stack. */
function nameOf(...path: string[]): string {
  const hash = createHash("md5").update(path.join("/")).digest("hex").slice(0, 8).toUpperCase();
  return `${path.join("_")}_${hash}`;
}

function renamed(stack: string, from: string, to: string, more: object = {}): PlanInput {
  const gone = { before: { ...table, arn: `arn:aws:dynamodb:${stack}`, ...more } };
  return planned(stack, {
    resource_changes: [
      resource(`aws_dynamodb_table.${from}`, ["delete"], gone),
      resource(`aws_dynamodb_table.${to}`, ["create"], { after: table, after_unknown: { arn: true } }),
    ],
  });
}

function reviewed(...plans: PlanInput[]): Review {
  const input = { kind: "online", commit: null, against: null, plans } as const;
  return review(input, {
    key: new Uint8Array(32),
    waivers: NO_WAIVERS,
    today: "2026-11-22",
    tagKeys: [],
  });
}

const [from, to] = [nameOf("sessions", "table"), nameOf("store", "table")];
const LINE = `resource.moveFromId("aws_dynamodb_table.${from}");`;

test("the same rename of several stacks is one entry, and its remedy is of all of them", () => {
  const several = reviewed(...PLACES.map((place) => renamed(`${place}-data`, from, to)));
  const stacks = PLACES.map((place) => `${place}-data`).sort();
  expect(several.renames).toEqual([
    {
      stacks,
      type: "aws_dynamodb_table",
      from: `aws_dynamodb_table.${from}`,
      to: `aws_dynamodb_table.${to}`,
      likeness: 1,
      remedy: `// store/table\n${LINE}`,
    },
  ]);
  const terminal = renderTerminal(several, { colour: false, width: 400 });
  expect(terminal).toContain("Suspected renames (1)");
  expect(terminal).toContain(
    `aws_dynamodb_table.${from} became aws_dynamodb_table.${to} in ${stacks.join(", ")}`,
  );
  expect(renderMarkdown(several, { limit: 1_000_000 })).toContain(LINE);
  const single = reviewed(renamed(`${PLACES[0] ?? ""}-data`, from, to));
  expect(single.renames[0]?.remedy).toBe(`// production-us-west-2-data/store/table\n${LINE}`);
});

test("what is renamed to another name, or in another layer, is another entry; the least likeness counts", () => {
  const [west = "", east = ""] = PLACES;
  const found = reviewed(
    renamed(`${west}-data`, "old", "new"),
    renamed(`${east}-data`, "old", "new", { table_class: "STANDARD_INFREQUENT_ACCESS" }),
    renamed(`${west}-cluster`, "old", "new"),
    renamed(`${PLACES[2] ?? ""}-data`, "old", "newer"),
  );
  expect(found.renames.map(({ stacks, to: young, likeness }) => [stacks.length, young, likeness])).toEqual([
    [2, "aws_dynamodb_table.new", 0.8],
    [1, "aws_dynamodb_table.new", 1],
    [1, "aws_dynamodb_table.newer", 1],
  ]);
});

test("what is destroyed under one name and created under another says so, with its remedy", () => {
  const details = (plan: PlanInput): unknown =>
    reviewed(plan).findings.find(({ rule }) => rule === "stateful-destroyed")?.details;
  const line = (young: string, remedy: string): unknown =>
    expect.arrayContaining([
      `aws_dynamodb_table.${young} looks like the same thing under another name: with ${remedy} nothing is destroyed (suspected renames)`,
    ]);
  expect(details(renamed("production-us-west-2-data", from, to))).toEqual(line(to, "moveFromId"));
  expect(details(renamed("production-us-west-2-data", "old", "new"))).toEqual(line("new", "a moved block"));
  const left = renamed("production-us-west-2-data", "old", "new");
  const deposed = (left.plan?.resource_changes ?? []).map((one) => ({ ...one, deposed: "0a1b2c3d" }));
  const alone = reviewed({ ...left, plan: { format_version: "1.2", resource_changes: deposed } });
  expect(JSON.stringify(alone.findings)).not.toContain("under another name");
});
