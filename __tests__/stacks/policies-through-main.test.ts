import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../policies/rules";
import { temporaryFolder } from "../support/synthesis";

const ROOT = join(__dirname, "../..");
const SOURCES = ["main.ts", "cdktf.json", "package.json", "tsconfig.json", ".terraform-version"];
const FOLDERS = ["charts", "config", "modules", "policies", "stacks"];

interface Edit {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** One environment shows a mistake as well as three, in a third of the time. */
const PRODUCTION_ALONE: Edit = {
  file: "config/environments/index.ts",
  before: "environments: [development, staging, production]",
  after: "environments: [development, staging, production].slice(2)",
};

/** Runs the real main.ts on a copy of the sources with `edits`. */
function mainWith(edits: readonly Edit[]): { code: number | null; text: string; left: boolean } {
  const copy = temporaryFolder();
  for (const source of [...SOURCES, ...FOLDERS])
    cpSync(join(ROOT, source), join(copy, source), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  for (const { file, before, after } of [PRODUCTION_ALONE, ...edits]) {
    const original = readFileSync(join(copy, file), "utf8");
    if (!original.includes(before)) throw new Error(`${file} does not contain ${before}: adapt this test`);
    writeFileSync(join(copy, file), original.replace(before, after));
  }
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "main.ts"], {
    cwd: copy,
    encoding: "utf8",
  });
  return { code: status, text: stderr, left: existsSync(join(copy, "cdktf.out")) };
}

/** One more resource in the VPC's construct, of a class that no module uses yet. */
function oneMore(library: string, className: string, props: string): Edit[] {
  const id = `one-more-${library}`;
  const file = "modules/network/network.ts";
  const anchor = 'import { Construct } from "constructs";';
  const path = `@cdktf/provider-aws/lib/${library}`;
  return [
    { file, before: anchor, after: `${anchor}\nimport { ${className} } from "${path}";` },
    {
      file,
      before: "    this.vpcId = vpc.id;",
      after: `    this.vpcId = vpc.id;\n    new ${className}(this, "${id}", ${props});`,
    },
  ];
}

/** For each rule a mistake that somebody could make, and where the message must point. */
const MISTAKES: Record<string, { readonly edits: readonly Edit[]; readonly told: string }> = {
  "encrypted-with-our-keys": {
    edits: [
      {
        file: "modules/monitoring/alert-topic.ts",
        before: "      kmsMasterKeyId: props.kmsKeyArn,\n",
        after: "",
      },
    ],
    told: "production-us-west-2-base/page-topic/topic",
  },
  "tls-only": {
    edits: [
      {
        file: "modules/buckets/bucket.ts",
        before: "[tlsOnly(this.arn), ...props.statements]",
        after: "props.statements",
      },
    ],
    told: "production-us-west-2-base/assets",
  },
  "tls-endpoints": {
    edits: oneMore(
      "lb-listener",
      "LbListener",
      '{ loadBalancerArn: "arn", port: 80, protocol: "HTTP", defaultAction: [{ type: "forward" }] }',
    ),
    told: "production-us-west-2-network/network/one-more-lb-listener",
  },
  "deletion-protection": {
    edits: [
      {
        file: "modules/buckets/bucket.ts",
        before: "...(props.preventDestroy && { lifecycle: { preventDestroy: true } }),",
        after: "",
      },
    ],
    told: "production-us-west-2-base/backups/bucket",
  },
  "no-sensitive-outputs": {
    edits: [
      {
        file: "stacks/base-stack.ts",
        before: 'import type { App } from "cdktf";',
        after:
          'import type { App } from "cdktf";\nimport { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";',
      },
      {
        file: "stacks/base-stack.ts",
        before: "    this.topics();",
        after: '    this.topics();\n    this.secret = new IamAccessKey(this, "leak", { user: "u" }).secret;',
      },
      {
        file: "stacks/base-stack.ts",
        before: "  constructor(",
        after: "  readonly secret: string;\n  constructor(",
      },
      {
        file: "stacks/environment.ts",
        before: "  const { keys } = base;",
        after: "  const { keys, secret } = base;",
      },
      {
        file: "stacks/environment.ts",
        before: "flowLogsKeyArn: keys.logs.arn",
        after: "flowLogsKeyArn: secret",
      },
    ],
    told: "aws_iam_access_key",
  },
  "log-groups": {
    edits: [
      {
        file: "modules/network/flow-logs.ts",
        before: "      retentionInDays: props.retentionDays,\n",
        after: "",
      },
    ],
    told: "production-us-west-2-network/network/flow-logs/log-group",
  },
  "nothing-open-to-the-world": {
    edits: [
      { file: "modules/network/endpoints.ts", before: "cidrIpv4: cidr", after: 'cidrIpv4: "0.0.0.0/0"' },
    ],
    told: "production-us-west-2-network/network/endpoints/https",
  },
  "private-buckets": {
    edits: [{ file: "modules/buckets/bucket.ts", before: "      blockPublicPolicy: true,\n", after: "" }],
    told: "production-us-west-2-base/assets",
  },
  "no-anonymous-grants": {
    edits: [
      {
        file: "modules/keys/key-policy.ts",
        before: 'Sid: "InstancesUse", Action: USE, Condition: byRole',
        after: 'Sid: "InstancesUse", Action: USE',
      },
    ],
    told: "production-us-west-2-base/ebs-key/key",
  },
  "imds-v2": {
    edits: oneMore("launch-template", "LaunchTemplate", '{ name: "open" }'),
    told: "production-us-west-2-network/network/one-more-launch-template",
  },
  "bounded-roles": {
    edits: [
      {
        file: "stacks/role-boundary.ts",
        before: "node instanceof IamRole",
        after: 'node instanceof IamRole && node.node.id !== "role"',
      },
    ],
    told: "production-us-west-2-network/network/flow-logs/role",
  },
  "required-tags": {
    edits: [{ file: "config/tags.ts", before: "    CostCenter: organization.costCenter,\n", after: "" }],
    told: "CostCenter",
  },
  names: {
    edits: [
      {
        file: "stacks/base-stack.ts",
        before: "name: names.topics[severity]",
        after: "name: names.topics[severity].repeat(20)",
      },
    ],
    told: "production-us-west-2-base/page-topic/topic",
  },
  "no-lookups": {
    edits: oneMore("data-aws-caller-identity", "DataAwsCallerIdentity", "{}"),
    told: "production-us-west-2-network/network/one-more-data-aws-caller-identity",
  },
  "stack-size": {
    edits: [
      {
        file: "modules/network/routes.ts",
        before: "    const gateways =",
        after: "    for (let i = 0; i < 150; i++) this.table(`spare-${i}`, []);\n    const gateways =",
      },
    ],
    told: "150",
  },
};

test("every rule has its mistake", () => {
  expect(Object.keys(MISTAKES).sort()).toEqual(RULES.map(({ id }) => id as string).sort());
});

test("all of them stop the synthesis, each told with the place where it is", () => {
  const { code, text, left } = mainWith(Object.values(MISTAKES).flatMap(({ edits }) => edits));
  const lines = text.split("\n");
  for (const [rule, { told }] of Object.entries(MISTAKES))
    expect(lines.filter((line) => line.includes(`[${rule}]`) && line.includes(told))).not.toEqual([]);
  expect(text).not.toMatch(/^\s+at /m);
  expect(code).toBe(1);
  expect(left).toBe(false);
});

test("unchanged sources pass", () => {
  expect(mainWith([])).toEqual({ code: 0, text: "", left: true });
});
