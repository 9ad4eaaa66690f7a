import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { PLAN_FILE } from "../../tools/planning/plan-stack";
import { planPlainly } from "../../tools/planning/plain";
import { type Attributes, type StackJson, temporaryFolder } from "./synthesis";

export interface Change {
  readonly address: string;
  readonly actions: readonly string[];
  /** What is known to become different. */
  readonly attributes: Attributes;
}

interface Plan {
  readonly planned_values: {
    readonly root_module: {
      readonly resources: readonly {
        readonly type: string;
        readonly name: string;
        readonly schema_version: number;
        readonly values: Attributes;
      }[];
    };
  };
  readonly resource_changes: readonly {
    readonly address: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly before: Attributes | null;
      readonly after: Attributes | null;
    };
  }[];
}

/**
 * What the real Terraform and provider would change in a stack, given that AWS made everything as it was written, but for what
 * is `found` (attributes by construct path). Nothing is refreshed, so nobody is asked; the stack may have no ephemeral
 * resources.
 */
export async function secondPlan(
  fill: (stack: TerraformStack) => void,
  found: Readonly<Record<string, Attributes>>,
): Promise<Change[]> {
  const id = "test-us-west-2-stores";
  const folder = temporaryFolder();
  const [outdir, plansDirectory] = [join(folder, "cdktf.out"), join(folder, ".plans")];
  const app = new App({ outdir });
  const stack = new TerraformStack(app, id);
  new AwsProvider(stack, "aws", { region: "us-west-2" });
  fill(stack);
  app.synth();
  // Leaves a work folder that Terraform can be run in by hand.
  await planPlainly({ synthDirectory: outdir, plansDirectory, stacks: [id], concurrency: 1 });

  const cwd = join(plansDirectory, ".work", id);
  const written = JSON.parse(readFileSync(join(outdir, "stacks", id, "cdk.tf.json"), "utf8")) as StackJson;
  const state = stateOf(show(cwd, PLAN_FILE), written, found);
  writeFileSync(join(cwd, "terraform.tfstate"), JSON.stringify(state));
  terraform(cwd, "plan", "-input=false", "-lock=false", "-refresh=false", "-out=second.bin");
  return show(cwd, "second.bin").resource_changes.flatMap(({ address, change }) => {
    const { actions, before, after } = change;
    const different = Object.entries(after ?? {}).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before?.[name]),
    );
    const inPlace = actions.every((action) => action === "no-op" || action === "update");
    return inPlace && different.length === 0
      ? []
      : [{ address, actions, attributes: Object.fromEntries(different) }];
  });
}

/** The state that an apply of `plan` would leave. */
function stateOf(plan: Plan, written: StackJson, found: Readonly<Record<string, Attributes>>): object {
  const { resources } = plan.planned_values.root_module;
  const known = new Map(
    resources.map(({ type, name, values }) => {
      const config = written.resource[type]?.[name] ?? {};
      const { path } = (config["//"] as { metadata: { path: string } }).metadata;
      // What refers to another resource is unknown while a plan is made.
      const references = Object.entries(config).filter(
        ([key, value]) => !(key in values) && JSON.stringify(value).includes("${aws_"),
      );
      const arn = `arn:aws:test:us-west-2:111111111111:${name}`;
      const attributes = { id: name, arn, ...values, ...Object.fromEntries(references) };
      return [`${type}.${name}`, { ...attributes, ...found[path.slice(path.indexOf("/") + 1)] }] as const;
    }),
  );
  return {
    version: 4,
    terraform_version: "1.11.4",
    serial: 1,
    lineage: "test",
    outputs: {},
    resources: resources.map(({ type, name, schema_version }) => ({
      mode: "managed",
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [{ schema_version, attributes: resolved(known.get(`${type}.${name}`), known) }],
    })),
  };
}

function show(cwd: string, plan: string): Plan {
  return JSON.parse(terraform(cwd, "show", "-json", plan)) as Plan;
}

/** References replaced by what the state holds. */
function resolved(value: unknown, known: ReadonlyMap<string, Attributes>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, known));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, known)]));
  const [, address = "", attribute = ""] = /^\$\{(aws_\w+\.[\w-]+)\.(\w+)}$/.exec(String(value)) ?? [];
  return known.get(address)?.[attribute] ?? value;
}

function terraform(cwd: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync("terraform", [...words, "-no-color"], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], CHECKPOINT_DISABLE: "1" },
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(stdout + stderr);
  return stdout;
}
