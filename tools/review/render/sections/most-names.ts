import type { Detail } from "../entry";

/** So many names of one list are told. */
export const MOST_NAMES: Readonly<Record<Detail, number>> = { full: Infinity, changed: 8, addresses: 3 };
