import type { Account } from "./account";
import { allow, type Statement } from "./statement";

/**
 * Pushes images to one repository in every region; deletes and pulls nothing. BatchGetImage is what `docker push` asks
 * whether a manifest is there.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export function pushes({ accountId, regions }: Account, repository: string): Statement[] {
  return [
    allow("LogIn", { actions: "ecr:GetAuthorizationToken" }),
    allow("Push", {
      actions: [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:CompleteLayerUpload",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ],
      on: regions.map((region) => `arn:aws:ecr:${region}:${accountId}:repository/${repository}`),
    }),
  ];
}
