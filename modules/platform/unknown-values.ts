/** What a chart's published defaults hold at a key; `any` where they hold nothing. */
export type Shape = "list" | "value" | "any" | { readonly [key: string]: Shape };

/** Keys that a chart knows although its defaults do not name them; their content is free. */
export interface FreeKey {
  /** Keys joined by `/`, for some have dots. */
  readonly path: string;
  readonly reason: string;
}

const IN_A_COMMENT = "in a comment of the defaults";

/** By chart. An empty map, a list or nothing in the defaults is free anyway. */
export const FREE_KEYS: Readonly<Record<string, readonly FreeKey[]>> = {
  "cluster-autoscaler": [{ path: "extraArgs", reason: "arguments of the program; the defaults hold three" }],
  "kube-prometheus-stack": [
    { path: "grafana/grafana.ini", reason: "Grafana's own settings, by section" },
    { path: "grafana/securityContext", reason: "Kubernetes' own; the defaults hold four of its fields" },
    { path: "grafana/persistence/storageClassName", reason: IN_A_COMMENT },
    { path: "grafana/priorityClassName", reason: IN_A_COMMENT },
    { path: "prometheusOperator/priorityClassName", reason: IN_A_COMMENT },
    { path: "kube-state-metrics/priorityClassName", reason: IN_A_COMMENT },
    { path: "prometheus-node-exporter/priorityClassName", reason: IN_A_COMMENT },
  ],
  "metrics-server": [{ path: "resources", reason: "Kubernetes' own; the defaults hold only requests" }],
  "opentelemetry-collector": [
    { path: "config", reason: "the collector's own format" },
    { path: "podDisruptionBudget/maxUnavailable", reason: IN_A_COMMENT },
    { path: "ports/received", reason: "ports have the names that one gives them" },
    { path: "ports/sampling", reason: "ports have the names that one gives them" },
  ],
};

/**
 * Where `values` say something that the chart does not know, in words: helm drops it without one, and so does a plan.
 */
export function unknownValues(values: unknown, shape: Shape, free: readonly FreeKey[]): string[] {
  const open = new Set(free.map(({ path }) => path));
  return problemsAt(values, shape, [], open);
}

function problemsAt(
  values: unknown,
  shape: Shape,
  keys: readonly string[],
  open: ReadonlySet<string>,
): string[] {
  const path = keys.join("/");
  if (values === null || shape === "any" || open.has(path)) return [];
  if (Array.isArray(values))
    return shape === "list" ? [] : [`${path} is a list, the chart has ${nameOf(shape)}`];
  if (!isMap(values)) return shape === "value" ? [] : [`${path} is a value, the chart has ${nameOf(shape)}`];
  if (typeof shape === "string") return [`${path} is a map, the chart has ${nameOf(shape)}`];
  const known = Object.keys(shape);
  if (known.length === 0) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    const at = [...keys, key];
    const below = shape[key];
    if (below !== undefined) return problemsAt(value, below, at, open);
    return open.has(at.join("/")) ? [] : [`${at.join("/")} is not in the chart's defaults`];
  });
}

function nameOf(shape: Shape): string {
  return typeof shape === "string" ? `a ${shape}` : "a map";
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
