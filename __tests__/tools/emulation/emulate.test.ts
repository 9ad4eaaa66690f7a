import { type EmulatedStack, emulateStack, type HasOutput } from "../../../tools/emulation/emulate";
import { Emulation } from "../../../tools/emulation/emulation";
import { Configuration } from "../../../tools/planning/configuration";
import { PlanningError } from "../../../tools/planning/errors";
import type { JsonObject } from "../../../tools/planning/json";
import type { SynthesizedStack } from "../../../tools/planning/synthesis";

const BACKEND = {
  bucket: "states",
  key: "a/terraform.tfstate",
  region: "us-west-2",
  encrypt: true,
  use_lockfile: true,
};
const PRODUCER = { bucket: "states", key: "b/terraform.tfstate", region: "us-west-2" };

function stackOf(root: JsonObject, id = "a"): SynthesizedStack {
  const terraform = {
    backend: { s3: BACKEND },
    required_providers: { aws: { source: "aws", version: "5.100.0" } },
  };
  const configuration = new Configuration({
    terraform,
    provider: { aws: [{ region: "us-west-2", allowed_account_ids: ["333333333333"] }] },
    ...root,
  });
  return { id, file: `/${id}/cdk.tf.json`, dependencies: [], source: Buffer.from(""), configuration };
}

function emulatedStack(root: JsonObject, hasOutput: HasOutput = () => true): EmulatedStack {
  const emulated = emulateStack(stackOf(root), new Map([["other", "b"]]), hasOutput);
  if ("reason" in emulated) throw new Error(emulated.reason);
  return emulated;
}

const policy = (...statements: JsonObject[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const read = (output: string): string => `\${data.terraform_remote_state.other.outputs.${output}}`;
const OTHER = { data: { terraform_remote_state: { other: { backend: "s3", config: PRODUCER } } } };

describe("the override", () => {
  test("keeps the S3 backend, and finds buckets by path", () => {
    expect(emulatedStack({}).override["terraform"]).toEqual({
      backend: { s3: { ...BACKEND, use_path_style: true, skip_metadata_api_check: true } },
    });
  });

  test("keeps what each remote state reads", () => {
    expect(emulatedStack(OTHER).override["data"]).toEqual({
      terraform_remote_state: {
        other: { config: { ...PRODUCER, use_path_style: true, skip_metadata_api_check: true } },
      },
    });
  });

  test("tells AWS providers apart by alias, leaves the allowed account, and gives no credentials", () => {
    const settings = { s3_use_path_style: true, skip_metadata_api_check: "true", max_retries: 5 };
    const provider = { aws: [{ region: "us-west-2" }, { alias: "global", region: "us-east-1" }] };
    expect(emulatedStack({ provider }).override["provider"]).toEqual({
      aws: [settings, { alias: "global", ...settings }],
    });
  });

  test("gives a value to a variable without default", () => {
    const variable = { proof: { type: "string" }, known: { type: "string", default: "x" } };
    expect(Object.keys(emulatedStack({ variable }).override["variable"] as JsonObject)).toEqual(["proof"]);
  });

  test("takes denials with a condition out of a bucket's policy", () => {
    const kept = [
      { Sid: "Reads", Effect: "Allow", Condition: { ArnLike: { "aws:SourceArn": "x" } } },
      { Sid: "Never", Effect: "Deny" },
    ];
    const tls = { Sid: "TlsOnly", Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } };
    const root = { resource: { aws_s3_bucket_policy: { p: { policy: policy(kept[0]!, tls, kept[1]!) } } } };
    expect(emulatedStack(root).override["resource"]).toEqual({
      aws_s3_bucket_policy: { p: { policy: policy(...kept) } },
    });
  });

  test("refuses a bucket's policy that it cannot read", () => {
    const root = { resource: { aws_s3_bucket_policy: { p: { policy: "${data.x.y.json}" } } } };
    expect(() => emulatedStack(root)).toThrow(/^aws_s3_bucket_policy\.p\.policy is no JSON text/);
  });

  test("ignores what the emulator forgets, beside what the resource ignores itself", () => {
    const resource = {
      aws_sqs_queue: { q: { lifecycle: { prevent_destroy: true, ignore_changes: ["tags"] } }, r: {} },
      aws_sns_topic: { t: { lifecycle: { ignore_changes: ["tags"] } } },
    };
    expect(emulatedStack({ resource }).override["resource"]).toEqual({
      aws_sqs_queue: {
        q: { lifecycle: { ignore_changes: ["tags", "redrive_policy"] } },
        r: { lifecycle: { ignore_changes: ["redrive_policy"] } },
      },
    });
  });

  test("leaves a resource alone that ignores everything", () => {
    const resource = { aws_sqs_queue: { q: { lifecycle: { ignore_changes: "all" } } } };
    expect(emulatedStack({ resource }).override).not.toHaveProperty("resource");
  });

  test("takes away an attribute and a block that the emulator refuses, where they are", () => {
    const resource = {
      aws_sqs_queue: { q: { redrive_allow_policy: "{}" } },
      aws_efs_file_system: { f: { protection: { replication_overwrite: "DISABLED" } }, g: {} },
    };
    expect(emulatedStack({ resource }).override["resource"]).toEqual({
      aws_sqs_queue: { q: { redrive_allow_policy: null, lifecycle: { ignore_changes: ["redrive_policy"] } } },
      aws_efs_file_system: { f: { dynamic: { protection: { for_each: [], content: {} } } } },
    });
  });
});

describe("what is taken away inside of nested blocks", () => {
  const lifecycle = (expiration: JsonObject): JsonObject => ({
    rule: [{ id: "old", status: "Enabled", noncurrent_version_expiration: [expiration] }, { id: "new" }],
  });

  test("leaves the rest of the blocks", () => {
    const l = { bucket: "b", ...lifecycle({ newer_noncurrent_versions: 100, noncurrent_days: 90 }) };
    expect(
      emulatedStack({ resource: { aws_s3_bucket_lifecycle_configuration: { l } } }).override["resource"],
    ).toEqual({ aws_s3_bucket_lifecycle_configuration: { l: lifecycle({ noncurrent_days: 90 }) } });
  });
});

describe("the targets", () => {
  const resource = {
    aws_xray_group: { g: {} },
    aws_cloudwatch_metric_alarm: { a: { dimensions: { Group: "${aws_xray_group.g.group_name}" } } },
    aws_sns_topic: { t: {}, u: { name: read("queue") } },
  };

  test("are none if the emulator can hold everything", () => {
    expect(emulatedStack({ resource: { aws_sns_topic: { t: {} } } }).targets).toEqual([]);
  });

  test("are what it can make, without what refers to anything that it cannot", () => {
    expect(emulatedStack({ ...OTHER, resource }).targets).toEqual(["aws_sns_topic.t", "aws_sns_topic.u"]);
  });

  test("do not read outputs that the other stack lacks", () => {
    const asked: string[] = [];
    const hasOutput: HasOutput = (stack, output) => {
      asked.push(`${stack} ${output}`);
      return false;
    };
    expect(emulatedStack({ ...OTHER, resource }, hasOutput).targets).toEqual(["aws_sns_topic.t"]);
    expect(asked).toEqual(["b queue"]);
  });

  test("do not read the state of nobody", () => {
    const emulated = emulateStack(
      stackOf({ ...OTHER, resource }),
      new Map([["other", undefined]]),
      () => true,
    );
    expect(emulated).toMatchObject({ targets: ["aws_sns_topic.t"] });
  });
});

describe("a stack is not emulated", () => {
  test("if it talks to a cluster", () => {
    const emulated = emulateStack(stackOf({ provider: { aws: [{}], helm: [{}] } }), new Map(), () => true);
    expect(emulated).toEqual({ reason: "the AWS emulator runs no Kubernetes that helm could talk to" });
  });

  test("if the emulator can hold none of its resources", () => {
    const emulated = emulateStack(
      stackOf({ resource: { aws_xray_group: { g: {} } } }),
      new Map(),
      () => true,
    );
    expect(emulated).toEqual({ reason: "the AWS emulator can hold none of its resources" });
  });

  test("if its state is elsewhere, which is an error", () => {
    const local = stackOf({ terraform: { backend: { local: { path: "x" } } } });
    expect(() => emulateStack(local, new Map(), () => true)).toThrow(PlanningError);
  });
});

test("stacks read of each other what the emulator can hold", () => {
  const backend = { s3: { ...BACKEND, key: PRODUCER.key } };
  const producer = stackOf(
    {
      terraform: { backend, required_providers: { aws: { source: "aws" } } },
      resource: { aws_xray_group: { g: {} }, aws_sns_topic: { t: {} } },
      output: { group: { value: "${aws_xray_group.g.arn}" }, topic: { value: "${aws_sns_topic.t.arn}" } },
    },
    "b",
  );
  const resource = { aws_sns_topic: { t: { name: read("topic") }, u: { name: read("group") } } };
  const stacks = new Map([producer, stackOf({ ...OTHER, resource })].map((stack) => [stack.id, stack]));
  const emulation = new Emulation(stacks);
  expect([...emulation.outputs("b")]).toEqual(["topic"]);
  expect(emulation.addresses("b")).toEqual(["aws_sns_topic.t"]);
  expect(emulation.of("a")).toMatchObject({ targets: ["aws_sns_topic.t"] });
});
