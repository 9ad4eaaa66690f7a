import { contentsOf } from "../../../tools/graph/contents";
import { describeArchitecture } from "../../../tools/graph/describe";
import { readManifest, readStacks } from "../../../tools/planning/synthesis";
import { synthesized, type MadeUpStack } from "./made-up";

function describeMadeUp(environment: string, stacks: readonly MadeUpStack[]) {
  const own = stacks.map(({ id }) => id).filter((id) => id.startsWith(`${environment}-`));
  return describeArchitecture(
    { environment, stacks: own },
    readStacks(readManifest(synthesized(stacks)).values()),
  );
}

function types(counts: Record<string, number>): string[] {
  return Object.entries(counts).flatMap(([type, count]) => Array.from({ length: count }, () => type));
}

describe("the contents of a stack", () => {
  test("are named by the most telling kinds first, plumbing left out but counted", () => {
    const network = {
      aws_route: 4,
      aws_vpc_endpoint: 6,
      aws_nat_gateway: 3,
      aws_eip: 3,
      aws_subnet: 9,
      aws_vpc: 1,
    };
    expect(contentsOf(types(network))).toEqual({
      resources: 26,
      kinds: ["VPC", "9 subnets", "3 NAT gateways", "6 VPC endpoints"],
    });
  });

  test("of unknown types are named by their Terraform names", () => {
    expect(
      contentsOf(types({ aws_transfer_server: 2, google_data_registry: 3, aws_kms_key: 1 })).kinds,
    ).toEqual(["key", "3 data registries", "2 transfer servers"]);
  });

  test("that are only plumbing are named all the same", () => {
    expect(contentsOf(types({ aws_s3_bucket_policy: 2 })).kinds).toEqual(["2 s3 bucket policies"]);
  });

  test("name five kinds at most", () => {
    const many = { aws_vpc: 1, aws_subnet: 1, aws_kms_key: 1, aws_lb: 1, aws_s3_bucket: 1, aws_sns_topic: 1 };
    expect(contentsOf(types(many)).kinds).toHaveLength(5);
  });

  test.each([
    [{ aws_db_proxy: 2 }, "2 db proxies"],
    [{ aws_lambda_layer: 2 }, "2 lambda layers"],
    [{ aws_mq_bus: 2 }, "2 mq buses"],
    [{ aws_api_gateway: 2 }, "2 api gateways"],
  ])("have a plural: %j", (counts, words) => {
    expect(contentsOf(types(counts)).kinds).toEqual([words]);
  });
});

describe("an architecture", () => {
  test("counts the outputs that are read, and finds none where a stack is only applied later", () => {
    const { links } = describeMadeUp("production", [
      { id: "production-us-west-2-base" },
      { id: "production-us-west-2-network", reads: ["production-us-west-2-base"] },
      { id: "production-global-edge", after: ["production-us-west-2-network"] },
    ]);
    expect(links.map(({ consumer, outputs }) => [consumer, outputs])).toEqual([
      ["production-us-west-2-network", 1],
      ["production-global-edge", 0],
    ]);
  });

  test("holds nothing of other environments but what is depended on", () => {
    const { places } = describeMadeUp("staging", [
      { id: "organization-global-finops" },
      { id: "organization-global-workspaces" },
      { id: "staging-us-west-2-base", reads: ["organization-global-workspaces"] },
      { id: "production-us-west-2-base" },
    ]);
    expect(places.map(({ title, stacks }) => [title, stacks.map(({ id }) => id)])).toEqual([
      ["us-west-2 · home, active", ["staging-us-west-2-base"]],
      ["organization global", ["organization-global-workspaces"]],
    ]);
  });

  test("of an environment without configuration has regions without roles", () => {
    const { places } = describeMadeUp("sandbox", [
      { id: "sandbox-eu-west-1-base" },
      { id: "sandbox-global-dns" },
    ]);
    expect(places.map(({ title }) => title)).toEqual(["global", "eu-west-1"]);
  });
});
