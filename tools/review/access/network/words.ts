import type { Subject } from "../../detector";
import { name, say, type SafeText } from "../../text";
import { countOf, shown, type Side } from "../sides";
import type { Opened } from "./opened";
import { LAST_PORT } from "./rule";

/** What usually listens. https://www.iana.org/assignments/service-names-port-numbers */
const PORTS: ReadonlyMap<number, SafeText> = new Map([
  [21, say`FTP`],
  [22, say`SSH`],
  [23, say`Telnet`],
  [25, say`SMTP`],
  [53, say`DNS`],
  [80, say`HTTP`],
  [389, say`LDAP`],
  [443, say`HTTPS`],
  [445, say`SMB`],
  [1433, say`SQL Server`],
  [1521, say`Oracle`],
  [2049, say`NFS`],
  [2375, say`Docker`],
  [2379, say`etcd`],
  [3306, say`MySQL`],
  [3389, say`RDP`],
  [5432, say`PostgreSQL`],
  [5439, say`Redshift`],
  [5601, say`Kibana`],
  [5672, say`AMQP`],
  [5900, say`VNC`],
  [6379, say`Redis`],
  [6443, say`Kubernetes`],
  [8080, say`HTTP`],
  [8111, say`DAX`],
  [8443, say`HTTPS`],
  [9092, say`Kafka`],
  [9111, say`DAX`],
  [9200, say`Elasticsearch`],
  [10250, say`kubelet`],
  [11211, say`Memcached`],
  [27017, say`MongoDB`],
]);

const PROTOCOLS: Readonly<Record<string, SafeText>> = {
  tcp: say`TCP`,
  udp: say`UDP`,
  icmp: say`ICMP`,
  icmpv6: say`ICMPv6`,
};

/** `TCP 5432 (PostgreSQL) from 10.0.0.0/8: 16,711,680 more addresses`. */
export function openedLine(subject: Subject, side: Side, opened: Opened): SafeText {
  return say`${trafficOf(opened)} ${peerText(subject, side, opened)}${addressesText(opened, side)}`;
}

/** `TCP 22 (SSH)`, `all traffic`. */
export function trafficOf({ protocol, from, to }: Opened): SafeText {
  if (protocol === "all")
    return from === 0 && to === LAST_PORT ? say`all traffic` : say`ports ${from} to ${to}`;
  const words = PROTOCOLS[protocol] ?? say`protocol ${protocolNumber(protocol)}`;
  if (from === 0 && to === LAST_PORT) return say`all ${words}`;
  if (protocol.startsWith("icmp")) return say`${words} type ${from}`;
  if (from !== to) return say`${words} ${from} to ${to}`;
  const service = PORTS.get(from);
  return service === undefined ? say`${words} ${from}` : say`${words} ${from} (${service})`;
}

const MOST_PROTOCOLS = 255;

function protocolNumber(protocol: string): SafeText {
  const number = Number(protocol);
  return Number.isInteger(number) && number >= 0 && number <= MOST_PROTOCOLS ? say`${number}` : name("other");
}

function peerText(subject: Subject, side: Side, { direction, peer }: Opened): SafeText {
  const preposition = direction === "ingress" ? say`from` : say`to`;
  if (peer.kind === "itself") return say`${preposition} members of the same group`;
  const value = shown(subject, side, peer.path, peer.value);
  if (peer.kind === "group") return say`${preposition} the security group ${value}`;
  if (peer.kind === "prefix list") return say`${preposition} the prefix list ${value}`;
  return say`${preposition} ${value}`;
}

// Addresses of IPv6 are counted in networks of this size, as they are given to sites.
const SUBNET = 1n << 64n;

function addressesText({ addresses, peer, everybody }: Opened, side: Side): SafeText {
  if (addresses === 0n || everybody) return say``;
  const more = side === "after" ? say`more` : say`fewer`;
  if (peer.kind === "IPv6" && addresses >= SUBNET)
    return say`: ${countOf(addresses / SUBNET)} ${more} networks of /64`;
  return addresses === 1n ? say`: one address ${more}` : say`: ${countOf(addresses)} ${more} addresses`;
}
