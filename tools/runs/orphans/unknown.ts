import type { TaggedResource } from "../aws/resource";
import { parseArn } from "./arn";
import { TAGGED_TYPES } from "./tagged-types";

/** Those of `resources` that none of the states knows; `identities`: ARNs and ids in the states. */
export function unknownOf(
  resources: readonly TaggedResource[],
  identities: ReadonlySet<string>,
  endpoint: string | undefined,
): TaggedResource[] {
  return resources.filter(({ arn }) => {
    const parsed = parseArn(arn);
    if (identities.has(arn) || isTaskDefinitionOf(arn, identities)) return false;
    // Names are unique only within a type, what AWS chooses is unique in the account.
    const id = TAGGED_TYPES[parsed.kind]?.importId(parsed, endpoint);
    return id === undefined || !isChosenByAws(parsed.service, id) || !identities.has(id);
  });
}

const EC2_ID = /^[a-z]+-[0-9a-f]{8,}$/;

function isChosenByAws(service: string, id: string): boolean {
  return (service === "ec2" && EC2_ID.test(id)) || service === "elasticfilesystem" || service === "sqs";
}

/** Older revisions stay listed until they are deregistered, and are no orphans. */
function isTaskDefinitionOf(arn: string, identities: ReadonlySet<string>): boolean {
  return /:task-definition\//.test(arn) && identities.has(arn.replace(/:\d+$/, ""));
}
