import type { App } from "cdktf";
import { DATABASE_CLASSES } from "../config/catalogs/store-types";
import { MAINTENANCE, VAULT_CRONS } from "../config/maintenance";
import { REGIONS } from "../config/regions";
import { TABLE_UNITS } from "../config/stores";
import { CACHE_ENGINES, VERSIONS } from "../config/versions";
import { Backup, vaultArn } from "../modules/data/backup/backup";
import { Dax } from "../modules/data/dynamodb/dax";
import { Table, tableArn } from "../modules/data/dynamodb/table";
import { FileSystem } from "../modules/data/files/file-system";
import { Database } from "../modules/data/postgresql/database";
import { DatabaseReplica } from "../modules/data/postgresql/database-replica";
import { Cache } from "../modules/data/redis/cache";
import { CacheSecondary } from "../modules/data/redis/cache-secondary";
import { MindscapeStack, type Site } from "./mindscape-stack";

export interface DataStackProps {
  /** Keys of `base`, in this region. */
  readonly keys: Readonly<Record<"data" | "logs" | "backup", { readonly arn: string }>>;
  readonly network: { readonly vpcId: string; readonly isolatedSubnetIds: readonly string[] };
}

export const DATABASE = { name: "mindscape", master: "mindscape_master" } as const;
const MIN_BACKUP_DAYS = 7;
// A day of sessions and cached values is all that a snapshot is good for; a second one in case the first is broken.
const CACHE_SNAPSHOT_DAYS = 2;

/**
 * The stores of one region. Their shape follows where they were born: primaries at home, replicas of them in the other
 * region; a failover changes only which region's backup plan runs.
 */
export class DataStack extends MindscapeStack {
  readonly database: Database | DatabaseReplica;
  readonly cache: Cache | CacheSecondary;
  readonly files: FileSystem;
  /** Where the API enters the files. */
  readonly apiAccessPoint: { readonly id: string; readonly arn: string };
  /** The table, or the name and ARN that its replica has in this region. */
  readonly table: { readonly name: string; readonly arn: string } | "none";
  readonly dax: Dax | "none";
  private readonly born: "home" | "other";

  constructor(
    app: App,
    private readonly site: Site,
    private readonly props: DataStackProps,
  ) {
    super(app, "data", site);
    this.born = site.environment.regions[0].name === this.region ? "home" : "other";
    this.database = this.postgresql();
    this.cache = this.redis();
    this.table = this.dynamodb();
    this.dax = this.accelerator();
    this.files = this.fileSystem();
    this.apiAccessPoint = this.files.accessPoint("api", "api");
    this.backup();
  }

  private postgresql(): Database | DatabaseReplica {
    const { names, protection, props, accountId } = this;
    const { database, retention, regions } = this.site.environment;
    const shared = {
      name: names.database,
      engineVersion: VERSIONS.postgresql.version,
      availability: database.availability,
      capacity: { ...database, ...databaseClass(database.instanceClass) },
      network: this.networkFor("database"),
      kmsKeyArn: props.keys.data.arn,
      protection,
      operations: {
        region: this.region,
        accountId,
        maintenanceWindow: MAINTENANCE[this.born].weekly,
        backupWindow: MAINTENANCE[this.born].backup,
        backupRetentionDays: protection.backupRetentionDays,
        logs: { retentionDays: retention.logsDays, kmsKeyArn: props.keys.logs.arn },
        monitoringRoleName: names.roles["database-monitoring"],
      },
    };
    if (this.born === "other") {
      const sourceArn = `arn:aws:rds:${regions[0].name}:${accountId}:db:${names.database}`;
      return new DatabaseReplica(this, "database", { ...shared, sourceArn });
    }
    return new Database(this, "database", {
      ...shared,
      databaseName: DATABASE.name,
      masterUsername: DATABASE.master,
      readReplicas: database.readReplicas,
    });
  }

  private redis(): Cache | CacheSecondary {
    const { names, protection, props } = this;
    const { cache, retention, regions } = this.site.environment;
    const shared = {
      name: names.cache,
      replicas: cache.replicas,
      network: this.networkFor("cache"),
      kmsKeyArn: props.keys.data.arn,
      users: names.cacheUsers,
      protection,
      operations: {
        maintenanceWindow: MAINTENANCE[this.born].weekly,
        snapshotWindow: MAINTENANCE[this.born].backup,
        snapshotRetentionDays: CACHE_SNAPSHOT_DAYS,
        logs: {
          slowLogGroupName: names.logGroups.cacheSlow,
          engineLogGroupName: names.logGroups.cacheEngine,
          retentionDays: retention.logsDays,
          kmsKeyArn: props.keys.logs.arn,
        },
      },
    };
    if (this.born === "other") {
      const globalDatastoreId = `${REGIONS[regions[0].name].globalDatastorePrefix}-${names.cache}`;
      return new CacheSecondary(this, "cache", { ...shared, globalDatastoreId });
    }
    return new Cache(this, "cache", {
      ...shared,
      engine: { name: cache.engine, ...CACHE_ENGINES[cache.engine] },
      nodeType: cache.nodeType,
      globalDatastore: regions.length > 1 ? { suffix: names.cache } : "none",
    });
  }

  private dynamodb(): DataStack["table"] {
    const { names, protection } = this;
    if (this.site.environment.dynamo === "off") return "none";
    if (this.born === "other")
      return { name: names.table, arn: tableArn(this.region, this.accountId, names.table) };
    return new Table(this, "table", {
      name: names.table,
      kmsKeyArn: this.props.keys.data.arn,
      maxUnits: TABLE_UNITS,
      deletionProtection: protection.deletionProtection,
      preventDestroy: protection.preventDestroy,
    });
  }

  private accelerator(): Dax | "none" {
    const { names, table, props } = this;
    const { dax } = this.site.environment;
    if (dax === "none" || table === "none") return "none";
    return new Dax(this, "dax", {
      name: names.dax,
      roleName: names.roles.dax,
      ...this.networkFor("dax"),
      table: { name: table.name, arn: table.arn, kmsKeyArn: props.keys.data.arn, region: this.region },
      nodeType: dax.nodeType,
      // Standing by, one is enough to have the endpoint; more come in place.
      nodes: this.region === this.site.environment.activeRegion ? dax.nodes : 1,
      maintenanceWindow: MAINTENANCE[this.born].weekly,
    });
  }

  private fileSystem(): FileSystem {
    return new FileSystem(this, "files", {
      name: this.names.files,
      ...this.networkFor("files"),
      kmsKeyArn: this.props.keys.data.arn,
      born: this.born === "home" ? "alone" : "as-destination",
      preventDestroy: this.protection.preventDestroy,
    });
  }

  private backup(): void {
    const { names, protection, props, region, accountId } = this;
    const { activeRegion, regions, retention } = this.site.environment;
    const elsewhere = regions.find(({ name }) => name !== region);
    const table = this.table === "none" ? [] : [this.table.arn];
    const dailyDays = Math.max(MIN_BACKUP_DAYS, protection.backupRetentionDays);
    new Backup(this, "backup", {
      name: names.vault,
      roleName: names.roles.backup,
      kmsKeyArn: props.keys.backup.arn,
      lock: protection.preventDestroy
        ? { minDays: MIN_BACKUP_DAYS, maxDays: Math.max(dailyDays, retention.backupsDays) }
        : "none",
      failures: {
        ruleName: names.backupFailures,
        topicArn: `arn:aws:sns:${region}:${accountId}:${names.topics.ticket}`,
      },
      plan:
        region === activeRegion
          ? {
              name: names.vault,
              schedules: {
                daily: { cron: VAULT_CRONS.daily, keepDays: dailyDays },
                monthly: { cron: VAULT_CRONS.monthly, keepDays: retention.backupsDays },
              },
              copyTo:
                elsewhere === undefined
                  ? "none"
                  : { vaultArn: vaultArn(elsewhere.name, accountId, this.namesIn(elsewhere.name).vault) },
              resourceArns: [this.database.arn, this.files.arn, ...table],
              recoveryPointTags: this.defaultTags,
            }
          : "none",
      forceDestroy: protection.forceDestroy,
      preventDestroy: protection.preventDestroy,
    });
  }

  private networkFor(store: "database" | "cache" | "dax" | "files"): {
    readonly vpcId: string;
    readonly subnetIds: readonly string[];
    readonly securityGroupName: string;
  } {
    const { vpcId, isolatedSubnetIds } = this.props.network;
    return { vpcId, subnetIds: isolatedSubnetIds, securityGroupName: this.names.securityGroups[store] };
  }
}

function databaseClass(instanceClass: string): { readonly vCpus: number; readonly memoryGiB: number } {
  const known = DATABASE_CLASSES[instanceClass];
  if (known === undefined) throw new Error(`${instanceClass} is not in config/catalogs/store-types.ts`);
  return known;
}
