import type { SafeText } from "../text";
import { hasRandomRun, hasSecretFormat } from "./formats";
import { permitted } from "./permitted";

const NAMED_VALUE =
  /((?:password|passwd|secret|token|api_?key|credentials?)["']?\s*[:=]\s*)("[^"]*"|'[^']*'|\S+)/gi;
const HIDDEN = "(hidden)";

/**
 * A message of Terraform, or of this tool, about a stack without a plan. Such texts quote values now and then: what follows a name such as
 * `password =`, has the form of a secret or looks random is hidden; the rest says what went wrong.
 */
export function shownMessage(message: string): SafeText {
  const named = message.replace(NAMED_VALUE, (_, said: string) => `${said}${HIDDEN}`);
  return permitted(named.split("\n").map(shownLine).join("\n"));
}

function shownLine(line: string): string {
  const words = line.split(/(\s+)/).map((word) => (isSecret(word) ? HIDDEN : word));
  const shown = words.join("");
  // Forms of several words, such as `Bearer ...`.
  return hasSecretFormat(shown.replaceAll(HIDDEN, "")) ? HIDDEN : shown;
}

function isSecret(word: string): boolean {
  return !word.includes(HIDDEN) && (hasSecretFormat(word) || hasRandomRun(word));
}
