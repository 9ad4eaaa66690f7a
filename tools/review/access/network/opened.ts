import { isInternet, merged, type Family, type Range, sizeOf, uncoveredRanges } from "./ranges";
import type { Direction, Opening, Peer } from "./rule";

/** What one opening lets through that nothing did before. */
export interface Opened {
  readonly direction: Direction;
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly peer: Peer;
  /** How many addresses more; 0 of what has none. */
  readonly addresses: bigint;
  /** Whether the internet as a whole is let through now. */
  readonly everybody: boolean;
}

/** What `openings` let through and `others` do not, by opening; ports that differ in the same are told together. */
export function openedBy(openings: readonly Opening[], others: readonly Opening[]): Opened[] {
  const found: Opened[] = [];
  for (const [key, group] of byDirection(openings)) {
    const candidates = byDirection(others).get(key) ?? [];
    const told: Opening[] = [];
    for (const opening of sorted(group)) {
      const pieces = piecesOf(opening, relevant(opening, [...candidates, ...told]), relevant(opening, group));
      found.push(...pieces);
      for (const { from, to } of pieces) told.push({ ...opening, from, to });
    }
  }
  return found;
}

function byDirection(openings: readonly Opening[]): Map<Direction, Opening[]> {
  const found = new Map<Direction, Opening[]>();
  for (const opening of openings) {
    const same = found.get(opening.direction);
    if (same) same.push(opening);
    else found.set(opening.direction, [opening]);
  }
  return found;
}

/** All protocols first, and larger ranges first: what they say the others need not repeat. */
function sorted(openings: readonly Opening[]): Opening[] {
  const rank = ({ protocol }: Opening): number => (protocol === "all" ? 0 : 1);
  const size = ({ peer }: Opening): bigint => sizeOf(peer.ranges);
  return [...openings].sort((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    const [one, other] = [size(a), size(b)];
    return one === other ? 0 : one > other ? -1 : 1;
  });
}

/** Those that may let the same traffic through. */
function relevant(opening: Opening, others: readonly Opening[]): Opening[] {
  const { protocol, peer } = opening;
  return others.filter(
    (other) =>
      (other.protocol === "all" || other.protocol === protocol) &&
      other.from <= opening.to &&
      other.to >= opening.from &&
      (peer.ranges.length > 0 ? other.peer.kind === peer.kind : other.peer.key === peer.key),
  );
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly rest: readonly Range[];
}

/** Cuts the ports of an opening where others begin and end, and looks at each piece by itself. */
function piecesOf(opening: Opening, others: readonly Opening[], now: readonly Opening[]): Opened[] {
  const cuts = [opening.from, ...others.flatMap(({ from, to }) => [from, to + 1])]
    .filter((port) => port >= opening.from && port <= opening.to)
    .sort((a, b) => a - b);
  const starts = [...new Set(cuts)];
  const pieces = starts.map((from, index) => {
    const to = (starts[index + 1] ?? opening.to + 1) - 1;
    return { from, to, rest: restOf(opening.peer, throughout(others, from, to)) };
  });
  return together(pieces).map(({ from, to, rest }) => ({
    direction: opening.direction,
    protocol: opening.protocol,
    from,
    to,
    peer: opening.peer,
    addresses: sizeOf(rest === ALL ? [] : rest),
    everybody: isEverybody(opening.peer, throughout(now, from, to)),
  }));
}

function throughout(openings: readonly Opening[], from: number, to: number): Opening[] {
  return openings.filter((opening) => opening.from <= from && opening.to >= to);
}

/** Also where several ranges make up all addresses. */
function isEverybody({ kind }: Peer, openings: readonly Opening[]): boolean {
  return isFamily(kind) && isInternet(kind, merged(openings.flatMap(({ peer }) => peer.ranges)));
}

// Of a peer without addresses.
const ALL: readonly Range[] = [{ first: 0n, last: 0n }];

function restOf(peer: Peer, others: readonly Opening[]): readonly Range[] {
  if (peer.ranges.length === 0) return others.length > 0 ? [] : ALL;
  return uncoveredRanges(peer.ranges, merged(others.flatMap((other) => other.peer.ranges)));
}

/** Neighbours of which the same is new as one; those without anything new not at all. */
function together(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const piece of pieces) {
    if (piece.rest.length === 0) continue;
    const previous = found.at(-1);
    if (previous && previous.to + 1 === piece.from && same(previous.rest, piece.rest)) {
      found[found.length - 1] = { ...previous, to: piece.to };
    } else {
      found.push(piece);
    }
  }
  return found;
}

function same(one: readonly Range[], other: readonly Range[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ first, last }, index) => first === other[index]?.first && last === other[index]?.last)
  );
}

function isFamily(kind: Peer["kind"]): kind is Family {
  return kind === "IPv4" || kind === "IPv6";
}
