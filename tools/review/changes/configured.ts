import { isObject, objectOf, type Json, type JsonObject } from "../../planning/json";
import type { Plan, ResourceChange } from "../plan";
import type { Path } from "../secrets/masker";

/** What a plan's configuration says of its resources, and of its providers. */
export class Configured {
  private readonly resources = new Map<string, JsonObject>();
  readonly providers: JsonObject;

  constructor(plan: Plan) {
    const configuration = objectOf(plan.configuration);
    this.providers = objectOf(configuration["provider_config"]);
    this.collect(objectOf(configuration["root_module"]), "");
  }

  private collect(module: JsonObject, prefix: string): void {
    const resources = Array.isArray(module["resources"]) ? (module["resources"] as readonly Json[]) : [];
    for (const resource of resources) {
      const body = objectOf(resource);
      if (typeof body["address"] === "string")
        this.resources.set(prefix + body["address"], objectOf(body["expressions"]));
    }
    for (const [name, call] of Object.entries(objectOf(module["module_calls"])))
      this.collect(objectOf(objectOf(call)["module"]), `${prefix}module.${name}.`);
  }

  /** Undefined where the plan does not tell: without configuration, or of what is no longer in it. */
  expressionsOf({ address }: ResourceChange): JsonObject | undefined {
    return this.resources.get(withoutIndices(address));
  }
}

/** `module.a["x"].aws_y.z[0]` as the configuration has it: `module.a.aws_y.z`. */
export function withoutIndices(address: string): string {
  return address.includes("[") ? address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "") : address;
}

/** Attributes that providers fill whatever the configuration says. */
const ALWAYS_COMPUTED: ReadonlySet<string> = new Set(["id", "arn", "tags_all"]);

/** Whether nobody wrote the attribute at `path`, so that only the provider decides it. */
export function isComputed(expressions: JsonObject | undefined, path: Path): boolean {
  if (expressions === undefined) return typeof path[0] === "string" && ALWAYS_COMPUTED.has(path[0]);
  let at: Json | undefined = expressions;
  for (const step of path) {
    if (isExpression(at)) return false;
    at = below(at, step);
    if (at === undefined) return true;
  }
  return false;
}

/** Of blocks that are made from one (`dynamic`), the first speaks for all. */
function below(at: Json | undefined, step: string | number): Json | undefined {
  if (typeof step === "string") return isObject(at) ? at[step] : undefined;
  if (!Array.isArray(at)) return at;
  const blocks = at as readonly Json[];
  return blocks[step] ?? blocks[0];
}

/** An argument; other objects are blocks, with arguments of their own. */
function isExpression(value: Json | undefined): boolean {
  if (!isObject(value)) return false;
  return "constant_value" in value || "references" in value || Object.keys(value).length === 0;
}
