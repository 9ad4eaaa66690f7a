import { isObject, type Json, type JsonObject } from "../../../planning/json";
import type { Detected, Subject } from "../../detector";
import { say } from "../../text";
import { isConfigured } from "../plan-facts";
import { detected } from "../rules";
import { countOf, linesOf, shown, type Sides, sidesOf } from "../sides";
import { type Family, isInternet, rangesOf, sizeOf, uncoveredRanges } from "./ranges";

const FAMILIES: readonly Family[] = ["IPv4", "IPv6"];
const EVERYBODY = ["0.0.0.0/0"];

/** The public endpoint of a cluster. Load balancers and other switches between private and public are rows of the risks. */
export function endpoints(subject: Subject): readonly Detected[] {
  const sides = subject.resource.type === "aws_eks_cluster" ? sidesOf(subject) : undefined;
  return sides ? clusterEndpoint(subject, sides) : [];
}

function clusterEndpoint(subject: Subject, sides: Sides): Detected[] {
  const { before, after, unknown } = sides;
  if (after === null) return [];
  const [old, next] = [networkOf(before), networkOf(after)];
  if (next?.["endpoint_public_access"] !== true) return [];
  if (isUnread(subject, unknown)) {
    return before
      ? [detected("network-unreadable", say`who can reach the cluster's endpoint is known only after apply`)]
      : [];
  }
  const had = old?.["endpoint_public_access"] === true ? cidrsOf(old) : [];
  const has = cidrsOf(next);
  const opened = FAMILIES.map((family) => uncoveredRanges(rangesOf(family, has), rangesOf(family, had)));
  if (opened.every((ranges) => ranges.length === 0)) return [];
  if (
    FAMILIES.some(
      (family, index) => isInternet(family, rangesOf(family, has)) && (opened[index] ?? []).length > 0,
    )
  ) {
    return [
      detected("eks-endpoint-open", say`the cluster's endpoint can be reached from the whole internet`),
    ];
  }
  if (before === null) return [];
  const lines = has.flatMap((cidr, index) =>
    had.includes(cidr) ? [] : [say`from ${shown(subject, "after", [NETWORK, 0, CIDRS, index], cidr)}`],
  );
  const count = countOf(sizeOf(opened.flat()));
  return [
    detected(
      "eks-endpoint-opened",
      say`the cluster's endpoint can be reached from ${count} more addresses`,
      linesOf(lines),
    ),
  ];
}

const NETWORK = "vpc_config";
const CIDRS = "public_access_cidrs";

function networkOf(side: JsonObject | null): JsonObject | undefined {
  const blocks = side?.[NETWORK];
  const block = Array.isArray(blocks) ? (blocks as readonly Json[])[0] : undefined;
  return isObject(block) ? block : undefined;
}

/** Without any, AWS lets everybody in. */
function cidrsOf(block: JsonObject): readonly string[] {
  const cidrs = block[CIDRS];
  const found = Array.isArray(cidrs)
    ? (cidrs as readonly Json[]).filter((cidr) => typeof cidr === "string")
    : [];
  return found.length > 0 ? found : EVERYBODY;
}

function isUnread({ plan, resource }: Subject, unknown: JsonObject): boolean {
  return networkOf(unknown)?.[CIDRS] === true && isConfigured(plan, resource.address, `${NETWORK}.${CIDRS}`);
}
