import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Construct } from "constructs";
import { policyDocument } from "./policy";

// A failed push, or a layer that nothing names any more.
const UNTAGGED_DAYS = 7;

export interface ImageRepositoryProps {
  /** For example `mindscape/api`; the same in every region. */
  readonly name: string;
  readonly accountId: string;
  readonly kmsKeyArn: string;
  /** Newest images that a rollback can still choose from. */
  readonly keepImages: number;
  /** Regions that get a copy of what is pushed here. Copies are not copied on, so both sides may name each other. */
  readonly replicateTo: readonly string[];
  /** Other accounts that may pull. */
  readonly pulledBy: readonly string[];
  readonly forceDelete: boolean;
  readonly preventDestroy: boolean;
}

/** Images under tags that never move, scanned when they are pushed. */
export class ImageRepository extends Construct {
  constructor(scope: Construct, id: string, props: ImageRepositoryProps) {
    super(scope, id);
    const repository = new EcrRepository(this, "repository", {
      name: props.name,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: props.kmsKeyArn }],
      forceDelete: props.forceDelete,
      ...(props.preventDestroy && { lifecycle: { preventDestroy: true } }),
    }).name;
    new EcrLifecyclePolicy(this, "lifecycle", { repository, policy: lifecycle(props.keepImages) });
    if (props.pulledBy.length > 0) {
      new EcrRepositoryPolicy(this, "policy", { repository, policy: pull(props.pulledBy) });
    }
    if (props.replicateTo.length > 0) this.replicate(props);
  }

  /**
   * One for all repositories of the account's region. The other region's repository exists already, or ECR would make one
   * with its own key and mutable tags.
   * https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
   */
  private replicate({ name, accountId, replicateTo }: ImageRepositoryProps): void {
    new EcrReplicationConfiguration(this, "replication", {
      replicationConfiguration: {
        rule: [
          {
            destination: replicateTo.map((region) => ({ region, registryId: accountId })),
            repositoryFilter: [{ filter: name, filterType: "PREFIX_MATCH" }],
          },
        ],
      },
    });
  }
}

function lifecycle(keepImages: number): string {
  const rule = (rulePriority: number, description: string, selection: object) => ({
    rulePriority,
    description,
    selection,
    action: { type: "expire" },
  });
  return JSON.stringify({
    rules: [
      rule(1, `untagged for ${UNTAGGED_DAYS} days`, {
        tagStatus: "untagged",
        countType: "sinceImagePushed",
        countUnit: "days",
        countNumber: UNTAGGED_DAYS,
      }),
      rule(2, `older than the newest ${keepImages}`, {
        tagStatus: "any",
        countType: "imageCountMoreThan",
        countNumber: keepImages,
      }),
    ],
  });
}

/** The key needs no such grant: ECR decrypts for whoever may pull. */
function pull(accounts: readonly string[]): string {
  return policyDocument([
    {
      Sid: "PullFromOtherAccounts",
      Effect: "Allow",
      Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) },
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    },
  ]);
}
