import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from "cdktf";
import type { OrganizationConfig } from "../config/organization";
import { namesFor, type Place } from "../config/names";
import { ConfigurationError } from "../config/validate";

const BACKENDS = ["s3", "cloud", "local"] as const;
export type Backend = (typeof BACKENDS)[number];

/** @throws ConfigurationError for anything but `s3`, `cloud`, `local` */
export function parseBackend(value: string): Backend {
  const backend = BACKENDS.find((known) => known === value);
  if (backend !== undefined) return backend;
  throw new ConfigurationError([
    { path: "MINDSCAPE_BACKEND", problem: `"${value}": allowed are ${BACKENDS.join(", ")}` },
  ]);
}

export interface StateLocation {
  readonly backend: Backend;
  readonly stackId: string;
  /** Where the state bucket is; the stack's own region, or the last one of a global stack. */
  readonly place: Place;
  readonly organization: OrganizationConfig;
}

/** Tells `stack` where its state is; consumers of its outputs read it there. */
export function attachBackend(stack: TerraformStack, location: StateLocation): void {
  const { stackId, place, organization } = location;
  switch (location.backend) {
    case "s3": {
      const names = namesFor(place);
      const backend = new S3Backend(stack, {
        bucket: names.buckets.state,
        key: `${stackId}/terraform.tfstate`,
        region: place.region,
        encrypt: true,
        kmsKeyId: `arn:aws:kms:${place.region}:${place.accountId}:${names.keyAliases.state}`,
      });
      // A lock object beside the state; cdktf 0.21 has no property for it.
      backend.addOverride("use_lockfile", true);
      return;
    }
    case "cloud": {
      const { hostname, organization: name } = organization.terraformCloud;
      new CloudBackend(stack, {
        hostname,
        organization: name,
        workspaces: new NamedCloudWorkspace(stackId, organization.name),
      });
      return;
    }
    case "local":
      // Relative to cdktf.out/stacks/<stack>, outside what the next synthesis empties.
      new LocalBackend(stack, { path: `../../../terraform.${stackId}.tfstate` });
  }
}
