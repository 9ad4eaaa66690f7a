import type { PlanInput, ReviewInput } from "../../../tools/review/input";
import type { Plan } from "../../../tools/review/plan";
import { planned } from "./small-plans";

/** Plans with a text at one place each: all that a plan consists of. */
export const inputOf = (...plans: readonly PlanInput[]): ReviewInput => ({
  kind: "online",
  commit: null,
  against: null,
  plans,
});

type Any = Record<string, unknown>;
type Position = (secret: string) => ReviewInput;

const AWS = { mode: "managed", provider_name: "registry.terraform.io/hashicorp/aws" };
const TEST = "aws_thing.x";
const THING = { ...AWS, address: TEST, type: "aws_thing", name: "x" };

function changed(change: Any, more: Any = {}, plan: Any = {}): ReviewInput {
  const resource = { ...THING, change, ...more };
  return inputOf(planned("stack", { resource_changes: [resource], ...plan } as unknown as Partial<Plan>));
}

const UPDATE = { actions: ["update"], before: { size: 1 }, after: { size: 2 } };
const state = (values: Any): Any => ({
  format_version: "1.0",
  values: { root_module: { resources: [{ ...THING, values }] } },
});

/** Where a value of an attribute may stand, as an object of attributes. */
export const SHAPES: Readonly<Record<string, (secret: string) => Any>> = {
  "an attribute": (secret) => ({ engine: secret }),
  "a nested block": (secret) => ({ settings: [{ inner: { deep: [secret] } }] }),
  "an element of a set": (secret) => ({ hosts: ["a.example", secret, "b.example"] }),
  "JSON in a text": (secret) => ({ content: JSON.stringify({ list: [{ a: secret }] }) }),
  "JSON in JSON": (secret) => ({ content: JSON.stringify({ list: JSON.stringify([secret]) }) }),
  "YAML in a list": (secret) => ({ values: [`image:\n  tag: ${secret}\n`] }),
  "a tag": (secret) => ({ tags: { Team: secret }, tags_all: { Team: secret } }),
  "a name and a value": (secret) => ({ set: [{ name: "image.tag", value: secret }] }),
  "a policy's condition": (secret) => ({
    policy: JSON.stringify({
      Statement: [
        { Effect: "Allow", Action: "s3:*", Resource: "*", Condition: { StringEquals: { k: secret } } },
      ],
    }),
  }),
};

type Sides = (attributes: Any) => ReviewInput;
/** What Terraform does with the resource whose attributes hold it. */
export const DOINGS: Readonly<Record<string, Sides>> = {
  created: (after) => changed({ actions: ["create"], before: null, after }),
  "changed to": (after) => changed({ actions: ["update"], before: { size: 1 }, after }),
  "changed from": (before) => changed({ actions: ["update"], before, after: { size: 1 } }),
  kept: (both) => changed({ actions: ["update"], before: { ...both, size: 1 }, after: { ...both, size: 2 } }),
  replaced: (before) =>
    changed({ actions: ["delete", "create"], before, after: before, replace_paths: [Object.keys(before)] }),
  deleted: (before) => changed({ actions: ["delete"], before, after: null }),
  forgotten: (before) => changed({ actions: ["forget"], before, after: null }),
  deposed: (before) => changed({ actions: ["delete"], before, after: null }, { deposed: "a1b2c3d4" }),
  imported: (after) => changed({ actions: ["no-op"], before: after, after, importing: { id: "x" } }),
  drifted: (after) =>
    changed(
      UPDATE,
      {},
      {
        resource_drift: [{ ...THING, change: { ...UPDATE, after } }],
      },
    ),
  "read later": (after) =>
    changed({ actions: ["read"], before: null, after }, { address: `data.${TEST}`, mode: "data" }),
};

/** Where no attribute is: a secret there is one only by its own look. */
export const ELSEWHERE: Readonly<Record<string, Position>> = {
  "an output": (value) =>
    changed(UPDATE, {}, { output_changes: { o: { actions: ["create"], before: null, after: value } } }),
  "an output of old": (value) =>
    changed(UPDATE, {}, { output_changes: { o: { actions: ["delete"], before: [value], after: null } } }),
  "a variable": (value) => changed(UPDATE, {}, { variables: { v: { value } } }),
  "a variable's default": (value) =>
    changed(UPDATE, {}, { configuration: { root_module: { variables: { v: { default: value } } } } }),
  "a constant of the configuration": (value) =>
    changed(
      UPDATE,
      {},
      {
        configuration: {
          root_module: {
            resources: [{ ...THING, expressions: { size: { constant_value: value } } }],
          },
          provider_config: { aws: { name: "aws", expressions: { region: { constant_value: value } } } },
        },
      },
    ),
  "prior state": (value) => changed(UPDATE, {}, { prior_state: state({ engine: value }) }),
  "planned values": (value) => changed(UPDATE, {}, { planned_values: state({ engine: value })["values"] }),
  "an import's id": (id) => changed({ ...UPDATE, importing: { id } }),
  "an import's identity": (id) => changed({ ...UPDATE, importing: { identity: { name: id } } }),
  "an import's id before a creation": (id) =>
    changed({ actions: ["create"], before: null, after: { a: 1 }, importing: { id } }),
  "generated configuration": (text) => changed({ ...UPDATE, importing: { id: "x" }, generated_config: text }),
  "an action's reason": (reason) => changed(UPDATE, { action_reason: reason }),
  "the reason of a deferred change": (reason) =>
    changed(
      UPDATE,
      {},
      {
        deferred_changes: [
          {
            reason,
            resource_change: { ...THING, change: { ...UPDATE, after: { engine: reason } } },
          },
        ],
      },
    ),
  "a check's message": (message) =>
    changed(
      UPDATE,
      {},
      {
        checks: [
          {
            address: { to_display: "check.x" },
            status: "fail",
            instances: [{ status: "fail", problems: [{ message }] }],
          },
        ],
      },
    ),
  "an action": (value) =>
    changed(
      UPDATE,
      {},
      {
        action_invocations: [
          {
            address: "action.a.b",
            type: "a",
            name: "b",
            config_values: { x: value },
            lifecycle_action_trigger: { triggering_resource_address: TEST },
          },
        ],
      },
    ),
  "a relevant attribute": (step) =>
    changed(UPDATE, {}, { relevant_attributes: [{ resource: TEST, attribute: [step] }] }),
  "the value of an unknown field": (value) => changed(UPDATE, {}, { quantum: { state: [value] } }),
  "an unknown field of a resource": (value) => changed({ ...UPDATE, quantum: value }, { quantum: value }),
};

/** An error may quote values, and no plan tells which: what looks like a secret is left out; a chosen word in a sentence is not seen. */
export const failed: Position = (text) => {
  const reason = `Error: invalid value\n\n  on main.tf line 3:\n  ${text}\n`;
  return inputOf({ stack: "stack", source: "summary.json", status: "failed", reason, redacted: false });
};

/** Names: what people read the review by, so that only what has a long form of a secret is hidden there. */
export const NAMES: Readonly<Record<string, Position>> = {
  "a key of for_each": (key) => changed(UPDATE, { address: `${TEST}[${JSON.stringify(key)}]`, index: key }),
  "a key of a module's for_each": (key) =>
    changed(UPDATE, {
      address: `module.m[${JSON.stringify(key)}].${TEST}`,
      module_address: `module.m[${JSON.stringify(key)}]`,
    }),
  "the key of a deleted module": (key) =>
    changed(
      { actions: ["delete"], before: { a: "b" }, after: null },
      {
        address: `module.m[${JSON.stringify(key)}].${TEST}`,
        module_address: `module.m[${JSON.stringify(key)}]`,
        action_reason: "delete_because_no_module",
      },
    ),
  "the key of an address of old": (key) =>
    changed(UPDATE, { previous_address: `aws_thing.y[${JSON.stringify(key)}]` }),
  "a key of a map": (key) => changed({ ...UPDATE, after: { settings: { [key]: "on" } } }),
  "a key that is unknown": (key) => changed({ ...UPDATE, after_unknown: { settings: { [key]: true } } }),
  "a tag's key": (key) => changed({ ...UPDATE, after: { tags: { [key]: "on" } } }),
  "a key in JSON": (key) => changed({ ...UPDATE, after: { content: JSON.stringify({ a: { [key]: 1 } }) } }),
  "a step of replace_paths": (key) =>
    changed(
      {
        actions: ["delete", "create"],
        before: { triggers: { [key]: "a" } },
        after: { triggers: { [key]: "b" } },
        replace_paths: [["triggers", key]],
      },
      { action_reason: "replace_because_cannot_update" },
    ),
  "the key of a check's address": (key) =>
    changed(
      UPDATE,
      {},
      {
        checks: [{ address: { to_display: `aws_thing.x[${JSON.stringify(key)}]` }, status: "fail" }],
      },
    ),
  "an unknown action of a key": (key) =>
    changed({ ...UPDATE, actions: ["transmute"] }, { address: `${TEST}[${JSON.stringify(key)}]` }),
  "the keys of a rename": (key) => {
    const one = (address: string, change: Any): Any => ({
      ...AWS,
      address,
      type: "aws_s3_bucket",
      name: "x",
      change,
    });
    const same = {
      bucket: "logs-of-all",
      force_destroy: false,
      object_lock_enabled: true,
      region: "eu-west-1",
    };
    return inputOf(
      planned("stack", {
        resource_changes: [
          one(`aws_s3_bucket.old[${JSON.stringify(key)}]`, {
            actions: ["delete"],
            before: same,
            after: null,
          }),
          one(`aws_s3_bucket.new[${JSON.stringify(key)}]`, {
            actions: ["create"],
            before: null,
            after: same,
          }),
        ],
      } as unknown as Partial<Plan>),
    );
  },
  "a resource's name": (id) => changed(UPDATE, { address: `aws_thing.${id}`, name: id }),
  "the name of an unknown field": (field) => changed(UPDATE, {}, { [field]: 1 }),
  "an unknown action": (action) => changed({ ...UPDATE, actions: [action] }),
};

// Names that are shown as they are. An output's, a type's, a stack's and a file's are written in code and in the file system by those
// who commit the configuration, as are resources'; the review is read by these names, and consumers are found by them.
export const NOT_PROTECTED: Readonly<Record<string, Position>> = {
  "the name of an output": (output) =>
    changed(UPDATE, {}, { output_changes: { [output]: { actions: ["create"], after: 1 } } }),
  "the type of a resource": (type) => changed(UPDATE, { type }),
  "the name of a stack, a folder or a file": (stack) => inputOf(planned(stack, { resource_changes: [] })),
};
