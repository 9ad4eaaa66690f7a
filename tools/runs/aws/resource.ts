/** Something in AWS that carries tags. */
export interface TaggedResource {
  readonly arn: string;
  /** Of its ARN, or where it was found if that names none. */
  readonly region: string;
  readonly tags: Tags;
  /** As its ARN says it: `ec2:vpc`, `rds:db`, `s3`. */
  readonly type: string;
}

export type Tags = Readonly<Record<string, string>>;

export function resourceOf(arn: string, region: string, tags: Tags): TaggedResource {
  const [, , service = "", named = "", , ...rest] = arn.split(":");
  const [kind = "", ...path] = rest
    .join(":")
    .split(/[:/]/)
    .filter((part) => part !== "");
  const type = path.length > 0 ? `${service}:${kind}` : service;
  return { arn, region: named === "" ? region : named, tags, type };
}

/** Tags as AWS lists them. */
export function tagsOf(
  listed: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): Tags {
  return Object.fromEntries((listed ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}
