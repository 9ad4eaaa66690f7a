import type { AwsAccess } from "../aws/access";
import { ask, everyPage } from "../aws/ask";
import { resourceOf, tagsOf, type TaggedResource, type Tags } from "../aws/resource";

/** Rules of security groups that carry all of `tags`: not everybody who lists by tags lists them. Rejects with AwsError. */
export async function taggedRules(
  access: AwsAccess,
  regions: readonly string[],
  tags: Tags,
): Promise<TaggedResource[]> {
  const found = await Promise.all(regions.map((region) => rulesIn(access, region)));
  return found
    .flat()
    .filter((rule) => Object.entries(tags).every(([key, value]) => rule.tags[key] === value));
}

async function rulesIn(access: AwsAccess, region: string): Promise<TaggedResource[]> {
  const doing = `list the rules of security groups in ${region}`;
  const all = await everyPage(async (NextToken) => {
    const page = await ask({ access, region }, "ec2", doing, (ec2, options) =>
      ec2.describeSecurityGroupRules({ ...(NextToken !== undefined && { NextToken }) }, options),
    );
    return { items: page.SecurityGroupRules ?? [], token: page.NextToken };
  });
  return all.map(({ SecurityGroupRuleArn: arn, SecurityGroupRuleId: id, GroupOwnerId, Tags: listed }) =>
    resourceOf(
      arn ?? `arn:aws:ec2:${region}:${GroupOwnerId ?? ""}:security-group-rule/${id ?? ""}`,
      region,
      tagsOf(listed),
    ),
  );
}
