import type { Json } from "../../planning/json";
import { say, type SafeText } from "../text";

/** One, and more of it. */
type Unit = readonly [one: SafeText, more: SafeText];

const unit = (one: SafeText, more: SafeText = one): Unit => [one, more];

const SECONDS = unit(say`second`, say`seconds`);
const DAYS = unit(say`day`, say`days`);
const GIB = unit(say`GiB`);
const MIB = unit(say`MiB`);
const BYTES = unit(say`byte`, say`bytes`);
const MILLISECONDS = unit(say`ms`);

/** By type and attribute, where the name does not say it. */
const OF_TYPES: Readonly<Record<string, Unit>> = {
  "aws_lambda_function.timeout": SECONDS,
  "aws_lambda_function.memory_size": unit(say`MB`),
  "aws_cloudwatch_metric_alarm.period": SECONDS,
  "aws_lb.idle_timeout": SECONDS,
  "aws_lb_target_group.deregistration_delay": SECONDS,
  "aws_lb_target_group.slow_start": SECONDS,
  "aws_route53_record.ttl": SECONDS,
  "aws_ebs_volume.size": GIB,
  "aws_eks_node_group.disk_size": GIB,
  "aws_ecs_task_definition.memory": MIB,
  "aws_ecs_task_definition.cpu": unit(say`CPU units`),
  "aws_iam_role.max_session_duration": SECONDS,
  "aws_sqs_queue.max_message_size": BYTES,
  "aws_kms_key.rotation_period_in_days": DAYS,
  "aws_fsx_lustre_file_system.storage_capacity": GIB,
  "helm_release.timeout": SECONDS,
};

const OF_NAMES: Readonly<Record<string, Unit>> = {
  allocated_storage: GIB,
  max_allocated_storage: GIB,
  volume_size: GIB,
  backup_retention_period: DAYS,
  performance_insights_retention_period: DAYS,
  snapshot_retention_limit: DAYS,
  monitoring_interval: SECONDS,
  default_ttl: SECONDS,
  min_ttl: SECONDS,
  max_ttl: SECONDS,
  iops: unit(say`IOPS`),
};

const OF_ENDINGS: readonly (readonly [RegExp, Unit])[] = [
  [/(?:^|_)days$/, DAYS],
  [/(?:^|_)hours$/, unit(say`hour`, say`hours`)],
  [/(?:^|_)minutes$/, unit(say`minute`, say`minutes`)],
  [/(?:^|_)seconds$/, SECONDS],
  [/(?:^|_)(?:milliseconds|millis|ms)$/, MILLISECONDS],
  [/(?:^|_)(?:gib|gb)$/, GIB],
  [/(?:^|_)(?:mib|mb)$/, MIB],
  [/(?:^|_)mibps$/, unit(say`MiB/s`)],
  [/(?:^|_)bytes$/, BYTES],
  [/(?:^|_)(?:percent|percentage)$/, unit(say`%`)],
];

/** What a number of this attribute counts; undefined where that is not known. */
function unitOf(type: string, attribute: string): Unit | undefined {
  const known = own(OF_TYPES, `${type}.${attribute}`) ?? own(OF_NAMES, attribute);
  return known ?? OF_ENDINGS.find(([ending]) => ending.test(attribute))?.[1];
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

const NUMBER = /^\d{1,15}(?:\.\d+)?$/;

/** The text of a number with what it counts behind it, such as `35 days` or `1048576 bytes (1 MiB)`. */
export function withUnit(text: SafeText, value: Json, type: string, attribute: string): SafeText {
  const number = typeof value === "string" && NUMBER.test(value) ? Number(value) : value;
  if (typeof number !== "number") return text;
  const found = unitOf(type, attribute);
  if (found === undefined) return text;
  if (attribute === "retention_in_days" && number === 0) return say`${text} days (kept forever)`;
  const counted = say`${text} ${number === 1 ? found[0] : found[1]}`;
  return found === BYTES ? say`${counted}${inLargerUnits(number)}` : counted;
}

const LARGER: readonly (readonly [number, SafeText])[] = [
  [2 ** 40, say`TiB`],
  [2 ** 30, say`GiB`],
  [2 ** 20, say`MiB`],
  [2 ** 10, say`KiB`],
];

/** Only where that says exactly the same. */
function inLargerUnits(bytes: number): SafeText {
  const larger = LARGER.find(([size]) => bytes >= size && bytes % size === 0);
  return larger ? say` (${bytes / larger[0]} ${larger[1]})` : say``;
}
