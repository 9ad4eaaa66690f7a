import type { KnownSecrets } from "./known";
import { hasRandomRun, hasSecretFormat } from "./formats";
import { isLiteral, type Place } from "./place";
import {
  isArn,
  isCapitals,
  isEnumeration,
  isFact,
  isGivenId,
  isZoneId,
  isName,
  isPlain,
  isSentence,
  isShortWord,
  LONGEST,
} from "./shapes";
import { Trust } from "./sources";
import { VOCABULARY } from "./vocabulary";

/** What a text is by its shape alone: a bit for each kind of permission that it satisfies. */
const SHAPE = {
  plain: 1,
  word: 2,
  name: 4,
  enumeration: 8,
  sentence: 16,
  shortWord: 32,
  capitals: 64,
  id: 128,
  arn: 256,
  fact: 512,
  zone: 1024,
} as const;
const CACHED = 100_000;

/** Says which values may be shown. One for each plan: what the plan calls sensitive is hidden wherever it stands. */
export class Permission {
  constructor(private readonly known: KnownSecrets) {}

  /** A value other than text, an object or a list. */
  ofPlain(place: Place, value: boolean | number): boolean {
    if (isClosed(place)) return false;
    if (place.trust === Trust.Secret && !isLiteral(place, value)) return false;
    return typeof value === "boolean" || !place.secret || place.about === "fact";
  }

  ofText(place: Place, text: string): boolean {
    if (isClosed(place)) return false;
    if (text === "") return true;
    return !isSecret(place) && this.ofShape(place, text);
  }

  private ofShape(place: Place, text: string): boolean {
    const shape = this.shapeOf(text);
    if (shape === 0) return false;
    const literal = place.trust !== Trust.Written && isLiteral(place, text);
    if (place.trust === Trust.Secret && !literal) return false;
    if (place.secret) return aboutSecret(place, shape);
    if (has(shape, shapesAnywhere(place))) return true;
    return (place.trust === Trust.Written || literal) && byRole(place, shape);
  }

  /** A key of a map, a part of an address: shown unless it looks like a secret. */
  ofKey(key: string): boolean {
    return remembered(keys, key, isHarmlessKey) && !this.known.in(key);
  }

  private shapeOf(text: string): number {
    const shape = remembered(shapes, text, innocentShapeOf);
    return shape !== 0 && !VOCABULARY.has(text) && this.known.in(text) ? 0 : shape;
  }
}

/** Of all plans: what a text looks like does not depend on where it stands. */
const shapes = new Map<string, number>();
const keys = new Map<string, boolean>();

function remembered<T>(cache: Map<string, T>, text: string, make: (text: string) => T): T {
  let value = cache.get(text);
  if (value === undefined) {
    value = make(text);
    if (cache.size >= CACHED) cache.clear();
    if (text.length <= LONGEST) cache.set(text, value);
  }
  return value;
}

/** The issuer of an EKS cluster's tokens, which is public, in keys of conditions. */
const EKS_ISSUER = /^oidc\.eks\.[a-z0-9-]{8,20}\.amazonaws\.com(?:\.cn)?\/id\/[0-9A-F]{32}(?=:[a-z]{3}$|$)/;

function isHarmlessKey(written: string): boolean {
  const key = written.replace(EKS_ISSUER, "issuer");
  return key.length <= 256 && (WORDS.test(key) || (!hasSecretFormat(key) && !hasRandomRun(key)));
}

function innocentShapeOf(text: string): number {
  const shape = shapeOf(text);
  if (shape === 0 || VOCABULARY.has(text) || WORDS.test(text)) return shape;
  return hasSecretFormat(text) ? 0 : shape;
}

/** Small letters only: no secret of a known form, since these are random, and random ones have no permission by shape. */
const WORDS = /^[a-z]+(?:[-_][a-z]+){0,8}$/;
const VARIABLES: readonly Place["inside"][] = ["variables", "variable", "block of environment"];

function isClosed(place: Place): boolean {
  return place.marks === true || place.role === "opaque" || VARIABLES.includes(place.inside);
}

/** Not a fact about one. */
function isSecret({ secret, about }: Place): boolean {
  return secret && about === null;
}

function aboutSecret({ about }: Place, shape: number): boolean {
  switch (about) {
    case "arn":
      return has(shape, SHAPE.arn);
    case "id":
    case "zone":
      return has(shape, SHAPE.arn | SHAPE.plain) && !has(shape, SHAPE.fact);
    case "name":
      return has(shape, SHAPE.enumeration);
    case "fact":
      return has(shape, SHAPE.fact | SHAPE.word);
    case null:
      return false;
  }
}

/** Shapes that do at a place even for what came in from elsewhere. */
function shapesAnywhere({ role, about }: Place): number {
  const name = role === "name" ? SHAPE.name : 0;
  const id = about === "id" ? SHAPE.id : about === "zone" ? SHAPE.zone | SHAPE.id : 0;
  return SHAPE.plain | SHAPE.word | name | id;
}

function byRole({ role }: Place, shape: number): boolean {
  switch (role) {
    case "text":
      return has(shape, SHAPE.sentence);
    case "generic":
    case "paired":
      return has(shape, SHAPE.shortWord | SHAPE.capitals | SHAPE.arn);
    case "opaque":
      return false;
    default:
      return has(shape, SHAPE.enumeration | SHAPE.arn);
  }
}

function shapeOf(text: string): number {
  if (text.length > LONGEST) return 0;
  const fact = when(isFact(text), SHAPE.fact);
  if (VOCABULARY.has(text)) return SHAPE.word | SHAPE.enumeration | fact;
  if (text.startsWith("arn:")) return when(isPlain(text), SHAPE.plain) | when(isArn(text), SHAPE.arn);
  if (isPlain(text)) return SHAPE.plain | fact;
  if (text.includes(" ")) return when(isSentence(text), SHAPE.sentence);
  return fact | when(isGivenId(text), SHAPE.id) | when(isZoneId(text), SHAPE.zone) | shapeOfWord(text);
}

function shapeOfWord(text: string): number {
  if (!isName(text)) return when(isSentence(text), SHAPE.sentence);
  // A name is no enumeration if somebody could have chosen it as a password.
  if (!isEnumeration(text)) return SHAPE.name;
  const words = SHAPE.name | SHAPE.enumeration | SHAPE.sentence;
  return words | when(isShortWord(text), SHAPE.shortWord) | when(isCapitals(text), SHAPE.capitals);
}

function when(so: boolean, shape: number): number {
  return so ? shape : 0;
}

function has(shape: number, kinds: number): boolean {
  return (shape & kinds) !== 0;
}
