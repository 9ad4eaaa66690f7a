import { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";

// Upgrades that can be looked at, and gone back to by hand; each is a Secret.
const KEPT_REVISIONS = 5;

/** A chart of a repository. */
export interface PublishedChart {
  readonly name: string;
  /** Exact. */
  readonly version: string;
  /** `https://...`, or `oci://...` without the chart's name. */
  readonly repository: string;
}

/** A chart in this project; a change of any of its files is an upgrade. */
export interface OwnChart {
  readonly folder: string;
}

export interface HelmReleaseProps {
  readonly name: string;
  /** It exists. */
  readonly namespace: string;
  readonly chart: PublishedChart | OwnChart;
  /** No secrets: values are printed in plans. */
  readonly values: object;
  /** After so long without all of its pods being ready, it is put back. */
  readonly timeoutSeconds: number;
  readonly after: readonly HelmRelease[];
}

/** One release of a chart, whole or not at all. */
export class HelmRelease extends Construct {
  private readonly release: Release;

  constructor(scope: Construct, id: string, props: HelmReleaseProps) {
    super(scope, id);
    const { name, namespace, chart, values, timeoutSeconds, after } = props;
    this.release = new Release(this, "release", {
      name,
      namespace,
      ...("folder" in chart ? { chart: this.ownChart(chart) } : published(chart)),
      values: [written(values)],
      atomic: true,
      cleanupOnFail: true,
      lint: true,
      wait: true,
      timeout: timeoutSeconds,
      maxHistory: KEPT_REVISIONS,
      ...(after.length > 0 && { dependsOn: after.map(({ release }) => release) }),
    });
  }

  private ownChart({ folder }: OwnChart): string {
    return new TerraformAsset(this, "chart", { path: folder, type: AssetType.DIRECTORY }).path;
  }
}

function published({ name, version, repository }: PublishedChart): {
  readonly chart: string;
  readonly version: string;
  readonly repository: string;
} {
  return { chart: name, version, repository };
}

/**
 * As Terraform hands it on: JSON is YAML. What only looks like one of Terraform's templates is escaped; references, which CDKTF
 * writes as tokens until it synthesizes, are not.
 */
export function written(values: object): string {
  return JSON.stringify(values)
    .replace(/\$\{(?!TfToken\[)/g, "$$$${")
    .replace(/%\{/g, "%%{");
}
