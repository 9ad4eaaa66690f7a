import { isOn, problemUnless, textAt, valuesAt } from "../attributes";
import { isReplica, isReplicaBesideSource } from "../databases";
import type { Attributes, PolicySettings, Problem, Rule } from "../types";

interface Guard {
  /** Why it must not be destroyed by accident; left out where the service's own switch is enough. */
  readonly irreplaceable?: string;
  readonly deletionProtection?: string;
  /** Destroys the contents with the thing. */
  readonly forceDestroy?: string;
  readonly finalSnapshot?: boolean;
  /** Made again from its source at any time. */
  readonly unless?: (attributes: Attributes) => boolean;
}

const GUARDS: Readonly<Record<string, Guard>> = {
  aws_backup_vault: { irreplaceable: "it holds recovery points", forceDestroy: "force_destroy" },
  aws_db_instance: {
    irreplaceable: "it holds the database",
    deletionProtection: "deletion_protection",
    finalSnapshot: true,
    unless: isReplicaBesideSource,
  },
  aws_dynamodb_table: {
    irreplaceable: "it holds the table",
    deletionProtection: "deletion_protection_enabled",
  },
  aws_dynamodb_table_replica: {
    irreplaceable: "it is the table if its first region is lost",
    deletionProtection: "deletion_protection_enabled",
  },
  aws_ecr_repository: {
    irreplaceable: "it holds the images that a rollback needs",
    forceDestroy: "force_delete",
  },
  aws_efs_file_system: { irreplaceable: "it holds files" },
  aws_elasticache_replication_group: { irreplaceable: "it holds every user's session" },
  aws_kms_key: { irreplaceable: "without it everything encrypted with it is lost" },
  aws_lb: { deletionProtection: "enable_deletion_protection" },
  aws_rds_cluster: {
    irreplaceable: "it holds the database",
    deletionProtection: "deletion_protection",
    finalSnapshot: true,
  },
  aws_route53_zone: {
    irreplaceable: "its name servers are written in the parent zone",
    forceDestroy: "force_destroy",
  },
  aws_s3_bucket: { irreplaceable: "it holds objects", forceDestroy: "force_destroy" },
};

export const deletionProtection = {
  id: "deletion-protection",
  promise:
    "What holds data is protected from deletion exactly as the environment says: fully where it is locked, not at all where it is disposable.",
  looksAt: Object.entries(GUARDS).map(
    ([type, { irreplaceable }]) => type + (irreplaceable ? ` (${irreplaceable})` : ""),
  ),
  appliesTo: ({ kind, type }) => kind === "resource" && type in GUARDS,
  check: ({ type, attributes }, { settings }) => {
    const guard = GUARDS[type] ?? {};
    if (guard.unless?.(attributes) === true) return [];
    return [
      ...destroyProblems(guard, attributes, settings),
      ...switchProblems(guard, attributes, settings),
      ...(guard.finalSnapshot === true ? snapshotProblems(attributes, settings) : []),
    ];
  },
} as const satisfies Rule;

/** `prevent_destroy` must be a literal: Terraform reads it before it evaluates anything. */
function destroyProblems(guard: Guard, attributes: Attributes, { protection }: PolicySettings): Problem[] {
  if (guard.irreplaceable === undefined) return [];
  const prevented = valuesAt(attributes, "lifecycle.prevent_destroy")[0] === true;
  return protection.preventDestroy
    ? problemUnless(prevented, "lifecycle.prevent_destroy is not true", `set it: ${guard.irreplaceable}`)
    : problemUnless(
        !prevented,
        "lifecycle.prevent_destroy is true",
        "leave it out: this environment may be destroyed",
      );
}

function switchProblems(guard: Guard, attributes: Attributes, { protection }: PolicySettings): Problem[] {
  const expected = [
    { attribute: guard.deletionProtection, on: protection.deletionProtection },
    { attribute: guard.forceDestroy, on: protection.forceDestroy },
  ];
  return expected.flatMap(({ attribute, on }) =>
    problemUnless(
      attribute === undefined || isOn(attributes, attribute) === on,
      `${attribute} is ${on ? "not " : ""}true`,
      `set it to ${on}, as this environment's protection says`,
    ),
  );
}

/** RDS takes no final snapshot of a replica. */
function snapshotProblems(attributes: Attributes, { protection }: PolicySettings): Problem[] {
  if (isReplica(attributes)) return [];
  const skipped = isOn(attributes, "skip_final_snapshot");
  if (!protection.finalSnapshot) {
    return problemUnless(
      skipped,
      "skip_final_snapshot is not true",
      "skip it: this environment may be destroyed",
    );
  }
  return [
    ...problemUnless(!skipped, "skip_final_snapshot is true", "leave a final snapshot behind"),
    ...problemUnless(
      textAt(attributes, "final_snapshot_identifier") !== "",
      "final_snapshot_identifier is not set",
      "name the snapshot, or the deletion fails",
    ),
  ];
}
