import type { App } from "cdktf";
import { Bucket, bucketArn } from "../modules/buckets/bucket";
import { accessLogsPrefix, accessLogWriters } from "../modules/buckets/log-writers";
import { Key } from "../modules/keys/key";
import { accountOnly, nothingIsLost, onlyLooks, ownKeyOnly } from "../modules/state/bucket-policy";
import { exempt } from "../policies";
import { MindscapeStack, type Site } from "./mindscape-stack";

// Old states: all of the last three months, and of a stack that rarely changes the last hundred, which is as many as S3 counts.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html
const RECOVER_STATES = { noncurrentExpireAfterDays: 90, noncurrentKept: 100 };
// Time to notice that a log was overwritten or deleted.
const RECOVER_LOGS_DAYS = 7;
// The longest that KMS waits, in every environment: without the key all states of the region are lost.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html
const KEY_DELETION_WINDOW_DAYS = 30;
// Terraform refuses to destroy this layer in every environment, also where everything else may go.
const KEPT = { preventDestroy: true, forceDestroy: false };

/**
 * Where the states of a region are: one bucket, its key, and a second bucket that records who asked it for what. Its own state is there
 * too, so nothing else has to exist before it; administrators of the account apply it.
 */
export class StateStack extends MindscapeStack {
  constructor(
    app: App,
    private readonly site: Site,
  ) {
    super(app, "state", site);
    const key = this.stateKey();
    const logs = this.logs();
    const states = this.states(key, logs);

    exempt(logs, {
      rule: "encrypted-with-our-keys",
      reason: "S3 delivers access logs only to buckets with SSE-S3",
    });
    if (this.protection.preventDestroy) return;
    for (const kept of [key, logs, states]) {
      exempt(kept, {
        rule: "deletion-protection",
        reason: "every other stack is destroyed by its state, so these go last, and by hand",
      });
    }
  }

  private stateKey(): Key {
    const { settings, environment } = this.site;
    return new Key(this, "key", {
      alias: this.names.keyAliases.state,
      description: `${settings.organization.name} ${environment.name}: Terraform states`,
      accountId: this.accountId,
      deletionWindowDays: KEY_DELETION_WINDOW_DAYS,
      preventDestroy: KEPT.preventDestroy,
    });
  }

  private logs(): Bucket {
    const { names, accountId } = this;
    const arn = bucketArn(names.buckets["state-logs"]);
    return new Bucket(this, "logs", {
      ...KEPT,
      name: names.buckets["state-logs"],
      encryption: "s3-managed",
      statements: [
        ...accessLogWriters({ bucketArn: arn, accountId, accessLogsOf: { state: names.buckets.state } }),
        accountOnly(arn, accountId, "those-with-a-grant"),
        nothingIsLost(arn),
        // Who changes states must not change what tells of it; the boundary of roles knows only the bucket of the states.
        onlyLooks(
          arn,
          this.roleArn(`${this.site.settings.organization.name}-${this.site.environment.name}-*`),
        ),
      ],
      lifecycle: {
        expireAfterDays: this.site.environment.retention.logsDays,
        noncurrentExpireAfterDays: RECOVER_LOGS_DAYS,
      },
      accessLogs: "none",
    });
  }

  private states(key: Key, logs: Bucket): Bucket {
    const { names, accountId, region } = this;
    const arn = bucketArn(names.buckets.state);
    const aliasArn = `arn:aws:kms:${region}:${accountId}:${names.keyAliases.state}`;
    return new Bucket(this, "states", {
      ...KEPT,
      name: names.buckets.state,
      encryption: { kmsKeyArn: key.arn },
      statements: [
        accountOnly(arn, accountId, "none"),
        nothingIsLost(arn),
        ...ownKeyOnly(arn, [key.arn, aliasArn]),
      ],
      lifecycle: { expireAfterDays: "never", ...RECOVER_STATES },
      accessLogs: { bucket: logs, prefix: accessLogsPrefix("state") },
    });
  }
}
