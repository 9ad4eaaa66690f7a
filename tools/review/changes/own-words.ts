import { objectOf, type Json, type JsonObject } from "../../planning/json";
import { parseStackId } from "../../stack-name";
import type { PlanInput } from "../input";
import type { Plan } from "../plan";
import type { Configured } from "./configured";

/** Takes out of a text what only says which stack it is about, so that equal changes of several stacks give equal texts. */
export type Normalise = (text: string) => string;

/** Ids that AWS made up: `subnet-0a1b2c3d4e5f60718`, UUIDs. */
const MADE_UP = String.raw`\b[a-z]{1,12}-(?:[0-9a-f]{17}|[0-9a-f]{8})\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`;

export function normaliserOf(input: PlanInput, configured: Configured): Normalise {
  const own = ownWords(input, configured);
  const words = [...own.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![A-Za-z0-9])(?:${words.map(escaped).join("|")})(?![0-9])|${MADE_UP}`, "g");
  return (text) => {
    const numbers = new Map<string, number>();
    return text.replace(pattern, (found) => {
      const word = own.get(found);
      if (word !== undefined) return word;
      const number = numbers.get(found) ?? numbers.size + 1;
      numbers.set(found, number);
      return `{${found.slice(0, found.indexOf("-"))}#${number}}`.replace(/^\{[0-9a-f]{8}#/, "{uuid#");
    });
  };
}

function ownWords({ stack, plan }: PlanInput, configured: Configured): Map<string, string> {
  const words = new Map([[stack, "{stack}"]]);
  const { environment, place } = parseStackId(stack);
  const isOurs = stack.startsWith(`${environment}-${place}-`);
  const region = isOurs && place !== "global" ? place : constantOf(configured.providers, "region");
  const account = plan && accountOf(plan, configured);
  if (isOurs) words.set(environment, "{environment}");
  if (region !== undefined)
    for (const word of [region, region.replaceAll("-", "_"), shortOf(region)]) words.set(word, "{region}");
  if (account !== undefined) words.set(account, "{account}");
  return words;
}

/** Of the AWS provider's block, if it is written there. */
function constantOf(providers: JsonObject, argument: string): string | undefined {
  const expressions = objectOf(objectOf(providers["aws"])["expressions"]);
  const value = objectOf(expressions[argument])["constant_value"];
  const first: Json | undefined = Array.isArray(value) ? (value as readonly Json[])[0] : value;
  return typeof first === "string" && /^[a-z0-9-]+$/.test(first) ? first : undefined;
}

const ARN = /^arn:aws[\w-]*:[^:]*:[^:]*:(\d{12}):/;

/** So many resources say which account is meant. */
const ENOUGH = 200;

function accountOf(plan: Plan, configured: Configured): string | undefined {
  const written = constantOf(configured.providers, "allowed_account_ids");
  if (written !== undefined) return written;
  const counts = new Map<string, number>();
  for (const { change } of (plan.resource_changes ?? []).slice(0, ENOUGH))
    for (const value of Object.values(objectOf(change.after ?? change.before))) {
      const account = typeof value === "string" ? ARN.exec(value)?.[1] : undefined;
      if (account !== undefined) counts.set(account, (counts.get(account) ?? 0) + 1);
    }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0];
}

/** `usw2` of `us-west-2`, as in ids of zones. */
function shortOf(region: string): string {
  const [first = "", ...rest] = region.split("-");
  const directions = rest
    .slice(0, -1)
    .map((word) => word.replace(/(north|south|east|west|central)/g, (all) => all[0] ?? ""));
  return [first, ...directions, rest.at(-1) ?? ""].join("");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
