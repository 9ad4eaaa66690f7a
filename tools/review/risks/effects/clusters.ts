import { say } from "../../text";
import { valueAt } from "../facts";
import { foundAt } from "../paths";
import { DESTROYED, type Effect, GONE, REPLACED, UPDATED } from "./row";
import { minorSteps } from "./versions";
import { isLower } from "./compute";

const NODE_GROUP = ["version", "release_version", "launch_template"];

/** Kubernetes clusters and their nodes. */
export const CLUSTERS: readonly Effect[] = [
  {
    types: ["aws_eks_cluster"],
    fates: UPDATED,
    paths: ["version"],
    // https://docs.aws.amazon.com/eks/latest/userguide/rollback-cluster.html
    rule: "cluster-upgrade",
    words: say`the control plane goes to another version: requests to APIs that it drops fail; nodes and add-ons follow on their own, and it can be rolled back for 7 days only`,
  },
  {
    types: ["aws_eks_cluster"],
    fates: UPDATED,
    paths: ["version"],
    when: (facts) => Math.abs(minorSteps(facts, "version") ?? 0) > 1,
    rule: "apply-fails",
    words: say`EKS goes by one minor version at a time, and refuses this step`,
  },
  {
    types: ["aws_eks_cluster"],
    fates: UPDATED,
    paths: ["access_config[].authentication_mode"],
    rule: "no-way-back",
    words: say`access entries cannot be switched off again, nor the aws-auth map on again`,
  },
  {
    types: ["aws_eks_cluster"],
    fates: UPDATED,
    paths: ["encryption_config"],
    // https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html; without it the provider replaces the cluster.
    when: ({ before }) => foundAt(before, "encryption_config[]").length === 0,
    rule: "no-way-back",
    words: say`encryption of secrets with a key cannot be taken back, and the key has to stay as long as the cluster`,
  },
  {
    types: ["aws_eks_cluster"],
    fates: UPDATED,
    paths: ["upgrade_policy[].support_type"],
    rule: "cluster-upgrade",
    words: say`with STANDARD the cluster is upgraded by AWS when standard support ends, with EXTENDED it costs more from then on`,
  },
  {
    types: ["aws_eks_node_group"],
    fates: UPDATED,
    paths: NODE_GROUP,
    rule: "nodes-roll",
    words: say`all of its nodes are replaced: pods are evicted within their disruption budgets and start elsewhere`,
    details: ({ after }) =>
      valueAt(after, "force_update_version") === true
        ? [say`force_update_version is on: pods that cannot be evicted are ended all the same`]
        : [say`pods that cannot be evicted make the update fail`],
  },
  {
    types: ["aws_eks_node_group"],
    fates: REPLACED,
    when: ({ createFirst }) => createFirst,
    rule: "nodes-roll",
    words: say`a new group starts first, then all nodes of the old one are drained and ended`,
  },
  {
    types: ["aws_eks_node_group"],
    fates: REPLACED,
    when: ({ createFirst }) => !createFirst,
    rule: "workload-stops",
    words: say`all of its nodes go before there are new ones: pods that fit nowhere else wait`,
  },
  {
    types: ["aws_eks_node_group", "aws_eks_fargate_profile"],
    fates: DESTROYED,
    rule: "workload-stops",
    words: say`its nodes go: pods that fit nowhere else wait`,
  },
  {
    types: ["aws_eks_fargate_profile"],
    fates: REPLACED,
    rule: "workload-stops",
    words: say`pods that run by it are deleted, and new ones wait for the new profile`,
  },
  {
    types: ["aws_eks_node_group"],
    fates: UPDATED,
    paths: ["scaling_config[].desired_size", "scaling_config[].max_size"],
    when: (facts) =>
      isLower(facts, "scaling_config[].desired_size") || isLower(facts, "scaling_config[].max_size"),
    rule: "capacity-lower",
    words: say`nodes beyond the new number are drained and ended`,
  },
  {
    types: ["aws_eks_addon"],
    fates: UPDATED,
    paths: ["addon_version", "configuration_values"],
    rule: "nodes-roll",
    words: say`the add-on's own pods are replaced, on every node where it runs on all`,
  },
  {
    types: ["aws_eks_addon"],
    fates: GONE,
    when: ({ before }) => valueAt(before, "preserve") !== true,
    rule: "workload-stops",
    words: say`the add-on is taken out of the cluster, with what it gives to all nodes`,
  },
  {
    types: ["aws_eks_pod_identity_association"],
    fates: GONE,
    rule: "identity-replaced",
    words: say`pods of its service account get no credentials until there is another one`,
  },
  {
    types: ["google_container_cluster"],
    fates: UPDATED,
    paths: ["min_master_version"],
    rule: "cluster-upgrade",
    words: say`the control plane goes to another version, and cannot go back to an earlier minor version`,
  },
  {
    types: ["google_container_node_pool"],
    fates: UPDATED,
    paths: ["version", "node_config"],
    rule: "nodes-roll",
    words: say`its nodes are replaced: pods are evicted and start elsewhere`,
  },
  {
    types: ["google_container_node_pool"],
    fates: GONE,
    rule: "workload-stops",
    words: say`all of its nodes go: pods that fit nowhere else wait`,
  },
  {
    types: ["azurerm_kubernetes_cluster"],
    fates: UPDATED,
    paths: ["kubernetes_version"],
    rule: "cluster-upgrade",
    words: say`the control plane goes to another version, and cannot go back`,
  },
  {
    types: ["azurerm_kubernetes_cluster", "azurerm_kubernetes_cluster_node_pool"],
    fates: UPDATED,
    paths: [
      "orchestrator_version",
      "vm_size",
      "default_node_pool[].vm_size",
      "default_node_pool[].orchestrator_version",
    ],
    rule: "nodes-roll",
    words: say`its nodes are replaced: pods are evicted and start elsewhere`,
  },
  {
    types: ["azurerm_kubernetes_cluster_node_pool"],
    fates: GONE,
    rule: "workload-stops",
    words: say`all of its nodes go: pods that fit nowhere else wait`,
  },
];
