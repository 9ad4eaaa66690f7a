import { createHash } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** `length` lower-case hexadecimal digits that depend on `seed` alone. */
export function token(seed: string, length: number): string {
  let digits = "";
  for (let round = 0; digits.length < length; round++) {
    digits += createHash("sha256").update(`${round} ${seed}`).digest("hex");
  }
  return digits.slice(0, length);
}

/** `length` upper-case letters and digits that depend on `seed` alone. */
export function code(seed: string, length: number): string {
  const bytes = Buffer.from(token(seed, length * 2), "hex");
  return [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** A version 4 UUID that depends on `seed` alone. */
export function uuid(seed: string): string {
  const hex = token(seed, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
