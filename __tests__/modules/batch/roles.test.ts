import { TASKS } from "../../../modules/maintenance/tasks";
import { evaluate } from "../../support/policy";
import { resource, resources } from "../../support/synthesis";
import { ACCOUNT, base, CLUSTER, policyOf, production } from "./stacks";

const TASK_ROLES = [
  "execution-role",
  "worker-role",
  "database-bootstrap-role",
  ...TASKS.map((task) => `maintenance/${task}-role`),
];
const ECS = `arn:aws:ecs:us-west-2:${ACCOUNT}`;
const LOGS = `arn:aws:logs:us-west-2:${ACCOUNT}:log-group:/mindscape/production`;
const REPOSITORY = `arn:aws:ecr:us-west-2:${ACCOUNT}:repository/mindscape/api`;
const QUEUE = `arn:aws:sqs:us-west-2:${ACCOUNT}:mindscape-production-jobs`;
const DATABASE = `arn:aws:rds:us-west-2:${ACCOUNT}:db:mindscape-production`;

function may(path: string, action: string, on = "*", context: Record<string, string> = {}): string {
  return evaluate(policyOf(path), { action, resource: on, context });
}

describe.each(TASK_ROLES)("%s", (role) => {
  const trust = String(resource(production, "aws_iam_role", `${role}/role`)["assume_role_policy"]);
  const asked = (sourceAccount: string, sourceArn: string): string =>
    evaluate(trust, {
      principal: { Service: "ecs-tasks.amazonaws.com" },
      action: "sts:AssumeRole",
      context: { "aws:SourceAccount": sourceAccount, "aws:SourceArn": sourceArn },
    });

  test("is taken for tasks of its own account and region only", () => {
    expect(asked(ACCOUNT, `${ECS}:task/${CLUSTER}/1`)).toBe("allow");
    expect(asked("999999999999", "arn:aws:ecs:us-west-2:999999999999:task/theirs/1")).toBe("none");
    expect(asked(ACCOUNT, `arn:aws:ecs:us-east-2:${ACCOUNT}:task/${CLUSTER}/1`)).toBe("none");
  });

  test("carries the boundary", () => {
    expect(resource(production, "aws_iam_role", `${role}/role`)["permissions_boundary"]).toContain(
      "boundary",
    );
  });
});

test("no policy allows everything of a service", () => {
  for (const [path] of resources(production, "aws_iam_role_policy")) {
    expect(policyOf(path)).not.toMatch(/"[a-z0-9-]+:\*"/);
  }
  expect(production.resource["aws_iam_role_policy_attachment"]).toBeUndefined();
});

test("ECS fetches the one repository's images and writes to the tasks' logs", () => {
  const path = "execution-role/policy";
  expect(may(path, "ecr:BatchGetImage", REPOSITORY)).toBe("allow");
  expect(may(path, "ecr:BatchGetImage", REPOSITORY.replace("api", "other"))).toBe("none");
  expect(may(path, "logs:PutLogEvents", `${LOGS}/batch/worker:log-stream:worker/worker/1`)).toBe("allow");
  expect(may(path, "logs:PutLogEvents", `${LOGS}/vpc-flow-logs:log-stream:1`)).toBe("none");
  for (const action of ["ecr:PutImage", "logs:CreateLogGroup", "secretsmanager:GetSecretValue"]) {
    expect(may(path, action, REPOSITORY)).toBe("none");
  }
});

describe("the worker", () => {
  const path = "worker-role/policy";

  test("receives and deletes jobs, and sends none", () => {
    for (const action of ["ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility"]) {
      expect(may(path, `sqs:${action}`, QUEUE)).toBe("allow");
      expect(may(path, `sqs:${action}`, `${QUEUE}-failed`)).toBe("none");
    }
    for (const action of ["SendMessage", "PurgeQueue", "SetQueueAttributes", "DeleteQueue"]) {
      expect(may(path, `sqs:${action}`, QUEUE)).toBe("none");
    }
  });

  test("asks ECS to be spared while it has a job, in this cluster", () => {
    expect(may(path, "ecs:UpdateTaskProtection", `${ECS}:task/${CLUSTER}/1`)).toBe("allow");
    expect(may(path, "ecs:UpdateTaskProtection", `${ECS}:task/other/1`)).toBe("none");
    expect(may(path, "ecs:StopTask", `${ECS}:task/${CLUSTER}/1`)).toBe("none");
  });

  test("opens jobs by way of SQS alone", () => {
    const statements = JSON.parse(policyOf(path)) as { Statement: { Sid: string; Condition?: unknown }[] };
    const found = statements.Statement.find(({ Sid }) => Sid === "ReadJobs");
    expect(found?.Condition).toEqual({ StringEquals: { "kms:ViaService": "sqs.us-west-2.amazonaws.com" } });
  });

  test("enters the database as the user that the bootstrap makes, and never becomes its master", () => {
    expect(policyOf(path)).toMatch(/rds-db:us-west-2:\d{12}:dbuser:\$\{[^}]+\}\/api"/);
    expect(may(path, "rds:ModifyDBInstance", DATABASE)).toBe("none");
  });
});

describe("the database's bootstrap", () => {
  const path = "database-bootstrap-role/policy";

  test("changes one instance, and reads or keeps no secret", () => {
    expect(may(path, "rds:ModifyDBInstance", DATABASE)).toBe("allow");
    expect(may(path, "rds:DescribeDBInstances", DATABASE)).toBe("allow");
    expect(may(path, "secretsmanager:GetRandomPassword")).toBe("allow");
    expect(may(path, "rds:ModifyDBInstance", `${DATABASE}-replica-1`)).toBe("none");
    for (const action of [
      "rds:DeleteDBInstance",
      "rds:CreateDBSnapshot",
      "rds:RestoreDBInstanceFromDBSnapshot",
    ]) {
      expect(may(path, action, DATABASE)).toBe("none");
    }
    for (const action of ["GetSecretValue", "CreateSecret", "PutSecretValue"]) {
      expect(may(path, `secretsmanager:${action}`)).toBe("none");
    }
  });
});

describe("a machine", () => {
  const path = "spot/role/join";

  test("joins its own cluster and works there", () => {
    expect(may(path, "ecs:RegisterContainerInstance", `${ECS}:cluster/${CLUSTER}`)).toBe("allow");
    expect(may(path, "ecs:RegisterContainerInstance", `${ECS}:cluster/other`)).toBe("none");
    expect(may(path, "ecs:Poll", `${ECS}:container-instance/${CLUSTER}/1`)).toBe("allow");
    expect(may(path, "ecs:Poll", `${ECS}:container-instance/other/1`)).toBe("none");
  });

  test("fetches no image, writes no log, opens no shell and reads no job", () => {
    for (const [action, on] of [
      ["ecr:BatchGetImage", REPOSITORY],
      ["logs:PutLogEvents", `${LOGS}/batch/worker:log-stream:1`],
      ["ssmmessages:OpenControlChannel", "*"],
      ["sqs:ReceiveMessage", QUEUE],
      ["ecs:RunTask", "*"],
    ] as const) {
      expect(may(path, action, on)).toBe("none");
    }
  });
});

describe("the key of disks", () => {
  const { policy } = resource(base, "aws_kms_key", "ebs-key/key");
  const fargate = (action: string, context: Record<string, string>): string =>
    evaluate(String(policy), { principal: { Service: "fargate.amazonaws.com" }, action, context });
  const own = {
    "kms:EncryptionContext:aws:ecs:clusterAccount": ACCOUNT,
    "kms:EncryptionContext:aws:ecs:clusterName": CLUSTER,
  };

  test("is Fargate's for tasks of the cluster, and of no other", () => {
    expect(fargate("kms:GenerateDataKeyWithoutPlaintext", own)).toBe("allow");
    expect(fargate("kms:CreateGrant", { ...own, "kms:GrantOperations": "Decrypt" })).toBe("allow");
    expect(fargate("kms:CreateGrant", { ...own, "kms:GrantOperations": "ReEncryptTo" })).toBe("none");
    const theirs = { ...own, "kms:EncryptionContext:aws:ecs:clusterAccount": "999999999999" };
    expect(fargate("kms:GenerateDataKeyWithoutPlaintext", theirs)).toBe("none");
    expect(fargate("kms:Decrypt", own)).toBe("none");
  });
});
