import { type Answers, run } from "./run";

const ENVIRONMENT = {
  CLUSTER: "mindscape-production",
  DATABASES: "mindscape-production-replica-1 mindscape-production",
  HOSTS: "mindscape-production-spot",
  HOST_IMAGE: "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
};
const NEW = "1.35.0-20261101";
const pending = (...actions: string[]) => ({
  PendingMaintenanceActions: [{ PendingMaintenanceActionDetails: actions.map((Action) => ({ Action })) }],
});
const instance = (DBInstanceStatus: string) => ({
  DBInstances: [{ DBInstanceStatus, EngineVersion: "17.9" }],
});
const group = (nodegroupName: string, releaseVersion: string, more: object = {}) => ({
  nodegroup: {
    nodegroupName,
    releaseVersion,
    status: "ACTIVE",
    version: "1.35",
    amiType: "AL2023_x86_64_STANDARD",
    scalingConfig: { desiredSize: 3 },
    ...more,
  },
});
const update = (status: string, ...errors: object[]) => ({ update: { id: "u-1", status, errors } });

/** A region where there is nothing to do. */
const QUIET: Answers = {
  "rds describe-db-instances": [instance("available")],
  "rds describe-pending-maintenance-actions": [pending()],
  "autoscaling describe-auto-scaling-groups": [{ AutoScalingGroups: [{ Instances: [] }] }],
  "eks list-nodegroups": [{ nodegroups: ["system", "api"] }],
  "eks describe-nodegroup": { system: [group("system", NEW)], api: [group("api", NEW)] },
  "ssm get-parameter": {
    release_version: [{ Parameter: { Value: NEW } }],
    image_id: [{ Parameter: { Value: "ami-new" } }],
  },
};
const patches = (answers: Answers = {}, environment = {}) =>
  run("security-patches", { ...QUIET, ...answers }, { ...ENVIRONMENT, ...environment });

test("a region with all its patches is left alone, and told so", () => {
  const { code, output, calls, report } = patches();
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(calls.map(([name]) => name).filter((name) => !/(describe|list|get)-/.test(name))).toEqual([
    "sns publish",
  ]);
  expect(report?.Subject).toBe("here: security-patches done");
});

test("databases get what is pending at once, copies first, and a decision is left to people", () => {
  const replica = "mindscape-production-replica-1";
  const { code, output, requests, report } = patches({
    "rds describe-pending-maintenance-actions": {
      [replica]: [pending("system-update"), pending()],
      "mindscape-production": [
        pending("db-upgrade", "ca-certificate-rotation"),
        pending("ca-certificate-rotation"),
      ],
    },
    "rds apply-pending-maintenance-action": [{}],
  });
  expect({ code, output }).toMatchObject({ code: 0 });
  const asked = (name: string, ApplyAction: string) => ({
    ResourceIdentifier: `arn:aws:rds:us-west-2:333333333333:db:${name}`,
    ApplyAction,
    OptInType: "immediate",
  });
  expect(requests("rds apply-pending-maintenance-action")).toEqual([
    asked(replica, "system-update"),
    asked("mindscape-production", "db-upgrade"),
  ]);
  expect(report?.Message).toContain("mindscape-production: ca-certificate-rotation waits for a decision");
});

test("what its copy does not finish in time keeps the primary from its turn", () => {
  const { code, requests, report } = patches(
    {
      "rds describe-pending-maintenance-actions": [pending("system-update")],
      "rds apply-pending-maintenance-action": [{}],
    },
    { MINUTES: "0.02" },
  );
  expect(code).toBe(10);
  expect(requests("rds apply-pending-maintenance-action")).toHaveLength(1);
  expect(report?.Message).toContain("system-update goes on after the time is up");
});

test("nodes follow group by group, the oldest release first, without touching Kubernetes' version", () => {
  const { code, requests, report } = patches({
    "eks describe-nodegroup": {
      system: [group("system", "1.35.0-20261001")],
      api: [group("api", "1.35.0-20260901")],
    },
    "eks update-nodegroup-version": [update("InProgress")],
    "eks describe-update": [update("InProgress"), update("Successful")],
  });
  expect(code).toBe(0);
  const asked = { clusterName: "mindscape-production", version: "1.35", releaseVersion: NEW };
  expect(requests("eks update-nodegroup-version")).toEqual([{ ...asked, nodegroupName: "api" }]);
  expect(report?.Message).toContain("nodes system: left for the next time");
});

test("a group that fails stops the others, and is reported with EKS's reason", () => {
  const { code, requests, report } = patches(
    {
      "eks describe-nodegroup": {
        system: [group("system", "1.35.0-20261001")],
        api: [group("api", "1.35.0-20260901")],
      },
      "eks update-nodegroup-version": [update("InProgress")],
      "eks describe-update": [
        update("Failed", { errorCode: "PodEvictionFailure", errorMessage: "a budget allows none" }),
      ],
    },
    { MINUTES: "60" },
  );
  expect(code).toBe(10);
  expect(requests("eks update-nodegroup-version")).toHaveLength(1);
  expect(report?.Subject).toBe("here: security-patches failed");
  expect(report?.Message).toContain("PodEvictionFailure: a budget allows none");
});

describe("batch machines", () => {
  const running = {
    "autoscaling describe-auto-scaling-groups": [
      { AutoScalingGroups: [{ Instances: [{ InstanceId: "i-1" }, { InstanceId: "i-2" }] }] },
    ],
    "autoscaling start-instance-refresh": [{ InstanceRefreshId: "r-1" }],
  };
  const machines = (...images: string[]) => ({
    "ec2 describe-instances": [{ Reservations: images.map((ImageId) => ({ Instances: [{ ImageId }] })) }],
  });

  test("with an old image are replaced, protected ones too", () => {
    const { code, requests } = patches({
      ...running,
      ...machines("ami-old", "ami-new"),
      "autoscaling describe-instance-refreshes": [{ InstanceRefreshes: [{ Status: "Successful" }] }],
    });
    expect(code).toBe(0);
    expect(requests("autoscaling start-instance-refresh")).toEqual([
      {
        AutoScalingGroupName: "mindscape-production-spot",
        Preferences: { ScaleInProtectedInstances: "Refresh" },
      },
    ]);
  });

  test("with the newest one stay", () => {
    const { code, requests } = patches({ ...running, ...machines("ami-new", "ami-new") });
    expect(code).toBe(0);
    expect(requests("autoscaling start-instance-refresh")).toEqual([]);
  });

  test("that fail to follow are reported", () => {
    const { code, report } = patches({
      ...running,
      ...machines("ami-old", "ami-old"),
      "autoscaling describe-instance-refreshes": [
        { InstanceRefreshes: [{ Status: "Failed", StatusReason: "no Spot" }] },
      ],
    });
    expect(code).toBe(10);
    expect(report?.Message).toContain("Failed: no Spot");
  });
});

test("what AWS refuses in one part keeps the other parts from nothing", () => {
  const { code, report } = patches({
    "rds describe-db-instances": [{ refused: ["AccessDenied", "not yours"] }],
  });
  expect(code).toBe(10);
  expect(report?.Message).toContain("not yours");
  expect(report?.Message).toContain("nodes api: have the newest release");
});
