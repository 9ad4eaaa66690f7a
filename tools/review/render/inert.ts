/** What a reader would not see, or would see elsewhere than it is: control, bidi, zero-width and private characters, lone surrogates, odd spaces. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;
/** More marks on one letter than any language puts there: they would cover the lines around it. */
const PILED_MARKS = /(?<=\p{M}{4})\p{M}/gu;
const PLAIN = /^[\x20-\x7e]*$/;
const SHORT_FORMS: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** `text` on one line, with everything in it to be seen: `<U+202E>` instead of the character that turns a line around. */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(UNSEEN, named).replace(PILED_MARKS, named);
}

function named(character: string): string {
  const short = SHORT_FORMS[character];
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  return `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}
