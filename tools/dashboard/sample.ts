import type { DrawnLine } from "./lines";

/** A point every three minutes of three hours, first and last included. */
export const POINTS = 61;
const SWING = 0.2;
const NOISE = 0.1;
// Where no axis and no threshold tells how large a number is.
const UNKNOWN_LEVEL = 20;
const LEVELS: readonly (readonly [words: RegExp, level: number])[] = [
  [/requests a second/, 400],
  [/p\d+, seconds/, 0.5],
  [/days/, 200],
];
const CALM = 0.5;
const TROUBLE =
  /error|fail|fault|4xx|5xx|429|throttl|reject|refus|lost|without|unhealthy|evict|thrown|given up|no node|turned away|no pod/i;
const WHOLE = /Count\b|_count|number_of|NumberOf|pending_pods|Connections/;

export interface Scale {
  /** End of the axis. */
  readonly max?: number | undefined;
  /** The lowest of the chart's thresholds that this line is held against. */
  readonly limit?: number | undefined;
  /** Whether an alarm is below the threshold instead of above it. */
  readonly alarmBelow: boolean;
}

/** Made-up numbers of a good day: the same for the same `seed`, on the quiet side of every threshold. */
export function sampleSeries(seed: string, line: DrawnLine, scale: Scale): number[] {
  const random = randomFrom(seed);
  const what = `${line.label} ${line.source}`;
  if (scale.max === 1 || what.includes("HealthCheckStatus"))
    return Array.from({ length: POINTS }, () => (what.includes("HealthCheckStatus") ? 1 : 0));
  if (TROUBLE.test(what) && scale.limit === undefined)
    return Array.from({ length: POINTS }, () => (random() < 0.93 ? 0 : Math.ceil(3 * random())));
  return wave(random, levelOf(what, scale)).map((value) => {
    const bounded = Math.min(scale.max ?? Infinity, Math.max(0, value));
    return WHOLE.test(what) ? Math.round(bounded) : Number(bounded.toPrecision(3));
  });
}

function levelOf(what: string, { max, limit, alarmBelow }: Scale): number {
  const reference = limit ?? max ?? LEVELS.find(([words]) => words.test(what))?.[1] ?? UNKNOWN_LEVEL;
  if (alarmBelow) return 4 * reference;
  if (TROUBLE.test(what)) return 0.15 * reference;
  return reference * CALM * shareOf(Number(/, p(\d+)/.exec(what)?.[1] ?? 95));
}

/** Slower answers are fewer. */
function shareOf(percentile: number): number {
  if (percentile <= 50) return 0.3;
  return percentile <= 95 ? 1 : 1.6;
}

function wave(random: () => number, around: number): number[] {
  const level = around * (0.85 + 0.3 * random());
  const phase = random() * 2 * Math.PI;
  return Array.from({ length: POINTS }, (_, index) => {
    const swing = SWING * Math.sin(phase + (index / POINTS) * 2 * Math.PI);
    return level * (1 + swing + NOISE * (2 * random() - 1));
  });
}

/** mulberry32 over FNV-1a: numbers from 0 to 1 that a text decides. */
function randomFrom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
