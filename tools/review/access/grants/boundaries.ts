import type { Detected, Subject } from "../../detector";
import { say } from "../../text";
import { detected } from "../rules";
import { shown, type Sides, sidesOf, stringOf } from "../sides";

const ATTRIBUTE = "permissions_boundary";
const HOLDERS: ReadonlySet<string> = new Set(["aws_iam_role", "aws_iam_user"]);
const ATTACHMENT = "aws_ssoadmin_permissions_boundary_attachment";

/** The most that a role, a user or a permission set may do: taken away, or another one. */
export function boundaries(subject: Subject): readonly Detected[] {
  const { type } = subject.resource;
  if (!HOLDERS.has(type) && type !== ATTACHMENT) return [];
  const sides = sidesOf(subject);
  if (!sides || sides.before === null) return [];
  if (type === ATTACHMENT) return sides.after === null ? [detected("iam-boundary-removed", TAKEN)] : [];
  return sides.after === null ? [] : ofHolder(subject, sides);
}

const TAKEN = say`the permissions boundary is taken away: every policy counts in full`;

function ofHolder(subject: Subject, { before, after, unknown }: Sides): Detected[] {
  const [old, next] = [stringOf(before, ATTRIBUTE), stringOf(after, ATTRIBUTE)];
  if (old === undefined || old === next) return [];
  const was = say`not any more: ${shown(subject, "before", [ATTRIBUTE], old)}`;
  if (next === undefined)
    return unknown[ATTRIBUTE] === true ? [] : [detected("iam-boundary-removed", TAKEN, [was])];
  const is = say`new: ${shown(subject, "after", [ATTRIBUTE], next)}`;
  return [detected("iam-boundary-changed", say`the permissions boundary is another one`, [was, is])];
}
