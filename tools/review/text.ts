declare const safe: unique symbol;

/**
 * Text that may be shown to whoever reads a review: no value of a plan is in it that was not let through. Nothing is escaped in it:
 * each renderer does that for its own format.
 */
export type SafeText = string & { readonly [safe]: true };

/** Words of the review's own, and of what has been let through: `say\`${count} of ${shown}\``. */
export function say(words: TemplateStringsArray, ...parts: readonly (SafeText | number)[]): SafeText {
  let text = words[0] ?? "";
  for (let at = 0; at < parts.length; at++) text += String(parts[at]) + (words[at + 1] ?? "");
  return text as SafeText;
}

/** A name that whoever may see the plan may see: of a stack, an address, a type, an attribute, a file; never a value. */
export function name(text: string): SafeText {
  return text as SafeText;
}

export function joined(parts: readonly SafeText[], separator: string): SafeText {
  return parts.join(separator) as SafeText;
}
