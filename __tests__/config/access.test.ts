import { configuration } from "../../config/environments";
import { problemsOf } from "../../config/validate";
import { changed, environment, type Loose, PRODUCTION, STAGING } from "./changed";

const messagesOf = (change: (copy: Loose) => void): string[] =>
  problemsOf(changed(change)).map(({ path, problem }) => `${path} ${problem}`);

/** Everything that is said in ranges, and how to say it. */
const PLACES: [string, (ranges: unknown) => (copy: Loose) => void][] = [
  [
    "staging.access.ranges",
    (ranges) => (copy) => (environment(copy, STAGING)["access"] = { kind: "restricted", ranges }),
  ],
  [
    "staging.clusterEndpoint.ranges",
    (ranges) => (copy) => (environment(copy, STAGING)["clusterEndpoint"] = { kind: "restricted", ranges }),
  ],
  ["organization.officeRanges", (ranges) => (copy) => (copy.organization["officeRanges"] = ranges)],
];

describe.each(PLACES)("%s", (path, say) => {
  test("restricted without ranges is refused", () => {
    expect(messagesOf(say([]))).toEqual([`${path} []: at least one range`]);
    expect(messagesOf(say(undefined)).join()).toContain(`${path} is missing`);
  });

  test.each([
    ["0.0.0.0/0", "open to the world, or nearly"],
    ["128.0.0.0/1", "open to the world, or nearly"],
    ["8.0.0.0/7", "open to the world, or nearly; name the ranges that need it, each /8 or longer"],
    ["::/0", "not an IPv4 range"],
    ["203.0.113.7", "not an IPv4 range"],
    ["10.0.0.0/8", "no public range"],
    ["172.20.1.0/24", "no public range"],
    ["192.168.0.0/16", "no public range"],
    ["203.0.113.7/24", "has bits set behind its prefix"],
  ])("%s is refused", (range, why) => {
    const messages = messagesOf(say(["198.51.100.0/24", range]));
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(`${path}[1] "${range}": ${why}`);
  });

  test("a single address and many ranges are fine, up to what AWS takes", () => {
    const ranges = Array.from({ length: 40 }, (_, index) => `203.0.113.${index}/32`);
    expect(messagesOf(say(ranges))).toEqual([]);
    expect(messagesOf(say([...ranges, "198.51.100.0/24"]))[0]).toContain("at most 40 ranges");
  });
});

describe("domains", () => {
  test("one outside the organization's is refused", () => {
    const elsewhere = (copy: Loose): void => {
      environment(copy, STAGING)["domain"] = "staging.elsewhere.example";
    };
    expect(messagesOf(elsewhere)).toEqual([
      'staging.domain "staging.elsewhere.example" lies outside mindscape.example; choose organization.domain or a name below it',
    ]);
  });

  test("one that only ends alike is refused", () => {
    const alike = (copy: Loose): void => {
      environment(copy, STAGING)["domain"] = "staging-mindscape.example";
    };
    expect(messagesOf(alike)).toHaveLength(1);
  });

  test.each(["origin", "origin-us-east-2", "x.origin"])(
    "%s below production's domain belongs to its load balancers",
    (label) => {
      const domain = `${label}.mindscape.example`;
      const taken = /by which CloudFront reaches production; choose another$/;
      const asEnvironment = messagesOf((copy) => (environment(copy, STAGING)["domain"] = domain));
      expect(asEnvironment).toEqual([expect.stringMatching(taken)]);
      const asDelegation = messagesOf((copy) => {
        const nameServers = ["ns-1.awsdns-00.com", "ns-2.awsdns-00.net"];
        environment(copy, PRODUCTION)["delegations"] = [{ domain, nameServers }];
      });
      expect(asDelegation).toEqual([expect.stringMatching(taken)]);
    },
  );

  test("those of the environments are the organization's or below it", () => {
    const { organization, environments } = configuration;
    const known = environments.map(({ name, domain }) => [name, domain]);
    expect(Object.fromEntries(known)).toEqual({
      development: `development.${organization.domain}`,
      staging: `staging.${organization.domain}`,
      production: organization.domain,
    });
  });
});
