import type { Json, JsonObject } from "../../../planning/json";
import type { PlaceholderContext } from "../../../planning/placeholders/context";
import { placeholder } from "../../../planning/placeholders/placeholder";
import type { AttributeSchema, CtyType } from "../../../planning/providers/schema";

// What AWS makes of the configuration, where anything else would be a change.
const BY_TYPE: Readonly<Record<string, (known: JsonObject) => Json>> = {
  "aws_lb_target_group.protocol_version": () => "HTTP1",
  "aws_cloudwatch_log_delivery_destination.delivery_destination_type": (known) => destinationType(known),
};
const TELLING = /(^|_)(ids?|arns?|name|names|identifier)$/;

export interface Unset {
  readonly context: PlaceholderContext;
  /** Names only, without indices. */
  readonly path: readonly string[];
  readonly type: CtyType | undefined;
  /** Of the attribute itself; undefined inside of a block. */
  readonly schema: AttributeSchema | undefined;
  /** Whether somebody refers to it, and whether by index. */
  readonly mentioned: boolean;
  readonly indexed: boolean;
}

/** A value that AWS would have given to an attribute that the configuration leaves open. */
export function invented(unset: Unset): Json {
  const { context, path, type = "string", indexed } = unset;
  const own = BY_TYPE[`${context.type}.${path.join(".")}`];
  if (own !== undefined) return own(context.known);
  if (type === "string") return isLeftEmpty(unset) ? "" : placeholder(context, path, type);
  if (type === "dynamic") return null;
  const kind = Array.isArray(type) ? (type as Json[])[0] : type;
  if (kind === "map") return {};
  return (kind === "list" || kind === "set") && !indexed ? [] : placeholder(context, path, type);
}

function isLeftEmpty({ path, schema, mentioned }: Unset): boolean {
  const name = path.at(-1) ?? "";
  if (name.endsWith("_prefix")) return true;
  const open = schema === undefined || schema.optional;
  return open && !mentioned && !TELLING.test(name);
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeliveryDestination.html */
function destinationType(known: JsonObject): string {
  const service = /arn:[\w-]+:(\w+):/.exec(
    JSON.stringify(known["delivery_destination_configuration"] ?? ""),
  )?.[1];
  if (service === "logs") return "CWL";
  return service === "firehose" ? "FH" : "S3";
}
