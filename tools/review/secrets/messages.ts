import type { SafeText } from "../text";
import { hasRandomRun, hasSecretFormat } from "./formats";
import { permitted } from "./permitted";
import { isPlain } from "./shapes";
import { isWord } from "./words";

const NAMED_VALUE =
  /((?:password|passwd|secret|token|api_?key|credentials?)["']?\s*[:=]\s*)("[^"]*"|'[^']*'|\S+)/gi;
const HIDDEN = "(hidden)";
// Shorter ones are hashes in names, as of CDKTF; longer ones that are no words, ids, accounts or times look random.
const LONGEST_UNREAD = 11;
// Marks as of passwords, in the middle of a word.
const MARKED = /[A-Za-z0-9][!#$%^&*]+[A-Za-z0-9]/;

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
  if (word.includes(HIDDEN) || isPlain(word)) return false;
  if (MARKED.test(word) && /\d/.test(word) && !/^https?:/.test(word)) return true;
  return hasSecretFormat(word) || hasRandomRun(word) || word.split(/[^A-Za-z0-9]+/).some(isUnread);
}

function isUnread(token: string): boolean {
  return token.length > LONGEST_UNREAD && !/^(?:\d{12,14}|[0-9a-f]{17})$/.test(token) && !isWord(token);
}
