import { Construct } from "constructs";
import type { Cluster } from "./cluster";
import { PodIdentity } from "./pod-identity";
import { type AlertmanagerGrants, alertmanagerStatements } from "./pod-policies/alertmanager";
import { type ApiGrants, apiStatements } from "./pod-policies/api";
import { autoscalerStatements } from "./pod-policies/autoscaler";
import { cloudWatchAgentStatements } from "./pod-policies/cloudwatch-agent";
import { collectorStatements } from "./pod-policies/collector";
import { ebsCsiStatements } from "./pod-policies/ebs-csi";
import { efsCsiStatements, type MountedFiles } from "./pod-policies/efs-csi";
import { grafanaStatements } from "./pod-policies/grafana";
import { loadBalancerStatements } from "./pod-policies/load-balancer";
import { PodRole } from "./pod-role";
import type { Place, PolicyStatement } from "./policy";
import { type ServiceAccount, SERVICE_ACCOUNTS } from "./service-accounts";

const KUBERNETES_NAMES = {
  "vpc-cni": "vpcCni",
  "ebs-csi": "ebsCsi",
  "efs-csi": "efsCsi",
  "cloudwatch-agent": "cloudWatchAgent",
  autoscaler: "autoscaler",
  "load-balancer": "loadBalancer",
  collector: "collector",
  alertmanager: "alertmanager",
  grafana: "grafana",
  api: "api",
} as const satisfies Record<string, keyof typeof SERVICE_ACCOUNTS>;

type Workload = keyof typeof KUBERNETES_NAMES;

export interface IdentitiesProps extends Place {
  readonly cluster: Cluster;
  /** As it is written in policies, where a reference could not be read before apply. */
  readonly clusterName: string;
  readonly roleNames: Readonly<Record<Workload, string>>;
  readonly volumesKeyArn: string;
  readonly files: MountedFiles;
  readonly targetGroupTags: Readonly<Record<string, string>>;
  readonly api: Omit<ApiGrants, keyof Place>;
  /** Log groups that agents write to. */
  readonly insights: { readonly logGroupArns: readonly string[] } | "none";
  /** Whether an autoscaler runs. */
  readonly autoscaler: boolean;
  /** What Prometheus' alerts are told to, where Prometheus, Grafana and the collector run. */
  readonly prometheus: Omit<AlertmanagerGrants, "region"> | "none";
}

/** The AWS side of every workload: one role for each service account, with what that workload's own documents ask for. */
export class Identities extends Construct {
  /** Add-ons associate these three themselves. */
  readonly vpcCni: PodRole;
  readonly ebsCsi: PodRole;
  readonly cloudWatchAgent: PodRole | undefined;
  readonly efsCsi: PodIdentity;
  /** Whose pods get a role by their association. */
  readonly accounts: ServiceAccount[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: IdentitiesProps,
  ) {
    super(scope, id);
    const { clusterName, insights, region, accountId } = props;
    const place = { region, accountId };
    // AWS keeps both in step with the drivers, whose versions are not Terraform's.
    this.vpcCni = this.role("vpc-cni", { managed: ["AmazonEKS_CNI_Policy"] });
    this.ebsCsi = this.role("ebs-csi", {
      managed: ["AmazonEBSCSIDriverPolicyV2"],
      statements: ebsCsiStatements(props.volumesKeyArn),
    });
    this.cloudWatchAgent =
      insights === "none"
        ? undefined
        : this.role("cloudwatch-agent", { statements: cloudWatchAgentStatements({ ...place, ...insights }) });
    this.efsCsi = this.identity("efs-csi", efsCsiStatements(props.files));
    this.identity("load-balancer", loadBalancerStatements({ ...place, ...props }));
    if (props.autoscaler) {
      this.identity("autoscaler", autoscalerStatements({ ...place, clusterName }));
    }
    if (props.prometheus !== "none") this.observers(props.prometheus);
    this.identity("api", apiStatements({ ...place, ...props.api }));
  }

  private observers(told: Omit<AlertmanagerGrants, "region">): void {
    const { clusterName, region, accountId } = this.props;
    this.identity("collector", collectorStatements(region));
    this.identity("alertmanager", alertmanagerStatements({ region, ...told }));
    const logGroups = [`/aws/eks/${clusterName}/*`, `/aws/containerinsights/${clusterName}/*`];
    this.identity("grafana", grafanaStatements({ region, accountId, logGroups }));
  }

  private role(
    workload: Workload,
    grants: { readonly managed?: readonly string[]; readonly statements?: readonly PolicyStatement[] },
  ): PodRole {
    const { cluster, roleNames } = this.props;
    return new PodRole(this, workload, {
      name: roleNames[workload],
      clusterArn: cluster.arn,
      account: SERVICE_ACCOUNTS[KUBERNETES_NAMES[workload]],
      ...grants,
    });
  }

  private identity(workload: Workload, statements: readonly PolicyStatement[]): PodIdentity {
    const { cluster, roleNames } = this.props;
    const account = SERVICE_ACCOUNTS[KUBERNETES_NAMES[workload]];
    this.accounts.push(account);
    return new PodIdentity(this, workload, { cluster, name: roleNames[workload], account, statements });
  }
}
