import { DaxCluster } from "@cdktf/provider-aws/lib/dax-cluster";
import { DaxParameterGroup } from "@cdktf/provider-aws/lib/dax-parameter-group";
import { DaxSubnetGroup } from "@cdktf/provider-aws/lib/dax-subnet-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { ClosedGroup } from "../closed-group";
import { type CachedTable, daxTrust, readsAndWrites } from "./dax-policy";

// With TLS; 8111 without. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.create-cluster.cli.configure-inbound-rules.html
const PORT = 9111;
// A primary and ten replicas. From three on, one in each zone, a lost zone leaves a quorum to choose a new primary.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.concepts.cluster.html
const NODES = { min: 1, max: 11 } as const;
// Writes through this cluster refresh items at once; those that come from another region or pass DAX by, only after this time.
const ITEM_TTL_MS = 60_000;
// Nothing refreshes the result of a query. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.consistency.html
const QUERY_TTL_MS = 1_000;

export interface DaxProps {
  /** At most 20 characters; unique in account and region. */
  readonly name: string;
  /** Unique in the account. */
  readonly roleName: string;
  readonly securityGroupName: string;
  readonly vpcId: string;
  /** One isolated subnet a zone. */
  readonly subnetIds: readonly string[];
  /** Of the same region; it may come later. */
  readonly table: CachedTable;
  /** For example `dax.t3.small`. Another type replaces the cluster. */
  readonly nodeType: string;
  /** 1-11; changing it adds or removes nodes in place. */
  readonly nodes: number;
  /** `ddd:hh:mm-ddd:hh:mm` in UTC, at least an hour. */
  readonly maintenanceWindow: string;
}

/** Items of one table, in memory and over TLS only, for who is allowed in. It holds nothing that the table does not. */
export class Dax extends Construct {
  /** `daxs://...`, for the DAX client. */
  readonly endpoint: string;
  /** Callers need `dax:` actions on it. */
  readonly arn: string;
  readonly port = PORT;
  private readonly securityGroup: ClosedGroup;

  constructor(scope: Construct, id: string, props: DaxProps) {
    super(scope, id);
    const { name } = props;
    assertNodes(props.nodes);
    this.securityGroup = new ClosedGroup(this, "security-group", {
      name: props.securityGroupName,
      store: "dax",
      vpcId: props.vpcId,
      port: PORT,
    });
    const role = new IamRole(this, "role", { name: props.roleName, assumeRolePolicy: daxTrust() });
    const mayUseTable = new IamRolePolicy(this, "may-use-table", {
      role: role.name,
      policy: readsAndWrites(props.table),
    });
    const subnets = new DaxSubnetGroup(this, "subnets", { name, subnetIds: [...props.subnetIds] });
    const cluster = new DaxCluster(this, "cluster", {
      clusterName: name,
      nodeType: props.nodeType,
      replicationFactor: props.nodes,
      iamRoleArn: role.arn,
      subnetGroupName: subnets.name,
      parameterGroupName: this.parameters(name),
      securityGroupIds: [this.securityGroup.id],
      serverSideEncryption: { enabled: true },
      clusterEndpointEncryptionType: "TLS",
      maintenanceWindow: props.maintenanceWindow,
      dependsOn: [mayUseTable],
    });
    this.endpoint = `daxs://${cluster.clusterAddress}`;
    this.arn = cluster.arn;
  }

  /** Opens the port to `client`, by a rule in the caller's `scope`. */
  allowFrom(scope: Construct, client: string, clientSecurityGroupId: string): void {
    this.securityGroup.allowFrom(scope, client, clientSecurityGroupId);
  }

  private parameters(name: string): string {
    return new DaxParameterGroup(this, "parameters", {
      name,
      parameters: [
        { name: "query-ttl-millis", value: String(QUERY_TTL_MS) },
        { name: "record-ttl-millis", value: String(ITEM_TTL_MS) },
      ],
    }).name;
  }
}

function assertNodes(nodes: number): void {
  if (Number.isInteger(nodes) && nodes >= NODES.min && nodes <= NODES.max) return;
  throw new Error(`${nodes} DAX nodes; allowed are ${NODES.min}-${NODES.max}`);
}
