import type { Detected, Detector, Subject } from "../detector";
import { say } from "../text";
import { boundaries } from "./grants/boundaries";
import { clusterAccess } from "./grants/cluster-access";
import { grants } from "./grants/grants";
import { networkAcls } from "./network/acls";
import { endpoints } from "./network/endpoints";
import { securityGroups } from "./network/security-groups";
import { functionAccess } from "./statements/function-access";
import { policies } from "./statements/policies";

const PARTS: readonly Detector[] = [
  policies,
  functionAccess,
  grants,
  boundaries,
  clusterAccess,
  securityGroups,
  networkAcls,
  endpoints,
];

/** Who can do or reach more than before. */
export const ACCESS: readonly Detector[] = [access];

function access(subject: Subject): readonly Detected[] {
  const { address, mode, type } = subject.resource;
  if (mode === "data" || !type.startsWith("aws_")) return [];
  const found = PARTS.flatMap((part) => part(subject));
  if (found.length === 0) return found;
  const shownAddress = subject.masker.showAddress(address);
  return found.map((one) => ({ ...one, title: say`${shownAddress}: ${one.title}` }));
}
