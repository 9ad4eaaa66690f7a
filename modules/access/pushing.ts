import type { Account } from "./account";
import { allow, type Statement } from "./statement";

/** The same repository in another account, whose images are promoted. */
export interface ImageSource {
  readonly accountId: string;
}

/**
 * Pushes images to one repository in every region, and pulls them from where they were built; deletes nothing. BatchGetImage
 * is what `docker push` asks whether a manifest is there.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
export function pushes(
  { accountId, regions }: Account,
  repository: string,
  source: ImageSource | "none",
): Statement[] {
  const repositoriesOf = (account: string): string[] =>
    regions.map((region) => `arn:aws:ecr:${region}:${account}:repository/${repository}`);
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
      on: repositoriesOf(accountId),
    }),
    ...(source === "none"
      ? []
      : [
          allow("PullWhatIsPromoted", {
            actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            on: repositoriesOf(source.accountId),
          }),
        ]),
  ];
}
