import type { Configuration } from "../../config/environments";
import { configuration } from "../../config/environments";
import { problemsOf } from "../../config/validate";
import { changedSynthesis } from "../support/changed-synthesis";
import { resources } from "../support/synthesis";

const SERVERS = ["ns-1.awsdns-00.com", "ns-2.awsdns-00.net"];

/** The configuration with production delegating `domains`. */
function delegating(...domains: string[]): Configuration {
  const delegations = domains.map((domain) => ({ domain, nameServers: SERVERS }));
  const environments = configuration.environments.map((environment) =>
    environment.name === "production" ? { ...environment, delegations } : environment,
  );
  return { ...configuration, environments };
}

test("a zone below is handed on to the servers that AWS gave it", () => {
  const real = changedSynthesis({ configuration: delegating("staging.mindscape.example") });
  expect(real.errors).toBe("");
  const records = [...resources(real.json("production-global-dns"), "aws_route53_record").values()];
  expect(records.filter(({ type }) => type === "NS")).toEqual([
    expect.objectContaining({ name: "staging.mindscape.example", records: SERVERS }),
  ]);
});

test.each([
  [
    ["staging.elsewhere.example"],
    'production.delegations[0].domain "staging.elsewhere.example" lies outside mindscape.example; delegate it where its parent is',
  ],
  [
    ["mindscape.example"],
    'production.delegations[0].domain "mindscape.example" lies outside mindscape.example; delegate it where its parent is',
  ],
  [
    ["x.mindscape.example", "x.mindscape.example"],
    'production.delegations[1].domain "x.mindscape.example" is delegated twice; keep one',
  ],
])("%j is refused", (domains, message) => {
  expect(problemsOf(delegating(...domains)).map(({ path, problem }) => `${path} ${problem}`)).toEqual([
    message,
  ]);
});
