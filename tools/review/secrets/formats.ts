import { anyOf } from "./any-of";

/**
 * Secrets that show themselves: the published forms of providers' tokens, as secret scanners know them, wherever in a text.
 * https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
 */
const hasFormat = anyOf([
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}/, // AWS access key ids
  /\bgh[pousr]_[A-Za-z0-9]{16,}|\bgithub_pat_\w{16,}/,
  /\bgl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|imt|ffct)-[\w-]{10,}/,
  /\bxox[a-z]-[\w-]{8,}|\bxapp-\d-[\w-]{8,}/,
  /hooks\.slack\.com\/|discord(?:app)?\.com\/api\/webhooks|webhook\.office\.com|events\.pagerduty\.com\/integration/,
  /\b[sr]k_(?:live|test|prod)_\w{8,}|\bwhsec_\w{8,}/,
  /\bAIza[\w-]{20,}|\bya29\.[\w-]{10,}|\bGOCSPX-[\w-]{10,}/,
  /\bnpm_[A-Za-z0-9]{16,}|\bpypi-[\w-]{16,}|\bdckr_(?:pat|oat)_[\w-]{10,}|\brubygems_[0-9a-f]{20,}/,
  /\bSG\.[\w-]{10,}\.[\w-]{10,}|\b(?:SK|AC)[0-9a-f]{32}\b|\bkey-[0-9a-z]{32}\b|\b[0-9a-f]{32}-us\d{1,2}\b/,
  /\bsk-(?:proj-|ant-|or-|svcacct-)?[\w-]{16,}|\bhf_[A-Za-z0-9]{16,}|\br8_\w{16,}/,
  /\bhv[sbr]\.[\w-]{10,}|\b[sb]\.[A-Za-z0-9]{24}\b|\.atlasv1\.[\w-]{10,}/,
  /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{16,}|\bsq0[a-z]{3}-[\w-]{10,}|\bEAAA[\w-]{20,}/,
  /\bdapi[0-9a-f]{24,}|\bdp\.(?:st|pt|ct|sa)\.[\w.-]{10,}|\blin_api_\w{10,}|\bPMAK-[\w-]{16,}|\bNRAK-[A-Z0-9]{16,}/,
  /\bglsa_\w{16,}|\bglc_[\w+/=]{16,}|\bdd[ap]i?_\w{16,}|\bsntr[ysu]_[\w+/=]{10,}|\bFLWSECK|\bdop_v1_\w{16,}/,
  /\b\d{8,10}:[\w-]{30,}/, // Telegram
  /\bAGE-SECRET-KEY-1|\bop:\/\/|\bops_ey[\w-]{10,}/,
  /-----BEGIN|PRIVATE KEY|PuTTY-User-Key-File/,
  /\beyJ[\w-]{6,}/, // JWTs, and base64 of JSON
  /\bH4sI[\w+/]{4,}|\bUEsDB/, // gzip and zip in base64
  /\$(?:2[abxy]|argon2\w*|apr1|[156y]|pbkdf2[\w-]*|scrypt)\$/, // password hashes
  /\{(?:SSHA|SHA|MD5|SCRAM)[\w-]*\}/i,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/?#]*@/i, // scheme://user:password@host
  /[?&;](?:sig|signature|token|access_token|api_?key|key|secret|password|pwd|x-amz-[a-z-]+|code)=/i,
  /\b(?:bearer|basic|digest|negotiate)\s+[\w+/=.~-]{4,}/i,
  /\b\w+:\{(?:noop|bcrypt)\}/,
]);

/** `password=...`, `token: ...`; not for ARNs and actions, whose resources and services may be called so. */
const ASSIGNED =
  /\b(?:accountkey|sharedaccesskey|sharedaccesssignature|password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|auth)\s*[=:]\s*["']?[^\s"',;)}\]]/i;
const AWS_NAME = /^(?:arn:|[a-z][a-z0-9-]+:[A-Z*])/;

/** Whether a secret of a known form is anywhere in `text`. */
export function hasSecretFormat(text: string): boolean {
  return hasFormat(text) || (!AWS_NAME.test(text) && ASSIGNED.test(text));
}

/** Bits for each character that a run of at least `RUN` characters must have to count as random. */
const RANDOM = 3.6;
const RUN = 20;
const RUNS = /[A-Za-z0-9+=_-]{20,}|[0-9a-fA-F]{24,}/g;

/** Whether `text` holds a long run that looks random: for names, where permission by shape would hide too much. */
export function hasRandomRun(text: string): boolean {
  if (text.length < RUN) return false;
  return (text.match(RUNS) ?? []).some(
    (run) => /\d/.test(run) && /[A-Za-z]/.test(run) && !/[-_]/.test(run) && entropy(run) >= RANDOM,
  );
}

/** Shannon's, in bits for each character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
