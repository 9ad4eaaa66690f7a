import { shownMessage } from "../../../../tools/review/secrets/messages";

test.each([
  ["a token", "invalid token ghp_0123456789abcdefABCDEF0123456789abcd here", "invalid token (hidden) here"],
  ["a named value", 'Error: password = "hunter2 is it", retry', "Error: password = (hidden), retry"],
  ["a random word", "value 9f8aK2mQz7RtYp4LxWvB3nHc is refused", "value (hidden) is refused"],
  ["several words", "sent Authorization Bearer abcdef.ghijkl.mnopqr", "(hidden)"],
])("%s is hidden in a message", (_, message, shown) => expect(shownMessage(message)).toBe(shown));

test.each([
  'Error: Invalid value for "engine_version": must be one of 16, 17',
  "provider hashicorp/helm 3.1.1 cannot be had: lookup registry.terraform.io: no such host",
  "waits for production-us-west-2-network, which failed\n  on cdk.tf.json line 12",
  "arn:aws:iam::123456789012:role/plan may not do secretsmanager:GetSecretValue",
])("%s stays as it is", (message) => expect(shownMessage(message)).toBe(message));
