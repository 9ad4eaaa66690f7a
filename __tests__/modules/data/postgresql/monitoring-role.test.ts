import { evaluate } from "../../../support/policy";
import { resource } from "../../../support/synthesis";
import { ACCOUNT, database } from "./fixture";

const { json } = database();
const OURS = `us-west-2:${ACCOUNT}`;

test.each([
  ["our primary", `${OURS}:db:shop`, "allow"],
  ["our read replica", `${OURS}:db:shop-replica-1`, "allow"],
  ["another database of ours", `${OURS}:db:books`, "none"],
  ["another account's database", "us-west-2:999999999999:db:shop", "none"],
  ["another region's database", `us-east-2:${ACCOUNT}:db:shop`, "none"],
])("RDS, asked for %s (%s): %s", (_, name, expected) => {
  const role = resource(json, "aws_iam_role", "database/monitoring/role");
  const request = {
    principal: { Service: "monitoring.rds.amazonaws.com" },
    action: "sts:AssumeRole",
    context: { "aws:SourceAccount": name.split(":")[1]!, "aws:SourceArn": `arn:aws:rds:${name}` },
  };
  expect(evaluate(String(role["assume_role_policy"]), request)).toBe(expected);
});

test("the role is what RDS documents, for it tries it out before it accepts it", () => {
  expect(resource(json, "aws_iam_role_policy_attachment", "database/monitoring/may-send")["policy_arn"]).toBe(
    "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
  );
});
