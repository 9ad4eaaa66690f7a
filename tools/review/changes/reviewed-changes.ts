import type { PlanInput } from "../input";
import type { Action, ReviewedChange } from "../model";
import type { ResourceChange } from "../plan";
import type { Masker } from "../secrets/masker";
import { name } from "../text";
import { actionOf, isChange, isMoved, orderOf } from "./actions";
import { attributesOf, compare, importedAs, tellingAttributes } from "./attributes";
import { causeOf } from "./cause";
import { Configured } from "./configured";
import { constructOf } from "./construct";
import { driftCause } from "./drift";
import { noiseOf } from "./noise";
import { normaliserOf, type Normalise } from "./own-words";
import type { Reader } from "./places";
import { contentOf, contentOfDeletion, contentOfDifferences, samenessOf } from "./sameness";

/** One plan's resource changes, those made on purpose and those found. `constructs`: construct paths by address, where known. */
export function reviewedChanges(
  input: PlanInput,
  masker: Masker,
  constructs?: ReadonlyMap<string, string>,
): { changes: ReviewedChange[]; drift: ReviewedChange[] } {
  const { plan } = input;
  if (plan === undefined) return { changes: [], drift: [] };
  const configured = new Configured(plan);
  const context = { input, masker, constructs, configured, normalise: normaliserOf(input, configured) };
  const planned = (plan.resource_changes ?? []).filter(isChange);
  const drifted = (plan.resource_drift ?? []).filter(isChange);
  const current = planned.filter(({ deposed }) => deposed === undefined);
  const intents = new Map(current.map((resource) => [resource.address, resource]));
  return {
    changes: planned.map((resource) => reviewed(resource, { ...context, drifted: false })),
    drift: drifted.map((resource) => ({
      ...reviewed(resource, { ...context, drifted: true }),
      cause: driftCause(resource, intents.get(resource.address), configured.expressionsOf(resource)),
    })),
  };
}

interface Context {
  readonly input: PlanInput;
  readonly masker: Masker;
  readonly constructs: ReadonlyMap<string, string> | undefined;
  readonly configured: Configured;
  readonly normalise: Normalise;
  readonly drifted: boolean;
}

function reviewed(resource: ResourceChange, context: Context): ReviewedChange {
  const { input, masker, constructs } = context;
  const action = actionOf(resource);
  const kind = { action, order: orderOf(resource), deposed: resource.deposed !== undefined };
  const { attributes, content } = described(resource, action, context);
  return {
    stack: name(input.stack),
    address: masker.showAddress(resource.address),
    type: name(resource.type),
    ...kind,
    construct: constructOf(input.stack, resource, constructs),
    previousAddress: isMoved(resource) ? masker.showAddress(resource.previous_address ?? "") : null,
    cause: causeOf(resource, masker),
    attributes,
    noise: noiseOf(action, resource.type, attributes),
    sameness: samenessOf(resource, kind, content, { masker, normalise: context.normalise }),
  };
}

function described(resource: ResourceChange, action: Action, { masker, configured, drifted }: Context) {
  const reader: Reader = { resource, masker };
  if (action === "create" || action === "read")
    return { attributes: tellingAttributes(reader, "after"), content: contentOf(resource) };
  if (action === "delete" || action === "forget")
    return { attributes: tellingAttributes(reader, "before"), content: contentOfDeletion(resource) };
  const compared = compare(reader);
  const expressions = configured.expressionsOf(resource);
  const attributes = attributesOf(reader, compared, { expressions, drifted });
  const content = contentOfDifferences(compared.differences, compared.more);
  return { attributes: [...importedAs(reader), ...attributes], content };
}
