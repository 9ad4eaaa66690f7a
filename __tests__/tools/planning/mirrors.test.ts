import { mkdirSync } from "node:fs";
import path from "node:path";
import { mirrorConfiguration, mirrorOf, providerMirrors } from "../../../tools/planning/providers/mirrors";
import { providerAddress } from "../../../tools/planning/providers/requirements";
import { removeFolders, temporaryFolder } from "../fixtures/synthesis";

afterAll(removeFolders);
const aws = (constraint: string): Parameters<typeof mirrorOf>[1] => ({
  localName: "aws",
  address: "registry.terraform.io/hashicorp/aws",
  constraint,
});

test("the folder that the environment names is the only one", () => {
  const named = temporaryFolder();
  expect(providerMirrors({ MINDSCAPE_PROVIDER_MIRROR: named })).toEqual([named]);
});

test("Terraform's implied folders are found in the home directory", () => {
  const home = temporaryFolder();
  const implied = [path.join(home, ".terraform.d/plugins"), path.join(home, "data/terraform/plugins")];
  implied.forEach((folder) => mkdirSync(folder, { recursive: true }));
  expect(providerMirrors({ HOME: home, XDG_DATA_HOME: path.join(home, "data") }).slice(0, 2)).toEqual(
    implied,
  );
});

test("a mirror serves a provider whose version it holds, unpacked or packed", () => {
  const [empty, unpacked, packed] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  mkdirSync(path.join(unpacked, "registry.terraform.io/hashicorp/aws/5.100.0"), { recursive: true });
  mkdirSync(
    path.join(packed, "registry.terraform.io/hashicorp/aws/terraform-provider-aws_6.0.0_linux_amd64.zip"),
    { recursive: true },
  );
  const mirrors = [empty, unpacked, packed];
  expect(mirrorOf(mirrors, aws("5.100.0"))).toBe(unpacked);
  expect(mirrorOf(mirrors, aws("= 6.0.0"))).toBe(packed);
  expect(mirrorOf(mirrors, aws("~> 5.0"))).toBe(unpacked);
  expect(mirrorOf(mirrors, aws("5.99.0"))).toBeUndefined();
  expect(
    mirrorOf(mirrors, { ...aws("5.100.0"), address: "registry.terraform.io/hashicorp/helm" }),
  ).toBeUndefined();
});

test("what a mirror does not hold may come from its registry", () => {
  const text = mirrorConfiguration([{ mirror: "/m", address: "registry.terraform.io/hashicorp/aws" }]);
  expect(text.replace(/\s+/g, " ")).toContain(
    'filesystem_mirror { path = "/m" include = ["registry.terraform.io/hashicorp/aws"] } direct { exclude = ["registry.terraform.io/hashicorp/aws"] }',
  );
});

test.each([
  ["aws", "registry.terraform.io/hashicorp/aws"],
  ["Integrations/github", "registry.terraform.io/integrations/github"],
  ["example.com/a/b", "example.com/a/b"],
])("%s is the provider %s", (source, address) => expect(providerAddress(source)).toBe(address));
