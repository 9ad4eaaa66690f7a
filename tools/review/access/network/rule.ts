import { isObject, type Json, type JsonObject } from "../../../planning/json";
import type { Path } from "../../secrets/masker";
import { textOf } from "../sides";
import { type Family, familyOf, rangesOf, type Range } from "./ranges";

export type Direction = "ingress" | "egress";

/** One peer that may reach some ports. */
export interface Opening {
  readonly direction: Direction;
  /** `tcp`, `udp`, `icmp`, ...; `all` for all of them. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly peer: Peer;
}

export interface Peer {
  /** A range of addresses, or a security group, prefix list or the group itself. */
  readonly kind: Family | "group" | "prefix list" | "itself" | "unknown";
  /** Equal for equal peers. */
  readonly key: string;
  readonly ranges: readonly Range[];
  readonly path: Path;
  readonly value: Json;
}

export const LAST_PORT = 65_535;

const PROTOCOLS: Readonly<Record<string, string>> = {
  "-1": "all",
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmpv6",
};

/** Where one form of a rule has its parts. */
export interface Form {
  readonly protocol: "protocol" | "ip_protocol";
  /** Attributes with one value or a list of them. */
  readonly cidrs: readonly string[];
  readonly groups: readonly string[];
  readonly lists: readonly string[];
}

export function openingsOf(body: JsonObject, at: Path, direction: Direction, form: Form): Opening[] {
  const protocol = protocolOf(body[form.protocol]);
  const [from, to] = portsOf(protocol, body["from_port"], body["to_port"]);
  return peersOf(body, at, form).map((peer) => ({ direction, protocol, from, to, peer }));
}

export function protocolOf(value: Json | undefined): string {
  const text = textOf(value ?? "-1").toLowerCase();
  return PROTOCOLS[text] ?? text;
}

/** Of ICMP the types. */
export function portsOf(protocol: string, from: Json | undefined, to: Json | undefined): [number, number] {
  const first = Number(from ?? -1);
  const last = Number(to ?? -1);
  if (protocol === "all" || !(first >= 0)) return [0, LAST_PORT];
  if (protocol.startsWith("icmp")) return [first, first];
  return [first, Math.max(first, last)];
}

export function peersOf(body: JsonObject, at: Path, form: Form): Peer[] {
  const found = form.cidrs.flatMap((attribute) => valuesAt(body, attribute, at).map(addressPeer));
  const named = (attributes: readonly string[], kind: "group" | "prefix list"): Peer[] =>
    attributes.flatMap((attribute) =>
      valuesAt(body, attribute, at).map(({ path, value }) => ({
        kind,
        key: `${kind} ${value}`,
        ranges: [],
        path,
        value,
      })),
    );
  const self: Peer[] =
    body["self"] === true
      ? [{ kind: "itself", key: "itself", ranges: [], path: [...at, "self"], value: true }]
      : [];
  return [...found, ...named(form.groups, "group"), ...named(form.lists, "prefix list"), ...self];
}

interface At {
  readonly path: Path;
  readonly value: string;
}

function addressPeer({ path, value }: At): Peer {
  const kind = familyOf(value);
  if (kind === undefined) return { kind: "unknown", key: `unknown ${value}`, ranges: [], path, value };
  return { kind, key: `${kind} ${value}`, ranges: rangesOf(kind, [value]), path, value };
}

function valuesAt(body: JsonObject, attribute: string, at: Path): At[] {
  const value = body[attribute];
  const path = [...at, attribute];
  if (typeof value === "string") return value === "" ? [] : [{ path, value }];
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).flatMap((inner, index) =>
    typeof inner === "string" ? [{ path: [...path, index], value: inner }] : [],
  );
}

/** Blocks of a list attribute, with where they stand. */
export function blocksAt(side: JsonObject | null, attribute: string): { body: JsonObject; path: Path }[] {
  const blocks = side?.[attribute];
  if (!Array.isArray(blocks)) return [];
  return (blocks as readonly Json[]).flatMap((body, index) =>
    isObject(body) ? [{ body, path: [attribute, index] }] : [],
  );
}
