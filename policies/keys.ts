import { problemUnless, textAt } from "./attributes";
import type { Attributes, Problem } from "./types";

const AWS_MANAGED = /alias\/aws\//;
const REMEDY = "name one of our own keys";

/** Whether `attribute` names a key of ours: AWS-managed keys have policies that nobody can change. */
export function ownKeyProblems(attributes: Attributes, attribute: string): Problem[] {
  const key = textAt(attributes, attribute);
  return [
    ...problemUnless(key !== "", `${attribute} is not set`, REMEDY),
    ...problemUnless(!AWS_MANAGED.test(key), `${attribute} is AWS's own key ${key}`, REMEDY),
  ];
}
