import { EC2 } from "@aws-sdk/client-ec2";
import { MOCK_KEYS } from "../../../../../tools/emulation/server";

export function ec2At(endpoint: string): EC2 {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = MOCK_KEYS;
  return new EC2({ endpoint, region: "us-west-2", credentials: { accessKeyId, secretAccessKey } });
}
