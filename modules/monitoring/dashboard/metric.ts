import type { Metric } from "../alarm";
import { type Color, COLORS } from "./widget";

const SHADES = [COLORS.plain, COLORS.third, COLORS.poor, COLORS.good, COLORS.fourth] as const;

/** Metrics of one thing, by name and statistic. */
export function metricsOf(
  namespace: string,
  dimensions: Readonly<Record<string, string>>,
): (name: string, statistic: string) => Metric {
  return (name, statistic) => ({ namespace, name, dimensions, statistic });
}

/** A line for each of several things, `<prefix>1` and so on by id. */
export function each<T, L>(
  prefix: string,
  things: readonly T[],
  line: (thing: T, index: number) => L,
): Record<string, L> {
  return Object.fromEntries(things.map((thing, index) => [`${prefix}${index + 1}`, line(thing, index)]));
}

/** The color of one of several equals. */
export function shade(index: number): Color {
  return SHADES[index % SHADES.length] ?? COLORS.plain;
}

/** Metric math: all lines together. */
export function sumOf(lines: Readonly<Record<string, unknown>>): string {
  return `SUM([${Object.keys(lines).join(", ")}])`;
}
