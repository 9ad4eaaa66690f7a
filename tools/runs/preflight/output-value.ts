import { objectOf } from "../../planning/json";
import type { AwsAccess } from "../aws/access";
import { describeAddress, parsed, readObject, type StateAddress } from "../aws/state-store";

/** The text that one output of a state holds; undefined if there is no such output, or it is no text. */
export async function outputText(
  access: AwsAccess,
  address: StateAddress,
  output: string,
): Promise<string | undefined> {
  const doing = `read the output ${output} of the state ${describeAddress(address)}`;
  const text = await readObject(access, address, doing);
  const value = objectOf(objectOf(parsed(text ?? "")["outputs"])[output])["value"];
  return typeof value === "string" ? value : undefined;
}
