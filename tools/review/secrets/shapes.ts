import { anyOf } from "./any-of";
import { isWord, isWordWithNumber } from "./words";

/** Longer texts than this are hidden, unless they are JSON: nobody reads them in a review, and everything fits into them. */
export const LONGEST = 1024;

const ARN =
  /^arn:(?:aws(?:-[a-z]+)*|\*):[a-z0-9*-]*:[a-z0-9*-]*:(?:\d{12}|aws|\*|)?:([\w+=,.@:/*?${}-]{1,400})$/;
/** vpc-0123456789abcdef0, sg-, subnet-, rtb-, eipalloc-, lt-, ami-, i-, tgw-attach-, vpce-svc- */
const AWS_ID = /^[a-z]{1,10}(?:-[a-z]{2,8})?-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Resources whose ARN names a secret. */
const SECRET_ARN = /^arn:[^:]*:(?:secretsmanager:|ssm:[^:]*:[^:]*:parameter)/;

/** What AWS and Terraform give out and no secret looks like; readable even if it came in from another state. */
const hasPlainShape = anyOf([
  AWS_ID,
  // Regions and zones.
  /^(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-iso[bef]?)?-(?:central|north|south|east|west|northeast|northwest|southeast|southwest)-\d(?:[a-f]|-[a-z]{3}-\d[a-z])?$/,
  /^[a-z]{3}\d-az\d{1,2}$/,
  // Addresses and ranges.
  /^(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?$/,
  /^(?=[0-9a-f]{0,4}:)(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:\/\d{1,3})?$/,
  // Instance types and classes.
  /^(?:db\.|cache\.|dax\.|ml\.|kafka\.|mq\.)?[a-z]{1,3}\d{1,2}[a-z]{0,4}(?:-[a-z0-9]{2,8})?\.(?:nano|micro|small|medium|large|\d{0,3}xlarge|metal(?:-\d{1,2}xl)?)(?:\.search|\.elasticsearch)?$/,
  // Numbers, with or without a unit; versions; dates of policies; durations.
  /^[+-]?\d{1,12}(?:\.\d{1,6})?$/,
  /^\d{1,6}(?:\.\d{1,3})?\s?(?:%|[KMGTP]i?B?|ms|s|m|h|d|min|days?|hours?|minutes?|seconds?)$/,
  /^(?:\d{1,4}[hms]){1,3}$/,
  /^P(?:\d{1,4}[YMWD])*(?:T(?:\d{1,4}[HMS])+)?$/,
  /^[vV~^]?(?:>=|<=|>|<|=|~>)? ?\d{1,4}\.\d{1,4}(?:\.\d{1,5}){0,2}(?:[-+.][a-z]{1,10}\.?\d{0,4})?$/,
  /^TLSv?\d(?:[._]\d){0,2}(?:_\d{4})?$/,
  /^(?:19|20)\d\d-[01]\d-[0-3]\d(?:[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-][0-2]\d:?[0-5]\d)?)?$/,
  // Windows of maintenance: sun:05:00-sun:06:00, 03:00-04:00.
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun):)?[0-2]\d:[0-5]\d-(?:(?:mon|tue|wed|thu|fri|sat|sun):)?[0-2]\d:[0-5]\d$/i,
  /^(?:Etc|Europe|America|Asia|Africa|Australia|Pacific|Atlantic)\/[A-Z][A-Za-z_]{2,20}(?:\/[A-Z][a-z_]{2,20})?$/,
  /^rate\(\d{1,5} (?:minute|hour|day)s?\)$/,
  /^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/,
  /^cron\([\d*?,/LW# A-Z-]{9,60}\)$/,
  /^[\d*][\d*/,-]{0,20}(?: [\d*?][\d*?/,L#W-]{0,20}){3}(?: (?:[\d*?/,L#-]{1,20}|[A-Z]{3}(?:[-,][A-Z]{3})*)){1,2}$/,
  // Actions of policies, service principals, endpoints' service names, hosted zones by attribute (below).
  /^[a-z][a-z0-9-]{1,30}:(?:\*|[A-Z][A-Za-z]{2,60}\*?|\*?[A-Z][A-Za-z]{2,60})$/,
  /^(?:https:\/\/)?(?:[A-Za-z0-9*-]{1,63}\.){1,7}amazonaws\.com(?:\.cn)?(?::\d{1,5})?$/,
  /^com\.amazonaws\.[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]{4,9}-\d\.[a-z0-9.-]{2,40}$/,
  /^sha256:[0-9a-f]{64}$/,
  /^\*$/,
  // Load balancers and target groups in metrics.
  /^(?:app|net|gwy|targetgroup)\/[a-z0-9-]{1,32}\/[0-9a-f]{16}$/i,
  // Access of a user of Redis or Valkey, without passwords.
  /^(?:on|off)(?: (?:~[a-z:*_-]{0,40}|&[a-z:*]{0,20}|[+-]@?[a-z|]{1,20}|nopass|resetkeys|resetchannels|allkeys|allchannels))*$/,
]);

/** A plain id, address, number or the like. `key` is the attribute's last word or `id`-like name. */
export function isPlain(text: string): boolean {
  if (text.startsWith("arn:")) return isArn(text) && !SECRET_ARN.test(text);
  return text.length <= 300 && hasPlainShape(text);
}

export function isArn(text: string): boolean {
  const resource = ARN.exec(text)?.[1];
  if (resource === undefined) return false;
  return resource.split(/[:/]/).every((part) => part.length <= 150 && isArnPart(part));
}

function isArnPart(part: string): boolean {
  return (
    AWS_ID.test(part) ||
    UUID.test(part) ||
    /^(?:[0-9a-f]{16,17}|mrk-[0-9a-f]{32}|[0-9A-F]{32}|[EZ][A-Z0-9]{12,20})$/.test(part) ||
    // Six random characters end the ARN of a secret.
    isName(part.replace(/-[A-Za-z0-9?*]{6}$/, ""))
  );
}

/** Ids that only an attribute for ids may show: a secret could look the same. */
export function isGivenId(text: string): boolean {
  return UUID.test(text) || /^[a-z0-9]{10}$/.test(text);
}

export function isZoneId(text: string): boolean {
  return /^[ZE][A-Z0-9]{11,21}$/.test(text);
}

/** Of a container image. */
const DIGEST = /@sha256:[0-9a-f]{64}$/;
const NAME = /^[\w.\-/:@*+=,{}$?[\]|#%~()]+$/;

/**
 * Words, numbers and short abbreviations, joined by the marks that names, paths, hosts and enumerations are made of. Random texts are
 * none: their letters do not go together, or their pieces are too short.
 */
export function isName(text: string): boolean {
  if (text.length > 255 || !NAME.test(text) || text.endsWith("=")) return text === "";
  const tokens = tokensOf(text.replace(DIGEST, ""));
  if (!tokens.every(readable)) return false;
  const letters = tokens.reduce((sum, token) => sum + token.length, 0);
  // Marks of passwords between single letters: `x#9!kP$2`.
  return tokens.length < 4 || letters / tokens.length >= 2;
}

/** What Terraform and AWS append to a name: eight hexadecimal digits, a time with a counter, the number of an account. */
function readable(token: string): boolean {
  return (
    isWord(token) ||
    /^[0-9a-f]{8}$/.test(token) ||
    /^[0-9A-F]{8}$/.test(token) ||
    /^20\d{12,16}[0-9a-f]{8,12}$/.test(token)
  );
}

/** As `isName`, without what people choose as passwords: a word with a number, marks in the middle of words. */
export function isEnumeration(text: string): boolean {
  const bare = text.replace(DIGEST, "");
  if (bare.length > 160 || /[#%~?|]/.test(bare) || /[@$+][^/]*\d$/.test(bare)) return false;
  const tokens = tokensOf(bare);
  return (
    isName(text) &&
    !tokens.some(isWordWithNumber) &&
    !tokens.some((token) => /^[0-9a-f]{8}$/i.test(token) && !isWord(token))
  );
}

/** Short words in small letters: all that a `value` or `content` is believed. */
export function isShortWord(text: string): boolean {
  return text.length <= 40 && /^[a-z]+(?:[-_./][a-z]+){0,5}$/.test(text) && isEnumeration(text);
}

const MENTIONS =
  /\b(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|credentials?|api[\s_-]?key|access[\s_-]?key|private[\s_-]?key|pin)s?\b["']?(?:\s+(?:is|are|was|to|be|for|of)\b|\s*[=:>]|\s+["'])/i;

/** A sentence for people: of words, numbers and names only, and not one that tells a password. */
export function isSentence(text: string): boolean {
  if (text.length > LONGEST || /[\n\r\t]/.test(text) || MENTIONS.test(text)) return false;
  return text.split(/ +/).every((word) => {
    const bare = word.replace(/^["'`(<[{]+|["'`)>\]},;:.!?]+$/g, "");
    const plain = bare.replace(/(?<=[a-z])['’](?=[a-z]{1,2}$)/, "");
    return (
      /^[-–—&=<>!*/+|%]{0,2}$/.test(plain) ||
      isPlain(plain) ||
      isEnumeration(plain) ||
      plain.split(/["'(),<>]+/).every(isEnumeration)
    );
  });
}

/** `KMS_KEY`, `AES256`: what a fact about a secret may say. */
export function isFact(text: string): boolean {
  return /^[A-Z]+(?:_[A-Z]+){0,6}$/.test(text) ? isEnumeration(text) : /^\d{1,5}$/.test(text);
}

export function isCapitals(text: string): boolean {
  return /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(text) && text.length <= 60 && isEnumeration(text);
}

function tokensOf(text: string): string[] {
  return text.split(/[^A-Za-z0-9]+/).filter((token) => token !== "");
}
