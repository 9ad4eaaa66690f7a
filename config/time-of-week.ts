export const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** `hh:mm`, UTC. */
export type TimeOfDay = `${number}:${number}`;

const DAY = 24 * 60;

/** Minutes after midnight. @throws Error if it is no time of a day */
export function minutesOf(time: TimeOfDay): number {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  if (Number.isNaN(total) || total > DAY) throw new Error(`"${time}" is no time of a day; write hh:mm`);
  return total;
}

export function timeAt(minutes: number): TimeOfDay {
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` as TimeOfDay;
}

/** Minutes of the week, beginning with Sunday; `to` is not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export function weekly(window: { day: Weekday; from: TimeOfDay; to: TimeOfDay }): Span {
  const start = WEEKDAYS.indexOf(window.day) * DAY;
  return { from: start + minutesOf(window.from), to: start + minutesOf(window.to) };
}

/** The same span on each of the seven days. */
export function daily(window: { from: TimeOfDay; to: TimeOfDay }): Span[] {
  return WEEKDAYS.map((day) => weekly({ ...window, day }));
}

export function overlaps(one: Span, other: Span): boolean {
  return one.from < other.to && other.from < one.to;
}
