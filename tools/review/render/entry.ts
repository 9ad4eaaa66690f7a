import type { Action, AttributeChange, Level } from "../model";
import type { SafeText } from "../text";

/**
 * How much of a review is told: everything; the attributes of what changes in place or is replaced; or addresses only.
 */
export type Detail = "full" | "changed" | "addresses";

/** Words of a renderer's own (no punctuation that means something in Markdown), a name, or a sentence of the model's. */
export type Part = string | { readonly name: SafeText } | { readonly words: SafeText };
export type Phrase = readonly Part[];

/** What colour says; words say it as well. */
export type Tone = Level | Action | "quiet";

/** One thing in a section. */
export interface Entry {
  /** One character. */
  readonly mark: string;
  readonly tone: Tone;
  readonly title: Phrase;
  /** Whether the title is worth bold letters. */
  readonly strong?: boolean;
  readonly lines?: readonly Phrase[];
  readonly attributes?: readonly AttributeChange[];
  /** Attributes are there for completeness. */
  readonly folded?: boolean;
  /** Shown as it is, line by line: to be pasted, or what a program said. */
  readonly verbatim?: SafeText;
}

export interface Section {
  readonly title: string;
  /** One line below the title. */
  readonly about?: string;
  /** To be unfolded by who wants it: where nothing can be folded, `title` and `about` are all. */
  readonly folded?: boolean;
  readonly entries: Iterable<Entry>;
}
