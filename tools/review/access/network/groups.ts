import type { Json, JsonObject } from "../../../planning/json";
import type { Plan, ResourceChange } from "../../plan";
import { type Sides, sidesOf, stringOf } from "../sides";
import { blocksAt, type Direction, type Form, type Opening, openingsOf } from "./rule";

const DIRECTIONS: readonly Direction[] = ["ingress", "egress"];
const INLINE: Form = {
  protocol: "protocol",
  cidrs: ["cidr_blocks", "ipv6_cidr_blocks"],
  groups: ["security_groups", "source_security_group_id"],
  lists: ["prefix_list_ids"],
};
const SINGLE: Form = {
  protocol: "ip_protocol",
  cidrs: ["cidr_ipv4", "cidr_ipv6"],
  groups: ["referenced_security_group_id"],
  lists: ["prefix_list_id"],
};

interface GroupType {
  /** The attribute with the id of the group whose rules these are. */
  readonly group: string;
  /** Attributes whose unknown values say nothing of who is let through, or all of it. */
  readonly peers: readonly string[];
  readonly openings: (side: JsonObject) => Opening[];
}

const WHOLE: GroupType = {
  group: "id",
  peers: DIRECTIONS,
  openings: (side) =>
    DIRECTIONS.flatMap((direction) =>
      blocksAt(side, direction).flatMap(({ body, path }) => openingsOf(body, path, direction, INLINE)),
    ),
};

const single = (direction: Direction): GroupType => ({
  group: "security_group_id",
  peers: [...SINGLE.cidrs, ...SINGLE.groups, ...SINGLE.lists],
  openings: (side) => openingsOf(side, [], direction, SINGLE),
});

export const GROUP_TYPES: ReadonlyMap<string, GroupType> = new Map([
  ["aws_security_group", WHOLE],
  ["aws_default_security_group", WHOLE],
  [
    "aws_security_group_rule",
    {
      group: "security_group_id",
      peers: [...INLINE.cidrs, ...INLINE.groups, ...INLINE.lists],
      openings: (side) => openingsOf(side, [], side["type"] === "egress" ? "egress" : "ingress", INLINE),
    },
  ],
  ["aws_vpc_security_group_ingress_rule", single("ingress")],
  ["aws_vpc_security_group_egress_rule", single("egress")],
]);

/** What one security group lets through, by all resources of a plan together. */
interface Group {
  readonly before: Opening[];
  readonly after: Opening[];
}

// A group has no more rules in AWS; what has more is not compared with its neighbours.
// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
const MAX_RULES = 1000;
const known = new WeakMap<Plan, ReadonlyMap<string, Group>>();

/** The rules of the same group in other resources of the plan; rules move between resources without opening anything. */
export function groupOf(plan: Plan, id: string | undefined): Group | undefined {
  const groups = known.get(plan) ?? readGroups(plan);
  known.set(plan, groups);
  const found = id === undefined ? undefined : groups.get(id);
  return found && found.before.length + found.after.length <= 2 * MAX_RULES ? found : undefined;
}

function readGroups(plan: Plan): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const resource of plan.resource_changes ?? []) {
    const type = resource.mode === "data" ? undefined : GROUP_TYPES.get(resource.type);
    if (!type) continue;
    const { before, after } = sidesOf({ resource }) ?? unchanged(resource);
    const id = stringOf(after, type.group) ?? stringOf(before, type.group);
    if (id === undefined) continue;
    const group = groups.get(id) ?? { before: [], after: [] };
    groups.set(id, group);
    if (before) group.before.push(...type.openings(before));
    if (after) group.after.push(...type.openings(after));
  }
  return groups;
}

function unchanged({ change, deposed }: ResourceChange): Pick<Sides, "before" | "after"> {
  const side = (value: Json | undefined): JsonObject | null =>
    deposed === undefined && typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : null;
  return { before: side(change.before), after: side(change.after) };
}
