import { member, type Place, ROOT, type Reader } from "./places";
import { isList, isMap, isScalar, UNKNOWN, type Value } from "./values";

/** Attributes that tell most about a resource that comes or goes: what it is called, what it is, how large it is. */
const TELLING =
  `name identifier bucket cluster_identifier replication_group_id cluster_id db_name function_name family domain_name
  key alias repository chart namespace rule name_prefix identifier_prefix
  engine engine_version version runtime type instance_type instance_types instance_class node_type node_group_name ami_type
  capacity_type billing_mode hash_key availability_zone allocated_storage volume_size size memory_size cpu memory
  min_size max_size desired_capacity shard_count num_cache_clusters replicas
  cidr_block cidr_ipv4 cidr_ipv6 destination_cidr_block protocol from_port to_port ip_protocol
  multi_az storage_encrypted publicly_accessible deletion_protection retention_in_days schedule_expression
  role policy_arn principal action source_arn service service_name endpoint metric_name comparison_operator threshold
  records ttl zone_id description`
    .split(/\s+/)
    .filter((key) => key !== "");
const RANKS: ReadonlyMap<string, number> = new Map(TELLING.map((key, rank) => [key, rank]));

export const MAX_TELLING = 6;

/** Few places worth showing of one side of a creation or deletion, most telling first. */
export function tellingPlaces(reader: Reader, values: Value | undefined): { place: Place; value: Value }[] {
  if (!isMap(values)) return [];
  const telling = Object.keys(values)
    .filter((key) => RANKS.has(key) && isTelling(values[key]))
    .sort((a, b) => rankOf(a) - rankOf(b));
  const few =
    telling.length > 0
      ? telling
      : Object.keys(values)
          .sort()
          .filter((key) => isScalar(values[key]));
  return few
    .slice(0, MAX_TELLING)
    .map((key) => ({ place: member(ROOT, key, reader), value: values[key] ?? null }));
}

function rankOf(key: string): number {
  return RANKS.get(key) ?? TELLING.length;
}

/** A long text says nothing at a glance. */
const MAX_LENGTH = 200;

function isTelling(value: Value | undefined): boolean {
  if (value === undefined || value === UNKNOWN) return false;
  if (typeof value === "string") return value !== "" && value.length <= MAX_LENGTH;
  if (isList(value)) return value.length > 0 && value.length <= 4 && value.every(isScalar);
  return isScalar(value);
}
