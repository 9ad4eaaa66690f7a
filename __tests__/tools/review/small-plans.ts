import type { PlanInput } from "../../../tools/review/input";
import type { Plan, ResourceChange, TerraformAction } from "../../../tools/review/plan";

/** A resource of a plan, for what no real plan is needed. */
export function resource(
  address: string,
  actions: readonly TerraformAction[],
  change: Partial<ResourceChange["change"]> = {},
): ResourceChange {
  const [type = "", name = ""] = address.split(".");
  return {
    address,
    mode: "managed",
    type,
    name,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: { actions, before: null, after: null, after_unknown: {}, ...change },
  };
}

export function planned(stack: string, plan: Partial<Plan>): PlanInput {
  return {
    stack,
    source: `${stack}/plan.json`,
    status: "planned",
    reason: "",
    redacted: false,
    plan: { format_version: "1.2", ...plan },
  };
}

/** A stack's configuration in which each address mentions others, and outputs do. */
export function configuration(
  resources: Readonly<Record<string, readonly string[]>>,
  outputs: Readonly<Record<string, readonly string[]>> = {},
): NonNullable<Plan["configuration"]> {
  return {
    root_module: {
      resources: Object.entries(resources).map(([address, references]) => {
        const [type = ""] = address.replace(/^data\./, "").split(".");
        return { address, type, expressions: { some: [{ value: { references } }] } };
      }),
      outputs: Object.fromEntries(
        Object.entries(outputs).map(([output, references]) => [output, { expression: { references } }]),
      ),
    },
  };
}
