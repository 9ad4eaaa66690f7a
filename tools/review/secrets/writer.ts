import { isObject, type Json, type JsonObject } from "../../planning/json";
import type { Hider } from "./hash";
import type { Permission } from "./permission";
import { element, member, nameBeside, type Judge, type Place } from "./place";
import { Trust } from "./sources";

/** Lists, objects and JSON texts inside each other beyond this are hidden as a whole. */
const DEEPEST = 60;
/** JSON texts longer than this are hidden as a whole. */
const LONGEST_JSON = 4 * 1024 * 1024;

export interface Written {
  readonly text: string;
  /** Nothing of the value is in the text. */
  readonly hidden: boolean;
}

const NULL: Written = { text: "null", hidden: false };

/** Writes values with everything hidden that has no permission. */
export class Writer {
  constructor(
    private readonly hider: Hider,
    private readonly permission: Permission,
    private readonly judge: Judge,
    private readonly redacted: boolean,
  ) {}

  write(value: Json, place: Place, unknown: Json | undefined, depth = 0): Written {
    if (unknown === true) return { text: "(known after apply)", hidden: false };
    if (typeof value === "string") return this.writeText(value, place, depth);
    if (typeof value !== "object") return this.writePlain(value, place);
    if (value === null) return this.writeNull(place);
    if (place.marks === true || depth > DEEPEST) return this.hide(value);
    if (isObject(value)) return this.writeObject(value, place, isObject(unknown) ? unknown : {}, depth);
    return this.writeList(value, place, Array.isArray(unknown) ? (unknown as readonly Json[]) : [], depth);
  }

  private writeNull(place: Place): Written {
    return this.redacted && place.marks === true ? this.hide(null) : NULL;
  }

  private writePlain(value: boolean | number, place: Place): Written {
    return this.permission.ofPlain(place, value) ? { text: String(value), hidden: false } : this.hide(value);
  }

  writeKey(key: string): string {
    return this.permission.ofKey(key) ? JSON.stringify(key) : this.hide(key).text;
  }

  private writeText(text: string, place: Place, depth: number): Written {
    const inner = mayBeOpened(place) ? containerIn(text) : undefined;
    if (inner !== undefined) {
      const written = this.write(inner, place, undefined, depth + 1);
      // The hash is the text's own: spaces and order may be what has changed.
      return written.hidden ? this.hide(text) : written;
    }
    return this.permission.ofText(place, text)
      ? { text: JSON.stringify(text), hidden: false }
      : this.hide(text);
  }

  private writeObject(object: JsonObject, place: Place, unknown: JsonObject, depth: number): Written {
    const named = nameBeside(object);
    return this.writeMembers(object, (key) => member(place, key, named, this.judge), unknown, depth);
  }

  /** An object whose members have the places that `placeOf` says. */
  writeMembers(object: JsonObject, placeOf: (key: string) => Place, unknown: JsonObject, depth = 0): Written {
    const parts: string[] = [];
    let shown = false;
    const write = (key: string, value: Json): void => {
      const written = this.write(value, placeOf(key), unknown[key], depth + 1);
      shown ||= !written.hidden;
      parts.push(`${this.writeKey(key)}: ${written.text}`);
    };
    for (const key in object) write(key, object[key] ?? null);
    for (const key in unknown) if (unknown[key] === true && !(key in object)) write(key, null);
    if (parts.length === 0) return { text: "{}", hidden: false };
    return shown ? { text: `{${parts.join(", ")}}`, hidden: false } : this.hide(object);
  }

  private writeList(list: readonly Json[], place: Place, unknown: readonly Json[], depth: number): Written {
    if (list.length === 0) return { text: "[]", hidden: false };
    let shown = false;
    const parts = list.map((value, index) => {
      const written = this.write(value, element(place, index, this.judge), unknown[index], depth + 1);
      shown ||= !written.hidden;
      return written.text;
    });
    return shown ? { text: `[${parts.join(", ")}]`, hidden: false } : this.hide(list);
  }

  private hide(value: Json): Written {
    // Terraform Cloud has taken the value out: its hash would say that nothing changed.
    return { text: this.redacted && value === null ? "(hidden)" : this.hider.hide(value), hidden: true };
  }
}

/** Whether a JSON text there may be shown member by member. */
function mayBeOpened(place: Place): boolean {
  if (place.marks === true || place.trust === Trust.Secret) return false;
  return !place.secret || place.about === "fact";
}

const OPENS = /^\s*[{[]/;

/** What a JSON text holds, if it is a list or an object. */
export function containerIn(text: string): Json | undefined {
  if (text.length > LONGEST_JSON || !OPENS.test(text)) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
