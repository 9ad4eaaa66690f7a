import type { Detected, Subject } from "../../detector";
import { joined, say } from "../../text";
import { factsOf, isConfigured } from "../plan-facts";
import { type AccessRule, detected } from "../rules";
import { linesOf, sidesOf, type Sides, stringOf } from "../sides";
import { GROUP_TYPES, groupOf } from "./groups";
import { type Opened, openedBy } from "./opened";
import { openedLine, trafficOf } from "./words";

/** What can be reached after a change of a security group that could not before, and the other way round. */
export function securityGroups(subject: Subject): readonly Detected[] {
  const type = GROUP_TYPES.get(subject.resource.type);
  const sides = type && sidesOf(subject);
  if (!sides) return [];
  const id = stringOf(sides.after, type.group) ?? stringOf(sides.before, type.group);
  const group = groupOf(subject.plan, id);
  const had = sides.before ? type.openings(sides.before) : [];
  const has = sides.after ? type.openings(sides.after) : [];
  return [
    ...tellOpened(subject, openedBy(has, group?.before ?? had), exists(subject, sides, id)),
    ...(stays(subject, sides, id) ? tellClosed(subject, openedBy(had, group?.after ?? has)) : []),
    ...unreadable(subject, sides, type.peers),
  ];
}

function exists({ plan }: Subject, { before }: Sides, id: string | undefined): boolean {
  return before !== null || (id !== undefined && factsOf(plan).staying.has(id));
}

/** Nobody needs to know that a group that goes lets nothing through. */
function stays({ plan, resource }: Subject, { after }: Sides, id: string | undefined): boolean {
  if (after !== null) return true;
  return !resource.type.endsWith("_security_group") && (id === undefined || !factsOf(plan).going.has(id));
}

const WEB: ReadonlySet<number> = new Set([80, 443]);

export function tellOpened(subject: Subject, opened: readonly Opened[], exists: boolean): Detected[] {
  const found = new Map<AccessRule, Opened[]>();
  for (const one of opened) {
    const rule = ruleOf(one, exists);
    if (rule !== undefined) found.set(rule, [...(found.get(rule) ?? []), one]);
  }
  return [...found].map(([rule, all]) => {
    const lines = all.map((one) => openedLine(subject, "after", one));
    return detected(rule, titleOf(rule, all), linesOf(lines));
  });
}

function ruleOf(
  { direction, everybody, protocol, from, to }: Opened,
  exists: boolean,
): AccessRule | undefined {
  if (direction === "egress") return exists ? "egress-opened" : undefined;
  if (!everybody) return exists ? "network-opened" : undefined;
  if (protocol.startsWith("icmp")) return "network-opened";
  // Port 443 of UDP is HTTP/3.
  const isWeb = (protocol === "tcp" || protocol === "udp") && from === to && WEB.has(from);
  return isWeb ? "web-open-to-internet" : "network-open-to-internet";
}

function titleOf(rule: AccessRule, opened: readonly Opened[]): Detected["title"] {
  const traffic = [...new Set(opened.map(trafficOf))];
  const words = traffic.length > 3 ? say`${traffic.length} kinds of traffic` : joined(traffic, ", ");
  if (rule === "egress-opened") return say`more can be reached from inside: ${words}`;
  if (rule === "network-opened") return say`more is let in than before: ${words}`;
  return say`the whole internet is let in: ${words}`;
}

export function tellClosed(subject: Subject, closed: readonly Opened[]): Detected[] {
  if (closed.length === 0) return [];
  const lines = closed.map((one) => say`not any more: ${openedLine(subject, "before", one)}`);
  return [detected("network-narrowed", say`less is let through than before`, linesOf(lines))];
}

function unreadable(
  { plan, resource }: Subject,
  { before, unknown }: Sides,
  peers: readonly string[],
): Detected[] {
  const unread = peers.filter((attribute) => unknown[attribute] === true);
  if (before === null || !unread.some((attribute) => isConfigured(plan, resource.address, attribute)))
    return [];
  return [detected("network-unreadable", say`who is let through is known only after apply`)];
}
