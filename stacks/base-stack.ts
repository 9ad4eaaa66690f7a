import type { App } from "cdktf";
import type { KeyPurpose } from "../config/names";
import { objectKey, STATIC_FILES } from "../config/static-files";
import { Bucket, bucketArn } from "../modules/buckets/bucket";
import { cloudFrontReads } from "../modules/buckets/bucket-policy";
import { accessLogsPrefix, logWriters } from "../modules/buckets/log-writers";
import { MaintenancePage } from "../modules/edge/maintenance-page";
import { EbsDefault } from "../modules/keys/ebs-default";
import { Key } from "../modules/keys/key";
import {
  instanceVolumes,
  cloudFront,
  cloudWatchLogs,
  fargateStorage,
  type KeyStatement,
  topicPublishers,
} from "../modules/keys/key-policy";
import { AlertTopic } from "../modules/monitoring/alert-topic";
import { exempt } from "../policies";
import { MindscapeStack, type Site } from "./mindscape-stack";

// Time to notice that an object was overwritten or deleted.
const RECOVER_ASSETS_DAYS = 30;
const RECOVER_BACKUPS_DAYS = 35;
const RECOVER_LOGS_DAYS = 7;

/** Keys by purpose, every bucket with its only policy, and the topics that alerts go to. */
export class BaseStack extends MindscapeStack {
  readonly keys: Readonly<Record<Exclude<KeyPurpose, "state" | "dns" | "edge">, Key>>;

  constructor(
    app: App,
    private readonly site: Site,
  ) {
    super(app, "base", site);
    const { accountId, region } = this;
    this.keys = {
      // RDS, ElastiCache, DynamoDB, EFS, EKS: each works with grants of the role that creates its resources.
      data: this.key("data", "databases, caches, tables, files and cluster secrets"),
      // Its own key, so that CloudFront may decrypt what it serves and nothing else.
      assets: this.key("assets", "static files behind CloudFront", [cloudFront(accountId)]),
      logs: this.key("logs", "log groups", [cloudWatchLogs(region, accountId)]),
      ebs: this.key("ebs", "volumes of instances, pods and tasks", [
        ...instanceVolumes(accountId),
        ...fargateStorage(accountId, this.names.batchCluster),
      ]),
      // Backup and replication use their roles' IAM policies.
      backup: this.key("backup", "backup bucket and vault"),
      alerts: this.key("alerts", "alert topics", topicPublishers(accountId)),
    };
    new EbsDefault(this, "ebs-default", { kmsKeyArn: this.keys.ebs.arn });
    this.buckets();
    this.topics();
  }

  private key(purpose: KeyPurpose, contents: string, usedBy: readonly KeyStatement[] = []): Key {
    return new Key(this, `${purpose}-key`, {
      alias: this.names.keyAliases[purpose],
      description: `${this.site.settings.organization.name} ${this.site.environment.name}: ${contents}`,
      accountId: this.accountId,
      deletionWindowDays: this.protection.keyDeletionWindowDays,
      preventDestroy: this.protection.preventDestroy,
      usedBy,
    });
  }

  private buckets(): void {
    const { names, accountId, region, keys } = this;
    const { logsDays, backupsDays } = this.site.environment.retention;
    const { forceDestroy, preventDestroy } = this.protection;
    const logs = new Bucket(this, "logs", {
      name: names.buckets.logs,
      encryption: "s3-managed",
      statements: logWriters({
        bucketArn: bucketArn(names.buckets.logs),
        accountId,
        region,
        accessLogsOf: { assets: names.buckets.assets, backups: names.buckets.backups },
      }),
      lifecycle: { expireAfterDays: logsDays, noncurrentExpireAfterDays: RECOVER_LOGS_DAYS },
      accessLogs: "none",
      forceDestroy,
      preventDestroy,
    });
    exempt(logs, {
      rule: "encrypted-with-our-keys",
      reason: "load balancers and S3 access logs are delivered only to buckets with SSE-S3",
    });
    const assets = new Bucket(this, "assets", {
      name: names.buckets.assets,
      encryption: { kmsKeyArn: keys.assets.arn },
      statements: [
        cloudFrontReads(`${bucketArn(names.buckets.assets)}/${objectKey(STATIC_FILES.pattern)}`, accountId),
      ],
      lifecycle: { expireAfterDays: "never", noncurrentExpireAfterDays: RECOVER_ASSETS_DAYS },
      accessLogs: { bucket: logs, prefix: accessLogsPrefix("assets") },
      forceDestroy,
      preventDestroy,
    });
    new MaintenancePage(this, "maintenance-page", {
      bucket: assets,
      key: objectKey(STATIC_FILES.maintenancePage),
    });
    new Bucket(this, "backups", {
      name: names.buckets.backups,
      encryption: { kmsKeyArn: keys.backup.arn },
      statements: [],
      lifecycle: { expireAfterDays: backupsDays, noncurrentExpireAfterDays: RECOVER_BACKUPS_DAYS },
      accessLogs: { bucket: logs, prefix: accessLogsPrefix("backups") },
      forceDestroy,
      preventDestroy,
    });
  }

  private topics(): void {
    const { names, accountId, region, keys } = this;
    const { notify } = this.site.environment;
    // Nobody reads the last one: an alarm counts what Prometheus publishes to it.
    const watched = this.site.environment.monitoring === "basic" ? [] : (["watchdog"] as const);
    for (const severity of ["page", "ticket", ...watched] as const) {
      new AlertTopic(this, `${severity}-topic`, {
        name: names.topics[severity],
        region,
        accountId,
        kmsKeyArn: keys.alerts.arn,
        emails: severity === "watchdog" ? [] : notify[severity],
      });
    }
  }
}
