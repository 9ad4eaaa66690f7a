/** The value at a path such as `spec.ports.0.name`; undefined where one of its parts is absent. */
export function at(object: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], object);
}

/** Whether an object with `labels` is selected by `matchLabels`. */
export function matches(matchLabels: unknown, labels: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(matchLabels as Record<string, string>);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

export function number(value: unknown): number {
  if (typeof value !== "number") throw new Error(`${String(value)} is not a number`);
  return value;
}

/** Containers of a workload's pods. */
export function containersOf(workload: unknown): Record<string, unknown>[] {
  return at(workload, "spec.template.spec.containers") as Record<string, unknown>[];
}
