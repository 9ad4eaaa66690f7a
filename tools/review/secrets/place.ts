import { isObject, objectOf, type Json, type JsonObject } from "../../planning/json";
import { kindOf, type KeyKind, type Role } from "./keys";
import { marksBelow, type Marks } from "./marks";
import { isExpression } from "./references";
import { Trust, worse } from "./sources";

/** All that is known of where a value stands; made anew at each step down. */
export interface Place {
  readonly marks: Marks;
  readonly trust: Trust;
  /** The configuration of the value: an expression, a block or blocks. */
  readonly written: Json | undefined;
  /** Literal text of the template around it. */
  readonly template: string;
  /** Under a name of secrets. */
  readonly secret: boolean;
  readonly about: KeyKind["about"];
  readonly role: Role;
  /** Of the list or map that it is in. */
  readonly inside: Inside;
}

type Inside = "anything" | "names" | "variables" | "variable" | "environment" | "block of environment";

/** How the configuration's expressions are judged. */
export type Judge = (expression: JsonObject) => Trust;

export const SOMEWHERE: Place = {
  marks: null,
  trust: Trust.Written,
  written: undefined,
  template: "",
  secret: false,
  about: null,
  role: "plain",
  inside: "anything",
};

/** What has been asked for below one place. */
interface Below {
  element?: Place;
  readonly members: Map<string, Place>;
}

/** Places of which nothing but their names is known: they are the same for all resources. */
const below = new WeakMap<Place, Below>([[SOMEWHERE, { members: new Map() }]]);
let remembered = 0;
const REMEMBERED = 20_000;

/** The place of an element of a list. */
export function element(place: Place, index: number, judge: Judge): Place {
  const same = below.get(place);
  if (same?.element !== undefined) return same.element;
  const made = elementOf(place, index, judge);
  if (same !== undefined && isRemembered(made)) same.element = made;
  return made;
}

/** The place of a member; `named` is what a `name` or `key` beside it says. */
export function member(place: Place, key: string, named: string | undefined, judge: Judge): Place {
  const same = below.get(place);
  if (same === undefined || (named !== undefined && kindOf(key).role === "paired"))
    return memberOf(place, key, named, judge);
  const known = same.members.get(key);
  if (known !== undefined) return known;
  const made = memberOf(place, key, undefined, judge);
  if (isRemembered(made)) same.members.set(key, made);
  return made;
}

function isRemembered(made: Place): boolean {
  if (remembered >= REMEMBERED) return false;
  remembered++;
  if (!below.has(made)) below.set(made, { members: new Map() });
  return true;
}

function elementOf(place: Place, index: number, judge: Judge): Place {
  const inside = ELEMENTS[place.inside] ?? place.inside;
  const marks = marksBelow(place.marks, index);
  if (place.written === undefined && marks === place.marks && inside === place.inside) return place;
  return { ...place, marks, inside, ...configured(place, index, judge) };
}

const ELEMENTS: Partial<Record<Inside, Inside>> = {
  variables: "variable",
  environment: "block of environment",
};

function memberOf(place: Place, key: string, named: string | undefined, judge: Judge): Place {
  const own = kindOf(key);
  const pair = named !== undefined && own.role === "paired" ? kindOf(named) : null;
  const { written, trust, template } = place.written === undefined ? place : configured(place, key, judge);
  const { role, inside } = roleBelow(place, key, own, named);
  return {
    marks: marksBelow(place.marks, key),
    written,
    trust,
    template,
    secret: (place.secret && place.about === null) || own.secret || (pair?.secret ?? false),
    about: pair?.secret ? pair.about : own.about,
    role,
    inside,
  };
}

const VARIABLE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
const OPAQUE = { role: "opaque", inside: "anything" } as const;

function roleBelow(
  place: Place,
  key: string,
  own: KeyKind,
  named: string | undefined,
): { role: Role; inside: Inside } {
  if (place.role === "opaque" || own.role === "opaque" || isVariable(place.inside, key)) return OPAQUE;
  if (own.role === "variables") return { role: "plain", inside: "variables" };
  if (own.role === "environment") return { role: "name", inside: "environment" };
  if (own.role === "names") return { role: "name", inside: "names" };
  if (place.inside === "names") return { role: own.role === "text" ? "text" : "name", inside: "names" };
  return own.role === "paired" ? roleOfPair(named) : { role: own.role, inside: "anything" };
}

function roleOfPair(named: string | undefined): { role: Role; inside: Inside } {
  const opaque = named !== undefined && (VARIABLE.test(named) || kindOf(named).role === "opaque");
  return opaque ? OPAQUE : { role: "generic", inside: "anything" };
}

/** Whether the member is what a process gets to see. */
function isVariable(inside: Inside, key: string): boolean {
  switch (inside) {
    // Members at once, no list: names and values.
    case "variables":
    case "environment":
      return true;
    case "variable":
      return !/^(?:name|key|type)$/i.test(key);
    case "block of environment":
      return (
        /^(?:value|valueFrom|value_from|values|variables|data)$/i.test(key) || /^[A-Z][A-Z0-9_]*$/.test(key)
      );
    case "anything":
    case "names":
      return false;
  }
}

/** Goes down in the configuration beside the value. */
function configured(
  place: Place,
  step: string | number,
  judge: Judge,
): Pick<Place, "written" | "trust" | "template"> {
  const { written, trust, template } = place;
  if (written === undefined) return { written, trust, template };
  if (isExpression(written)) return literalBelow(written["constant_value"], place, step);
  if (Array.isArray(written)) return blocksBelow(written, place, step, judge);
  if (!isObject(written)) return literalBelow(written, place, step);
  if (typeof step === "number") return { written, trust, template };
  const below = written[step];
  if (isExpression(below)) return { written: below, trust: worse(trust, judge(below)), template };
  return { written: below, trust, template };
}

/** Blocks of a set have no place of their own: all of them count. */
function blocksBelow(
  blocks: readonly Json[],
  { trust, template }: Place,
  step: string | number,
  judge: Judge,
): Pick<Place, "written" | "trust" | "template"> {
  if (typeof step === "number") return { written: blocks.length === 1 ? blocks[0] : blocks, trust, template };
  const below = blocks.flatMap((block) => objectOf(block)[step] ?? []);
  const worst = below.reduce<Trust>((so, one) => (isExpression(one) ? worse(so, judge(one)) : so), trust);
  const blocksOnly = below.length > 0 && !below.some(isExpression);
  return { written: blocksOnly ? below.flat() : undefined, trust: worst, template };
}

/** Inside of a constant of the configuration: its members are constants too. */
function literalBelow(
  constant: Json | undefined,
  place: Place,
  step: string | number,
): Pick<Place, "written" | "trust" | "template"> {
  const { trust, template } = place;
  if (typeof constant === "string") return { written: undefined, trust, template: constant };
  if (constant === undefined || constant === null || typeof constant !== "object")
    return { written: undefined, trust, template };
  const below = (constant as Readonly<Record<string | number, Json | undefined>>)[step];
  return { written: below === undefined ? undefined : { constant_value: below }, trust, template };
}

/** Whether the configuration itself says this value, so that it did not come in from elsewhere. */
export function isLiteral(place: Place, value: string | number | boolean): boolean {
  const constant = isExpression(place.written) ? place.written["constant_value"] : undefined;
  if (constant === value) return true;
  if (typeof constant === "string" && constant.includes("${")) return false;
  return place.template !== "" && place.template.includes(JSON.stringify(value));
}

/** The name that stands beside a value in an object. */
export function nameBeside(object: JsonObject): string | undefined {
  for (const key of [
    "name",
    "key",
    "Name",
    "Key",
    "ParameterKey",
    "parameter_key",
    "header",
    "parameter_name",
    "param_name",
  ])
    if (typeof object[key] === "string") return object[key];
  return undefined;
}
