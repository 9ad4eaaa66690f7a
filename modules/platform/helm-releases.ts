import { Construct } from "constructs";
import type { ServiceAccount } from "../cluster/service-accounts";
import { HelmRelease, type OwnChart, type PublishedChart } from "./helm-release";
import type { ReleaseValues } from "./release-values";
import { FREE_KEYS, type Shape, unknownValues } from "./unknown-values";

/** A published chart, and what its defaults hold. */
export interface KnownChart extends PublishedChart {
  readonly defaults: Shape;
}

export interface HelmReleasesProps {
  /** Where all charts are instead of in their own repositories, or "none". */
  readonly mirror: string;
  /** Service accounts that have a role. */
  readonly identities: readonly ServiceAccount[];
}

export interface Installation {
  readonly namespace: string;
  readonly chart: KnownChart | OwnChart;
  readonly release: ReleaseValues;
  /** The token of an apply lives 15 minutes: together with what comes before it, less than 12. */
  readonly timeoutSeconds: number;
  readonly after: readonly HelmRelease[];
}

/** The releases of one stack. A mistake that Helm would only make known in the cluster, or never, is an error here. */
export class HelmReleases extends Construct {
  private readonly taken = new Set<string>();

  constructor(
    scope: Construct,
    id: string,
    private readonly props: HelmReleasesProps,
  ) {
    super(scope, id);
  }

  /** @throws Error for a name that is taken, a service account without a role, or a value that the chart does not know. */
  install(name: string, { chart, release, ...rest }: Installation): HelmRelease {
    this.refuseCollision(name, rest.namespace);
    this.refuseStrangers(name, release);
    return new HelmRelease(this, name, {
      ...rest,
      name,
      values: release.values,
      chart: "folder" in chart ? chart : this.fromMirror(known(chart, release)),
    });
  }

  private refuseCollision(name: string, namespace: string): void {
    if (this.taken.has(name))
      throw new Error(
        `release ${name} in ${namespace}: the name is taken by another release; choose another`,
      );
    this.taken.add(name);
  }

  private refuseStrangers(name: string, { serviceAccounts }: ReleaseValues): void {
    for (const account of serviceAccounts) {
      const found = this.props.identities.some(
        (identity) => identity.namespace === account.namespace && identity.name === account.name,
      );
      if (!found)
        throw new Error(
          `release ${name}: service account ${account.namespace}/${account.name} has no role; add it to modules/cluster/identities.ts`,
        );
    }
  }

  private fromMirror({ name, version, repository }: PublishedChart): PublishedChart {
    const { mirror } = this.props;
    return { name, version, repository: mirror === "none" ? repository : mirror };
  }
}

function known(chart: KnownChart, { values }: ReleaseValues): PublishedChart {
  const problems = unknownValues(values, chart.defaults, FREE_KEYS[chart.name] ?? []);
  if (problems.length > 0) throw new Error(`chart ${chart.name} ${chart.version}: ${problems.join("; ")}`);
  return chart;
}
