import { resources, type StackJson, synthesis } from "../support/synthesis";

const real = synthesis();
const stacksOf = (environment: string): string[] =>
  real.stacks.filter((id) => id.startsWith(`${environment}-`) && /-(dns|ingress|edge)$/.test(id));

/** The hosts whose validation records a stack makes. */
function validated(stack: StackJson): string[] {
  return [...resources(stack, "aws_route53_record").values()].flatMap(({ type, name, records }) => {
    if (type !== "CNAME") return [];
    const host = (expression: unknown, attribute: string): string | undefined =>
      new RegExp(`option\\.${attribute} if option\\.domain_name == "([^"]+)"`).exec(String(expression))?.[1];
    const [asked] = records as string[];
    expect(host(asked, "resource_record_value")).toBe(host(name, "resource_record_name"));
    return [host(name, "resource_record_name") ?? "nothing"];
  });
}

const hostsOf = (stack: StackJson): string[] =>
  [...resources(stack, "aws_acm_certificate").values()].flatMap(
    ({ domain_name, subject_alternative_names }) => [
      domain_name as string,
      ...((subject_alternative_names ?? []) as string[]),
    ],
  );

test.each(["development", "staging", "production"])(
  "of every name in a certificate of %s exactly one state holds the validation record",
  (environment) => {
    const stacks = stacksOf(environment).map((id) => real.json(id));
    const made = stacks.flatMap(validated);
    expect([...made].sort()).toEqual([...new Set(stacks.flatMap(hostsOf))].sort());
  },
);

test("the zone says where it is to be delegated from, and depends on nothing", () => {
  const { output } = JSON.parse(real.text("staging-global-dns")) as { output: Record<string, unknown> };
  expect(output["name_servers"]).toMatchObject({
    value: expect.stringMatching(/^\$\{aws_route53_zone\.zone_\w+\.name_servers\}$/) as string,
  });
  expect(real.manifest().stacks["staging-global-dns"]?.dependencies).toEqual([]);
});

test("nobody waits for the certificate that the shared record is learned from", () => {
  const dns = real.json("production-global-dns");
  expect(dns.resource["aws_acm_certificate_validation"]).toBeUndefined();
  expect(hostsOf(dns)).toEqual(["origin.mindscape.example"]);
});
