import { isAscii, widthOf } from "./width";

export type Paint = (text: string) => string;

/** Text in one colour. */
export interface Span {
  readonly text: string;
  readonly paint: Paint;
}

export interface Margins {
  readonly width: number;
  /** What the first line begins with, in colour or not; it takes `indent` columns. */
  readonly first: string;
  /** Columns before the other lines. */
  readonly indent: number;
}

/** Puts what `wrapped` gives behind the lines that are there. */
export function addWrapped(lines: string[], spans: readonly Span[], margins: Margins): void {
  for (const line of wrapped(spans, margins)) lines.push(line);
}

/**
 * Lines of at most `width` columns, broken at spaces. What has no space stays whole even where it is wider, so that it can be copied: the
 * terminal breaks it by itself.
 */
export function wrapped(spans: readonly Span[], { width, first, indent }: Margins): string[] {
  const room = Math.max(1, width - indent);
  if (widthOfAll(spans) <= room) return [first + painted(spans)];
  const lines: Span[][] = [];
  let line: Span[] = [];
  let used = 0;
  for (const run of runs(spans)) {
    const size = widthOfAll(run.spans);
    if (used + size > room && used > 0) {
      lines.push(line);
      line = run.isGap ? [] : [...run.spans];
      used = run.isGap ? 0 : size;
    } else {
      line.push(...run.spans);
      used += size;
    }
  }
  lines.push(line);
  return lines
    .filter((spansOfLine) => spansOfLine.length > 0)
    .map(
      (spansOfLine, index) => (index === 0 ? first : " ".repeat(indent)) + painted(withoutGap(spansOfLine)),
    );
}

interface Run {
  readonly isGap: boolean;
  readonly spans: Span[];
}

/** Spaces, and what stands between them: that may have several colours. */
function* runs(spans: readonly Span[]): Generator<Run> {
  let run: Run | null = null;
  for (const { text, paint } of spans) {
    for (const [piece] of text.matchAll(/ +|[^ ]+/g)) {
      const isGap = piece.startsWith(" ");
      if (run !== null && run.isGap === isGap) {
        run.spans.push({ text: piece, paint });
        continue;
      }
      if (run !== null) yield run;
      run = { isGap, spans: [{ text: piece, paint }] };
    }
  }
  if (run !== null) yield run;
}

function withoutGap(spans: readonly Span[]): readonly Span[] {
  const last = spans.findLastIndex(({ text }) => !text.startsWith(" "));
  return spans.slice(0, last + 1);
}

function widthOfAll(spans: readonly Span[]): number {
  let all = "";
  for (const { text } of spans) all += text;
  if (isAscii(all)) return all.length;
  return spans.reduce((sum, { text }) => sum + widthOf(text), 0);
}

function painted(spans: readonly Span[]): string {
  let all = "";
  for (const { text, paint } of spans) all += paint(text);
  return all;
}
