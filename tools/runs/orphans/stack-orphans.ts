import { blocksOf, objectOf, type JsonObject } from "../../planning/json";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { TaggedResource } from "../aws/resource";
import type { Session } from "../core/session";
import { parseArn } from "./arn";
import type { KnownState } from "./known";
import { match, type Found, type Missing } from "./match";
import { probe, type Answers, type Question } from "./probe";
import { MADE_BY_AWS, TAGGED_TYPES } from "./tagged-types";
import { BY_HAND, MADE_AGAIN, NAMED_TYPES } from "./untagged-types";
import { Values } from "./values";

/** An import block. */
export interface Import {
  readonly to: string;
  readonly id: string;
}

/** What was found in AWS that should be of one stack. */
export interface StackOrphans {
  readonly stack: string;
  readonly imports: readonly Import[];
  /** ARNs that the imports take care of. */
  readonly imported: readonly string[];
  /** What cannot be imported by itself, by ARN, with the reason and what to do. */
  readonly unmatched: ReadonlyMap<string, string>;
  /** ARNs that AWS still lists, but that are gone. */
  readonly gone: readonly string[];
  /** Addresses that may exist without a way to tell, with how a person looks. */
  readonly unasked: ReadonlyMap<string, string>;
  /** Addresses that need no import, with the reason. */
  readonly madeAgain: ReadonlyMap<string, string>;
}

export interface Surroundings {
  readonly session: Session;
  readonly all: ReadonlyMap<string, SynthesizedStack>;
  readonly known: ReadonlyMap<string, KnownState>;
}

/** Finds for what carries the stack's tags the addresses in its configuration, then what has no tags but a name. */
export async function stackOrphans(
  { session, all, known }: Surroundings,
  stack: SynthesizedStack,
  tagged: readonly TaggedResource[],
): Promise<StackOrphans> {
  const missing = missingIn(stack, known.get(stack.id));
  const values = new Values(stack, all, known);
  const { found, ...rest } = await findTagged(session, stack, tagged);
  const { byArn, unmatched } = match(found, missing, values);
  const named = await findNamed(session, stack, { missing, values, found: new Set(byArn.values()) });
  const ids = new Map(found.map(({ arn, importId }) => [arn, importId]));
  return {
    stack: stack.id,
    imports: [...[...byArn].map(([arn, to]) => ({ to, id: ids.get(arn) ?? "" })), ...named.imports],
    imported: [...byArn.keys()],
    unmatched: adopted(new Map([...rest.unmatched, ...unmatched]), { missing, values, tagged }),
    gone: rest.gone,
    unasked: new Map([...named.unasked, ...told(missing, BY_HAND)]),
    madeAgain: told(missing, MADE_AGAIN),
  };
}

function missingIn({ configuration }: SynthesizedStack, state: KnownState | undefined): Missing {
  const missing = new Map<string, string[]>();
  for (const { mode, type, name } of configuration.resources) {
    if (mode !== "managed" || state?.resources.has(`${type}.${name}`)) continue;
    missing.set(type, [...(missing.get(type) ?? []), `${type}.${name}`]);
  }
  return missing;
}

function told(missing: Missing, reasons: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(
    [...missing].flatMap(([type, addresses]) => {
      const reason = reasons[type];
      return reason === undefined ? [] : addresses.map((address) => [address, reason] as const);
    }),
  );
}

async function findTagged(
  session: Session,
  stack: SynthesizedStack,
  tagged: readonly TaggedResource[],
): Promise<{ found: Found[]; gone: string[]; unmatched: Map<string, string> }> {
  const { endpoint } = session.access;
  const asked = tagged.flatMap((resource) => {
    const arn = parseArn(resource.arn);
    const known = TAGGED_TYPES[arn.kind];
    const provider = providerIn(stack, arn.region);
    if (known === undefined) return [];
    return [{ resource, types: known.types, id: known.importId(arn, endpoint), provider }];
  });
  const questions = asked.flatMap(({ types, id, provider }, index) =>
    types.map((type): Question => ({ to: `${type}.q${index}`, id, ...(provider && { provider }) })),
  );
  const answers = await probe(session, stack, questions);
  const found: Found[] = [];
  const gone: string[] = [];
  const unmatched = new Map(
    tagged
      .filter(({ arn }) => !(parseArn(arn).kind in TAGGED_TYPES))
      .map(({ arn }) => [arn, reasonOf(parseArn(arn).kind)]),
  );
  asked.forEach(({ resource: { arn, tags }, types, id: importId }, index) => {
    const type = types.find((one) => answers.get(`${one}.q${index}`) !== undefined);
    const attributes = answers.get(`${type ?? ""}.q${index}`);
    if (type !== undefined && attributes !== undefined) found.push({ arn, type, importId, tags, attributes });
    else if (types.every((one) => answers.has(`${one}.q${index}`))) gone.push(arn);
    else unmatched.set(arn, "the provider could not tell what it is like; look at it by hand");
  });
  return { found, gone, unmatched };
}

function reasonOf(kind: string): string {
  return (
    MADE_BY_AWS[kind] ??
    `no type of our stacks is told by ${kind}; find out who made it with our tags, and delete it`
  );
}

/** The provider of a stack that works in a region, where it is not the default one. */
function providerIn({ configuration }: SynthesizedStack, region: string): string | undefined {
  const blocks = configuration.providers.filter(({ name }) => name === "aws");
  const inRegion = blocks.filter(({ block }) => region === "" || block["region"] === region);
  const chosen = inRegion.find(({ block }) => block["alias"] === undefined) ?? inRegion[0];
  const alias = chosen?.block["alias"];
  return typeof alias === "string" ? `aws.${alias}` : undefined;
}

/** A VPC's own ACL and group carry the tags that Terraform gave them, and are adopted again. */
function adopted(
  unmatched: Map<string, string>,
  { missing, values, tagged }: { missing: Missing; values: Values; tagged: readonly TaggedResource[] },
): Map<string, string> {
  const names = ["aws_default_network_acl", "aws_default_security_group"]
    .flatMap((type) => missing.get(type) ?? [])
    .map((address) => values.textOf(objectOf(values.body(address)["tags"])["Name"]));
  for (const { arn, tags } of tagged) {
    const kind = parseArn(arn).kind;
    if (kind !== "ec2:network-acl" && kind !== "ec2:security-group") continue;
    if (tags["Name"] !== undefined && names.includes(tags["Name"])) unmatched.delete(arn);
  }
  return unmatched;
}

interface ToName {
  readonly missing: Missing;
  readonly values: Values;
  /** Addresses of what was found by its tags. */
  readonly found: ReadonlySet<string>;
}

async function findNamed(
  session: Session,
  stack: SynthesizedStack,
  { missing, values, found }: ToName,
): Promise<{ imports: Import[]; unasked: Map<string, string> }> {
  const unasked = new Map<string, string>();
  const questions: Question[] = [];
  for (const [type, importId] of Object.entries(NAMED_TYPES)) {
    for (const to of missing.get(type) ?? []) {
      const body = values.body(to);
      const id = importId((attribute) => values.textOf(body[attribute]));
      const { provider } = body;
      const own = typeof provider === "string" && provider.includes(".") ? { provider } : {};
      // Without what it belongs to there is none.
      if (partsOf(body).some((other) => !found.has(other) && isIn(missing, other))) continue;
      if (id === undefined)
        unasked.set(to, "what it belongs to is not known yet: run this again after the next apply");
      else questions.push({ to, id, ...own });
    }
  }
  const answers: Answers = await probe(session, stack, questions);
  for (const { to } of questions.filter(({ to }) => !answers.has(to)))
    unasked.set(to, "the provider could not tell whether it exists");
  const existing = questions.filter(({ to }) => answers.get(to) !== undefined);
  return { imports: existing.map(({ to, id }) => ({ to, id })), unasked };
}

const OWN_REFERENCE = /\$\{(aws_\w+\.[\w-]+)\./g;

/** Addresses that a resource refers to. */
function partsOf(body: JsonObject): string[] {
  return [...JSON.stringify(body).matchAll(OWN_REFERENCE)].flatMap(([, address]) => address ?? []);
}

function isIn(missing: Missing, address: string): boolean {
  const type = address.slice(0, address.indexOf("."));
  return type in NAMES_TAGGED && missing.get(type)?.includes(address) === true;
}

/** Types that are found by their tags. */
const NAMES_TAGGED = Object.fromEntries(
  Object.values(TAGGED_TYPES).flatMap(({ types }) => types.map((type) => [type, true] as const)),
);

/** Whether a resource carries the tags of a stack, and is in a region of it or in none. */
export function isOf({ configuration }: SynthesizedStack, { arn, region, tags }: TaggedResource): boolean {
  const { region: named, service } = parseArn(arn);
  const anywhere = named === "" && service !== "s3";
  return configuration.providers.some(({ name, block }) => {
    if (name !== "aws" || (!anywhere && block["region"] !== region)) return false;
    const wanted = blocksOf(block["default_tags"]).flatMap((one) => Object.entries(objectOf(one["tags"])));
    return wanted.length > 0 && wanted.every(([key, value]) => tags[key] === value);
  });
}
