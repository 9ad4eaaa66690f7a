import type { Json, JsonObject } from "../../../planning/json";
import { objectOf } from "../../../planning/json";
import { typeOf } from "../../../planning/outputs";
import { token, uuid } from "../../../planning/placeholders/hash";
import type { CtyType, ResourceSchema } from "../../../planning/providers/schema";
import { AppliedAttributes } from "./attributes";
import { encode } from "./conform";
import { providersOf } from "./provider";
import type { Instance, Scope } from "./scope";
import { sensitivePaths } from "./sensitive";

/** A state as an apply would leave it, as far as one can tell without an account. */
export interface AppliedState {
  readonly state: JsonObject;
  /** Attributes whose configuration was not understood. */
  readonly guessed: readonly string[];
}

/** The state after the apply of `scope.plan`. */
export function appliedState(scope: Scope): AppliedState {
  const attributes = new AppliedAttributes(scope);
  const providerOf = providersOf(scope.plan);
  const resources = new Map<string, { head: JsonObject; instances: JsonObject[] }>();
  for (const [address, instance] of attributes.instances) {
    const { module_address: module, mode, type, name } = instance.change;
    const head = {
      ...(module !== undefined && { module }),
      mode,
      type,
      name,
      provider: providerOf(instance.change),
    };
    const key = JSON.stringify(head);
    const resource = resources.get(key) ?? { head, instances: [] as JsonObject[] };
    resource.instances.push(stateInstance(instance, attributes.of(address)));
    resources.set(key, resource);
  }
  const outputs = outputsOf(scope, attributes);
  const state = {
    version: 4,
    terraform_version: scope.plan.terraform_version ?? "1.0.0",
    serial: 1,
    lineage: uuid(scope.stack),
    outputs,
    resources: [...resources.values()].map(({ head, instances }) => ({ ...head, instances })),
    check_results: null,
  };
  return { state, guessed: [...attributes.guessed] };
}

function stateInstance({ change, schema }: Instance, attributes: JsonObject): JsonObject {
  const encoded = Object.entries(attributes).map(
    ([name, value]) => [name, encode(value ?? null, schema?.attributes.get(name)?.type)] as const,
  );
  return {
    ...(change.index !== undefined && { index_key: change.index }),
    schema_version: schema?.version ?? 0,
    attributes: Object.fromEntries(encoded),
    sensitive_attributes: sensitivePaths(change.change.after_sensitive ?? false, objectTypeOf(schema)),
  };
}

function objectTypeOf(schema: ResourceSchema | undefined): CtyType {
  const attributes = [...(schema?.attributes ?? [])].map(([name, { type }]) => [name, type] as const);
  return ["object", Object.fromEntries(attributes)];
}

function outputsOf({ stack, configuration, plan }: Scope, attributes: AppliedAttributes): JsonObject {
  const planned = objectOf(objectOf(plan.planned_values)["outputs"]);
  const outputs = Object.entries(planned).map(([name, declared]) => {
    const { sensitive, type } = objectOf(declared);
    const value = output(name);
    const source = objectOf(configuration.outputs[name])["value"];
    return [
      name,
      {
        value,
        type: type ?? attributes.typeOf(source) ?? typeOf(value),
        ...(sensitive === true && { sensitive }),
      },
    ] as const;
  });
  return Object.fromEntries(outputs);

  function output(name: string): Json {
    const { after = null, after_unknown: unknown = false, before } = plan.output_changes?.[name] ?? {};
    if (unknown === false || JSON.stringify(unknown).search("true") < 0) return after;
    const value = attributes.evaluate(objectOf(configuration.outputs[name])["value"] ?? null);
    if (value !== undefined) return value;
    attributes.guessed.add(`output ${name}`);
    return before ?? `value-${token(`${stack} output ${name}`, 16)}`;
  }
}
