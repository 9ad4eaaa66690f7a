import { AccessLogs } from "../../../modules/edge/access-logs";
import { resource } from "../../support/synthesis";
import { edgeOf } from "./us-east-1";

const TYPES = ["source", "destination", "delivery"] as const;
const stack = edgeOf((scope, provider) => {
  new AccessLogs(scope, "logs", {
    name: "shop-live-access",
    distributionArn: "arn:aws:cloudfront::333333333333:distribution/E1",
    bucket: { arn: "arn:aws:s3:::shop-live-logs", prefix: "cloudfront" },
    provider,
  });
});
const part = (name: (typeof TYPES)[number]) =>
  resource(stack, `aws_cloudwatch_log_delivery${name === "delivery" ? "" : `_${name}`}`, `logs/${name}`);

test("everything is in us-east-1, wherever the bucket is", () =>
  expect(TYPES.map((name) => part(name)["provider"])).toEqual(Array(3).fill("aws.us-east-1")));

test("nothing is recorded that may carry a secret, or that the viewer only claims", () => {
  const fields = part("delivery")["record_fields"] as string[];
  expect(fields).toEqual(expect.arrayContaining(["date", "time", "c-ip", "cs-uri-stem", "sc-status"]));
  for (const field of ["cs(Cookie)", "cs-uri-query", "cs(Referer)", "x-forwarded-for", "cs-headers"]) {
    expect(fields).not.toContain(field);
  }
  expect(new Set(fields).size).toBe(fields.length);
});

test("a day has a folder of its own below our prefix", () => {
  expect(part("destination")).toMatchObject({
    output_format: "json",
    delivery_destination_configuration: [
      { destination_resource_arn: "arn:aws:s3:::shop-live-logs/cloudfront" },
    ],
  });
  expect(part("delivery")["s3_delivery_configuration"]).toEqual([
    { enable_hive_compatible_path: false, suffix_path: "{yyyy}/{MM}/{dd}" },
  ]);
});
