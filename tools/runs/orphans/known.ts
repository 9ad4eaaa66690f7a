import { blocksOf, isObject, objectOf, type JsonObject } from "../../planning/json";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { AwsAccess } from "../aws/access";
import { describeAddress, parsed, readObject, refuseDeleted, stateAddressOf } from "../aws/state-store";
import { atOnce } from "../preflight/at-once";

const QUESTIONS_AT_ONCE = 8;
// Of some types the ARN is under another name.
const IDENTITIES = [
  "arn",
  "id",
  "association_arn",
  "access_entry_arn",
  "arn_without_revision",
  "allocation_id",
];

/** What the state of one stack knows. Its values may be secret: nothing of it is ever shown. */
export interface KnownState {
  /** False: there is no state. */
  readonly exists: boolean;
  /** Values by address without index. */
  readonly resources: ReadonlyMap<string, JsonObject>;
  /** Texts of the outputs. */
  readonly outputs: ReadonlyMap<string, string>;
}

/** Reads the states of the stacks. Rejects with a PlanningError where one cannot be read. */
export async function readKnown(
  access: AwsAccess,
  stacks: ReadonlyMap<string, SynthesizedStack>,
): Promise<Map<string, KnownState>> {
  const read = await atOnce([...stacks.values()], QUESTIONS_AT_ONCE, async ({ id, configuration }) => {
    const address = stateAddressOf(configuration);
    const text = await readObject(
      access,
      address,
      `read the state ${describeAddress(address)}`,
      refuseDeleted,
    );
    return [id, knownIn(text)] as const;
  });
  return new Map(read);
}

function knownIn(text: string | undefined): KnownState {
  const state = parsed(text ?? "");
  const managed = blocksOf(state["resources"]).filter(({ mode }) => mode === "managed");
  const resources = managed.flatMap(({ type, name, instances }) =>
    blocksOf(instances).map(
      ({ attributes }) => [`${textOf(type)}.${textOf(name)}`, objectOf(attributes)] as const,
    ),
  );
  const outputs = Object.entries(objectOf(state["outputs"])).flatMap(([name, output]) => {
    const { value, sensitive } = objectOf(output);
    return typeof value === "string" && sensitive !== true ? [[name, value] as const] : [];
  });
  return { exists: isObject(state["outputs"]), resources: new Map(resources), outputs: new Map(outputs) };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** ARNs and ids of everything that is in the states. */
export function identitiesIn(known: Iterable<KnownState>): Set<string> {
  const found = new Set<string>();
  for (const { resources } of known) {
    for (const values of resources.values()) {
      for (const name of IDENTITIES) {
        const value = values[name];
        if (typeof value === "string" && value !== "") found.add(value.replace(/:\*$/, ""));
      }
    }
  }
  return found;
}
