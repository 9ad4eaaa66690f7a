import type { EnvironmentConfig } from "../../config/environment";
import {
  type Birth,
  MAINTENANCE,
  MAINTENANCE_PLAN,
  MAINTENANCE_TASKS,
  type MaintenanceTask,
} from "../../config/maintenance";
import type { Names } from "../../config/names";
import { hostImageParameter } from "../../modules/batch/host-template";
import type { MaintenanceProps } from "../../modules/maintenance/maintenance";
import type { Targets } from "../../modules/maintenance/statements";
import { DATABASE, type DataStack } from "../data-stack";

// Made by database-bootstrap.
const DATABASE_USER = "maintenance";

/** When each task of a region begins, and how long it may take. */
export function timesOf(birth: Birth): MaintenanceProps["times"] {
  return Object.fromEntries(
    MAINTENANCE_TASKS.map((task) => {
      const { minutes } = MAINTENANCE_PLAN.tasks[task];
      return [task, { ...MAINTENANCE[birth].schedules[task], minutes }];
    }),
  ) as MaintenanceProps["times"];
}

/** Names of what maintenance consists of. */
export function maintenanceNames(names: Names): MaintenanceProps["names"] {
  return {
    tasks: names.maintenanceTasks,
    roles: Object.fromEntries(MAINTENANCE_TASKS.map((task) => [task, names.roles[task]])) as Record<
      MaintenanceTask,
      string
    >,
    starterRole: names.roles["maintenance-starter"],
    scheduleGroup: names.maintenance,
    missedQueue: names.queues["maintenance-missed"],
    deathsRule: names.maintenanceDeaths,
  };
}

/** What maintenance looks after in one region. */
export function targetsOf(
  { batch, image }: EnvironmentConfig,
  names: Names,
  database: DataStack["database"],
): Targets {
  const replicas = "readReplicas" in database ? database.readReplicas : [];
  return {
    eksCluster: names.cluster,
    databases: [...replicas.map((_, index) => `${names.database}-replica-${index + 1}`), names.database],
    database: {
      host: database.address,
      port: database.port,
      name: DATABASE.name,
      user: DATABASE_USER,
      resourceId: database.resourceId,
    },
    hosts: { group: names.spotCapacity, imageParameter: hostImageParameter(image.architecture) },
    repository: names.repository,
    workerDigest: batch.worker.imageDigest,
  };
}
