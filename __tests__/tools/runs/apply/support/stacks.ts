import { type Block, type FixtureStack, remoteState } from "../../../fixtures/synthesis";
import { ACCOUNT } from "./trial";

export const BASE = "trial-us-west-2-base";
/** Comes after base, reads nothing of it. */
export const NETWORK = "trial-us-west-2-network";
/** Reads an output of base. */
export const DATA = "trial-us-west-2-data";
/** Has nothing to do with the others. */
export const OTHER = "trial-us-west-2-other";

interface Small {
  readonly dependencies?: readonly string[];
  /** A shell command that runs while the stack's first resource is made. */
  readonly command?: string;
  readonly configuration?: Block;
}

/** A stack of Terraform's own resources, which takes no provider: `first`, then `second`. */
export function small(
  id: string,
  { dependencies = [], command, configuration = {} }: Small = {},
): FixtureStack {
  const provisioner = command === undefined ? {} : { provisioner: { "local-exec": [{ command }] } };
  return {
    id,
    dependencies,
    configuration: {
      provider: undefined,
      terraform: {
        required_version: "1.11.4",
        backend: { s3: { bucket: "states", key: id, region: "us-west-2", use_lockfile: true } },
      },
      resource: {
        terraform_data: {
          first: { input: id, ...provisioner },
          second: { input: id, depends_on: ["terraform_data.first"] },
        },
      },
      ...configuration,
    },
  };
}

export const output = (value: string): Block => ({ output: { name: { value } } });

/** The state of base, as Terraform reads it. */
export function readsBase(id = DATA): FixtureStack {
  return small(id, {
    dependencies: [BASE],
    configuration: {
      data: { terraform_remote_state: { base: remoteState(BASE) } },
      resource: {
        terraform_data: { first: { input: "${data.terraform_remote_state.base.outputs.name}" } },
      },
    },
  });
}

const TAGS = {
  Project: "trial",
  Environment: "trial",
  Layer: "base",
  Owner: "nobody",
  CostCenter: "none",
  ManagedBy: "terraform",
};

/** Some real resources, and an output that only AWS knows. */
export const real: FixtureStack = {
  id: BASE,
  configuration: {
    provider: {
      aws: [{ region: "us-west-2", allowed_account_ids: [ACCOUNT], default_tags: [{ tags: TAGS }] }],
    },
    resource: {
      aws_s3_bucket: { files: { bucket: "trial-files" } },
      aws_sns_topic: { alerts: { name: "alerts" } },
      aws_iam_role: {
        worker: {
          name: "worker",
          assume_role_policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } },
            ],
          }),
        },
      },
    },
    ...output("${aws_sns_topic.alerts.arn}"),
  },
};
