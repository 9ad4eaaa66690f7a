/**
 * Letters that follow each letter (a to z) in English and in the names of AWS: counted over the documentation of this
 * project's libraries and the provider's resource types; about half of all pairs. A random word of eight letters keeps to
 * them in one case of sixty, one of sixteen in one of six thousand (with a seam in one of ten and of a hundred).
 */
const FOLLOWERS = [
  "abcdefghijklmnprstuvwxyz",
  "abcdeijlorsuy",
  "acdehiklmorstuy",
  "abcdegilmnoprstuvwy",
  "abcdefghijklmnopqrstuvwxyz",
  "aefilorstuy",
  "aeghilmnorsuy",
  "aeilmnorstuy",
  "abcdefgklmnoprstuvxz",
  "aeosu",
  "adefilmnosu",
  "abcdefiklmnopstuvy",
  "abeilmoprsuy",
  "abcdefghijklmnoprstuvyz",
  "abcdefgijklmnoprstuvwxy",
  "acdefhilmoprstuy",
  "u",
  "abcdefghiklmnoprstuvwy",
  "acdefhiklmnopqstuwy",
  "abcdefghilmnoprstuwy",
  "abcdefgiklmnoprstz",
  "aeiop",
  "aehilnors",
  "aceipt",
  "abcdeiklmnopst",
  "aeio",
];
const PAIRS: ReadonlySet<string> = new Set(
  FOLLOWERS.flatMap((followers, at) => [...followers].map((next) => String.fromCharCode(97 + at) + next)),
);

/** Terms whose letters or digits no rule of words covers. */
const TERMS: ReadonlySet<string> = new Set(
  `amazonlinux secgrp subgrp http1 awsvpc mknod watchdog proxy https mysql postgresql mqtt mqtts sqlserver amqp amqps nginx kubectl kubelet karpenter otlp xlarge dkr sqs gzip brotli
  webhooks graphql aurora valkey fluentbit awslogs fqdn cname ipam tgw vpce cmk hsts sigv4 http2and3 ipv4 ipv6 oauth2 log4j
  log4j2 route53 lambda ec2 s3 k8s i18n x509 x86 arm64 amd64 p99 p95 p90 p50 b2b x2 sha1 sha256 sha384 sha512 md5 aes128 aes256
  rsa2048 rsa3072 rsa4096 ecdsa256 utf8 base64 http2 http3 tls12 tls13 nat64 dns64 gp2 gp3 io1 io2 st1 sc1 ed25519
  postgres11 postgres12 postgres13 postgres14 postgres15 postgres16 postgres17 postgres18 postgresql15 postgresql16
  postgresql17 redis5 redis6 redis7 valkey7 valkey8 valkey9 mysql5 mysql8 mariadb10 mariadb11 python3 nodejs18 nodejs20 nodejs22
  nodejs24 java11 java17 java21 dotnet8 al2 al2023 bottlerocket mp4 h264 web3 oauth`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

const known = new Map<string, boolean>();

/** Whether one run of letters and digits reads like a word, an abbreviation or a number, not like something random. */
export function isWord(token: string): boolean {
  let answer = known.get(token);
  if (answer === undefined) {
    if (known.size > 50_000) known.clear();
    known.set(token, (answer = readsLikeAWord(token)));
  }
  return answer;
}

function readsLikeAWord(token: string): boolean {
  if (token.length > 40) return false;
  if (/^\d+$/.test(token)) return token.length <= 12;
  const lower = token.toLowerCase();
  if (TERMS.has(lower)) return true;
  if (!/\d/.test(token)) return humpsRead(token);
  // `m7g`, `az1`, `2xlarge`, `usw2`: short, in one case.
  if (token.length <= 6)
    return token === lower ? switches(token) <= 3 : token === token.toUpperCase() && switches(token) <= 2;
  // One word with a number after it, or a short unit after a number: `replica12`, `1000Mbps`.
  const [, word] = /^([A-Z]?[a-z]+|[A-Z]+)\d{1,4}$/.exec(token) ?? [];
  if (word !== undefined) return humpsRead(word);
  if (/^\d{1,4}[A-Za-z][a-z]{0,5}$/.test(token)) return true;
  // `AWSServiceRoleForEC2Spot`, `S3Takes`: an abbreviation with a number among words.
  return (
    /^[A-Za-z]*(?<![A-Z])[A-Z]{1,3}\d(?:[A-Z][a-z]{2,})+$/.test(token) && humpsRead(token.replace(/\d/, ""))
  );
}

/** Whether the token is letters and then digits, as passwords are: `Summer2024`. */
export function isWordWithNumber(token: string): boolean {
  return /^[A-Za-z]{4,}\d+$/.test(token) && !TERMS.has(token.toLowerCase());
}

/** How often letters and digits take turns. */
function switches(token: string): number {
  return token.split(/(?<=\d)(?=\D)|(?<=\D)(?=\d)/).length - 1;
}

/** `GetObject`, `MINIMUM`, `httpAPI`: words of any case, one after another. */
function humpsRead(token: string): boolean {
  const humps = token.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  // Random letters change case often: base64 every second letter.
  if (token.length >= 6 && token.length / humps.length < (token.length >= 12 ? 3.4 : 2.5)) return false;
  return humps.every((hump) => lettersRead(hump.toLowerCase()));
}

/** Pairs of letters that words do not have count as the seam of two words: `watch|dog`, `auto|update`; one in six letters, two in thirteen. */
function lettersRead(hump: string): boolean {
  if (hump.length <= 5 || TERMS.has(hump)) return true;
  let seams = 0;
  for (let at = 1; at < hump.length; at++) {
    if (PAIRS.has(hump.slice(at - 1, at + 1))) continue;
    if (!VOWEL.test(hump.slice(0, at)) || !VOWEL.test(hump.slice(at))) return false;
    seams++;
  }
  return seams <= Math.floor((hump.length + 1) / 7);
}

const VOWEL = /[aeiouy]/;
