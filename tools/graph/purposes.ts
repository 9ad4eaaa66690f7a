/** Colours of a layer: `line` for its border and its arrows, `fill` for its box; readable on white, also in print. */
export interface Hue {
  readonly line: string;
  readonly fill: string;
}

const HUES = {
  foundation: { line: "#7d4e00", fill: "#fff8c5" },
  network: { line: "#0757ba", fill: "#ddf4ff" },
  data: { line: "#7341c9", fill: "#f4eaff" },
  compute: { line: "#bc4c00", fill: "#fff1e5" },
  traffic: { line: "#14692f", fill: "#dafbe1" },
  operations: { line: "#aa2d78", fill: "#ffeff7" },
  other: { line: "#57606a", fill: "#eff2f5" },
} as const satisfies Record<string, Hue>;

export type Purpose = keyof typeof HUES;

/** In the order of the legend. */
export const PURPOSES = Object.keys(HUES) as Purpose[];

const PURPOSE_OF: Readonly<Record<string, Purpose>> = {
  state: "foundation",
  base: "foundation",
  access: "foundation",
  network: "network",
  data: "data",
  replication: "data",
  cluster: "compute",
  batch: "compute",
  platform: "compute",
  service: "compute",
  runners: "compute",
  dns: "traffic",
  ingress: "traffic",
  edge: "traffic",
  monitoring: "operations",
  recovery: "operations",
  finops: "operations",
  workspaces: "operations",
};

/** What a layer is there for; `other` for a layer that this table does not know. */
export function purposeOf(layer: string): Purpose {
  return PURPOSE_OF[layer] ?? "other";
}

export function hueOf(purpose: Purpose): Hue {
  return HUES[purpose];
}
