import { blocksOf, objectOf } from "../../planning/json";
import { InterruptedError, PlanningError } from "../../planning/errors";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { Wanted } from "../../preview/selection";
import type { AwsAccess } from "../aws/access";
import type { TaggedResource, Tags } from "../aws/resource";
import { taggedResources } from "../aws/tagged";
import { chooseStacks, type Chosen } from "../core/chosen";
import { reachOf } from "../core/kind";
import { withSession, type Session, type SessionOptions } from "../core/session";
import { checkAccount } from "../preflight/account";
import { atOnce } from "../preflight/at-once";
import { missingBuckets } from "../preflight/buckets";
import { heldLocks } from "../preflight/locks";
import { identitiesIn, readKnown, type KnownState } from "./known";
import { taggedRules } from "./tagged-rules";
import { isOf, stackOrphans, type StackOrphans } from "./stack-orphans";
import { MADE_BY_AWS } from "./tagged-types";
import { parseArn } from "./arn";
import { unknownOf } from "./unknown";

export interface FindOptions extends SessionOptions {
  readonly synthDirectory: string;
  readonly wanted: Wanted;
  readonly concurrency: number;
}

export interface Orphans {
  readonly environment: string;
  readonly stacks: readonly StackOrphans[];
  /** What carries the environment's tags, but those of no stack, by ARN with the reason. */
  readonly strangers: ReadonlyMap<string, string>;
  /** What to know, a line each. */
  readonly notes: readonly string[];
}

interface Prepared {
  readonly chosen: Chosen;
  /** All of the environment: what one of them knows is no orphan. */
  readonly whole: Chosen;
}

/** Finds what carries the tags of an environment and is in no state of it. Nothing is changed. Rejects with PlanningError. */
export function findOrphans(options: FindOptions): Promise<Orphans> {
  return withSession(
    options,
    () => prepare(options),
    async (session, { chosen, whole }) => {
      const notes = (await heldLocks(session, whole.stacks.values())).map(
        (line) => `${line}: what it is making now looks like an orphan`,
      );
      const known = await readKnown(session.access, whole.stacks);
      const unknown = await unknownIn(session.access, whole.stacks, known);
      const stacks = await lookAtAll(session, { chosen, whole, known, unknown }, options.concurrency);
      const { environment } = chosen;
      return { environment, stacks, strangers: strangersAmong(unknown, whole, stacks), notes };
    },
  );
}

async function prepare({
  synthDirectory,
  wanted,
  kind,
  environment = process.env,
}: FindOptions): Promise<Prepared> {
  const chosen = chooseStacks(synthDirectory, wanted);
  const whole = chooseStacks(synthDirectory, { environments: [chosen.environment], stacks: [] });
  const { access } = reachOf(kind, environment);
  await checkAccount(access, whole);
  const missing = await missingBuckets(access, whole.environment, whole.stacks.values());
  if (missing.length > 0) throw new PlanningError(missing);
  return { chosen, whole };
}

/** What carries the environment's tags and is in none of its states. */
export async function unknownIn(
  access: AwsAccess,
  stacks: ReadonlyMap<string, SynthesizedStack>,
  known: ReadonlyMap<string, KnownState>,
): Promise<TaggedResource[]> {
  const { regions, tags } = searchOf(stacks.values());
  const listed = [
    ...(await taggedResources(access, regions, tags)),
    ...(await taggedRules(access, regions, tags)),
  ];
  const resources = [...new Map(listed.map((resource) => [resource.arn, resource])).values()];
  return unknownOf(resources, identitiesIn(known.values()), access.endpoint);
}

/** The regions in which stacks work, and the tags that all of them give. */
export function searchOf(stacks: Iterable<SynthesizedStack>): { regions: string[]; tags: Tags } {
  const blocks = [...stacks].flatMap(({ configuration: { providers } }) =>
    providers.filter(({ name }) => name === "aws").map(({ block }) => block),
  );
  const given = blocks.map(
    (block) =>
      Object.assign({}, ...blocksOf(block["default_tags"]).map(({ tags }) => objectOf(tags))) as Tags,
  );
  const tagged = given.filter((tags) => Object.keys(tags).length > 0);
  const common = Object.entries(tagged[0] ?? {}).filter(([key, value]) =>
    tagged.every((tags) => tags[key] === value),
  );
  if (common.length === 0)
    throw new PlanningError([
      "provider.aws.default_tags: the stacks have no tag in common, so that nothing of them could be found; give them Project and Environment (config/tags.ts)",
    ]);
  const regions = blocks.flatMap(({ region }) => (typeof region === "string" ? [region] : []));
  return { regions: [...new Set(regions)], tags: Object.fromEntries(common) };
}

interface Search extends Prepared {
  readonly known: ReadonlyMap<string, KnownState>;
  readonly unknown: readonly TaggedResource[];
}

async function lookAtAll(
  session: Session,
  { chosen, whole, known, unknown }: Search,
  concurrency: number,
): Promise<StackOrphans[]> {
  const surroundings = { session, all: whole.all, known };
  const work = [...chosen.stacks.values()].flatMap((stack) => {
    const tagged = unknown.filter((resource) => isOf(stack, resource));
    const hasProvider = stack.configuration.providers.some(({ name }) => name === "aws");
    // Of a stack without a state nothing is expected; what it made would carry its tags.
    const look = hasProvider && (tagged.length > 0 || known.get(stack.id)?.exists === true);
    return look ? [{ stack, tagged }] : [];
  });
  session.onEvent({ type: "scheduled", stacks: work.map(({ stack }) => stack.id) });
  const found = await atOnce(work, concurrency, async ({ stack, tagged }) => {
    if (session.signal.aborted) throw new InterruptedError();
    session.onEvent({ type: "started", stack: stack.id, command: "plan" });
    const orphans = await stackOrphans(surroundings, stack, tagged);
    session.onEvent({ type: "finished", stack: stack.id, status: "planned", reason: "" });
    return orphans;
  });
  return onceEach(found);
}

/** What is of no region fits the stacks of both: one that found its address answers for all. */
function onceEach(found: readonly StackOrphans[]): StackOrphans[] {
  const imported = new Set(found.flatMap(({ imported: arns }) => arns));
  const seen = new Set<string>();
  return found.map((one) => {
    const unmatched = [...one.unmatched].filter(([arn]) => !imported.has(arn) && !seen.has(arn));
    for (const [arn] of unmatched) seen.add(arn);
    return { ...one, unmatched: new Map(unmatched) };
  });
}

function strangersAmong(
  unknown: readonly TaggedResource[],
  whole: Chosen,
  stacks: readonly StackOrphans[],
): Map<string, string> {
  const told = new Set(stacks.flatMap(({ unmatched, imported }) => [...unmatched.keys(), ...imported]));
  const rest = unknown.filter(
    (resource) =>
      !told.has(resource.arn) && ![...whole.stacks.values()].some((stack) => isOf(stack, resource)),
  );
  const reason = (arn: string): string =>
    MADE_BY_AWS[parseArn(arn).kind] ?? "its tags are those of no stack; find out who made it, and delete it";
  return new Map(rest.map(({ arn }) => [arn, reason(arn)]));
}
