import type { Configuration } from "../planning/configuration";
import { objectOf } from "../planning/json";
import { parseStackId } from "../stack-name";

/** Text for people in place of text for Terraform. */
export type Readable = (text: string) => string;

type Stacks = ReadonlyMap<string, { readonly configuration: Configuration }>;

const REFERENCE = /\$\{([^}]*)\}/g;
const REMOTE = /^data\.terraform_remote_state\.cross-stack-reference-input-(.+)\.outputs\.(.+)$/;
// What CDKTF appends to keep ids apart.
const HASH = /_[0-9A-F]{8}$/;

/**
 * Gives references of one stack to what AWS has yet to name a name for people: an alarm its own, anything else its place,
 * `‹network: routes nat-1 id›`.
 */
export function readableIn(stack: string, stacks: Stacks): Readable {
  const named = (expression: string): string => {
    const alarm = alarmName(expression, stacks.get(stack)?.configuration);
    if (alarm !== undefined) return alarm;
    const [, producer, output] = REMOTE.exec(expression) ?? [];
    if (producer === undefined || output === undefined) return `‹${placeOf(expression)}›`;
    const source = objectOf(stacks.get(producer)?.configuration.outputs[output])["value"];
    const [, inner] = /^\$\{(.*)\}$/.exec(typeof source === "string" ? source : "") ?? [];
    return `‹${parseStackId(producer).layer}: ${placeOf(inner ?? output)}›`;
  };
  return (text) => text.replace(REFERENCE, (_whole, expression: string) => named(expression.trim()));
}

function alarmName(expression: string, configuration: Configuration | undefined): string | undefined {
  const [type = "", name = ""] = expression.split(".");
  const alarm = configuration?.resource("resource", type, name)?.["alarm_name"];
  return typeof alarm === "string" ? alarm : undefined;
}

/** `aws_nat_gateway.network_routes_nat-1_0A1B2C3D.id` as `network routes nat-1 id`. */
function placeOf(address: string): string {
  const [type, name, ...attributes] = address.split(".");
  if (name === undefined) return type ?? address;
  return [name.replace(HASH, "").replaceAll("_", " "), ...attributes].join(" ");
}
