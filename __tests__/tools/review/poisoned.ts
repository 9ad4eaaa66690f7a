import type { Plan } from "../../../tools/review/plan";

type Any = Record<string, unknown>;
export type PlanPath = readonly (string | number)[];

/** All places of texts in a real plan's changes and drift: paths from the plan's root. */
export function leavesOf(plan: Plan): PlanPath[] {
  const found: PlanPath[] = [];
  const walk = (value: unknown, path: PlanPath): void => {
    if (typeof value === "string") found.push(path);
    else if (Array.isArray(value)) value.forEach((inner, index) => walk(inner, [...path, index]));
    else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
  };
  for (const list of ["resource_changes", "resource_drift"] as const)
    (plan[list] ?? []).forEach(({ change }, index) => {
      for (const side of ["before", "after"] as const) walk(change[side], [list, index, "change", side]);
    });
  return found;
}

export function withValue(root: unknown, path: PlanPath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const inner = withValue((root as Any | undefined)?.[step], rest, value);
  if (Array.isArray(root)) return (root as unknown[]).map((one, index) => (index === step ? inner : one));
  return { ...(root as Any), [step]: inner };
}

/** The mark of a path: true at its end, in lists and objects like those of the value. */
export function marked(path: PlanPath): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  if (typeof step === "number") return [...Array.from({ length: step }, () => false), marked(rest)];
  return { [step]: marked(rest) };
}
