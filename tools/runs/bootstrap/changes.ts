import { isObject, objectOf } from "../../planning/json";
import type { PlanDocument, ResourceChange } from "../../planning/plan-document";

/** What a plan would do, an entry a resource or output: `update aws_s3_bucket.this`; empty if nothing. */
export function changesIn(plan: PlanDocument): string[] {
  const resources = (plan.resource_changes ?? []).flatMap((change) => {
    const words = wordsOf(change);
    return words.length === 0 ? [] : [`${words.join(" and ")} ${change.address}`];
  });
  const outputs = Object.entries(plan.output_changes ?? {}).flatMap(([name, change]) => {
    const actions = (objectOf(change)["actions"] as readonly string[] | undefined) ?? [];
    return actions.every((action) => action === "no-op") ? [] : [`${actions.join(" and ")} output ${name}`];
  });
  return [...resources, ...outputs];
}

/** Addresses of what a plan would take away, be it to make it anew. */
export function destroyedIn(plan: PlanDocument): string[] {
  return (plan.resource_changes ?? [])
    .filter(({ change }) => change.actions.includes("delete"))
    .map(({ address }) => address);
}

/** Addresses of the buckets of this name that a plan would make. */
export function bucketsMadeIn(plan: PlanDocument, bucket: string): string[] {
  return (plan.resource_changes ?? [])
    .filter(
      ({ type, change }) =>
        type === "aws_s3_bucket" &&
        change.actions.includes("create") &&
        !isObject(change.importing) &&
        objectOf(change.after)["bucket"] === bucket,
    )
    .map(({ address }) => address);
}

function wordsOf({ change }: ResourceChange): string[] {
  const actions = change.actions.filter((action) => action !== "no-op" && action !== "read");
  return isObject(change.importing) ? ["import", ...actions] : actions;
}
