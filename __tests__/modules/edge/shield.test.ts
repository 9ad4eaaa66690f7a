import { Shield } from "../../../modules/edge/shield";
import { resources } from "../../support/synthesis";
import { ACCOUNT, edgeOf } from "./us-east-1";

const distributionArn = `arn:aws:cloudfront::${ACCOUNT}:distribution/E1`;
const stack = edgeOf((scope, provider) => {
  new Shield(scope, "shield", { name: "mindscape-test", distributionArn, zoneId: "Z1", provider });
});

test("what faces the internet is protected", () => {
  const protections = [...resources(stack, "aws_shield_protection").values()];
  expect(protections.map((protection) => [protection["name"], protection["resource_arn"]])).toEqual([
    ["mindscape-test-distribution", distributionArn],
    ["mindscape-test-zone", "arn:aws:route53:::hostedzone/Z1"],
  ]);
});

test("nobody subscribes by it", () => {
  expect(Object.keys(stack.resource)).toEqual(["aws_shield_protection"]);
});
