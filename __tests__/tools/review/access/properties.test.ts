import { overlaps, covers } from "../../../../tools/review/access/statements/patterns";
import { openedBy } from "../../../../tools/review/access/network/opened";
import { rangesOf } from "../../../../tools/review/access/network/ranges";
import type { Opening } from "../../../../tools/review/access/network/rule";
import type { Json, JsonObject } from "../../../../tools/planning/json";
import { detect, policy } from "./support";

const SEED = Number(process.env["SEED"] ?? 20_261_122);
const RUNS = 400;

/** Numbers from 0 to below 1 that a seed repeats. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = randomFrom(SEED);
const below = (limit: number): number => Math.floor(random() * limit);
const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
const some = <T>(values: readonly T[]): T[] => values.filter(() => random() < 0.4);
function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

const ACTIONS = [
  "s3:GetObject",
  "s3:Get*",
  "s3:*",
  "iam:PassRole",
  "sqs:SendMessage",
  "*",
  "kms:Decrypt",
  "S3:PutObject",
];
const RESOURCES = [
  "*",
  "arn:aws:s3:::a",
  "arn:aws:s3:::a/*",
  "arn:aws:s3:::*",
  "arn:aws:iam::111122223333:role/x",
];
const PRINCIPALS: readonly Json[] = [
  "*",
  { AWS: "111122223333" },
  { AWS: ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:role/x"] },
  { Service: ["ec2.amazonaws.com", "s3.amazonaws.com"], AWS: "*" },
  { Federated: "cognito-identity.amazonaws.com" },
];
const CONDITIONS: readonly (JsonObject | undefined)[] = [
  undefined,
  undefined,
  { StringEquals: { "aws:PrincipalOrgID": ["o-1", "o-2"], "aws:SourceAccount": "111122223333" } },
  { StringNotLike: { "aws:PrincipalArn": ["a*", "b"] }, Bool: { "aws:SecureTransport": true } },
  { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "::/0"] } },
  { "ForAllValues:StringLikeIfExists": { "aws:TagKeys": ["x", "y*"] } },
];

function statement(): JsonObject {
  const condition = pick(CONDITIONS);
  return {
    Effect: pick(["Allow", "Allow", "Deny"]),
    [pick(["Action", "Action", "NotAction"])]: [pick(ACTIONS), ...some(ACTIONS)],
    [pick(["Resource", "Resource", "NotResource"])]: [pick(RESOURCES), ...some(RESOURCES)],
    [pick(["Principal", "Principal", "NotPrincipal"])]: pick(PRINCIPALS),
    ...(condition ? { Condition: condition } : {}),
  };
}

/** The same, written otherwise: other orders, one value as a list or not, other or no Sids. */
function rewritten(value: Json, key = ""): Json {
  if (Array.isArray(value)) {
    const list = shuffled(value as readonly Json[]);
    return list.length === 1 && random() < 0.5 ? (list[0] as Json) : list;
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      shuffled(Object.entries(value)).map(([name, inner]) => [name, rewritten(inner ?? null, name)]),
    );
  }
  return typeof value === "string" &&
    key !== "Effect" &&
    key !== "Principal" &&
    key !== "NotPrincipal" &&
    random() < 0.5
    ? [value]
    : value;
}

function rewrittenPolicy(statements: readonly JsonObject[]): string {
  const others = shuffled(statements).map((one) => {
    const written = rewritten(one) as JsonObject;
    return random() < 0.5 ? { ...written, Sid: `Sid${below(100)}` } : written;
  });
  return JSON.stringify({
    Statement: others.length === 1 && random() < 0.5 ? others[0] : others,
    Version: "2012-10-17",
  });
}

test(`a policy that is only written otherwise is no finding (SEED=${SEED})`, () => {
  for (let run = 0; run < RUNS; run++) {
    const statements = Array.from({ length: 1 + below(4) }, statement);
    const [before, after] = [policy(...statements), rewrittenPolicy(statements)];
    for (const type of ["aws_s3_bucket_policy", "aws_iam_policy", "aws_organizations_policy"]) {
      const attribute = type === "aws_organizations_policy" ? "content" : "policy";
      const found = detect({
        type,
        before: { [attribute]: before, id: "1" },
        after: { [attribute]: after, id: "1" },
      });
      if (found.length > 0) throw new Error(`run ${run}: ${JSON.stringify(found)}\n${before}\n${after}`);
    }
  }
});

test(`an Allow that is taken away is never more (SEED=${SEED})`, () => {
  for (let run = 0; run < RUNS; run++) {
    const statements = Array.from({ length: 2 + below(3) }, () => ({ ...statement(), Effect: "Allow" }));
    const found = detect({
      type: "aws_s3_bucket_policy",
      before: { policy: policy(...statements) },
      after: { policy: policy(...statements.slice(1)) },
    });
    if (found.some(({ rule }) => rule !== "policy-narrowed"))
      throw new Error(`run ${run}: ${JSON.stringify(found)}`);
  }
});

function matches(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern.replace(/\*/g, ".*").replace(/\?/g, ".")}$`).test(text);
}

test(`wildcards: what covers matches all, what does not overlap matches nothing in common (SEED=${SEED})`, () => {
  const LETTERS = ["a", "b"];
  const texts = ["", ...LETTERS].flatMap((a) =>
    ["", ...LETTERS].flatMap((b) =>
      ["", ...LETTERS].flatMap((c) => ["", ...LETTERS].map((d) => a + b + c + d)),
    ),
  );
  const glob = (): string => Array.from({ length: below(5) }, () => pick(["a", "b", "*", "?"])).join("");
  for (let run = 0; run < 5 * RUNS; run++) {
    const [one, other] = [glob(), glob()];
    const [matched, alsoMatched] = [one, other].map((pattern) =>
      texts.filter((text) => matches(pattern, text)),
    );
    const inBoth = (matched ?? []).filter((text) => alsoMatched?.includes(text));
    if (covers(one, other)) expect([one, other, alsoMatched?.length]).toEqual([one, other, inBoth.length]);
    if (inBoth.length > 0) expect([one, other, overlaps(one, other)]).toEqual([one, other, true]);
    // Four letters are enough for an example of two patterns with four signs at most.
    else if (one.length + other.length <= 4)
      expect([one, other, overlaps(one, other)]).toEqual([one, other, false]);
  }
});

test(`what is opened is what was closed and is open, address by address (SEED=${SEED})`, () => {
  const opening = (): Opening => {
    const from = below(6);
    const cidr = `10.0.0.${below(4) * 4}/${pick([28, 29, 30, 31, 32])}`;
    const peer = {
      kind: "IPv4" as const,
      key: cidr,
      ranges: rangesOf("IPv4", [cidr]),
      path: [],
      value: cidr,
    };
    return { direction: "ingress", protocol: pick(["tcp", "udp", "all"]), from, to: from + below(4), peer };
  };
  const open = (
    openings: readonly Opening[],
    { protocol, port, address }: { protocol: string; port: number; address: bigint },
  ): boolean =>
    openings.some(
      (one) =>
        (one.protocol === protocol || one.protocol === "all") &&
        one.from <= port &&
        one.to >= port &&
        one.peer.ranges.some(({ first, last }) => first <= address && last >= address),
    );
  const base = rangesOf("IPv4", ["10.0.0.0/32"])[0]?.first ?? 0n;
  for (let run = 0; run < RUNS / 2; run++) {
    const [before, after] = [
      Array.from({ length: below(4) }, opening),
      Array.from({ length: below(4) }, opening),
    ];
    const told = openedBy(after, before);
    for (const protocol of ["tcp", "udp", "gre"]) {
      for (let port = 0; port < 10; port++) {
        const fresh = Array.from({ length: 16 }, (_, index) => base + BigInt(index)).filter((address) => {
          const place = { protocol, port, address };
          return open(after, place) && !open(before, place);
        });
        const said = told.filter(
          (one) =>
            (one.protocol === protocol || one.protocol === "all") && one.from <= port && one.to >= port,
        );
        // Each address is counted at least once, and nothing is told where nothing is new. A rule for all protocols counts for each.
        const counted = said.reduce((sum, { addresses }) => sum + Number(addresses), 0);
        const isRight = protocol === "gre" ? counted === fresh.length : counted >= fresh.length;
        if (!isRight)
          throw new Error(`run ${run}: ${protocol} ${port}: ${counted} told, ${fresh.length} new`);
      }
    }
  }
});
