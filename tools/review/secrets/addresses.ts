import type { SafeText } from "../text";
import type { Hider } from "./hash";
import type { Permission } from "./permission";
import { permitted } from "./permitted";

const KEY = /\["((?:[^"\\]|\\.)*)"\]/g;

/**
 * An address with its keys of `for_each` shown as names are: a secret of a known form or a random one is hidden, a word is not.
 * Terraform refuses sensitive values as keys, but values of other states have lost their mark. Names of resources are written in the
 * code; a secret among them is hidden all the same.
 */
export function shownAddress(address: string, permission: Permission, hider: Hider): SafeText {
  if (permission.ofKey(address)) return permitted(address);
  if (
    !address
      .replace(KEY, "")
      .split(".")
      .every((part) => permission.ofKey(part))
  )
    return hider.hide(address);
  return permitted(
    address.replace(KEY, (whole, key: string) => (permission.ofKey(key) ? whole : `[${hider.hide(key)}]`)),
  );
}
