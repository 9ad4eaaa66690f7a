import { isObject, type Json, type JsonObject } from "../../../planning/json";
import type { Detected, Subject } from "../../detector";
import { say, type SafeText } from "../../text";
import { factsOf } from "../plan-facts";
import { detected } from "../rules";
import { linesOf, shown, type Sides, sidesOf, stringOf, stringsOf } from "../sides";

const ENTRY = "aws_eks_access_entry";
const ASSOCIATION = "aws_eks_access_policy_association";

/** Access entries of EKS: who can do what inside of a cluster. */
export function clusterAccess(subject: Subject): readonly Detected[] {
  const { type } = subject.resource;
  if (type !== ENTRY && type !== ASSOCIATION) return [];
  const sides = sidesOf(subject);
  if (!sides) return [];
  return type === ENTRY ? entry(subject, sides) : association(subject, sides);
}

function entry(subject: Subject, sides: Sides): Detected[] {
  const { before, after } = sides;
  if (after === null) return isLeft(subject, before) ? [narrowed(subject, before)] : [];
  if (before === null && !isThere(subject, after)) return [];
  const isOther = before?.["principal_arn"] !== after["principal_arn"];
  const old = isOther ? [] : stringsOf(before, GROUPS);
  const lines = stringsOf(after, GROUPS).flatMap((group, index) =>
    old.includes(group) ? [] : [say`group ${shown(subject, "after", [GROUPS, index], group)}`],
  );
  return isOther || lines.length > 0 ? [widened(subject, after, lines)] : [];
}

const GROUPS = "kubernetes_groups";

function widened(subject: Subject, after: JsonObject, lines: readonly SafeText[]): Detected {
  const details = [principalLine(subject, after), ...linesOf(lines)];
  return detected("eks-access-widened", say`somebody can do more in the cluster than before`, details);
}

/** From the weakest. https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
const POLICIES = [
  "AmazonEKSViewPolicy",
  "AmazonEKSAdminViewPolicy",
  "AmazonEKSEditPolicy",
  "AmazonEKSAdminPolicy",
  "AmazonEKSClusterAdminPolicy",
];
const CLUSTER_ADMIN = POLICIES.length - 1;

function association(subject: Subject, sides: Sides): Detected[] {
  const { before, after } = sides;
  if (after === null) return isLeft(subject, before) ? [narrowed(subject, before)] : [];
  const [old, next] = [powerOf(before), powerOf(after)];
  if (before && isAtMost(next, old)) return isAtMost(old, next) ? [] : [narrowed(subject, after)];
  const lines = powerLines(subject, after, next);
  if (next.rank === CLUSTER_ADMIN && next.namespaces === "all") {
    const details = [principalLine(subject, after), ...lines];
    return [detected("eks-admin", say`somebody becomes an administrator of the cluster`, details)];
  }
  return before !== null || isThere(subject, after) ? [widened(subject, after, lines)] : [];
}

function isAtMost(one: Power, other: Power): boolean {
  return one.principal === other.principal && one.rank <= other.rank && isWithin(one, other);
}

function powerLines(subject: Subject, after: JsonObject, { namespaces }: Power): SafeText[] {
  const policy = stringOf(after, "policy_arn");
  const where =
    namespaces === "all"
      ? say`in the whole cluster`
      : namespaces.length === 1
        ? say`in one namespace`
        : say`in ${namespaces.length} namespaces`;
  return policy === undefined
    ? [where]
    : [say`policy ${shown(subject, "after", ["policy_arn"], policy)}`, where];
}

interface Power {
  readonly principal: Json | undefined;
  /** Position in the list above; of a policy that is not in it beyond all. */
  readonly rank: number;
  readonly namespaces: "all" | readonly string[];
}

function powerOf(side: JsonObject | null): Power {
  const policy = stringOf(side, "policy_arn")?.split("/").at(-1) ?? "";
  const rank = POLICIES.indexOf(policy);
  const scopes = side?.["access_scope"];
  const scope = Array.isArray(scopes) && isObject(scopes[0]) ? scopes[0] : {};
  const namespaces = scope["type"] === "namespace" ? stringsOf(scope, "namespaces") : "all";
  return { principal: side?.["principal_arn"], rank: rank < 0 ? POLICIES.length : rank, namespaces };
}

function isWithin(inner: Power, outer: Power): boolean {
  const { namespaces } = outer;
  if (namespaces === "all") return true;
  return inner.namespaces !== "all" && inner.namespaces.every((namespace) => namespaces.includes(namespace));
}

function principalLine(subject: Subject, side: JsonObject): Detected["title"] {
  const principal = stringOf(side, "principal_arn");
  return principal === undefined
    ? say`who is known only after apply`
    : say`who: ${shown(subject, "after", ["principal_arn"], principal)}`;
}

function narrowed(subject: Subject, side: JsonObject | null): Detected {
  const principal = stringOf(side, "principal_arn");
  const lines =
    principal === undefined ? [] : [say`who: ${shown(subject, "before", ["principal_arn"], principal)}`];
  return detected("eks-access-narrowed", say`somebody can do less in the cluster than before`, lines);
}

/** Whether the cluster is there before this plan. */
function isThere({ plan }: Subject, side: JsonObject): boolean {
  return factsOf(plan).staying.has(stringOf(side, "cluster_name") ?? "");
}

function isLeft({ plan }: Subject, side: JsonObject | null): boolean {
  return !factsOf(plan).going.has(stringOf(side, "cluster_name") ?? "");
}
