/** An ARN taken apart. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
  readonly whole: string;
  readonly service: string;
  /** Empty for what is of no region. */
  readonly region: string;
  readonly account: string;
  /** What follows the account, at each `/` and `:`. */
  readonly parts: readonly string[];
  /** What follows the account and the kind: `/a/b` of `log-group:/a/b`. */
  readonly name: string;
  /** `ec2:vpc`, or the service alone where there is no kind, as of buckets. */
  readonly kind: string;
}

export function parseArn(whole: string): Arn {
  const [, , service = "", region = "", account = "", ...rest] = whole.split(":");
  const resource = rest.join(":");
  const separator = resource.search(/[:/]/);
  const kind = separator < 0 ? service : `${service}:${resource.slice(0, separator)}`;
  const name = separator < 0 ? resource : resource.slice(separator + 1);
  return { whole, service, region, account, parts: resource.split(/[:/]/), name, kind };
}
