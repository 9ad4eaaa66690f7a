import type { z } from "zod";

/** One mistake in the configuration: where, and what to do. */
export interface Problem {
  readonly path: string;
  readonly problem: string;
}

/** Where `value` departs from `schema`, under `path`. */
export function shapeProblems(schema: z.ZodType, value: unknown, path: string): Problem[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return flatten(result.error.issues).map((issue) => ({
    path: [path, ...issue.path].reduce<string>(
      (text, part) =>
        typeof part === "number" ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
      "",
    ),
    problem: `${shown(valueAt(value, issue.path))}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`,
  }));
}

/** A union reports its branches; the one that came furthest says what is wrong. */
function flatten(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_union") return [issue];
    const branches = issue.errors.map((branch) =>
      flatten(branch).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })),
    );
    const deepest = branches.filter((branch) =>
      branch.some((inner) => inner.path.length > issue.path.length),
    );
    return deepest.length > 0 ? (deepest[deepest.length - 1] ?? [issue]) : [issue];
  });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
}

function shown(value: unknown): string {
  return value === undefined ? "is missing" : JSON.stringify(value);
}
