import { objectOf, type Json, type JsonObject } from "../../../planning/json";
import type { Plan, ResourceChange } from "../../plan";

/** Says a resource's provider as states write it: `provider["registry.terraform.io/hashicorp/aws"].edge`. */
export function providersOf({ configuration }: Plan): (change: ResourceChange) => string {
  const configs = objectOf(objectOf(configuration)["provider_config"]);
  const keys = new Map<string, string>();
  collectKeys(objectOf(objectOf(configuration)["root_module"]), "", keys);
  return ({ type, name, module_address: module = "", provider_name: source = "" }) => {
    const key = keys.get(`${withoutKeys(module)} ${type}.${name}`) ?? "";
    const { module_address: owner, alias } = objectOf(configs[key]);
    // A key that is not described is one that the configuration implies.
    const named = alias ?? /\.([\w-]+)$/.exec(key)?.[1];
    const within = typeof owner === "string" ? `${owner}.` : "";
    return `${within}provider["${source}"]${typeof named === "string" ? `.${named}` : ""}`;
  };
}

function collectKeys(module: JsonObject, address: string, keys: Map<string, string>): void {
  const { resources, module_calls: calls } = module;
  for (const entry of Array.isArray(resources) ? (resources as readonly Json[]) : []) {
    const {
      mode,
      type,
      name,
      provider_config_key: key,
    } = objectOf(entry) as Readonly<Record<string, string>>;
    if (mode === "managed" && key !== undefined) keys.set(`${address} ${type}.${name}`, key);
  }
  for (const [name, call] of Object.entries(objectOf(calls)))
    collectKeys(
      objectOf(objectOf(call)["module"]),
      [address, `module.${name}`].filter(Boolean).join("."),
      keys,
    );
}

/** `module.a.module.b` of `module.a["x"].module.b[0]`. */
function withoutKeys(module: string): string {
  return module.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, "");
}
