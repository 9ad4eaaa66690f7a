import { isObject, objectOf, type Json, type JsonObject } from "../../planning/json";
import type { Plan, ResourceChange } from "../plan";
import { kindOf } from "./keys";
import { marksBelow, marksOf, marksOfChange, type Marks } from "./marks";
import { isEnumeration, isPlain } from "./shapes";
import { isAutomaticOutput } from "./sources";
import { VOCABULARY } from "./vocabulary";

/** Shorter ones stand in too many other texts. */
const SHORTEST = 6;
/** Of secrets that read like names: `correct-horse-battery-staple`. */
const SHORTEST_NAME = 10;
/** Codes of digits alone; twelve are the number of an account. */
const DIGITS = /^(?!\d{12}$)\d{6,}$/;
const PART_OF_NAME = /[\w-]/;

/**
 * Values that the plan itself calls sensitive somewhere. They are hidden wherever they stand: in other resources, parts of longer texts,
 * keys. Ids and single words are left out, as is what names something in this plan, or a bucket's name in a sensitive parameter would
 * hide the bucket everywhere.
 */
export class KnownSecrets {
  private readonly byStart = new Map<number, string[]>();
  /** A bit for each start, so that most places of a text cost one look. */
  private readonly starts = new Uint8Array(0x10000);
  /** Secrets that read like names. */
  private readonly names = new Set<string>();

  constructor(plan: Plan) {
    for (const resource of [...(plan.resource_changes ?? []), ...(plan.resource_drift ?? [])])
      this.addChange(resource);
    this.addModule(objectOf(objectOf(objectOf(plan.prior_state)["values"])["root_module"]), 0);
    this.addModule(objectOf(objectOf(plan.planned_values)["root_module"]), 0);
    this.addVariables(plan);
    for (const [name, change] of Object.entries(objectOf(plan.output_changes))) {
      const { before, after, before_sensitive: was, after_sensitive: is } = objectOf(change);
      const marks = isAutomaticOutput(name) ? null : marksOf(was, is);
      this.addMarked(before, marks);
      this.addMarked(after, marks);
    }
    if (this.names.size > 0) this.dropNames(plan);
    for (const name of this.names) this.index(name);
  }

  /** Whether one of them is anywhere in `text`. */
  in(text: string): boolean {
    if (this.byStart.size === 0) return false;
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      const start = startAt(text, at);
      if (this.starts[start] === 0) continue;
      if (this.byStart.get(start)?.some((secret) => this.stands(secret, text, at))) return true;
    }
    return false;
  }

  private addChange({ change }: ResourceChange): void {
    if (!isObject(change)) return;
    const marks = marksOfChange(change);
    this.addMarked(change.before, marks);
    this.addMarked(change.after, marks);
  }

  private addModule(module: JsonObject, depth: number): void {
    if (depth > 100) return;
    for (const resource of listOf(module["resources"]))
      this.addMarked(resource["values"], marksOf(resource["sensitive_values"]));
    for (const child of listOf(module["child_modules"])) this.addModule(child, depth + 1);
  }

  private addVariables(plan: Plan): void {
    const declared = objectOf(objectOf(objectOf(plan.configuration)["root_module"])["variables"]);
    for (const [name, variable] of Object.entries(objectOf(plan.variables)))
      if (objectOf(declared[name])["sensitive"] === true) this.addMarked(objectOf(variable)["value"], true);
  }

  private addMarked(value: Json | undefined, marks: Marks): void {
    if (marks === null) return;
    if (typeof value === "string") {
      if (marks === true) this.add(value);
    } else if (Array.isArray(value)) {
      for (const element of value as readonly Json[]) this.addMarked(element, marksBelow(marks, 0));
    } else if (isObject(value)) {
      for (const key in value) this.addMarked(value[key], marksBelow(marks, key));
    }
  }

  private add(secret: string): void {
    if (DIGITS.test(secret)) this.names.add(secret);
    if (secret.length < SHORTEST || isPlain(secret) || VOCABULARY.has(secret)) return;
    if (!isEnumeration(secret)) this.index(secret);
    else if (secret.length >= SHORTEST_NAME && /[^A-Za-z]/.test(secret)) this.names.add(secret);
  }

  private index(secret: string): void {
    const start = startAt(secret, 0);
    const same = this.byStart.get(start);
    if (same === undefined) this.byStart.set(start, [secret]);
    else if (!same.includes(secret)) same.push(secret);
    this.starts[start] = 1;
  }

  /** A name counts only as a whole: `production-data` is no part of `production-database`. */
  private stands(secret: string, text: string, at: number): boolean {
    if (!text.startsWith(secret, at)) return false;
    if (!this.names.has(secret)) return true;
    return !PART_OF_NAME.test(text.charAt(at - 1)) && !PART_OF_NAME.test(text.charAt(at + secret.length));
  }

  private dropNames(plan: Plan): void {
    for (const { change } of plan.resource_changes ?? []) {
      const marks = marksOfChange(change);
      for (const side of [objectOf(change.before), objectOf(change.after)]) {
        for (const key in side) {
          const value = side[key];
          if (typeof value !== "string" || !this.names.has(value) || marksBelow(marks, key) !== null)
            continue;
          if (kindOf(key).role === "name") this.names.delete(value);
        }
      }
    }
  }
}

function startAt(text: string, at: number): number {
  return (
    (text.charCodeAt(at) * 8191 +
      text.charCodeAt(at + 1) * 131 +
      text.charCodeAt(at + 2) * 31 +
      text.charCodeAt(at + 3)) &
    0xffff
  );
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}
