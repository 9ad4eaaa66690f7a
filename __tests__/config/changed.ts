import { configuration } from "../../config/environments";

interface LooseGroup {
  instanceType: string;
  diskGiB: number;
  perZone: { min: number; max: number };
}

interface LooseNodes {
  system: LooseGroup;
  api: LooseGroup;
  burst: unknown;
}

export interface Loose {
  organization: Record<string, unknown>;
  environments: {
    [key: string]: unknown;
    regions: { name: string; cidr: string; zoneIds: string[] }[];
    nodes: LooseNodes;
    database: Record<string, unknown>;
    cache: Record<string, unknown>;
  }[];
}

/** The real configuration after `change`, with the mistakes that only a program without types can hold. */
export function changed(change: (copy: Loose) => void): typeof configuration {
  const copy = structuredClone(configuration) as unknown as Loose;
  change(copy);
  return copy as unknown as typeof configuration;
}

export const [DEVELOPMENT, STAGING, PRODUCTION] = [0, 1, 2] as const;

export function environment(copy: Loose, index: number): Loose["environments"][number] {
  return copy.environments[index]!;
}

export function home(copy: Loose, index: number): Loose["environments"][number]["regions"][number] {
  return environment(copy, index).regions[0]!;
}
