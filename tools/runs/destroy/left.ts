import type { Orphans } from "../orphans/find-orphans";
import { parseArn } from "../orphans/arn";

/** What stays listed for a while, or on purpose, after everything is destroyed; anything else is left behind. */
export const LINGERS: Readonly<Record<string, string>> = {
  "backup:recovery-point": "a backup, kept until its retention ends",
  "ec2:fleet": "listed for a while after its end",
  "ec2:instance": "listed for about an hour after its end",
  "ec2:spot-instances-request": "listed for a while after its end",
  "ecs:container-instance": "listed for a while after its end",
  "ecs:task": "listed for about an hour after its end",
  "ecs:task-set": "listed for a while after its end",
  "elasticache:snapshot": "the cache's last snapshot, kept on purpose",
  "rds:auto-backup": "backups of the database, kept until their retention ends",
  "rds:snapshot": "the database's last snapshot, kept on purpose",
};

export interface Left {
  /** What is there still and should not be, with how to remove it. */
  readonly behind: readonly string[];
  /** What is known to stay listed, with the reason. */
  readonly lingering: readonly string[];
}

/**
 * What of a destroyed environment is there still. What the provider says is gone, though AWS lists it, is of the second kind:
 * keys on their way out, deregistered task definitions, deleted gateways.
 */
export function leftIn({ stacks, strangers }: Orphans): Left {
  const found = [...stacks.flatMap(({ unmatched }) => [...unmatched]), ...strangers];
  const lingers = (arn: string): string | undefined => LINGERS[parseArn(arn).kind];
  const gone = stacks.flatMap(({ gone: arns }) => arns);
  return {
    behind: [
      ...stacks.flatMap(({ stack, imports }) =>
        imports.map(
          ({ to, id }) =>
            `${to} (${id}): import it into ${stack} (mindscape orphans) and destroy again, or delete it by hand`,
        ),
      ),
      ...found.filter(([arn]) => lingers(arn) === undefined).map(([arn, why]) => `${arn}: ${why}`),
    ],
    lingering: [
      ...[...new Set(gone)].map((arn) => `${arn}: gone, or on its way out; AWS lists it for a while`),
      ...found.flatMap(([arn]) => {
        const reason = lingers(arn);
        return reason === undefined ? [] : [`${arn}: ${reason}`];
      }),
    ],
  };
}
