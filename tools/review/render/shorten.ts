const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
/** How much of what two long values share is shown before they part. */
const LEAD = 40;

/** At most `most` characters of `text` as a reader counts them, and how long it is if that is not all. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = endOf(text, most);
  return end === text.length ? text : `${text.slice(0, end)}… (${text.length} characters)`;
}

/** Both shortened alike; what they share at the beginning is left out where the difference would not be seen otherwise. */
export function shortenPair(before: string, after: string, most: number): readonly [string, string] {
  if (before.length <= most && after.length <= most) return [before, after];
  const start = startOf(before, after);
  if (start === 0) return [shorten(before, most), shorten(after, most)];
  return [`…${shorten(before.slice(start), most)}`, `…${shorten(after.slice(start), most)}`];
}

function endOf(text: string, most: number): number {
  let count = 0;
  for (const { index } of graphemes.segment(text)) if (++count > most) return index;
  return text.length;
}

/** A place before the first difference that is in the middle of no character. */
function startOf(before: string, after: string): number {
  const length = Math.min(before.length, after.length);
  let same = 0;
  while (same < length && before.charCodeAt(same) === after.charCodeAt(same)) same++;
  for (let start = same - LEAD; start > LEAD && start > same - 2 * LEAD; start--)
    if (isAscii(before, start - 1) && isAscii(before, start)) return start;
  return 0;
}

function isAscii(text: string, index: number): boolean {
  return text.charCodeAt(index) < 0x80;
}
