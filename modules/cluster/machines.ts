import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Reserve } from "./node-config";
import type { Cluster } from "./cluster";
import { NodeTemplate } from "./launch-template";
import { NodeGroup, type NodeGroupProps } from "./node-group";
import { NodeRole } from "./node-role";

/** One kind of machine. */
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
  /** `min` and `max` hold for each zone. */
  readonly api: MachinesOf & { readonly instanceType: string };
  readonly burst: (MachinesOf & { readonly instanceTypes: readonly string[] }) | "none";
  readonly sizedBy: NodeGroupProps["sizedBy"];
  readonly tags: Readonly<Record<string, string>>;
  readonly after: readonly ITerraformDependable[];
}

/**
 * The cluster's nodes: `system` over all zones for whatever names no place, the API's in one group a zone so that losing a
 * zone leaves two groups whole, and `burst` on Spot when those are full.
 */
export class Machines extends Construct {
  /** Nodes that controllers run on. */
  readonly system: ITerraformDependable;
  private readonly role: NodeRole;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: MachinesProps,
  ) {
    super(scope, id);
    const { system, api, burst, subnetIds, apiMachineName } = props;
    this.role = new NodeRole(this, "role", { name: props.roleName });

    this.system = this.group("system", {
      workload: "system",
      template: this.template("system", `${props.cluster.name}-system`, system),
      subnetIds: [...subnetIds],
      instanceTypes: [system.instanceType],
      capacity: "on-demand",
      of: system,
    }).ready;

    const apiTemplate = this.template("api", apiMachineName, api);
    subnetIds.forEach((subnetId, zone) => {
      this.group(`api-${zone + 1}`, {
        workload: "api",
        template: apiTemplate,
        subnetIds: [subnetId],
        instanceTypes: [api.instanceType],
        capacity: "on-demand",
        of: api,
      });
    });

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
