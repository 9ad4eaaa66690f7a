import type { Json, JsonObject } from "../planning/json";

/** What `terraform show -json` says of a plan, as far as the review reads it. Unknown fields are tolerated everywhere. */
export interface Plan extends JsonObject {
  readonly format_version: string;
  readonly terraform_version?: string;
  readonly resource_changes?: readonly ResourceChange[];
  readonly resource_drift?: readonly ResourceChange[];
  readonly deferred_changes?: readonly DeferredChange[];
  readonly output_changes?: Readonly<Record<string, ValueChange>>;
  readonly configuration?: JsonObject;
  readonly prior_state?: JsonObject;
  readonly planned_values?: JsonObject;
  readonly variables?: JsonObject;
  readonly relevant_attributes?: readonly {
    readonly resource: string;
    readonly attribute: readonly Json[];
  }[];
  readonly checks?: readonly JsonObject[];
  readonly action_invocations?: readonly JsonObject[];
  readonly deferred_action_invocations?: readonly JsonObject[];
  /** False: another plan has to follow. Absent before Terraform 1.8. */
  readonly complete?: boolean;
  readonly applyable?: boolean;
  readonly errored?: boolean;
}

export type TerraformAction = "no-op" | "create" | "read" | "update" | "delete" | "forget";

export interface ValueChange extends JsonObject {
  readonly actions: readonly TerraformAction[];
  readonly before?: Json;
  readonly after?: Json;
  readonly after_unknown?: Json;
  readonly before_sensitive?: Json;
  readonly after_sensitive?: Json;
}

export interface ResourceValueChange extends ValueChange {
  /** Attributes for whose sake it is replaced: steps of each path. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: { readonly id?: string } & JsonObject;
  readonly generated_config?: string;
}

export interface ResourceChange extends JsonObject {
  readonly address: string;
  readonly previous_address?: string;
  readonly module_address?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly provider_name?: string;
  readonly deposed?: string;
  readonly change: ResourceValueChange;
  /** For example `replace_because_cannot_update`. */
  readonly action_reason?: string;
}

export interface DeferredChange extends JsonObject {
  readonly reason?: string;
  readonly resource_change?: ResourceChange;
}
