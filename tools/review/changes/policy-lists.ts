import { isList, isMap, isNothing, MAX_DEPTH, type Value } from "./values";

/** A document of IAM's policy language. */
export function isPolicy(value: Value): boolean {
  return isMap(value) && (isList(value["Statement"]) || isMap(value["Statement"]));
}

const ONE_OR_MORE: ReadonlySet<string> = new Set([
  "Statement",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "AWS",
  "Service",
  "Federated",
  "CanonicalUser",
]);

/** A policy where lists of one are written as such: IAM means the same by both. */
export function withLists(policy: Value, depth = 0): Value {
  if (depth > MAX_DEPTH) return policy;
  if (isList(policy)) return policy.map((one) => withLists(one, depth + 1));
  if (!isMap(policy)) return policy;
  return Object.fromEntries(
    Object.entries(policy).map(([key, value]) => {
      const inner = withLists(value ?? null, depth + 1);
      return [key, ONE_OR_MORE.has(key) && !isList(inner) && !isNothing(inner) ? [inner] : inner];
    }),
  );
}
