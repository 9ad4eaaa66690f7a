import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Reserve } from "./node-config";
import type { Cluster } from "./cluster";
import { NodeTemplate } from "./launch-template";
import { NodeGroup, type NodeGroupProps } from "./node-group";
import { NodeRole } from "./node-role";

/** One kind of machine; `min` and `max` are those of each group. */
export interface MachinesOf {
  readonly architecture: NodeGroupProps["architecture"];
  readonly diskGiB: number;
  /** Kept from pods on each node. */
  readonly reserved: Reserve;
  readonly min: number;
  readonly max: number;
}

export interface MachinesProps {
  readonly cluster: Cluster;
  readonly roleName: string;
  /** One a zone. */
  readonly subnetIds: readonly string[];
  readonly volumesKeyArn: string;
  /** `Name` of the machines that run the API; the others are named after the cluster. */
  readonly apiMachineName: string;
  readonly system: MachinesOf & { readonly instanceType: string };
  readonly api: MachinesOf & { readonly instanceType: string };
  readonly burst: (MachinesOf & { readonly instanceTypes: readonly string[] }) | "none";
  readonly sizedBy: NodeGroupProps["sizedBy"];
  readonly tags: Readonly<Record<string, string>>;
  readonly after: readonly ITerraformDependable[];
}

/**
 * The cluster's nodes: `system` for whatever names no place, `api` for the API, and `burst` on Spot when those are full. The
 * first two are one group a zone: losing a zone leaves two groups whole, and a pod whose volume is in a zone gets a machine
 * there, which nobody could ask of a group over several. `burst` holds no volumes.
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md#common-notes-and-gotchas
 */
export class Machines extends Construct {
  /** Nodes that controllers run on. */
  readonly system: readonly ITerraformDependable[];
  private readonly role: NodeRole;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MachinesProps,
  ) {
    super(scope, id);
    const { cluster, system, api, burst, subnetIds, apiMachineName } = props;
    this.role = new NodeRole(this, "role", { name: props.roleName });
    this.system = this.oneAZone("system", `${cluster.name}-system`, system);
    this.oneAZone("api", apiMachineName, api);
    if (burst !== "none") {
      this.group("burst", {
        workload: "burst",
        template: this.template("burst", apiMachineName, burst),
        subnetIds: [...subnetIds],
        instanceTypes: burst.instanceTypes,
        capacity: "spot",
        of: burst,
      });
    }
  }

  private oneAZone(
    workload: "system" | "api",
    machineName: string,
    of: MachinesProps["system" | "api"],
  ): ITerraformDependable[] {
    const template = this.template(workload, machineName, of);
    return this.props.subnetIds.map(
      (subnetId, zone) =>
        this.group(`${workload}-${zone + 1}`, {
          workload,
          template,
          subnetIds: [subnetId],
          instanceTypes: [of.instanceType],
          capacity: "on-demand",
          of,
        }).ready,
    );
  }

  private template(purpose: string, machineName: string, { diskGiB, reserved }: MachinesOf): NodeTemplate {
    const { volumesKeyArn, tags } = this.props;
    return new NodeTemplate(this, `${purpose}-template`, {
      machineName,
      diskGiB,
      reserved,
      kmsKeyArn: volumesKeyArn,
      tags,
    });
  }

  private group(
    name: string,
    kind: Pick<NodeGroupProps, "workload" | "template" | "subnetIds" | "instanceTypes" | "capacity"> & {
      readonly of: MachinesOf;
    },
  ): NodeGroup {
    const { cluster, sizedBy, tags, after } = this.props;
    const { of, ...rest } = kind;
    return new NodeGroup(this, name, {
      ...rest,
      name,
      cluster,
      role: this.role,
      architecture: of.architecture,
      nodes: { min: of.min, max: of.max },
      sizedBy,
      tags,
      after,
    });
  }
}
