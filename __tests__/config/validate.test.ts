import { configuration } from "../../config/environments";
import { assertValid, ConfigurationError, problemsOf } from "../../config/validate";
import { changedSynthesis } from "../support/changed-synthesis";

import { changed, DEVELOPMENT, environment, home, type Loose, PRODUCTION, STAGING } from "./changed";

test("what is committed is valid", () => {
  expect(problemsOf(configuration)).toEqual([]);
});

const MISTAKES: [string, (copy: Loose) => void, string][] = [
  [
    "overlapping ranges",
    (copy) => (home(copy, STAGING).cidr = "10.1.128.0/17"),
    "production.regions[1].cidr 10.1.0.0/16 overlaps staging.regions[0].cidr 10.1.128.0/17; choose disjoint ranges",
  ],
  [
    "a range too small for the nodes",
    (copy) => (home(copy, DEVELOPMENT).cidr = "10.32.0.0/22"),
    "development.regions[0].cidr 10.32.0.0/22 gives 251 addresses to a private subnet, 1208 are needed at 18 nodes; choose a larger range or fewer nodes",
  ],
  [
    "a range that AWS refuses",
    (copy) => (home(copy, DEVELOPMENT).cidr = "10.0.0.0/8"),
    "development.regions[0].cidr 10.0.0.0/8: allowed are /16 to /22",
  ],
  [
    "a range with bits behind its prefix",
    (copy) => (home(copy, DEVELOPMENT).cidr = "10.32.1.0/16"),
    "development.regions[0].cidr 10.32.1.0/16 has bits set behind its prefix; write 10.32.0.0/16",
  ],
  ...["8.8.0.0/16", "169.254.0.0/16", "172.20.0.0/16", "224.0.0.0/16"].map(
    (cidr): [string, (copy: Loose) => void, string] => [
      `${cidr}, which a VPC may not have,`,
      (copy) => (home(copy, DEVELOPMENT).cidr = cidr),
      `development.regions[0].cidr ${cidr} is no range for a VPC; choose one in 10.0.0.0/8 or 192.168.0.0/16`,
    ],
  ),
  [
    "something that is no range",
    (copy) => (home(copy, DEVELOPMENT).cidr = "ten"),
    'development.regions[0].cidr "ten": not an IPv4 range such as 10.0.0.0/16',
  ],
  [
    "an unknown region",
    (copy) => (home(copy, STAGING).name = "us-east-1"),
    'staging.regions[0].name "us-east-1": allowed are us-west-2, us-east-2; see config/regions.ts',
  ],
  [
    "a zone of another region",
    (copy) => (home(copy, STAGING).zoneIds = ["usw2-az1", "usw2-az2", "use2-az3"]),
    "staging.regions[0].zoneIds use2-az3 not in us-west-2; allowed are usw2-az1, usw2-az2, usw2-az3, usw2-az4",
  ],
  [
    "a zone twice",
    (copy) => (home(copy, STAGING).zoneIds = ["usw2-az1", "usw2-az2", "usw2-az2"]),
    "staging.regions[0].zoneIds usw2-az1, usw2-az2, usw2-az2 repeats a zone; choose three",
  ],
  [
    "two zones",
    (copy) => (home(copy, STAGING).zoneIds = ["usw2-az1", "usw2-az2"]),
    'staging.regions[0].zoneIds ["usw2-az1","usw2-az2"]: exactly three zone ids are needed',
  ],
  [
    "no region",
    (copy) => (environment(copy, STAGING).regions = []),
    "staging.regions []: one or two regions are needed",
  ],
  [
    "the same region twice",
    (copy) => {
      environment(copy, PRODUCTION).regions[1]!.name = "us-west-2";
      environment(copy, PRODUCTION).regions[1]!.zoneIds = ["usw2-az1", "usw2-az2", "usw2-az3"];
    },
    "production.regions us-west-2 and us-west-2 are the same; choose two regions",
  ],
  [
    "an active region that is not listed",
    (copy) => (environment(copy, DEVELOPMENT)["activeRegion"] = "us-east-2"),
    'development.activeRegion "us-east-2" is not listed in regions; allowed are us-west-2',
  ],
  [
    "an environment twice",
    (copy) => (environment(copy, STAGING)["name"] = "production"),
    'production.name "production" is used twice; choose another: stacks, states and resources are named after it',
  ],
  [
    "an account twice",
    (copy) => (environment(copy, STAGING)["accountId"] = "333333333333"),
    'production.accountId "333333333333" is used twice; give each environment an account of its own',
  ],
  [
    "an account id that is none",
    (copy) => (environment(copy, PRODUCTION)["accountId"] = "3333-3333-3333"),
    'production.accountId "3333-3333-3333": an AWS account id has 12 digits',
  ],
  [
    "a domain that is none",
    (copy) => (environment(copy, PRODUCTION)["domain"] = "mind scape.example"),
    'production.domain "mind scape.example": not a domain name such as mindscape.example',
  ],
  [
    "a domain without a dot",
    (copy) => (environment(copy, PRODUCTION)["domain"] = "mindscape"),
    'production.domain "mindscape": a domain name has at least two labels',
  ],
  [
    "a name too long for S3",
    (copy) => (copy.organization["name"] = "mindscape-and-all-its-friends"),
    'production.us-east-2 aws_s3_bucket.bucket "mindscape-and-all-its-friends-production-backups-333333333333-us-east-2" has 71 characters; allowed are 3-63; shorten organization.name',
  ],
  [
    "a tag value that AWS refuses",
    (copy) => (copy.organization["owner"] = "platform & friends"),
    'organization.owner "platform & friends": a tag value has 1-256 letters, digits, spaces or _ . : / = + - @',
  ],
  [
    "a retention that CloudWatch does not offer",
    (copy) => (environment(copy, STAGING)["retention"] = { logsDays: 31, backupsDays: 90 }),
    "staging.retention.logsDays 31: allowed are 1, 3, 5, 7, 14, 30,",
  ],
  [
    "an interface endpoint that is not offered",
    (copy) => (environment(copy, STAGING)["interfaceEndpoints"] = ["s3"]),
    'staging.interfaceEndpoints[0] "s3": allowed are ecr.api,',
  ],
  [
    "nobody to tell",
    (copy) => (environment(copy, STAGING)["notify"] = { page: [], ticket: [] }),
    "staging.notify.ticket []: at least one address",
  ],
  [
    "a field that means nothing",
    (copy) => (environment(copy, STAGING)["protektion"] = "locked"),
    'unrecognized key: "protektion"',
  ],
];

test.each(MISTAKES)("%s is refused with path, value and remedy", (_, change, message) => {
  const lines = problemsOf(changed(change)).map(({ path, problem }) => `${path} ${problem}`);
  expect(lines.join("\n")).toContain(message);
});

test("a version without an end-of-support date is refused", () => {
  const versions = { kubernetes: { version: "1.35", endOfSupport: "", source: "" } };
  expect(problemsOf(configuration, versions)).toEqual([
    {
      path: "versions.kubernetes",
      problem: '1.35 has no end-of-support date (""); write YYYY-MM-DD from the vendor\'s calendar',
    },
  ]);
});

test("every problem is told at once, and one does not hide another", () => {
  const wrong = changed((copy) => {
    environment(copy, DEVELOPMENT)["accountId"] = "1";
    environment(copy, STAGING)["domain"] = "x";
    home(copy, STAGING).cidr = "10.0.0.0/16";
    environment(copy, PRODUCTION)["activeRegion"] = "eu-west-1";
  });
  expect(() => assertValid(wrong)).toThrow(ConfigurationError);
  const paths = problemsOf(wrong).map(({ path }) => path);
  expect(new Set(paths)).toEqual(
    new Set([
      "development.accountId",
      "staging.domain",
      "production.activeRegion",
      "production.regions[0].cidr",
    ]),
  );
});

test("a wrong configuration ends the synthesis with exit code 1 and leaves nothing behind", () => {
  const result = changedSynthesis({
    configuration: changed((copy) => (environment(copy, STAGING)["domain"] = "x")),
  });
  expect(result.exitCode).toBe(1);
  expect(result.errors).toBe('staging.domain "x": a domain name has at least two labels');
  expect(() => result.manifest()).toThrow(/ENOENT/);
});
