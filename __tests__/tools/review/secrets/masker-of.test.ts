import type { Json } from "../../../../tools/planning/json";
import type { ResourceChange } from "../../../../tools/review/plan";
import type { Masker, Path } from "../../../../tools/review/secrets/masker";
import { maskerOf } from "../../../../tools/review/secrets/masker-of";
import { corpus, CORPUS_NAMES } from "../corpus";
import { configured, first, HIDDEN, OPTIONS, planOf, REMOTE, remote, shown } from "./plans";

describe("what is shown", () => {
  const harmless: readonly [string, string][] = [
    ["vpc_id", "vpc-0123456789abcdef0"],
    ["policy_arn", "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"],
    ["resource", "arn:aws:rds:*:333333333333:db:mindscape-production*"],
    ["secret_arn", "arn:aws:secretsmanager:us-west-2:333333333333:secret:api-AbCdEf"],
    ["kms_key_id", "arn:aws:kms:us-east-2:333333333333:key/bed327c7-263c-4414-aba0-a6730f8302c3"],
    ["cidr_block", "10.1.0.0/16"],
    ["cidr_ipv6", "2600:1f14::/56"],
    ["availability_zone", "us-west-2a"],
    ["instance_class", "db.m7g.xlarge"],
    ["engine_version", "17.6"],
    ["schedule_expression", "cron(0 2 ? * SUN *)"],
    ["maintenance_window", "sun:05:00-sun:06:00"],
    ["comparison_operator", "GreaterThanOrEqualToThreshold"],
    ["http_tokens", "required"],
    ["zone_id", "ZRC77C9TK9K3BDSJ3YTBN"],
    ["image", `public.ecr.aws/amazonlinux/amazonlinux@sha256:${"0123456789abcdef".repeat(4)}`],
    ["bucket", "mindscape-production-assets-333333333333-us-west-2"],
    ["alarm_description", "more than 1 % of the requests fail. Runbook: docs/runbooks/service-errors.md"],
    ["endpoint", "mindscape.2dd5bbbd3a72.us-east-2.rds.amazonaws.com"],
    ["auth_type", "AWS_IAM"],
  ];
  test.each(harmless)("%s = %s", (attribute, value) => {
    expect(shown(planOf({ [attribute]: value }), [attribute], value)).toBe(JSON.stringify(value));
  });

  test("booleans, null and numbers, but no number of a secret name", () => {
    const plan = planOf({});
    expect(shown(plan, ["manage_master_user_password"], true)).toBe("true");
    expect(shown(plan, ["password"], null)).toBe("null");
    expect(shown(plan, ["password_length"], 24)).toBe("24");
    expect(shown(plan, ["password"], 471147)).toMatch(HIDDEN);
  });

  test("a policy inside of a text, member by member", () => {
    const policy = JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Action: "s3:GetObject",
          Resource: "*",
          Condition: { StringEquals: { "aws:PrincipalTag/team": "data" } },
        },
      ],
    });
    expect(shown(planOf({ policy }), ["policy"], policy)).toBe(
      '{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalTag/team": "data"}}}]}',
    );
  });

  describe("whose tokens may assume a role", () => {
    const issuer = "oidc.eks.us-west-2.amazonaws.com/id/5C2F0A7D9B1E4C3D8F6A7B8C9D0E1F2A";
    const github = "token.actions.githubusercontent.com";
    const claims = {
      [`${github}:sub`]: ["repo:Mindscape-1/infrastructure:ref:refs/heads/main", "repo:mindscape/app2:*"],
      [`${github}:aud`]: "sts.amazonaws.com",
      [`${issuer}:sub`]: "system:serviceaccount:kube-system:aws-node",
      [`${issuer}:aud`]: "sts.amazonaws.com",
    };
    const others = { [`${github}:token`]: "repo:a", [github]: "repo:b", "example.com:rank": "mindscape2" };
    const policy = (condition: object): string =>
      JSON.stringify({ Statement: [{ Condition: { StringLike: condition } }] });
    const plan = planOf({}, configured({ assume_role_policy: remote("issuer") }, REMOTE));
    const path = ["assume_role_policy"];

    test("is shown, even if the policy is made of another state's outputs", () => {
      const text = shown(plan, path, policy(claims));
      expect(JSON.parse(text)).toEqual(JSON.parse(policy(claims)));
    });

    test("is told from what stands beside it, which stays hidden", () => {
      const text = shown(plan, path, policy({ ...claims, ...others }));
      for (const value of Object.values(others)) expect(text).not.toContain(`"${value}"`);
      expect(shown(planOf({}), ["settings"], { [`${issuer.slice(4)}:sub`]: "a" })).not.toContain(
        issuer.slice(20),
      );
    });
  });

  test("what is not known yet, inside of a block too", () => {
    const plan = planOf({ block: [{ name: "app" }] });
    Object.assign(first(plan).change, { after_unknown: { id: true, block: [{ arn: true }] } });
    expect(shown(plan, ["id"], null)).toBe("(known after apply)");
    expect(shown(plan, ["block"], [{ name: "app" }])).toBe('[{"name": "app", "arn": (known after apply)}]');
  });

  test("equal hidden values as equal, others and other keys as different", () => {
    const plan = planOf({});
    const [one, same, other] = ["a", "a", "b"].map((value) => shown(plan, ["password"], value));
    const foreign = shown(plan, ["password"], "a", maskerOf(plan, { ...OPTIONS, key: Buffer.alloc(32, 8) }));
    expect(one).toMatch(HIDDEN);
    expect(same).toBe(one);
    expect(new Set([one, other, foreign]).size).toBe(3);
  });

  test("nothing of a value that Terraform Cloud has taken out, and no hash of nothing", () => {
    const plan = planOf({ password: null });
    Object.assign(first(plan).change, { after_sensitive: { password: true } });
    expect(shown(plan, ["password"], null, maskerOf(plan, { ...OPTIONS, redacted: true }))).toBe("(hidden)");
  });

  test("most of what real plans say", () => {
    let all = 0;
    let readable = 0;
    const count = (masker: Masker, resource: ResourceChange, path: Path, value: Json): void => {
      if (value === null) return;
      if (typeof value === "object") {
        for (const [key, below] of Object.entries(value))
          count(masker, resource, [...path, Array.isArray(value) ? Number(key) : key], below as Json);
        return;
      }
      all++;
      if (!masker.show(resource, "after", path, value).hidden) readable++;
    };
    for (const name of CORPUS_NAMES.filter(
      (corpusName) => !/hostile|sensitive|remote-state|user-data/.test(corpusName),
    )) {
      const plan = corpus(name);
      const masker = maskerOf(plan, OPTIONS);
      for (const resource of plan.resource_changes ?? [])
        count(masker, resource, [], resource.change.after ?? null);
    }
    expect(all).toBeGreaterThan(200);
    expect(readable / all).toBeGreaterThan(0.9);
  });
});
