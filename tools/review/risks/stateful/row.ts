import type { SafeText } from "../../text";
import { say } from "../../text";
import type { Pattern } from "../paths";

/** Types that hold something which is gone with them. */
export interface StatefulTypes {
  readonly types: readonly string[];
  readonly kind: SafeText;
  /** Why it is on the list: what it holds. */
  readonly why: SafeText;
  /** What a destruction loses. */
  readonly lost: SafeText;
  /** What a replacement loses, if more has to be said than that the new one is empty. */
  readonly replaced?: SafeText;
  /** `contents`: copies, history, work in progress. Their loss hurts, but can be borne. */
  readonly grade: "data" | "contents";
  /** Attributes that make it a copy of something else, if one of them is set. */
  readonly copyIf?: readonly Pattern[];
}

type Row = Omit<StatefulTypes, "grade" | "lost"> & { readonly lost?: SafeText };

/** Data that exists nowhere else. */
export function data(row: Row): StatefulTypes {
  return { lost: say`what it holds is lost`, ...row, grade: "data" };
}

/** Copies, history, work in progress. */
export function contents(row: Row): StatefulTypes {
  return { lost: say`what it holds is lost`, ...row, grade: "contents" };
}
