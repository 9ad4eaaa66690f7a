import type { Contents } from "./contents";

/** One stack as it is drawn. */
export interface DrawnStack extends Contents {
  readonly id: string;
  readonly layer: string;
}

/** The stacks of one place: a region, or what belongs to none. */
export interface Place {
  /** As in the stacks' ids: `us-west-2`, `global`; with the environment before it if that is another one. */
  readonly name: string;
  /** `us-west-2 · home, active`. */
  readonly title: string;
  readonly stacks: readonly DrawnStack[];
}

/** `consumer` depends on `producer`. */
export interface Link {
  readonly producer: string;
  readonly consumer: string;
  /** How many outputs the consumer reads; 0 if it only has to be applied later. */
  readonly outputs: number;
  /** Whether a longer way through other links leads from producer to consumer too. */
  readonly implied: boolean;
}

/** One environment, ready to be drawn. Everything is sorted: the same stacks give the same picture. */
export interface Architecture {
  readonly environment: string;
  /** Home, global, other: what connects the regions is drawn between them. */
  readonly places: readonly Place[];
  readonly links: readonly Link[];
}

/** All stacks, in the order of the places. */
export function stacksOf({ places }: Architecture): DrawnStack[] {
  return places.flatMap(({ stacks }) => stacks);
}

/** What every picture says about itself, in one sentence each. */
export function captionOf(architecture: Architecture): { title: string; scope: string } {
  const stacks = stacksOf(architecture);
  const resources = stacks.reduce((sum, stack) => sum + stack.resources, 0);
  return {
    title: `Architecture of ${architecture.environment}`,
    scope: `${stacks.length} stacks, ${resources} resources. A box is a stack with a Terraform state of its own.`,
  };
}
