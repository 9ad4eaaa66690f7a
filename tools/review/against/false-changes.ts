import type { Configuration } from "../../planning/configuration";
import { mentionedResources, pieces, type ResourceReference } from "../../planning/expressions";
import { canonicalJson, isObject, objectOf, type Json, type JsonObject } from "../../planning/json";
import type { PlanDocument } from "../../planning/plan-document";
import type { ResourceChange } from "../plan";
import { providerBlock } from "../../planning/providers/requirements";

export interface Comparison {
  readonly old: Configuration;
  readonly fresh: Configuration;
  /** Of the new configuration, on the state made of the old one. */
  readonly plan: PlanDocument;
  /** Whether an output of a `terraform_remote_state` is what it was. */
  readonly sameOutput: (remoteState: string, output: string) => boolean;
}

/**
 * Planned changes that cannot come from what was changed: of resources whose configuration is the same, down to everything that
 * it refers to. The state that they were planned on was wrong about them.
 */
export function falseChanges(comparison: Comparison): string[] {
  const changed = new Map<string, string[]>();
  for (const entry of comparison.plan.resource_changes ?? []) {
    const { mode, type, name, module_address: module, address, change } = entry as ResourceChange;
    if (mode !== "managed" || module !== undefined) continue;
    if (change.actions.every((action) => action === "no-op" || action === "read")) continue;
    const key = `${type}.${name}`;
    changed.set(key, [...(changed.get(key) ?? []), address]);
  }
  const judge = new Judge(comparison, changed);
  return [...changed].flatMap(([key, addresses]) => (judge.isSame(key) ? addresses : []));
}

class Judge {
  private readonly known = new Map<string, boolean>();

  constructor(
    private readonly comparison: Comparison,
    private readonly changed: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** Whether a resource has every reason to stay as it is. */
  isSame(key: string): boolean {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, false);
    const same = this.sameConfiguration(key);
    this.known.set(key, same);
    return same;
  }

  private sameConfiguration(key: string): boolean {
    const [type = "", name = ""] = key.split(".");
    const { old, fresh } = this.comparison;
    const [before, after] = [old.resource("resource", type, name), fresh.resource("resource", type, name)];
    if (before === undefined || after === undefined || "replace_triggered_by" in objectOf(after["lifecycle"]))
      return false;
    const blocks = [
      providerBlock(old, type, before["provider"]),
      providerBlock(fresh, type, after["provider"]),
    ];
    return (
      equal(withoutComments(before), withoutComments(after)) &&
      equal(blocks[0], blocks[1]) &&
      this.sameIn(after)
    );
  }

  private sameIn(value: unknown): boolean {
    if (typeof value === "string")
      return pieces(value).every(
        (piece) => !("expression" in piece) || this.sameExpression(piece.expression),
      );
    if (Array.isArray(value)) return value.every((element) => this.sameIn(element));
    return !isObject(value) || Object.values(withoutComments(value)).every((inner) => this.sameIn(inner));
  }

  private sameExpression(expression: string): boolean {
    const { old, fresh } = this.comparison;
    if (/\bmodule\./.test(expression)) return false;
    const named = [...expression.matchAll(/\b(local|var)\.([\w-]+)/g)];
    return (
      named.every(([, kind, name = ""]) => {
        const [before, after] =
          kind === "local" ? [old.locals, fresh.locals] : [old.variables, fresh.variables];
        return equal(before[name], after[name]) && this.sameIn(after[name]);
      }) && mentionedResources(expression).every((reference) => this.sameReference(reference))
    );
  }

  private sameReference({ section, type, name, steps }: ResourceReference): boolean {
    if (section === "ephemeral") return true;
    if (section === "data") {
      const [outputs, output] = steps;
      if (type !== "terraform_remote_state" || outputs !== "outputs" || output === undefined) return false;
      return this.comparison.sameOutput(name, String(output));
    }
    const key = `${type}.${name}`;
    return !this.changed.has(key) || this.isSame(key);
  }
}

function withoutComments(body: JsonObject): JsonObject {
  return { ...body, "//": null };
}

function equal(one: Json | undefined, other: Json | undefined): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
