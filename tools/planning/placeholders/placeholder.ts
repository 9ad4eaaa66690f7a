import { isObject, type Json } from "../json";
import type { CtyType } from "../providers/schema";
import { arnOf } from "./arns";
import { nameOf, type PlaceholderContext } from "./context";
import { code, token } from "./hash";
import { referencedId, resourceId } from "./identifiers";

const DEFAULT_PORT = 5432;
const FIRST_VERSION = 1;

/**
 * A value for an attribute that AWS decides: well formed enough for the validators of whoever receives it, and the
 * same in every run. `path`: names of the attribute and, inside of it, of nested ones; indices are left out.
 */
export function placeholder(context: PlaceholderContext, path: readonly string[], type: CtyType): Json {
  if (!Array.isArray(type)) {
    if (type === "number") return numberFor(path.at(-1) ?? "");
    return type === "bool" ? false : stringFor(context, path);
  }
  const [kind, inner] = type as [string, CtyType];
  switch (kind) {
    case "list":
    case "set":
      return [placeholder(context, path, inner)];
    case "tuple":
      return (inner as CtyType[]).map((element) => placeholder(context, path, element));
    case "object":
      return Object.fromEntries(
        Object.entries(isObject(inner) ? inner : {}).map(([name, attributeType]) => [
          name,
          placeholder(context, [...path, name], attributeType as CtyType),
        ]),
      );
    default:
      return {};
  }
}

function numberFor(attribute: string): number {
  if (attribute.endsWith("port")) return DEFAULT_PORT;
  return attribute.endsWith("version") ? FIRST_VERSION : 0;
}

type Form = (context: PlaceholderContext, attribute: string) => string;

// First match counts: the type's own forms, then what an attribute's name tells.
const FORMS: readonly (readonly [RegExp, Form])[] = [
  [/^aws_db_instance\.endpoint$/, (context) => `${databaseHost(context)}:${DEFAULT_PORT}`],
  [/^aws_(db_instance|rds_cluster)\.(address|endpoint|reader_endpoint)$/, databaseHost],
  [
    /^aws_elasticache_\w+\..*endpoint_address$/,
    (c, attribute) => `${attribute.split("_", 1)[0]}.${nameOf(c)}.${token(c.seed, 6)}.cache.amazonaws.com`,
  ],
  [
    /^aws_dax_cluster\.cluster_address$/,
    (c) => `${nameOf(c)}.${token(c.seed, 6)}.dax-clusters.${c.region}.amazonaws.com`,
  ],
  [/^aws_eks_cluster\.endpoint$/, (c) => `https://${code(c.seed, 32)}.gr7.${c.region}.eks.amazonaws.com`],
  [/^aws_eks_cluster\..*issuer$/, (c) => `https://oidc.eks.${c.region}.amazonaws.com/id/${code(c.seed, 32)}`],
  [/^aws_eks_cluster\.certificate_authority\.data$/, certificate],
  [
    /^aws_a?lb\.dns_name$/,
    (c) => `${nameOf(c)}-${Number.parseInt(token(c.seed, 7), 16)}.${c.region}.elb.amazonaws.com`,
  ],
  [/^aws_efs_\w+\.dns_name$/, (c) => `fs-${token(c.seed, 17)}.efs.${c.region}.amazonaws.com`],
  [/^aws_cloudfront_distribution\.domain_name$/, (c) => `d${token(c.seed, 13)}.cloudfront.net`],
  [/^aws_s3_bucket\.bucket_regional_domain_name$/, (c) => `${nameOf(c)}.s3.${c.region}.amazonaws.com`],
  [/^aws_s3_bucket\.bucket_domain_name$/, (c) => `${nameOf(c)}.s3.amazonaws.com`],
  [
    /^aws_ecr_repository\.repository_url$/,
    (c) => `${c.account}.dkr.ecr.${c.region}.amazonaws.com/${nameOf(c)}`,
  ],
  [/^aws_sqs_queue\.url$/, resourceId],
  [
    /^aws_acm_certificate\.domain_validation_options\.resource_record_(name|value)$/,
    (c, attribute) => `_${token(`${c.seed} ${attribute}`, 32)}.acm-validations.aws.`,
  ],
  [/\.id$/, resourceId],
  [/\.arn$/, arnOf],
  [/[._]arns?$/, (c, attribute) => referencedArn(c, attribute)],
  [/_ids?$/, referencedId],
  [/cidr(_block|_range)?s?$/, (c) => `10.${byteOf(c, 0)}.0.0/16`],
  [/(^|[._])ipv6_address(es)?$/, (c) => `2001:db8::${token(c.seed, 4)}`],
  [/(^|[._])(ip|ip_address(es)?|ips)$/, (c) => `198.51.100.${byteOf(c, 0)}`],
  [/(^|[._])(url|uri|issuer)$/, (c) => `https://${token(c.seed, 12)}.${c.region}.amazonaws.com`],
  [
    /(endpoint|address|dns_name|domain_name|hostname|domain)$/,
    (c) => `${token(c.seed, 12)}.${c.region}.amazonaws.com`,
  ],
  [/name_servers$/, (c) => `ns-${byteOf(c, 0)}.awsdns-${String(byteOf(c, 1) % 64).padStart(2, "0")}.com`],
  [/(_at|_date|_time|timestamp)$/, () => "2000-01-01T00:00:00Z"],
  [/region$/, (c) => c.region],
  [/(certificate|_base64|base64_\w+|public_key)$/, certificate],
  [/\.(name|bucket|identifier|cluster_identifier)$/, nameOf],
];

function stringFor(context: PlaceholderContext, path: readonly string[]): string {
  const attribute = path.at(-1) ?? "";
  const key = `${context.type}.${path.join(".")}`;
  const form = FORMS.find(([pattern]) => pattern.test(key))?.[1];
  return form?.(context, attribute) ?? `${attribute}-${token(`${context.seed} ${path.join(".")}`, 16)}`;
}

/** An ARN of something else: a role, a key, a topic, as far as the attribute's name tells. */
function referencedArn(context: PlaceholderContext, attribute: string): string {
  const seed = `${context.seed} ${attribute}`;
  const kinds: readonly (readonly [RegExp, string])[] = [
    [/role/, "aws_iam_role"],
    [/kms|key/, "aws_kms_key"],
    [/topic|sns/, "aws_sns_topic"],
    [/queue/, "aws_sqs_queue"],
    [/log_group/, "aws_cloudwatch_log_group"],
    [/certificate/, "aws_acm_certificate"],
  ];
  const type = kinds.find(([pattern]) => pattern.test(attribute))?.[1];
  return type === undefined ? arnOf(context) : arnOf({ ...context, type, seed, known: {}, name: attribute });
}

function databaseHost(context: PlaceholderContext): string {
  return `${nameOf(context)}.${token(context.seed, 12)}.${context.region}.rds.amazonaws.com`;
}

/** Base64 that decodes to something in the form of a certificate. */
function certificate({ seed }: PlaceholderContext): string {
  const body = Buffer.from(token(seed, 64)).toString("base64");
  return Buffer.from(`-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`).toString("base64");
}

function byteOf({ seed }: PlaceholderContext, index: number): number {
  return Number.parseInt(token(seed, 2 * index + 2).slice(2 * index), 16);
}
