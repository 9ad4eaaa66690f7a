import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { App } from "cdktf";
import { ALERTS } from "../config/alerts";
import { HOST_RESERVED_MIB } from "../config/batch";
import { MAINTENANCE_PLAN } from "../config/maintenance";
import { BatchCluster } from "../modules/batch/batch-cluster";
import { ClientGroup } from "../modules/batch/client-group";
import { bootstrapStatements, DatabaseBootstrap } from "../modules/batch/database-bootstrap";
import { JobQueue } from "../modules/batch/job-queue";
import { SpotCapacity } from "../modules/batch/spot-capacity";
import { startStatements, TaskRole } from "../modules/batch/task-role";
import { Worker } from "../modules/batch/worker";
import { WorkerScaling } from "../modules/batch/worker-scaling";
import { Maintenance } from "../modules/maintenance/maintenance";
import { Alarm } from "../modules/monitoring/alarm";
import { maintenanceNames, targetsOf, timesOf } from "./batch/maintenance";
import { VISIBILITY_SECONDS, workerEnvironment, workerGrants } from "./batch/worker";
import { DATABASE, type DataStack } from "./data-stack";
import { MindscapeStack, type Site } from "./mindscape-stack";

// Three failures of its own, and twice Spot.
const ATTEMPTS = 5;
const INSIGHTS = { basic: "disabled", full: "enabled", "full-with-alerts": "enhanced" } as const;

export interface BatchStackProps {
  readonly keys: Readonly<Record<"alerts" | "assets" | "data" | "ebs" | "logs", { readonly arn: string }>>;
  readonly network: { readonly vpcId: string; readonly privateSubnetIds: string[] };
  /** The stores that this region's workers use. */
  readonly data: Pick<DataStack, "database" | "cache" | "table">;
}

/**
 * The work beside the API in one region: a queue, a worker on Spot that comes and goes with it, and tasks for a person's
 * hand. It is the same in both regions: without jobs it costs nothing, and only the active region's API sends any.
 */
export class BatchStack extends MindscapeStack {
  readonly queue: JobQueue;
  private readonly batch: BatchCluster;
  private readonly tasksGroup: ClientGroup;

  constructor(
    app: App,
    private readonly site: Site,
    private readonly props: BatchStackProps,
  ) {
    super(app, "batch", site);
    const { logs, data } = props.keys;
    this.batch = new BatchCluster(this, "cluster", {
      name: this.names.batchCluster,
      insights: INSIGHTS[site.environment.monitoring],
      insightsLogs: { retentionDays: site.environment.retention.logsDays, kmsKeyArn: logs.arn },
      storageKeyArn: props.keys.ebs.arn,
    });
    this.tasksGroup = this.openStores();
    this.queue = new JobQueue(this, "queue", {
      ...this.place,
      name: this.names.queues.jobs,
      failedName: this.names.queues["jobs-failed"],
      kmsKeyArn: data.arn,
      visibilitySeconds: VISIBILITY_SECONDS,
      attempts: ATTEMPTS,
      preventDestroy: this.protection.preventDestroy,
    });
    const { worker, databaseBootstrap, maintenance } = this.names.logGroups;
    const execution = new TaskRole(this, "execution-role", {
      ...this.place,
      name: this.names.roles["batch-execution"],
      statements: startStatements(this.place, {
        logGroupNames: [worker, databaseBootstrap, maintenance],
        repositories: [this.names.repository],
      }),
    });
    this.worker(execution, this.spot());
    this.databaseBootstrap(execution);
    this.maintenance(execution);
    if (site.environment.monitoring !== "basic") this.tellsOfMissedMaintenance();
  }

  private get place(): { readonly region: string; readonly accountId: string } {
    return { region: this.region, accountId: this.accountId };
  }

  private openStores(): ClientGroup {
    const { database, cache } = this.props.data;
    const group = new ClientGroup(this, "tasks", {
      name: this.names.securityGroups["batch-tasks"],
      description: "tasks of the batch cluster",
      vpcId: this.props.network.vpcId,
      cidr: this.site.region.cidr,
      reaches: [
        { store: "database", port: database.port },
        { store: "cache", port: cache.port },
      ],
    });
    for (const store of [database, cache]) store.allowFrom(this, "batch", group.id);
    return group;
  }

  private spot(): SpotCapacity {
    const { batch, image } = this.site.environment;
    const { network, keys } = this.props;
    return new SpotCapacity(this, "spot", {
      ...this.place,
      ...batch.spot,
      name: this.names.spotCapacity,
      roleName: this.names.roles["batch-hosts"],
      clusterName: this.names.batchCluster,
      cluster: this.batch,
      subnetIds: network.privateSubnetIds,
      securityGroup: {
        name: this.names.securityGroups["batch-hosts"],
        vpcId: network.vpcId,
        cidr: this.site.region.cidr,
      },
      architecture: image.architecture,
      volumesKeyArn: keys.ebs.arn,
      reservedMiB: HOST_RESERVED_MIB,
      tags: this.defaultTags,
    });
  }

  private worker(execution: TaskRole, spot: SpotCapacity): void {
    const { batch, image } = this.site.environment;
    const { cpu, memoryMiB, imageDigest, maxTasks } = batch.worker;
    const { names, accountId, region } = this;
    const logs = this.logGroup("worker-logs", names.logGroups.worker);
    const jobs = { names, keys: this.props.keys, data: this.props.data, queue: this.queue };
    const role = new TaskRole(this, "worker-role", {
      ...this.place,
      name: names.roles.worker,
      statements: workerGrants(this.place, jobs),
    });
    const worker = new Worker(this, "worker", {
      name: names.tasks.worker,
      clusterArn: this.batch.cluster.arn,
      image: `${accountId}.dkr.ecr.${region}.amazonaws.com/${names.repository}@${imageDigest}`,
      architecture: image.architecture,
      cpu,
      memoryMiB,
      environment: workerEnvironment(jobs),
      logs: { groupName: logs.name, region },
      roleArn: role.arn,
      executionRoleArn: execution.arn,
      subnetIds: this.props.network.privateSubnetIds,
      securityGroupId: this.tasksGroup.id,
      capacityProvider: spot.providerName,
      after: [spot.ready, ...role.grants, ...execution.grants],
    });
    new WorkerScaling(this, "worker-scaling", {
      clusterName: names.batchCluster,
      serviceName: worker.serviceName,
      queueName: this.queue.name,
      max: maxTasks,
      alarmNames: { waiting: names.scalingAlarms["jobs-waiting"], quiet: names.scalingAlarms["jobs-quiet"] },
    });
  }

  private databaseBootstrap(execution: TaskRole): void {
    const { names, region, props } = this;
    const { address, port } = props.data.database;
    const role = new TaskRole(this, "database-bootstrap-role", {
      ...this.place,
      name: names.roles["database-bootstrap"],
      statements: bootstrapStatements(this.place, names.database),
    });
    new DatabaseBootstrap(this, "database-bootstrap", {
      name: names.tasks["database-bootstrap"],
      database: { instance: names.database, host: address, port, ...DATABASE },
      logs: {
        groupName: this.logGroup("database-bootstrap-logs", names.logGroups.databaseBootstrap).name,
        region,
      },
      roleArn: role.arn,
      executionRoleArn: execution.arn,
    });
  }

  private maintenance(execution: TaskRole): void {
    const { names, region, props, site } = this;
    const { environment } = site;
    const awsOnly = new ClientGroup(this, "maintenance-group", {
      name: names.securityGroups.maintenance,
      description: "maintenance tasks",
      vpcId: props.network.vpcId,
      cidr: site.region.cidr,
      reaches: [],
    });
    new Maintenance(this, "maintenance", {
      ...this.place,
      title: `${names.maintenance} in ${region}`,
      names: maintenanceNames(names),
      times: timesOf(site.region.name === environment.regions[0].name ? "home" : "other"),
      freezes: MAINTENANCE_PLAN.freezes,
      cluster: { arn: this.batch.cluster.arn, name: names.batchCluster },
      subnetIds: props.network.privateSubnetIds,
      securityGroupIds: { database: this.tasksGroup.id, aws: awsOnly.id },
      execution: { name: names.roles["batch-execution"], arn: execution.arn },
      logGroup: this.logGroup("maintenance-logs", names.logGroups.maintenance).name,
      topic: { arn: this.ticketTopic, kmsKeyArn: props.keys.alerts.arn },
      queueKeyArn: props.keys.data.arn,
      targets: targetsOf(environment, names, props.data.database),
    });
  }

  /** Tasks tell everything else themselves. */
  private tellsOfMissedMaintenance(): void {
    const key = "maintenance-not-started";
    new Alarm(this, key, {
      name: `${this.names.alarmPrefix}${key}`,
      alert: ALERTS[key],
      comparison: "above",
      measure: {
        namespace: "AWS/SQS",
        name: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: this.names.queues["maintenance-missed"] },
        statistic: "Maximum",
      },
      topicArns: [this.ticketTopic],
    });
  }

  private get ticketTopic(): string {
    return `arn:aws:sns:${this.region}:${this.accountId}:${this.names.topics.ticket}`;
  }

  private logGroup(id: string, name: string): CloudwatchLogGroup {
    const { retention } = this.site.environment;
    return new CloudwatchLogGroup(this, id, {
      name,
      retentionInDays: retention.logsDays,
      kmsKeyId: this.props.keys.logs.arn,
    });
  }
}
