import { Listener, PRIORITY } from "../../../modules/ingress/listener";
import { secondPlan } from "../../support/second-plan";
import { resource, synthesis } from "../../support/synthesis";
import { answer } from "./answers";

const real = synthesis();
const home = real.json("production-us-west-2-ingress");
const other = real.json("production-us-east-2-ingress");
const SECRETS = { origin_proof_current: "new-0123456789", origin_proof_previous: "old-0123456789" };
const from = (proof: string) => ({ "x-origin-proof": proof });
const MAINTENANCE = "listener/maintenance";

test("whoever does not prove to be our CloudFront is refused", () => {
  for (const stack of [home, other]) {
    expect(answer(stack, {}, SECRETS)).toBe("403");
    expect(answer(stack, from("guess"), SECRETS)).toBe("403");
    expect(answer(stack, from(""), SECRETS)).toBe("403");
  }
});

test.each(Object.values(SECRETS))("while the secret is rotated both values are accepted: %s", (proof) => {
  expect(answer(home, from(proof), SECRETS)).toBe("active");
});

test("the other region answers 503 until the runbook moves the rule, and home from when it does", () => {
  const proof = from(SECRETS.origin_proof_current);
  expect(answer(other, proof, SECRETS)).toBe("503");
  expect(answer(other, proof, SECRETS, { [MAINTENANCE]: PRIORITY.maintenanceOff })).toBe("active");
  expect(answer(home, proof, SECRETS, { [MAINTENANCE]: PRIORITY.maintenanceOn })).toBe("503");
  // Nobody learns from outside that there is maintenance.
  expect(answer(other, from("guess"), SECRETS)).toBe("403");
});

test("it speaks HTTPS with a policy that CloudFront's TLS 1.2 fits", () => {
  expect(resource(home, "aws_lb_listener", "listener/https")).toMatchObject({
    port: 443,
    protocol: "HTTPS",
    ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificate_arn: expect.stringContaining("aws_acm_certificate_validation.") as string,
  });
});

const targetGroup = (name: string): string =>
  `arn:aws:elasticloadbalancing:us-west-2:111111111111:targetgroup/${name}/0123456789abcdef`;

/** An action as the provider reads it back, also what AWS adds. */
const action = (type: string, said: object) => ({
  type,
  order: 1,
  authenticate_cognito: [],
  authenticate_oidc: [],
  fixed_response: [],
  forward: [],
  redirect: [],
  target_group_arn: "",
  ...said,
});
const answering = (status_code: string, message_body: string) =>
  action("fixed-response", { fixed_response: [{ content_type: "text/plain", message_body, status_code }] });
const forwarding = (weights: readonly number[]) =>
  action("forward", {
    forward: [
      {
        target_group: weights.map((weight, index) => ({ arn: targetGroup(`${index}`), weight })),
        stickiness: [{ enabled: false, duration: 0 }],
      },
    ],
  });

/** What the next plan changes where the maintenance rule is born on top, given what is found. */
const changes = (found: Parameters<typeof secondPlan>[1]) =>
  secondPlan(
    (stack) => {
      const elb = "arn:aws:elasticloadbalancing:us-west-2:111111111111";
      new Listener(stack, "listener", {
        loadBalancerArn: `${elb}:loadbalancer/app/x/0123456789abcdef`,
        certificateArn: "arn:aws:acm:us-west-2:111111111111:certificate/00000000-0000-0000-0000-000000000000",
        proof: { header: "x-origin-proof", values: ["a", "b"] },
        activeTargetGroupArn: targetGroup("0"),
        previewTargetGroupArn: targetGroup("1"),
        maintenance: "on",
      });
    },
    { "listener/https": { default_action: [answering("403", "")] }, ...found },
  );

test("the next plan leaves the maintenance rule where the runbook put it, and takes back what somebody did to the rest", async () => {
  const found = await changes({
    [MAINTENANCE]: { priority: PRIORITY.maintenanceOff, action: [answering("503", "maintenance")] },
    "listener/traffic": { action: [forwarding([0, 100])] },
  });
  expect(found).toEqual([
    {
      address: expect.stringMatching(/^aws_lb_listener_rule\.listener_traffic_/) as string,
      actions: ["update"],
      attributes: { action: [forwarding([100, 0])] },
    },
  ]);
});
