import { Table, tableArn } from "../../../../modules/data/dynamodb/table";
import { stackOf } from "../../../support/stack";
import { type Attributes, resource } from "../../../support/synthesis";

const KEY = "arn:aws:kms:us-west-2:333333333333:key/data";

function table(protection: { deletionProtection: boolean; preventDestroy: boolean }): Attributes {
  const json = stackOf(
    (stack) =>
      new Table(stack, "table", {
        name: "mindscape-test",
        kmsKeyArn: KEY,
        maxUnits: { read: 8000, write: 4000 },
        ...protection,
      }),
  );
  return resource(json, "aws_dynamodb_table", "table/table");
}

const LOCKED = table({ deletionProtection: true, preventDestroy: true });
const DISPOSABLE = table({ deletionProtection: false, preventDestroy: false });

test("is paid by request, up to a limit", () => {
  expect(LOCKED).toMatchObject({
    billing_mode: "PAY_PER_REQUEST",
    on_demand_throughput: { max_read_request_units: 8000, max_write_request_units: 4000 },
  });
  expect(LOCKED).not.toHaveProperty("read_capacity");
});

test("declares exactly the attributes of its keys, or AWS refuses it", () => {
  const declared = (LOCKED["attribute"] as Attributes[]).map(({ name }) => name);
  expect(declared).toEqual([LOCKED["hash_key"], LOCKED["range_key"]]);
});

test("is encrypted with our key and recoverable for five weeks", () => {
  expect(LOCKED).toMatchObject({
    server_side_encryption: { enabled: true, kms_key_arn: KEY },
    point_in_time_recovery: { enabled: true, recovery_period_in_days: 35 },
  });
});

test("can feed a replica, which Terraform leaves alone", () => {
  expect(LOCKED).toMatchObject({ stream_enabled: true, stream_view_type: "NEW_AND_OLD_IMAGES" });
  for (const one of [LOCKED, DISPOSABLE])
    expect(one["lifecycle"]).toMatchObject({ ignore_changes: ["replica"] });
});

test("is protected as far as it is told", () => {
  expect(LOCKED).toMatchObject({ deletion_protection_enabled: true, lifecycle: { prevent_destroy: true } });
  expect(DISPOSABLE["deletion_protection_enabled"]).toBe(false);
  expect(DISPOSABLE["lifecycle"]).not.toHaveProperty("prevent_destroy");
});

test("its ARN is known before it exists", () => {
  expect(tableArn("us-east-2", "333333333333", "mindscape-test")).toBe(
    "arn:aws:dynamodb:us-east-2:333333333333:table/mindscape-test",
  );
});
