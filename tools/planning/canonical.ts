import type { Hash } from "node:crypto";
import type { Json, JsonObject } from "./json";

const CHUNK = 1 << 16;
const LAST_INDEX = 2 ** 32 - 2;

/** Feeds a hash with what `canonicalJson` returns, in a tenth of the time and without holding it. */
export class CanonicalHash {
  private readonly keys = new Map<string, string>();
  private text = "";

  constructor(private readonly hash: Hash) {}

  add(value: Json): this {
    this.write(value);
    this.hash.update(this.text);
    this.text = "";
    return this;
  }

  private write(value: Json): void {
    if (isSorted(value)) this.text += JSON.stringify(value);
    else if (Array.isArray(value)) this.writeList(value);
    else this.writeObject(value as JsonObject);
    if (this.text.length > CHUNK) {
      this.hash.update(this.text);
      this.text = "";
    }
  }

  private writeList(list: readonly (Json | undefined)[]): void {
    this.text += "[";
    for (let index = 0; index < list.length; index++) {
      if (index > 0) this.text += ",";
      this.write(list[index] ?? null);
    }
    this.text += "]";
  }

  private writeObject(object: JsonObject): void {
    let separator = "{";
    for (const key of sortedKeys(object)) {
      const value = object[key];
      if (value === undefined) continue;
      this.text += separator + this.keyText(key);
      this.write(value);
      separator = ",";
    }
    this.text += separator === "{" ? "{}" : "}";
  }

  private keyText(key: string): string {
    let text = this.keys.get(key);
    if (text === undefined) this.keys.set(key, (text = `${JSON.stringify(key)}:`));
    return text;
  }
}

/** Whether JSON.stringify writes all keys in it in order: of most parts of a plan, as Terraform sorts them too. */
function isSorted(value: Json | undefined): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let previous = "";
  // Its own keys first: what is below a plan's own objects, which are not sorted, is looked at when its turn comes.
  for (const key in value as JsonObject) {
    if (previous > key && !isIndex(previous)) return false;
    previous = key;
  }
  for (const key in value as JsonObject) {
    const inner = (value as JsonObject)[key];
    if (inner === undefined || !isSorted(inner)) return false;
  }
  return true;
}

/** JavaScript lists keys that are array indices first, by number, whatever the order in which they were set. */
function sortedKeys(object: object): readonly string[] {
  const keys = Object.keys(object);
  let indices = 0;
  while (indices < keys.length && isIndex(keys[indices] as string)) indices++;
  for (let at = indices + 1; at < keys.length; at++)
    if ((keys[at - 1] as string) > (keys[at] as string))
      return [...keys.slice(0, indices), ...keys.slice(indices).sort()];
  return keys;
}

function isIndex(key: string): boolean {
  const first = key.charCodeAt(0);
  if (!(first >= 48 && first <= 57)) return false;
  const index = Number(key);
  return Number.isInteger(index) && index <= LAST_INDEX && String(index) === key;
}
