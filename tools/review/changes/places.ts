import type { ResourceChange } from "../plan";
import { say, type SafeText } from "../text";
import type { Masker, Path } from "../secrets/masker";

/** A place in a resource, as the review writes it and as each side of the plan has it. */
export interface Place {
  readonly label: SafeText;
  readonly before: Path;
  readonly after: Path;
}

export const ROOT: Place = { label: say``, before: [], after: [] };

/** Reads values of one resource out, through the masker. */
export interface Reader {
  readonly resource: ResourceChange;
  readonly masker: Masker;
}

const PLAIN = /^[A-Za-z_][\w-]*$/;

/** Attributes of resources by name: they are the same in all resources of one plan. */
const attributes = new WeakMap<Masker, Map<string, Place>>();

/** A member of an object. Keys of maps are values too, and nothing tells them from attribute names: the masker shows both. */
export function member(place: Place, key: string, reader: Reader): Place {
  if (place !== ROOT) return memberOf(place, key, reader);
  let known = attributes.get(reader.masker);
  if (known === undefined) attributes.set(reader.masker, (known = new Map<string, Place>()));
  let found = known.get(key);
  if (found === undefined) known.set(key, (found = memberOf(place, key, reader)));
  return found;
}

function memberOf(place: Place, key: string, reader: Reader): Place {
  return {
    label: say`${place.label}${keyLabel(place, key, reader)}`,
    before: [...place.before, key],
    after: [...place.after, key],
  };
}

function keyLabel({ label }: Place, key: string, { masker }: Reader): SafeText {
  const shown = masker.showKey(key);
  if (shown !== key) return say`[${shown}]`;
  if (!PLAIN.test(key)) return say`["${shown}"]`;
  return label === "" || label.endsWith(":") ? shown : say`.${shown}`;
}

/** An element of a list; with a label of its own or the index where it is after the change. */
export function element(place: Place, before: number, after: number, label?: SafeText): Place {
  return {
    label: say`${place.label}[${label ?? after}]`,
    before: [...place.before, before],
    after: [...place.after, after],
  };
}

/** Some element of a list, as one says of sets: its index means nothing. */
export function anyElement(place: Place, at: number): Place {
  return { label: say`${place.label}[]`, before: [...place.before, at], after: [...place.after, at] };
}

/** Inside of the JSON text that is there. */
export function inside(place: Place): Place {
  return { ...place, label: say`${place.label}:` };
}

/** One line of a text; the masker is asked about the text that it is in. */
export function line(place: Place, number: number): Place {
  return { ...place, label: say`${place.label}:line ${number}` };
}
