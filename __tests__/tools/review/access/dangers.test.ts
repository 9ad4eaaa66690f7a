import { change, detect, detectIn, policy, rulesOf } from "./support";

const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::assets/*" };
const ACCOUNT = "111122223333";

describe("what is dangerous also in a new policy", () => {
  test("names an administrator, also in a new policy", () => {
    const admin = policy({ Effect: "Allow", Action: "*", Resource: "*" });
    expect(detect({ type: "aws_iam_policy", after: { policy: admin } })).toMatchObject([
      { rule: "iam-admin", level: "deny" },
    ]);
    expect(detect({ type: "aws_iam_policy", after: { policy: policy(READ) } })).toEqual([]);
  });

  test("does not take a permissions boundary for rights, found by its ARN or by who refers to it", () => {
    const admin = {
      name: "edge",
      path: "/",
      policy: policy({ Effect: "Allow", Action: "*", Resource: "*" }),
    };
    const role = {
      type: "aws_iam_role",
      after: { permissions_boundary: `arn:aws:iam::${ACCOUNT}:policy/edge` },
    };
    expect(detect({ type: "aws_iam_policy", after: admin }, role)).toEqual([]);
    const found = detectIn({
      format_version: "1.2",
      resource_changes: [change({ type: "aws_iam_policy", after: admin })],
      configuration: {
        root_module: {
          resources: [
            {
              address: "aws_iam_role.x",
              expressions: {
                permissions_boundary: { references: ["aws_iam_policy.this.arn", "aws_iam_policy.this"] },
              },
            },
          ],
        },
      },
    });
    expect(found).toEqual([]);
  });

  test.each([
    ["iam:PutRolePolicy", "arn:aws:iam::111122223333:role/one", true],
    ["iam:P*", "*", true],
    ["iam:PassRole", "*", true],
    ["iam:PassRole", "arn:aws:iam::111122223333:role/*", true],
    ["iam:PassRole", "arn:aws:iam::111122223333:role/one", false],
    ["iam:GetRole", "*", false],
  ])("names what leads to more rights: %s on %s", (Action, Resource, isTold) => {
    const found = detect({
      type: "aws_iam_policy",
      after: { policy: policy({ Effect: "Allow", Action, Resource }) },
    });
    expect(rulesOf(found)).toEqual(isTold ? ["iam-escalation"] : []);
  });
});
