import type { App } from "cdktf";
import type { RegionConfig } from "../config/environment";
import { GLOBAL } from "../config/names";
import { bucketArn } from "../modules/buckets/bucket";
import { BucketReplication } from "../modules/replication/bucket-replication";
import { FileReplication } from "../modules/replication/file-replication";
import { TableReplica } from "../modules/replication/table-replica";
import { MindscapeStack, type Scope } from "./mindscape-stack";

/** ARNs of a region's keys, by purpose. */
type KeyArns<Purpose extends string> = Readonly<Record<Purpose, { readonly arn: string }>>;

export interface ReplicationStackProps {
  /** Where the stores were born. */
  readonly home: {
    readonly region: RegionConfig;
    readonly keys: KeyArns<"assets" | "backup">;
    readonly fileSystemId: string;
    readonly table: { readonly arn: string } | "none";
  };
  readonly other: {
    readonly region: RegionConfig;
    readonly keys: KeyArns<"assets" | "backup" | "data">;
    readonly fileSystemId: string;
  };
}

/** A region's side of a pair of buckets. */
interface Side {
  readonly region: RegionConfig;
  readonly keys: KeyArns<"assets" | "backup">;
}

/** What needs both regions at once: the only layer that may be impossible to apply while one of them is lost. */
export class ReplicationStack extends MindscapeStack {
  constructor(
    app: App,
    private readonly site: Omit<Scope, "region">,
    props: ReplicationStackProps,
  ) {
    super(app, "replication", { ...site, region: GLOBAL });
    this.buckets(props);
    this.table(props);
    this.files(props);
  }

  /** Both ways, so that failing back finds what was written meanwhile. Only the way out has to meet the recovery point. */
  private buckets({ home, other }: ReplicationStackProps): void {
    for (const purpose of ["assets", "backups"] as const) {
      new BucketReplication(this, `${purpose}-to-other`, {
        ...this.direction(purpose, home, other),
        pace: "time-control",
      });
      new BucketReplication(this, `${purpose}-to-home`, {
        ...this.direction(purpose, other, home),
        pace: "best-effort",
      });
    }
  }

  private direction(purpose: "assets" | "backups", from: Side, to: Side) {
    return {
      source: this.bucket(purpose, from),
      destination: this.bucket(purpose, to),
      provider: this.providerIn(from.region.name),
      roleName: this.namesIn(from.region.name).roles[`replicate-${purpose}`],
    };
  }

  private bucket(purpose: "assets" | "backups", { region, keys }: Side) {
    const name = this.namesIn(region.name).buckets[purpose];
    const kmsKeyArn = purpose === "assets" ? keys.assets.arn : keys.backup.arn;
    return { name, arn: bucketArn(name), region: region.name, kmsKeyArn };
  }

  private table({ home, other }: ReplicationStackProps): void {
    if (home.table === "none") return;
    new TableReplica(this, "table", {
      tableArn: home.table.arn,
      kmsKeyArn: other.keys.data.arn,
      deletionProtection: this.protection.deletionProtection,
      preventDestroy: this.protection.preventDestroy,
    });
  }

  /** A failover ends it. It comes back when home is active again, and EFS lets that happen only into an unprotected copy. */
  private files({ home, other }: ReplicationStackProps): void {
    if (this.site.environment.activeRegion !== home.region.name) return;
    new FileReplication(this, "files", {
      sourceId: home.fileSystemId,
      destination: { id: other.fileSystemId, region: other.region.name },
      provider: this.providerIn(home.region.name),
    });
  }
}
