import type { Json, JsonObject } from "../../../planning/json";
import type { Detected, Subject } from "../../detector";
import { say, type SafeText } from "../../text";
import { factsOf } from "../plan-facts";
import { detected } from "../rules";
import { linesOf, sidesOf, stringOf, textOf } from "../sides";
import { type Opened, openedBy } from "./opened";
import { type Range, uncoveredRanges } from "./ranges";
import { blocksAt, type Direction, type Form, type Opening, openingsOf } from "./rule";
import { tellClosed, tellOpened } from "./security-groups";
import { openedLine } from "./words";

const FORM: Form = {
  protocol: "protocol",
  cidrs: ["cidr_block", "ipv6_cidr_block"],
  groups: [],
  lists: [],
};

const WHOLE: ReadonlySet<string> = new Set(["aws_network_acl", "aws_default_network_acl"]);

/** Network ACLs: the first rule that matches decides. */
export function networkAcls(subject: Subject): readonly Detected[] {
  const { type } = subject.resource;
  const isWhole = WHOLE.has(type);
  if (!isWhole && type !== "aws_network_acl_rule") return [];
  const sides = sidesOf(subject);
  if (!sides) return [];
  const { before, after } = sides;
  if (!isWhole) return singleRule(subject, before, after);
  const entries = { before: before ? entriesOf(before) : [], after: after ? entriesOf(after) : [] };
  const protocols = deniedProtocols([...entries.before, ...entries.after]);
  const had = allowed(entries.before, protocols);
  const has = allowed(entries.after, protocols);
  return [
    ...tell(subject, openedBy(has, had), before !== null),
    ...(after === null ? [] : tellClosed(subject, openedBy(had, has))),
  ];
}

/** Behind it are security groups, and answers come in on any port: what is open to everybody is no rule of its own. */
function tell(subject: Subject, opened: readonly Opened[], exists: boolean): Detected[] {
  return exists
    ? tellOpened(
        subject,
        opened.map((one) => ({ ...one, everybody: false })),
        true,
      )
    : [];
}

interface Entry {
  readonly number: number;
  readonly allows: boolean;
  readonly openings: readonly Opening[];
}

function entriesOf(side: JsonObject): Entry[] {
  const found = (["ingress", "egress"] as const).flatMap((direction) =>
    blocksAt(side, direction).map(({ body, path }) => ({
      number: Number(body["rule_no"]),
      allows: isAllow(body["action"]),
      openings: openingsOf(body, path, direction, FORM),
    })),
  );
  return found.sort((a, b) => a.number - b.number);
}

function isAllow(action: Json | undefined): boolean {
  return textOf(action).toLowerCase() === "allow";
}

/** Protocols that some rule denies by name: what is said of all protocols has to be looked at for each of them. */
function deniedProtocols(entries: readonly Entry[]): readonly string[] {
  const named = entries.filter(({ allows }) => !allows).flatMap(({ openings }) => openings);
  return [...new Set(named.map(({ protocol }) => protocol))].filter((protocol) => protocol !== "all").sort();
}

const OTHERS = "others";

function allowed(entries: readonly Entry[], protocols: readonly string[]): Opening[] {
  const denied: Opening[] = [];
  const found: Opening[] = [];
  for (const { allows, openings } of entries) {
    if (!allows) denied.push(...openings);
    else
      for (const opening of openings)
        found.push(...eachProtocol(opening, protocols).flatMap((one) => without(one, denied)));
  }
  return found;
}

function eachProtocol(opening: Opening, protocols: readonly string[]): Opening[] {
  if (opening.protocol !== "all" || protocols.length === 0) return [opening];
  return [...protocols, OTHERS].map((protocol) => ({ ...opening, protocol }));
}

/** An opening without what has been denied before it. */
function without(opening: Opening, denied: readonly Opening[]): Opening[] {
  const same = denied.filter(
    ({ direction, protocol, from, to, peer }) =>
      direction === opening.direction &&
      (protocol === "all" || protocol === opening.protocol) &&
      peer.kind === opening.peer.kind &&
      from <= opening.to &&
      to >= opening.from,
  );
  if (same.length === 0) return [opening];
  const cuts = [opening.from, ...same.flatMap(({ from, to }) => [from, to + 1])];
  const starts = [...new Set(cuts)]
    .filter((port) => port >= opening.from && port <= opening.to)
    .sort((a, b) => a - b);
  return starts.flatMap((from, index) => {
    const to = (starts[index + 1] ?? opening.to + 1) - 1;
    const refused = same.filter((other) => other.from <= from && other.to >= to);
    const rest = restOf(opening.peer.ranges, refused);
    return rest.length === 0 ? [] : [{ ...opening, from, to, peer: { ...opening.peer, ranges: rest } }];
  });
}

function restOf(ranges: readonly Range[], refused: readonly Opening[]): Range[] {
  return refused.reduce<Range[]>((rest, { peer }) => uncoveredRanges(rest, peer.ranges), [...ranges]);
}

/** One rule by itself: which rules come before it is not looked at. */
function singleRule(subject: Subject, before: JsonObject | null, after: JsonObject | null): Detected[] {
  const { staying, going } = factsOf(subject.plan);
  const acl = stringOf(after ?? before, "network_acl_id") ?? "";
  if (after === null && going.has(acl)) return [];
  const [had, has] = [openingsIn(before, true), openingsIn(after, true)];
  const exists = before !== null || staying.has(acl);
  const undenied = openedBy(openingsIn(before, false), openingsIn(after, false));
  return [
    ...tell(subject, openedBy(has, had), exists),
    ...tellClosed(subject, openedBy(had, has)),
    ...(undenied.length > 0 ? [notDenied(undenied.map((one) => openedLine(subject, "before", one)))] : []),
  ];
}

function notDenied(lines: readonly SafeText[]): Detected {
  return detected("network-opened", say`what this rule denied it does not deny any more`, linesOf(lines));
}

function openingsIn(side: JsonObject | null, allows: boolean): Opening[] {
  if (side === null || isAllow(side["rule_action"]) !== allows) return [];
  const direction: Direction = side["egress"] === true ? "egress" : "ingress";
  return openingsOf(side, [], direction, FORM);
}
