import { createHmac, createSecretKey } from "node:crypto";
import { canonicalJson, type Json } from "../../planning/json";
import type { SafeText } from "../text";
import { permitted } from "./permitted";

const CACHED = 100_000;
/** Longer texts are hardly ever hidden twice. */
const LONGEST_CACHED = 512;

/**
 * Stands for hidden values: equal ones look equal, and nobody without the key can try guesses. 32 bits of HMAC-SHA256: enough to see a
 * change, too few to be of use.
 */
export class Hider {
  private readonly key;
  private readonly hidden = new Map<string, SafeText>();

  constructor(key: Uint8Array) {
    this.key = createSecretKey(key);
  }

  hide(value: Json): SafeText {
    const text = typeof value === "string" ? JSON.stringify(value) : canonicalJson(value);
    if (text.length > LONGEST_CACHED) return this.hash(text);
    let hidden = this.hidden.get(text);
    if (hidden === undefined) {
      hidden = this.hash(text);
      if (this.hidden.size >= CACHED) this.hidden.clear();
      this.hidden.set(text, hidden);
    }
    return hidden;
  }

  private hash(text: string): SafeText {
    return permitted(`(hidden #${createHmac("sha256", this.key).update(text).digest("hex").slice(0, 8)})`);
  }
}
