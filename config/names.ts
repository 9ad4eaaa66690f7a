/** What a service accepts as a physical name. */
export interface NameLimit {
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** `pattern` in words, for errors. */
  readonly allowed: string;
  readonly source: string;
}

const EC2_TAG: NameLimit = {
  min: 1,
  max: 256,
  pattern: /^[^<>]+$/,
  allowed: "any characters but < and >",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions",
};

/** By `<Terraform type>.<attribute>`; the policies hold every synthesized resource against it. */
export const NAME_LIMITS = {
  "aws_s3_bucket.bucket": {
    min: 3,
    max: 63,
    pattern: /^[a-z0-9][a-z0-9-]*[a-z0-9]$/,
    allowed: "a-z, 0-9 and inner dashes",
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  },
  "aws_kms_alias.name": {
    min: 7,
    max: 256,
    pattern: /^alias\/(?!aws\/)[a-zA-Z0-9/_-]+$/,
    allowed: "alias/ and letters, digits, / _ -, not alias/aws/",
    source: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html",
  },
  "aws_sns_topic.name": {
    min: 1,
    max: 256,
    pattern: /^[a-zA-Z0-9_-]+$/,
    allowed: "letters, digits, _ and -",
    source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
  },
  "aws_cloudwatch_log_group.name": {
    min: 1,
    max: 512,
    pattern: /^(?!aws\/)[.\-_/#A-Za-z0-9]+$/,
    allowed: "letters, digits and . - _ / #, not beginning with aws/",
    source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
  },
  "aws_iam_role.name": {
    min: 1,
    max: 64,
    pattern: /^[\w+=,.@-]+$/,
    allowed: "letters, digits and _ + = , . @ -",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
  },
  "aws_security_group.name": {
    min: 1,
    max: 255,
    pattern: /^(?!sg-)[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/,
    allowed: "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, not beginning with sg-",
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
  },
  "aws_vpc.tags.Name": EC2_TAG,
} as const satisfies Record<string, NameLimit>;

export type NamedAttribute = keyof typeof NAME_LIMITS;

/** Where a name is used. S3 names are unique in the world, IAM names in the account, the others in account and region. */
export interface Place {
  readonly project: string;
  readonly environment: string;
  readonly accountId: string;
  readonly region: string;
}

export type KeyPurpose = "data" | "assets" | "logs" | "ebs" | "backup" | "alerts" | "state";

/** Every physical name of one region of one environment, by kind and purpose. */
export interface Names {
  readonly vpc: string;
  readonly buckets: Readonly<Record<"assets" | "backups" | "logs" | "state", string>>;
  /** Begin with `alias/`. */
  readonly keyAliases: Readonly<Record<KeyPurpose, string>>;
  readonly topics: Readonly<Record<"page" | "ticket", string>>;
  readonly logGroups: Readonly<Record<"flowLogs", string>>;
  readonly roles: Readonly<Record<"flowLogs", string>>;
  readonly securityGroups: Readonly<Record<"endpoints", string>>;
}

/** The names of one region of one environment. */
export function namesFor(place: Place): Names {
  const local = `${place.project}-${place.environment}`;
  const bucket = (purpose: string): string => `${local}-${purpose}-${place.accountId}-${place.region}`;
  const alias = (purpose: KeyPurpose): string => `alias/${local}-${purpose}`;
  const role = (purpose: string): string => `${local}-${place.region}-${purpose}`;
  return {
    vpc: local,
    buckets: {
      assets: bucket("assets"),
      backups: bucket("backups"),
      logs: bucket("logs"),
      state: bucket("state"),
    },
    keyAliases: {
      data: alias("data"),
      assets: alias("assets"),
      logs: alias("logs"),
      ebs: alias("ebs"),
      backup: alias("backup"),
      alerts: alias("alerts"),
      state: alias("state"),
    },
    topics: { page: `${local}-page`, ticket: `${local}-ticket` },
    logGroups: { flowLogs: `/${place.project}/${place.environment}/vpc-flow-logs` },
    roles: { flowLogs: role("flow-logs") },
    securityGroups: { endpoints: `${local}-endpoints` },
  };
}

const LIMIT_OF = {
  vpc: "aws_vpc.tags.Name",
  buckets: "aws_s3_bucket.bucket",
  keyAliases: "aws_kms_alias.name",
  topics: "aws_sns_topic.name",
  logGroups: "aws_cloudwatch_log_group.name",
  roles: "aws_iam_role.name",
  securityGroups: "aws_security_group.name",
} as const satisfies Record<keyof Names, NamedAttribute>;

/** What is wrong with `names`, one sentence a name; empty if every service accepts its own. */
export function problemsOfNames(names: Names): string[] {
  return Object.entries(LIMIT_OF).flatMap(([kind, attribute]) => {
    const group = names[kind as keyof Names];
    const values = typeof group === "string" ? [group] : Object.values(group);
    return values.flatMap((value) => problemOfName(attribute, value) ?? []);
  });
}

/** What is wrong with `value` as the attribute's physical name, or undefined. */
export function problemOfName(attribute: NamedAttribute, value: string): string | undefined {
  const limit: NameLimit = NAME_LIMITS[attribute];
  if (value.length < limit.min || value.length > limit.max) {
    return `${attribute} "${value}" has ${value.length} characters; allowed are ${limit.min}-${limit.max}`;
  }
  return limit.pattern.test(value)
    ? undefined
    : `${attribute} "${value}" is refused; allowed are ${limit.allowed}`;
}

/** Stack id = directory = state key = Terraform Cloud workspace. */
export function stackId(environment: string, region: string, layer: string): string {
  return `${environment}-${region}-${layer}`;
}
