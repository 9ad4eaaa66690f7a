import { type JsonObject, objectOf } from "../../../planning/json";
import type { Detector } from "../../detector";
import type { Plan } from "../../plan";
import { say } from "../../text";
import { FATE_WORDS, factsOf } from "../facts";
import { detected } from "../rules";

const RUNS_IN = new Set(["created", "replaced", "destroyed"]);
const known = new WeakMap<Plan, ReadonlySet<string>>();

/** Commands that run beside a creation or a destruction: the configuration says that there are some, the changes do not. */
export const provisioners: Detector = ({ plan, resource, masker }) => {
  const facts = factsOf(plan, resource);
  if (facts === undefined || !RUNS_IN.has(facts.fate)) return [];
  const provisioned = provisionedIn(plan);
  if (provisioned.size === 0 || !provisioned.has(withoutKeys(resource.address))) return [];
  const title = say`${masker.showAddress(resource.address)} ${FATE_WORDS[facts.fate]}: its provisioners run commands that are not in this plan`;
  return [detected("opaque", title)];
};

function provisionedIn(plan: Plan): ReadonlySet<string> {
  let found = known.get(plan);
  if (found === undefined) {
    found = new Set(addresses(objectOf(plan.configuration?.["root_module"]), ""));
    known.set(plan, found);
  }
  return found;
}

function* addresses({ resources, module_calls: calls }: JsonObject, prefix: string): Generator<string> {
  for (const resource of Array.isArray(resources) ? resources : []) {
    const { address, provisioners: commands } = objectOf(resource);
    if (typeof address === "string" && Array.isArray(commands) && commands.length > 0) yield prefix + address;
  }
  for (const [call, value] of Object.entries(objectOf(calls)))
    yield* addresses(objectOf(objectOf(value)["module"]), `${prefix}module.${call}.`);
}

/** Configuration knows no `count` and no `for_each`: `module.logs["api"].x.y[0]` is `module.logs.x.y` there. */
function withoutKeys(address: string): string {
  return address.replace(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, "");
}
