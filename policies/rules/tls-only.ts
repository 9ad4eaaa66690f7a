import { companionsOf, problemUnless, textAt } from "../attributes";
import { refusesPlainText, type Statement, statementsOf } from "../statements";
import type { Context, Rule, Subject } from "../types";

interface Link {
  /** The resource that holds the policy, and the attribute that names the protected one. */
  readonly type: string;
  readonly attribute: string;
  /** The protected one's attribute that can be written out instead of a reference. */
  readonly name: string;
  /** Actions that the refusal must cover, for example all of S3. */
  readonly actions: RegExp;
}

// A queue or topic reached over HTTP shows what is in the messages; AWS's own services always come over TLS.
const LINKS: Readonly<Record<string, Link>> = {
  aws_s3_bucket: {
    type: "aws_s3_bucket_policy",
    attribute: "bucket",
    name: "bucket",
    actions: /^(s3:)?\*$/i,
  },
  aws_sns_topic: {
    type: "aws_sns_topic_policy",
    attribute: "arn",
    name: "name",
    actions: /^((sns:)?\*|sns:publish)$/i,
  },
  aws_sqs_queue: {
    type: "aws_sqs_queue_policy",
    attribute: "queue_url",
    name: "name",
    actions: /^(sqs:)?\*$/i,
  },
  aws_efs_file_system: {
    type: "aws_efs_file_system_policy",
    attribute: "file_system_id",
    name: "id",
    actions: /^(elasticfilesystem:)?\*$/i,
  },
};

export const tlsOnly = {
  id: "tls-only",
  promise: "Buckets, topics, queues and file systems refuse everybody who comes without TLS.",
  looksAt: Object.entries(LINKS).flatMap(([type, link]) => [type, link.type]),
  appliesTo: ({ kind, type }) => kind === "resource" && type in LINKS,
  check: (subject, context) => {
    const link = LINKS[subject.type];
    if (link === undefined) return [];
    return problemUnless(
      statementsFor(subject, context, link).some((statement) => covers(statement, link)),
      "no policy of its own refuses requests without TLS",
      `deny everything to * in its ${link.type} in this stack when aws:SecureTransport is false`,
    );
  },
} as const satisfies Rule;

function statementsFor(subject: Subject, context: Context, link: Link): Statement[] {
  const holders = [subject, ...companionsOf(subject, context, link)];
  return holders.flatMap(({ attributes }) => {
    const statements = statementsOf(textAt(attributes, "policy"), context);
    return statements === "unreadable" ? [] : statements;
  });
}

function covers(statement: Statement, link: Link): boolean {
  const objects = statement.resources.some((resource) => resource.endsWith("*"));
  return (
    refusesPlainText(statement) &&
    statement.actions.some((action) => link.actions.test(action)) &&
    (link.type !== "aws_s3_bucket_policy" ||
      (objects && statement.resources.some((name) => name === "*" || !name.endsWith("/*"))))
  );
}
