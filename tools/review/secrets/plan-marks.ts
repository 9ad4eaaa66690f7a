import { isObject, objectOf, type Json, type JsonObject } from "../../planning/json";
import type { Plan } from "../plan";
import { marksOf, marksOfChange, mergedMarks, type Marks } from "./marks";
import { configurationModule } from "./references";

/** What is marked as sensitive in any instance of each resource: in changes, in the state before and in the planned values. */
export class PlanMarks {
  private readonly marks = new Map<string, Marks>();

  constructor(plan: Plan) {
    for (const resource of [...(plan.resource_changes ?? []), ...(plan.resource_drift ?? [])]) {
      this.add(resource, marksOfChange(resource.change));
    }
    this.addModule(objectOf(objectOf(objectOf(plan.prior_state)["values"])["root_module"]), 0);
    this.addModule(objectOf(objectOf(plan.planned_values)["root_module"]), 0);
  }

  of(module: string, resource: string): Marks {
    return this.marks.get(`${module}|${resource}`) ?? null;
  }

  private addModule(module: JsonObject, depth: number): void {
    if (depth > 100) return;
    const address = typeof module["address"] === "string" ? module["address"] : "";
    for (const resource of listOf(module["resources"]))
      this.add({ ...resource, module_address: address }, marksOf(resource["sensitive_values"]));
    for (const child of listOf(module["child_modules"])) this.addModule(child, depth + 1);
  }

  private add(resource: JsonObject, marks: Marks): void {
    if (marks === null) return;
    const key = `${configurationModule(textOf(resource["module_address"]))}|${configuredName(resource)}`;
    this.marks.set(key, mergedMarks(this.marks.get(key) ?? null, marks));
  }
}

/** `aws_vpc.this` or `data.aws_vpc.this`. */
export function configuredName(resource: JsonObject): string {
  return `${resource["mode"] === "data" ? "data." : ""}${textOf(resource["type"])}.${textOf(resource["name"])}`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}
