import { isPlumbing, KINDS, phrase } from "./kinds";

// More than this nobody reads in a box; the number of resources tells that there is more.
const SHOWN_KINDS = 5;

/** What one stack holds. */
export interface Contents {
  readonly resources: number;
  /** The most telling kinds in words: `["VPC", "9 subnets"]`. Empty for a stack without resources. */
  readonly kinds: readonly string[];
}

/** Contents of a stack with resources of these Terraform types, one entry a resource. */
export function contentsOf(types: readonly string[]): Contents {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  const telling = [...counts].filter(([type]) => !isPlumbing(type));
  const shown = (telling.length > 0 ? telling : [...counts]).sort(
    ([a, manyA], [b, manyB]) => rank(a) - rank(b) || manyB - manyA || (a < b ? -1 : 1),
  );
  return {
    resources: types.length,
    kinds: shown.slice(0, SHOWN_KINDS).map(([type, count]) => phrase(type, count)),
  };
}

const RANKED = Object.keys(KINDS);

function rank(type: string): number {
  const index = RANKED.indexOf(type);
  return index < 0 ? RANKED.length : index;
}
