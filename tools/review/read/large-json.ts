import { isUtf8 } from "node:buffer";
import type { Json } from "../../planning/json";

/** Deeper values than this are no plan's; whoever walks through one must not run out of stack. */
export const MAX_DEPTH = 200;
// What is handed to JSON.parse at once, in bytes, unless a single string is longer.
const PIECE = 2 ** 18;

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where and how bytes are not the JSON of one value; nothing of them is in it. */
export class JsonProblem extends Error {
  constructor(
    readonly kind: "empty" | "not JSON" | "incomplete" | "not UTF-8" | "too deep" | "more follows",
    /** In bytes from the start. */
    readonly offset: number,
    /** Of `more follows`, what came first. */
    readonly first?: Json,
  ) {
    super(kind);
  }
}

/**
 * What JSON.parse gives for the bytes of all chunks together, in little more memory than the values need: the text as a whole
 * is never held. Throws a JsonProblem.
 */
export function parseChunks(chunks: Iterator<Uint8Array>): Json {
  return new LargeJson(chunks).document();
}

class LargeJson {
  private window: Buffer = Buffer.alloc(0);
  private at = 0;
  /** Of the window's first byte. */
  private offset = 0;
  private depth = 0;
  private ended = false;
  /** A piece is not JSON: it is taken apart to find where. */
  private locating = false;

  constructor(private readonly chunks: Iterator<Uint8Array>) {}

  document(): Json {
    this.fill(PIECE);
    if (this.window[0] === 0xef && this.window[1] === 0xbb && this.window[2] === 0xbf) this.at = 3;
    if (this.peek() === undefined) throw this.problem("empty");
    const value = this.value();
    if (this.peek() !== undefined) throw new JsonProblem("more follows", this.offset + this.at, value);
    return value;
  }

  private value(): Json {
    const first = this.peek();
    const isContainer = first === OPEN_OBJECT || first === OPEN_LIST;
    for (let wanted = PIECE; ; wanted *= 2) {
      this.fill(wanted);
      const end = isContainer ? this.endOfContainer() : this.endOfScalar();
      if (isContainer && (this.locating || (end === undefined && !this.ended)))
        return first === OPEN_OBJECT ? this.object() : this.list();
      if (end !== undefined) return this.parsed(end);
      if (this.ended) throw this.problem("incomplete", this.window.length);
    }
  }

  private object(): Json {
    const entries: [string, Json][] = [];
    this.members(CLOSE_OBJECT, () => {
      if (this.peek() !== QUOTE) throw this.problem("not JSON");
      const key = this.value() as string;
      if (this.peek() !== COLON) throw this.problem("not JSON");
      this.at++;
      entries.push([key, this.value()]);
    });
    // Unlike an assignment this keeps `__proto__` a key like any other, as JSON.parse does.
    return Object.fromEntries(entries);
  }

  private list(): Json {
    const values: Json[] = [];
    this.members(CLOSE_LIST, () => values.push(this.value()));
    return values;
  }

  /** Calls `read` before each member. */
  private members(close: number, read: () => void): void {
    if (++this.depth > MAX_DEPTH) throw this.problem("too deep");
    this.at++;
    if (this.peek() !== close) {
      read();
      while (this.peek() === COMMA) {
        this.at++;
        read();
      }
      if (this.peek() !== close) throw this.problem(this.peek() === undefined ? "incomplete" : "not JSON");
    }
    this.at++;
    this.depth--;
  }

  private parsed(end: number): Json {
    const bytes = this.window.subarray(this.at, end);
    const value = isUtf8(bytes) ? jsonOf(bytes) : undefined;
    if (value !== undefined) {
      this.at = end;
      return value;
    }
    if (this.locating) throw this.problem(isUtf8(bytes) ? "not JSON" : "not UTF-8");
    this.locating = true;
    return this.value();
  }

  /** Undefined if it is not all in the window. */
  private endOfContainer(): number | undefined {
    const { window } = this;
    let depth = this.depth;
    for (let index = this.at; index < window.length; index++) {
      const byte = window[index];
      if (byte === QUOTE) index = endOfString(window, index) - 1;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        if (++depth > MAX_DEPTH) throw this.problem("too deep", index);
      } else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && --depth === this.depth) return index + 1;
    }
    return undefined;
  }

  private endOfScalar(): number | undefined {
    const { window } = this;
    if (window[this.at] === QUOTE) {
      const end = endOfString(window, this.at);
      return end <= window.length ? end : undefined;
    }
    for (let index = this.at; index < window.length; index++) {
      const byte = window[index] as number;
      if (isSpace(byte) || byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT) return index;
    }
    return this.ended ? window.length : undefined;
  }

  /** The next byte that is not a space; stands on it. */
  private peek(): number | undefined {
    for (;;) {
      for (; this.at < this.window.length; this.at++) {
        const byte = this.window[this.at] as number;
        if (!isSpace(byte)) return byte;
      }
      if (this.ended) return undefined;
      this.fill(1);
    }
  }

  /** Brings `bytes` into the window if there are so many; more at once, so that small chunks are not copied again and again. */
  private fill(bytes: number): void {
    let length = this.window.length - this.at;
    if (this.ended || length >= bytes) return;
    const parts: Uint8Array[] = [this.window.subarray(this.at)];
    while (!this.ended && length < bytes + PIECE) {
      const next = this.chunks.next();
      if (next.done === true) this.ended = true;
      else {
        parts.push(next.value);
        length += next.value.length;
      }
    }
    this.offset += this.at;
    this.window = Buffer.concat(parts);
    this.at = 0;
  }

  private problem(kind: JsonProblem["kind"], at = this.at): JsonProblem {
    return new JsonProblem(kind, this.offset + at);
  }
}

function jsonOf(bytes: Buffer): Json | undefined {
  try {
    return JSON.parse(bytes.toString("utf8")) as Json;
  } catch {
    return undefined;
  }
}

/** Behind the closing quote, or beyond the window. */
function endOfString(window: Buffer, start: number): number {
  for (let index = start + 1; index < window.length; index++) {
    const byte = window[index];
    if (byte === QUOTE) return index + 1;
    if (byte === BACKSLASH) index++;
  }
  return window.length + 1;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
