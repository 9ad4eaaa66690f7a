import { Address4, Address6 } from "ip-address";

export type Family = "IPv4" | "IPv6";

/** Addresses from the first to the last, both included. */
export interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

export const BITS: Readonly<Record<Family, bigint>> = { IPv4: 32n, IPv6: 128n };

interface Known {
  readonly family: Family | undefined;
  /** Undefined of what is no range. */
  readonly range: Range | undefined;
}

/** The same few ranges are in many rules. */
const known = new Map<string, Known>();
const REMEMBERED = 10_000;

function readOnce(cidr: string): Known {
  let found = known.get(cidr);
  if (found === undefined) {
    const family = readFamily(cidr);
    found = { family, range: family && readRange(family, cidr) };
    if (known.size >= REMEMBERED) known.clear();
    known.set(cidr, found);
  }
  return found;
}

export function familyOf(cidr: string): Family | undefined {
  return readOnce(cidr).family;
}

function readFamily(cidr: string): Family | undefined {
  if (cidr.includes(":")) return Address6.isValid(cidr) ? "IPv6" : undefined;
  return Address4.isValid(cidr) ? "IPv4" : undefined;
}

/** The addresses of one family in `cidrs`, sorted, without overlaps; what is no range is left out. */
export function rangesOf(family: Family, cidrs: readonly string[]): Range[] {
  const found = cidrs.map(readOnce).filter((one) => one.family === family);
  return merged(found.flatMap(({ range }) => range ?? []));
}

function readRange(family: Family, cidr: string): Range {
  const address = family === "IPv6" ? new Address6(cidr) : new Address4(cidr);
  return { first: address.startAddress().bigInt(), last: address.endAddress().bigInt() };
}

export function merged(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const found: Range[] = [];
  for (const range of sorted) {
    const previous = found.at(-1);
    if (!previous || range.first > previous.last + 1n) found.push(range);
    else if (range.last > previous.last) found[found.length - 1] = { ...previous, last: range.last };
  }
  return found;
}

/** What is in `ranges` and not in `others`; both sorted and without overlaps. */
export function uncoveredRanges(ranges: readonly Range[], others: readonly Range[]): Range[] {
  const found: Range[] = [];
  let at = 0;
  for (const { first, last } of ranges) {
    let start = first;
    while (at < others.length && (others[at] as Range).last < first) at++;
    for (let next = at; next < others.length && start <= last; next++) {
      const other = others[next] as Range;
      if (other.first > last) break;
      if (other.first > start) found.push({ first: start, last: other.first - 1n });
      start = other.last + 1n;
    }
    if (start <= last) found.push({ first: start, last });
  }
  return found;
}

export function sizeOf(ranges: readonly Range[]): bigint {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}

export function isEverything(family: Family, ranges: readonly Range[]): boolean {
  return sizeOf(ranges) === 1n << BITS[family];
}

/** Whether most of the addresses that the internet uses are in `ranges`: all of 0.0.0.0/0, or half of it. */
export function isInternet(family: Family, ranges: readonly Range[]): boolean {
  if (family === "IPv4") return sizeOf(ranges) >= 1n << 31n;
  return (
    sizeOf(ranges.filter(({ last }) => last >= UNICAST.first).map((range) => clipped(range))) >=
    HALF_OF_UNICAST
  );
}

// 2000::/3, all that is given out. https://www.iana.org/assignments/ipv6-address-space
const UNICAST: Range = { first: 1n << 125n, last: (1n << 126n) - 1n };
const HALF_OF_UNICAST = 1n << 124n;

function clipped({ first, last }: Range): Range {
  const from = first > UNICAST.first ? first : UNICAST.first;
  const to = last < UNICAST.last ? last : UNICAST.last;
  return { first: from, last: to < from ? from - 1n : to };
}
