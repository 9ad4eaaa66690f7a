import type { EnvironmentConfig, RegionConfig } from "../environment";

/** Something of which a region needs an amount to carry the load. */
export interface Quantity {
  /** For example `database.connections`. */
  readonly name: string;
  readonly unit: string;
  readonly needed: number;
  readonly available: number;
  /** Where the configuration decides it, below the environment. */
  readonly path: string;
  /** What `needed` is made of. */
  readonly why: string;
  /** What sets `available`. */
  readonly limit: string;
  readonly remedy: string;
}

/** A region of an environment that carries all of its load: today's active one, or the other after a failover. */
export interface Serving {
  readonly environment: EnvironmentConfig;
  readonly region: RegionConfig;
}

/** Those of which there is too little. */
export function shortages(quantities: readonly Quantity[]): Quantity[] {
  return quantities.filter(({ needed, available }) => needed > available);
}
