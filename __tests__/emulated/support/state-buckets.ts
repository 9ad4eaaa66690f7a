import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { MOCK_KEYS } from "../../../tools/emulation/server";
import type { SynthesizedStack } from "../../../tools/planning/synthesis";

const MOCK = {
  accessKeyId: MOCK_KEYS.AWS_ACCESS_KEY_ID,
  secretAccessKey: MOCK_KEYS.AWS_SECRET_ACCESS_KEY,
} as const;

/** Makes the buckets that the stacks keep their states in, each once; nothing that protects them. */
export async function makeStateBuckets(endpoint: string, stacks: Iterable<SynthesizedStack>): Promise<void> {
  const regions = new Map(
    [...stacks].map(({ configuration }) => {
      const { bucket, region } = configuration.backend.config as { bucket: string; region: string };
      return [bucket, region] as const;
    }),
  );
  for (const [bucket, region] of regions) {
    const client = new S3Client({ endpoint, region, credentials: MOCK, forcePathStyle: true });
    // Every region but us-east-1, where no state is, must be named.
    const place = { LocationConstraint: region as "us-west-2" };
    await client.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: place }));
    client.destroy();
  }
}
