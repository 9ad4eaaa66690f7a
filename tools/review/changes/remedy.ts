import type { ResourceChange } from "../plan";
import { joined, name, say, type SafeText } from "../text";
import { constructOf } from "./construct";

interface Renamed {
  readonly stack: string;
  readonly from: ResourceChange;
  readonly to: ResourceChange;
  /** Attributes that name the thing and differ. */
  readonly renamed: readonly string[];
}

/** What a remedy is, in words. */
export function remedyName(remedy: SafeText): SafeText {
  return remedy.startsWith("moved {") ? say`a moved block` : say`moveFromId`;
}

/** What to paste so that Terraform moves instead of deleting: a line for CDKTF's construct, or a `moved` block. */
export function remedyOf(rename: Renamed, constructs?: ReadonlyMap<string, string>): SafeText {
  const { stack, from, to, renamed } = rename;
  const construct = from.module_address === undefined ? constructOf(stack, to, constructs) : null;
  const single = to.address === `${to.type}.${to.name}`;
  const code =
    construct !== null && single
      ? say`// ${construct}\nresource.moveFromId(${name(JSON.stringify(from.address))});`
      : say`moved {\n  from = ${name(from.address)}\n  to   = ${name(to.address)}\n}`;
  if (renamed.length === 0) return code;
  const comment = construct !== null && single ? say`//` : say`#`;
  const names = joined(renamed.map(name), ", ");
  return say`${code}\n${comment} and keep its ${names} as it was: another one may make a new thing of it`;
}
