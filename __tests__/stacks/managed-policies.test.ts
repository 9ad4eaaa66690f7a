import { configuration } from "../../config/environments";
import { accessRole } from "../support/access";
import { evaluate } from "../support/policy";
import { type Attributes, resources, type StackJson, synthesis } from "../support/synthesis";
import { MANAGED } from "./managed-policies";

const real = synthesis();
const withRoles = real.stacks.filter((id) => "aws_iam_role_policy_attachment" in real.json(id).resource);

interface Attachment {
  readonly roleName: string;
  readonly policy: string;
}

/** AWS's policies in a stack, and to which role each is attached. */
function attachments({ resource }: StackJson): Attachment[] {
  const name = ({ role }: Attributes): string => {
    const id = /aws_iam_role\.([^.]+)\.name/.exec(role as string)?.[1] ?? "";
    return resource["aws_iam_role"]?.[id]?.["name"] as string;
  };
  return [...resources({ resource } as StackJson, "aws_iam_role_policy_attachment").values()].map(
    (attributes) => ({
      roleName: name(attributes),
      policy: (attributes["policy_arn"] as string).split("/").at(-1)!,
    }),
  );
}

/** Where a request of a stack's role arrives: IAM's in us-east-1, the others' in the stack's region. */
function requests(stack: string, policy: string): { action: string; resource?: string; region: string }[] {
  const linked = "arn:aws:iam::*:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRole";
  const home = configuration.environments.flatMap(({ regions }) => regions.map(({ name }) => name));
  const region = home.find((name) => stack.includes(name))!;
  return Object.entries(MANAGED[policy] ?? {}).flatMap(([service, actions]) =>
    actions.split(" ").map((action) => ({
      action: `${service}:${action}`,
      region: service === "iam" ? "us-east-1" : region,
      ...(service === "iam" && { resource: linked }),
    })),
  );
}

test("roles with AWS's own policies are in the layers that have such roles", () =>
  expect(new Set(withRoles.map((id) => id.split("-").at(-1)))).toEqual(new Set(["cluster", "data"])));

test.each(withRoles)("the boundary leaves AWS's own policies in %s what they are for", (id) => {
  const environment = configuration.environments.find(({ name }) => id.startsWith(`${name}-`))!;
  const { boundary } = accessRole(real, environment.name, "apply");
  const cut = attachments(real.json(id)).flatMap(({ roleName, policy }) =>
    requests(id, policy)
      .map(({ region, action, resource = "*" }) => ({
        action,
        resource: resource.replace("::*:", `::${environment.accountId}:`),
        context: {
          "aws:RequestedRegion": region,
          "aws:PrincipalArn": `arn:aws:iam::${environment.accountId}:role/${roleName}`,
        },
      }))
      .filter((request) => evaluate(boundary, request) !== "allow"),
  );
  expect(cut).toEqual([]);
});

test.each(withRoles)("what AWS's own policies in %s are for is written down", (id) => {
  for (const { roleName, policy } of attachments(real.json(id))) {
    expect(roleName).toMatch(/^mindscape-/);
    expect(Object.keys(MANAGED)).toContain(policy);
  }
});

// A backup that begins in one region ends in the vault of the other.
test("production's backups are copied into either region", () => {
  const { boundary, context } = accessRole(real, "production", "apply");
  for (const region of ["us-west-2", "us-east-2"]) {
    const request = {
      action: "backup:CopyIntoBackupVault",
      context: { ...context, "aws:RequestedRegion": region },
    };
    expect(evaluate(boundary, request)).toBe("allow");
  }
});
