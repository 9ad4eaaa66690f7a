import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REQUIRED_TAGS, MAX_DEFAULT_TAGS } from "../../config/tags";
import { planOffline, type PlanningResult } from "../../tools/planning/planner";
import { validateStacks } from "../../tools/planning/validator";
import { type Attributes, synthesis, temporaryFolder } from "../support/synthesis";

/** The real stacks of all environments, planned by the real Terraform and the real provider. */
const real = synthesis();
const options = {
  synthDirectory: real.outdir,
  plansDirectory: join(temporaryFolder(), ".plans"),
  stacks: real.stacks,
  concurrency: 2,
};

interface Plan {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly actions: readonly string[]; readonly after: Attributes };
  }[];
  readonly output_changes: Readonly<Record<string, unknown>>;
}

let result: PlanningResult;
beforeAll(async () => {
  result = await planOffline(options);
});

function planOf(id: string): Plan {
  const planned = result.plans.find((plan) => plan.id === id);
  if (planned?.folder === undefined) throw new Error(`${id} is ${planned?.status}: ${planned?.reason}`);
  return JSON.parse(readFileSync(join(planned.folder, "plan.json"), "utf8")) as Plan;
}

test("every stack of every environment is planned", () => {
  const told = result.plans.map(({ id, status, reason }) => ({ id, status, reason }));
  expect(told.sort((a, b) => a.id.localeCompare(b.id))).toEqual(
    real.stacks.map((id) => ({ id, status: "planned", reason: "" })),
  );
});

test("terraform validate accepts every stack as it is synthesized", async () => {
  const told = await validateStacks(options);
  expect(told.map(({ id }) => id).sort()).toEqual(real.stacks);
  expect(told.filter(({ status }) => status !== "valid")).toEqual([]);
});

test.each(real.stacks)("%s creates every resource of its JSON, and nothing else", (id) => {
  const planned = planOf(id).resource_changes.map(
    ({ address, change }) => `${address} ${change.actions.join()}`,
  );
  const written = Object.entries(real.json(id).resource).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name} create`),
  );
  expect(planned.sort()).toEqual(written.sort());
});

test.each(real.stacks)("%s: whatever can carry tags carries the required ones", (id) => {
  const taggable = planOf(id).resource_changes.filter(({ change }) => "tags_all" in change.after);
  expect(taggable.length).toBeGreaterThan(5);
  for (const { address, change } of taggable) {
    const tags = (change.after["tags_all"] ?? {}) as Record<string, string>;
    const missing = REQUIRED_TAGS.filter((key) => !tags[key]);
    expect({ address, missing }).toEqual({ address, missing: [] });
    expect(Object.keys(tags).length).toBeLessThanOrEqual(MAX_DEFAULT_TAGS + 2);
    expect(tags["Environment"]).toBe(id.split("-")[0]);
    expect(tags["Layer"]).toBe(id.split("-").at(-1));
  }
});

test("a consumer plans with a placeholder of its producer's account and region", () => {
  const group = planOf("production-us-east-2-network").resource_changes.find(
    ({ type }) => type === "aws_cloudwatch_log_group",
  );
  expect(group?.change.after["kms_key_id"]).toMatch(
    /^arn:aws:kms:us-east-2:333333333333:key\/[0-9a-f-]{36}$/,
  );
});
