import type { App, ITerraformDependable } from "cdktf";
import { INSTANCE_TYPES, type InstanceType } from "../config/catalogs/instance-types";
import { VERSIONS } from "../config/versions";
import { queueArn } from "../modules/batch/job-queue";
import { bucketArn } from "../modules/buckets/bucket";
import { AccessEntries } from "../modules/cluster/access-entries";
import { Addons, NodelessAddons } from "../modules/cluster/addons";
import { reservedFor, type Resources } from "../config/node-capacity";
import { Cluster } from "../modules/cluster/cluster";
import { Identities, type IdentitiesProps } from "../modules/cluster/identities";
import { ImageRepository } from "../modules/cluster/image-repository";
import { ClusterLogGroups } from "../modules/cluster/log-groups";
import { Machines } from "../modules/cluster/machines";
import { type ServiceAccount, SERVICE_ACCOUNTS } from "../modules/cluster/service-accounts";
import { DATABASE_USER, UPLOADS_PREFIX } from "./api-stores";
import type { DataStack } from "./data-stack";
import { MindscapeStack, type Site } from "./mindscape-stack";

// Images that a rollback can choose from: about half a year of daily releases.
const KEEP_IMAGES = 150;

export interface ClusterStackProps {
  readonly keys: Readonly<Record<"alerts" | "assets" | "data" | "ebs" | "logs", { readonly arn: string }>>;
  /** One subnet a zone, in the order of the environment's zones. */
  readonly network: { readonly privateSubnetIds: string[] };
  /** The stores that this region's API uses. */
  readonly data: Pick<DataStack, "database" | "cache" | "table" | "dax" | "files" | "apiAccessPoint">;
}

/** Kubernetes in one region: control plane, machines, add-ons, who may enter, and what its workloads may touch. */
export class ClusterStack extends MindscapeStack {
  readonly cluster: Cluster;
  /** Whose pods have a role. */
  readonly identities: readonly ServiceAccount[];

  constructor(
    app: App,
    private readonly site: Site,
    private readonly props: ClusterStackProps,
  ) {
    super(app, "cluster", site);
    const { region, accountId, names, defaultTags: tags } = this;
    const logGroups = new ClusterLogGroups(this, "log-groups", {
      region,
      accountId,
      clusterName: names.cluster,
      retentionDays: site.environment.retention.logsDays,
      kmsKeyArn: props.keys.logs.arn,
      insights: this.insights,
    });
    this.cluster = this.controlPlane(logGroups);
    const { cluster } = this;
    this.openStores();
    const identities = this.podIdentities(logGroups.insightsArns);
    this.identities = identities.accounts;
    const daemons = new NodelessAddons(this, "nodeless-addons", {
      cluster,
      vpcCniRole: identities.vpcCni,
      tags,
    });
    const machines = this.machines(daemons.ready);
    new Addons(this, "addons", {
      cluster,
      region,
      tags,
      nodes: machines.system,
      ebsCsiRole: identities.ebsCsi,
      efsCsiIdentity: identities.efsCsi.ready,
      insights:
        identities.cloudWatchAgent === undefined
          ? "none"
          : { role: identities.cloudWatchAgent, logGroups: logGroups.insights },
    });
    this.access();
    this.repository();
  }

  /** One log shipper on each node, or none. */
  private get insights(): boolean {
    return this.site.environment.monitoring !== "basic";
  }

  private controlPlane(logGroups: ClusterLogGroups): Cluster {
    const { clusterEndpoint } = this.site.environment;
    return new Cluster(this, "cluster", {
      name: this.names.cluster,
      version: VERSIONS.kubernetes.version,
      region: this.region,
      accountId: this.accountId,
      roleName: this.names.roles.cluster,
      subnetIds: this.props.network.privateSubnetIds,
      publicRanges: clusterEndpoint.kind === "private" ? "none" : clusterEndpoint.ranges,
      secretsKeyArn: this.props.keys.data.arn,
      logGroup: logGroups.controlPlane,
      preventDestroy: this.protection.preventDestroy,
    });
  }

  private openStores(): void {
    const { database, cache, dax, files } = this.props.data;
    const stores = [database, cache, files, ...(dax === "none" ? [] : [dax])];
    for (const store of stores) store.allowFrom(this, "cluster", this.cluster.securityGroupId);
  }

  private podIdentities(logGroupArns: readonly string[]): Identities {
    const { keys, data } = this.props;
    const { Project, Environment } = this.defaultTags;
    return new Identities(this, "identities", {
      region: this.region,
      accountId: this.accountId,
      cluster: this.cluster,
      clusterName: this.names.cluster,
      roleNames: this.names.roles,
      volumesKeyArn: keys.ebs.arn,
      files: { fileSystemArn: data.files.arn, accessPointArn: data.apiAccessPoint.arn },
      targetGroupTags: { Project, Environment, Layer: "ingress" },
      insights: this.insights ? { logGroupArns } : "none",
      autoscaler: this.site.environment.scaling === "automatic",
      prometheus: this.insights
        ? { topicArns: Object.values(this.topicArns), kmsKeyArn: keys.alerts.arn }
        : "none",
      api: this.apiGrants(),
    });
  }

  private apiGrants(): IdentitiesProps["api"] {
    const { keys, data } = this.props;
    const { database, cache, table, dax } = data;
    const replicas = "readReplicas" in database ? database.readReplicas : [];
    return {
      database: {
        resourceIds: [database, ...replicas].map(({ resourceId }) => resourceId),
        user: DATABASE_USER,
      },
      cache: { arn: cache.arn, userArn: cache.apiUserArn },
      table: table === "none" ? "none" : { arn: table.arn, kmsKeyArn: keys.data.arn },
      dax,
      jobs: {
        queueArn: queueArn({ region: this.region, accountId: this.accountId }, this.names.queues.jobs),
        kmsKeyArn: keys.data.arn,
      },
      assets: {
        bucketArn: bucketArn(this.names.buckets.assets),
        kmsKeyArn: keys.assets.arn,
        uploadsPrefix: UPLOADS_PREFIX,
      },
    };
  }

  private machines(after: readonly ITerraformDependable[]): Machines {
    const { system, api, burst } = this.site.environment.nodes;
    return new Machines(this, "machines", {
      cluster: this.cluster,
      roleName: this.names.roles.nodes,
      subnetIds: this.props.network.privateSubnetIds,
      volumesKeyArn: this.props.keys.ebs.arn,
      apiMachineName: this.names.apiMachines,
      system: { ...system, ...system.perZone, ...madeOf([system.instanceType]) },
      api: { ...api, ...api.perZone, ...madeOf([api.instanceType]) },
      burst: burst === "none" ? "none" : { ...burst, min: 0, ...madeOf(burst.instanceTypes) },
      sizedBy: this.site.environment.scaling === "automatic" ? "autoscaler" : "terraform",
      tags: this.defaultTags,
      after,
    });
  }

  private access(): void {
    const { plan, apply, operator, developer } = this.names.people;
    const may = this.site.environment.developers;
    const namespaces = [SERVICE_ACCOUNTS.api.namespace];
    new AccessEntries(this, "access", {
      cluster: this.cluster,
      planRoleArn: this.roleArn(plan),
      applyRoleArn: this.roleArn(apply),
      operatorRoleArn: this.roleArn(operator),
      developers: may === "none" ? "none" : { roleArn: this.roleArn(developer), may, namespaces },
    });
  }

  private repository(): void {
    const { environment, settings } = this.site;
    const { accounts, images } = settings.organization;
    new ImageRepository(this, "repository", {
      name: this.names.repository,
      accountId: this.accountId,
      kmsKeyArn: this.props.keys.data.arn,
      keepImages: KEEP_IMAGES,
      replicateTo: environment.regions.map(({ name }) => name).filter((name) => name !== this.region),
      pulledBy: environment.name === images.builtIn ? images.promotedTo.map((name) => accounts[name]) : [],
      forceDelete: this.protection.forceDestroy,
      preventDestroy: this.protection.preventDestroy,
    });
  }
}

/** Types of one group share an architecture; the largest reserve fits all of them. */
function madeOf(instanceTypes: readonly string[]): {
  readonly architecture: InstanceType["architecture"];
  readonly reserved: Resources;
} {
  const types = instanceTypes.map((name) => {
    const type = INSTANCE_TYPES[name];
    if (type === undefined) throw new Error(`instance type ${name} is not in config/catalogs`);
    return type;
  });
  const reserves = types.map(reservedFor);
  return {
    architecture: types[0]?.architecture ?? "x86_64",
    reserved: {
      cpuMillicores: Math.max(...reserves.map(({ cpuMillicores }) => cpuMillicores)),
      memoryMiB: Math.max(...reserves.map(({ memoryMiB }) => memoryMiB)),
    },
  };
}
