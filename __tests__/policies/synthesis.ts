import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { attachPolicies, type PolicySettings, type RuleId, type Violation } from "../../policies";

export const KEY = "arn:aws:kms:us-west-2:111111111111:key/00000000-0000-0000-0000-000000000000";
export const AWS_KEY = "arn:aws:kms:us-west-2:111111111111:alias/aws/rds";
export const TAGS = { Project: "mindscape", Environment: "test" };

export const BOUNDARY = "arn:aws:iam::111111111111:policy/boundary";

export const LOCKED: PolicySettings = {
  boundaryArn: BOUNDARY,
  requiredTags: Object.keys(TAGS),
  protection: { preventDestroy: true, deletionProtection: true, forceDestroy: false, finalSnapshot: true },
  nameLimits: {},
};
export const DISPOSABLE: PolicySettings = {
  ...LOCKED,
  protection: { preventDestroy: false, deletionProtection: false, forceDestroy: true, finalSnapshot: false },
};

export type Build = (stack: TerraformStack) => void;

interface Synthesis {
  readonly violations: Violation[];
  /** The written `cdk.tf.json` of each stack. */
  readonly json: Record<string, { readonly "//": Record<string, unknown> }>;
}

/** Synthesizes one app whose stacks are filled by `builds`, with policies attached as the real stacks attach them. */
export function synthesize(builds: Record<string, Build>, settings: PolicySettings = LOCKED): Synthesis {
  const outdir = mkdtempSync(path.join(tmpdir(), "mindscape-policies-"));
  try {
    const app = new App({ outdir });
    const violations: Violation[] = [];
    for (const [id, build] of Object.entries(builds)) {
      const stack = new TerraformStack(app, id);
      attachPolicies(stack, settings, violations);
      build(stack);
    }
    app.synth();
    const read = (id: string) =>
      JSON.parse(readFileSync(`${outdir}/stacks/${id}/cdk.tf.json`, "utf8")) as object;
    return {
      violations,
      json: Object.fromEntries(Object.keys(builds).map((id) => [id, read(id)])) as Synthesis["json"],
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** What `rule` says about a stack with a well-tagged provider and whatever `build` adds. */
export function problemsOf(rule: RuleId, build: Build, settings: PolicySettings = LOCKED): string[] {
  const withProvider: Build = (stack) => {
    new AwsProvider(stack, "aws", { region: "us-west-2", defaultTags: [{ tags: TAGS }] });
    build(stack);
  };
  const { violations } = synthesize({ test: withProvider }, settings);
  return violations.filter((violation) => violation.rule === rule).map(({ problem }) => problem);
}

export interface Case {
  readonly what: string;
  readonly build: Build;
  /** Each problem that is expected, in order; none when it is fine. */
  readonly problems: readonly (string | RegExp)[];
  readonly settings?: PolicySettings;
}

/** One test a case. */
export function testRule(rule: RuleId, cases: readonly Case[]): void {
  test.each(cases)(`${rule}: $what`, ({ build, problems, settings }) => {
    const expected = problems.map((problem) => expect.stringMatching(problem) as string);
    expect(problemsOf(rule, build, settings)).toEqual(expected);
  });
}

export function policy(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
