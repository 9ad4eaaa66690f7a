import { gzipSync } from "node:zlib";
import fc from "fast-check";

/** A secret, and the part of it that nobody may see any piece of. */
export interface Secret {
  readonly kind: string;
  readonly text: string;
  readonly core: string;
}

const SMALL = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const CAPITALS = SMALL.toUpperCase();
const HEX = `${DIGITS}abcdef`;
const ANY = SMALL + CAPITALS + DIGITS;

function text(alphabet: string, length: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
}

/** As generators make them: small and capital letters and digits for certain. */
const random = (length: number): fc.Arbitrary<string> =>
  text(ANY, length).filter(
    (made) => (made.match(/\d/g)?.length ?? 0) >= 2 && /[a-z]/.test(made) && /[A-Z]/.test(made),
  );

function kind(
  name: string,
  core: fc.Arbitrary<string>,
  wrap: (core: string) => string,
): fc.Arbitrary<Secret> {
  return core.map((made) => ({ kind: name, text: wrap(made), core: made }));
}

const base64 = (value: string): string => Buffer.from(value).toString("base64");

/** Secrets that show by themselves that they are some, wherever they stand. */
export const evident: fc.Arbitrary<Secret> = fc.oneof(
  kind("AWS access key id", text(CAPITALS + "234567", 16), (core) => `AKIA${core}`),
  kind("AWS secret key", random(40), (core) => core),
  kind("GitHub token", random(36), (core) => `ghp_${core}`),
  kind("GitHub fine-grained token", random(60), (core) => `github_pat_${core}`),
  kind("GitLab token", random(20), (core) => `glpat-${core}`),
  kind("Slack token", random(24), (core) => `xoxb-123456789012-${core}`),
  kind("Slack webhook", random(24), (core) => `https://hooks.slack.com/services/T00000000/B00000000/${core}`),
  kind("Stripe key", random(24), (core) => `sk_live_${core}`),
  kind("Google key", random(35), (core) => `AIza${core}`),
  kind("npm token", random(36), (core) => `npm_${core}`),
  kind("PyPI token", random(50), (core) => `pypi-${core}`),
  kind("SendGrid key", random(43), (core) => `SG.${core.slice(0, 22)}.${core}`),
  kind("Vault token", random(24), (core) => `hvs.${core}`),
  kind("OpenAI key", random(40), (core) => `sk-proj-${core}`),
  kind("Databricks token", text(HEX, 32), (core) => `dapi${core}`),
  kind("Terraform Cloud token", random(60), (core) => `${core.slice(0, 14)}.atlasv1.${core}`),
  kind("age key", text(CAPITALS + DIGITS, 58), (core) => `AGE-SECRET-KEY-1${core}`),
  kind("JWT", random(80), (core) => `eyJhbGciOiJIUzI1NiJ9.eyJ${core.slice(0, 40)}.${core}`),
  kind(
    "PEM",
    random(64),
    (core) => `-----BEGIN RSA PRIVATE KEY-----\n${core}\n-----END RSA PRIVATE KEY-----\n`,
  ),
  kind(
    "PEM in one line",
    random(64),
    (core) => `-----BEGIN PRIVATE KEY-----\\n${core}\\n-----END PRIVATE KEY-----`,
  ),
  kind("connection string", random(12), (core) => `postgres://app:${core}@db.internal:5432/app`),
  kind(
    "connection string of words",
    fc.constantFrom("letmein-please", "swordfish"),
    (core) => `amqps://app:${core}@mq.internal`,
  ),
  kind("JDBC string", random(12), (core) => `jdbc:postgresql://db.internal/app?user=app&password=${core}`),
  kind("key value pairs", random(12), (core) => `Server=db;User Id=app;Password=${core};`),
  kind("storage account", random(80), (core) => `DefaultEndpointsProtocol=https;AccountKey=${core}==`),
  kind("basic authorization", random(24), (core) => `Basic ${core}`),
  kind("bearer authorization", random(24), (core) => `Bearer ${core}`),
  kind("presigned URL", random(40), (core) => `https://b.s3.amazonaws.com/k?X-Amz-Signature=${core}`),
  kind("Sentry DSN", text(HEX, 32), (core) => `https://${core}@o1.ingest.sentry.io/2`),
  kind("hexadecimal key", text(HEX, 32), (core) => core),
  kind("long hexadecimal key", text(HEX, 64), (core) => core),
  kind("random password", random(16), (core) => core),
  kind(
    "password with marks",
    random(16),
    (core) => `${core.slice(0, 5)}!${core.slice(5, 10)}#${core.slice(10)}$`,
  ).map((secret) => ({ ...secret, core: secret.text })),
  kind("base64 of a password", random(16), base64).map((secret) => ({ ...secret, core: secret.text })),
  kind("base64 of words", fc.constantFrom("correct horse battery", "letmein123456"), base64).map(
    (secret) => ({
      ...secret,
      core: secret.text,
    }),
  ),
  kind("gzip in base64", random(20), (core) => gzipSync(core).toString("base64")).map((secret) => ({
    ...secret,
    core: secret.text.slice(20),
  })),
  kind("bcrypt", random(53), (core) => `$2b$12$${core}`),
  kind(
    "licence key",
    text(CAPITALS + DIGITS, 20).filter((made) => /[A-Z]\d[A-Z]/.test(made)),
    (core) => core,
  ),
  kind("sentence that tells", fc.constantFrom("hunter", "swordfish"), (core) => `the password is ${core}`),
  kind("YAML", random(14), (core) => `auth:\n  password: ${core}\n  user: app\n`),
  kind("shell", random(14), (core) => `#!/bin/sh\nexport DB_PASSWORD=${core}\nexec app\n`),
);

/** Words that people choose: only their place tells that they are secrets. */
export const chosen: fc.Arbitrary<Secret> = fc
  .constantFrom(
    "hunter",
    "swordfish",
    "letmein",
    "Summer2024",
    "correct-horse-battery-staple",
    "opensesame",
    "P4ssw0rd",
    "KITTENS",
    "4711471147",
  )
  .map((word) => ({ kind: "a chosen word", text: word, core: word }));

/** Names below which nothing is shown. */
export const SECRET_NAMES: readonly string[] = [
  "password",
  "masterUserPassword",
  "db-password",
  "DB_PASSWORD",
  "secret",
  "client_secret",
  "ClientSecret",
  "token",
  "authToken",
  "api_key",
  "apiKey",
  "x-api-key",
  "private_key",
  "privateKeyPem",
  "credentials",
  "auth",
  "passphrase",
  "connection_string",
  "connectionString",
  "dsn",
  "user_data",
  "user_data_base64",
  "secret_string",
  "access_key",
  "tunnel1_preshared_key",
  "webhook_url",
  "environment_variables",
  "htpasswd",
  "pwd",
];

/** Names that promise nothing. */
export const OTHER_NAMES: readonly string[] = [
  "name",
  "description",
  "engine",
  "value",
  "content",
  "policy",
  "settings",
  "id",
  "arn",
  "bucket",
  "image",
  "command",
  "tags",
  "labels",
  "metadata",
  "values",
  "Resource",
  "kms_key_id",
  "http_tokens",
  "url",
  "endpoint",
  "type",
  "comment",
];
