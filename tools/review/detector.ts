import type { Level } from "./model";
import type { Plan, ResourceChange } from "./plan";
import type { Masker } from "./secrets/masker";
import type { SafeText } from "./text";

/** What a detector is asked about: one resource of one plan. */
export interface Subject {
  readonly stack: string;
  readonly plan: Plan;
  readonly resource: ResourceChange;
  /** The only way of a value into a text. */
  readonly masker: Masker;
  /** From `action_reason` and `replace_paths`, in words. */
  readonly cause: SafeText | null;
}

export interface Detected {
  readonly rule: string;
  readonly level: Level;
  readonly title: SafeText;
  readonly details?: readonly SafeText[];
}

/** Finds what a reviewer has to know of one resource. */
export type Detector = (subject: Subject) => readonly Detected[];
