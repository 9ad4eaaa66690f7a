import { say } from "../../text";
import { type Effect, GONE, UPDATED } from "./row";

/** What does something that no plan can show. */
export const OPAQUE: readonly Effect[] = [
  {
    types: [
      "aws_cloudformation_stack",
      "aws_cloudformation_stack_set",
      "azurerm_resource_group_template_deployment",
    ],
    fates: UPDATED,
    rule: "opaque",
    words: say`what becomes of the resources in it is not in this plan: ask the service for a change set`,
  },
  {
    types: [
      "aws_lambda_invocation",
      "aws_ssm_association",
      "aws_redshiftdata_statement",
      "aws_dynamodb_table_export",
    ],
    fates: ["created", "updated", "replaced"],
    rule: "opaque",
    words: say`it runs something once: what that does is not in this plan`,
  },
  {
    types: ["local_file", "local_sensitive_file", "archive_file"],
    fates: ["created", "updated", "replaced"],
    rule: "opaque",
    words: say`it writes a file on the machine that applies`,
  },
  {
    types: ["kubernetes_manifest", "kubectl_manifest"],
    fates: UPDATED,
    rule: "opaque",
    words: say`what its controller does about it is not in this plan`,
  },
  {
    types: ["kubernetes_job", "kubernetes_job_v1"],
    fates: ["created", ...GONE],
    rule: "opaque",
    words: say`a job begins or ends: what it does is not in this plan`,
  },
];
