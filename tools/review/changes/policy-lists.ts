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

/** A policy where lists of one are written as such: IAM means the same by both. What is so already is not copied. */
export function withLists(policy: Value, depth = 0): Value {
  if (depth > MAX_DEPTH) return policy;
  if (isList(policy)) {
    const list = policy.map((one) => withLists(one, depth + 1));
    return list.every((one, at) => one === policy[at]) ? policy : list;
  }
  if (!isMap(policy)) return policy;
  let changed = false;
  const members = Object.keys(policy).map((key) => {
    const value = policy[key] ?? null;
    const inner = withLists(value, depth + 1);
    const member = ONE_OR_MORE.has(key) && !isList(inner) && !isNothing(inner) ? [inner] : inner;
    changed ||= member !== policy[key];
    return [key, member] as const;
  });
  return changed ? Object.fromEntries(members) : policy;
}
