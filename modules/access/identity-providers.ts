import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "constructs";
import { GITHUB, TERRAFORM_CLOUD_AUDIENCE } from "./trust";

export interface IdentityProvidersProps {
  /** For example `app.terraform.io`. */
  readonly terraformCloudHostname: string;
}

/**
 * The two that run pipelines. Which of their jobs may do something is the roles' trust. Thumbprints are left out: AWS
 * checks both hosts against its own list of authorities, and keeps a list once given even when it is removed here
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html).
 */
export class IdentityProviders extends Construct {
  readonly all: readonly IamOpenidConnectProvider[];

  constructor(scope: Construct, id: string, props: IdentityProvidersProps) {
    super(scope, id);
    const github = new IamOpenidConnectProvider(this, "github", {
      url: `https://${GITHUB.host}`,
      clientIdList: [GITHUB.audience],
    });
    const terraformCloud = new IamOpenidConnectProvider(this, "terraform-cloud", {
      url: `https://${props.terraformCloudHostname}`,
      clientIdList: [TERRAFORM_CLOUD_AUDIENCE],
    });
    this.all = [github, terraformCloud];
  }
}
