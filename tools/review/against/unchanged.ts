import type { JsonObject } from "../../planning/json";
import type { PlanDocument } from "../../planning/plan-document";

/** Terraform's own word for a plan without changes, for a stack that need not be planned to know it. */
export function unchangedPlan(old: PlanDocument | undefined): PlanDocument & JsonObject {
  return {
    format_version: old?.["format_version"] ?? "1.2",
    ...(old?.["terraform_version"] !== undefined && { terraform_version: old["terraform_version"] }),
    resource_changes: [],
    output_changes: {},
    ...(old?.["configuration"] !== undefined && { configuration: old["configuration"] }),
    applyable: false,
    complete: true,
    errored: false,
  };
}
