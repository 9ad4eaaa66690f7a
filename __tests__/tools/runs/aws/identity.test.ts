import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Emulator } from "../../../../tools/emulation/server";
import { PlanningError } from "../../../../tools/planning/errors";
import { callerIdentity, requireAccount } from "../../../../tools/runs/aws/identity";
import { type Answer, Answering, queryError } from "./support/answering";

const ACCOUNT = "210987654321";
const REGION = "us-west-2";

let emulator: Emulator;
beforeAll(async () => {
  emulator = await Emulator.start(ACCOUNT);
});
afterAll(() => emulator.stop());

const emulated = () => ({ kind: "emulated", endpoint: emulator.endpoint }) as const;

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => new Error("it did not refuse"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PlanningError);
  return (error as Error).message;
}

async function answeredWith(answer: Answer): Promise<string> {
  const server = await Answering.start(() => answer);
  try {
    return await refusal(callerIdentity({ kind: "emulated", endpoint: server.endpoint }, REGION));
  } finally {
    await server.stop();
  }
}

test("tells account and ARN of the caller", async () => {
  const identity = await callerIdentity(emulated(), REGION);
  expect(identity.account).toBe(ACCOUNT);
  expect(identity.arn).toMatch(new RegExp(`^arn:aws:(sts|iam)::${ACCOUNT}:`));
});

test("lets the right account pass", async () => {
  await expect(
    requireAccount(emulated(), REGION, { environment: "staging", account: ACCOUNT }),
  ).resolves.toMatchObject({ account: ACCOUNT });
});

test("names both accounts, the caller and the remedy for a wrong one", async () => {
  const message = await refusal(
    requireAccount(emulated(), REGION, { environment: "staging", account: "111122223333" }),
  );
  expect(message).toContain("staging is of account 111122223333");
  expect(message).toContain(`are of ${ACCOUNT} (arn:aws:`);
  expect(message).toContain("MOTO_ACCOUNT_ID=111122223333");
  expect(message).not.toContain("\n");
});

test.each([
  [
    queryError(403, "ExpiredToken", "The security token included in the request is expired"),
    /have expired.*aws sso login/,
  ],
  [
    queryError(403, "InvalidClientTokenId"),
    /does not know these credentials.*or the region us-west-2 is not enabled/,
  ],
  [queryError(403, "SignatureDoesNotMatch", "AKIAABCDEFGHIJKLMNOP"), /does not know these credentials/],
  [queryError(403, "RequestTimeTooSkewed"), /clock of this machine/],
  [
    queryError(403, "AccessDenied", "User: arn:aws:iam::1:user/a is not authorized AKIAABCDEFGHIJKLMNOP"),
    /AccessDenied\): User: arn:aws:iam::1:user\/a is not authorized \(key\); use a role that may do this/,
  ],
  [queryError(400, "Throttling", "Rate exceeded"), /asked too often/],
  [queryError(503, "ServiceUnavailable"), /AWS failed with 503/],
])("says what to do about the answer %#", async (answer, expected) => {
  const message = await answeredWith(answer);
  expect(message).toMatch(expected);
  expect(message).toMatch(/^ask AWS who is calling: /);
  expect(message).not.toMatch(/AKIA|\n/);
});

test("says where nobody answers", async () => {
  const server = await Answering.start(() => undefined);
  const { endpoint } = server;
  await server.stop();
  expect(await refusal(callerIdentity({ kind: "emulated", endpoint }, REGION))).toContain(
    `the AWS emulator does not answer at ${endpoint} (ECONNREFUSED)`,
  );
});

describe("with the caller's own credentials", () => {
  const caller = process.env;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "identity-"));
    const config = path.join(folder, "config");
    writeFileSync(
      config,
      "[profile sso]\nsso_session = s\nsso_account_id = 1\nsso_role_name = r\n[sso-session s]\nsso_region = us-west-2\nsso_start_url = https://example.invalid/start\n[profile empty]\nregion = us-west-2\n",
    );
    const kept = Object.entries(caller).filter(([name]) => !name.startsWith("AWS_"));
    process.env = {
      ...Object.fromEntries(kept),
      HOME: folder,
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
    };
  });
  afterEach(() => {
    process.env = caller;
    rmSync(folder, { recursive: true });
  });

  test("says how to get some where there are none", async () => {
    const message = await refusal(callerIdentity({ kind: "online" }, REGION));
    expect(message).toMatch(/^ask AWS who is calling: there are no AWS credentials; /);
    for (const way of ["AWS_PROFILE", "aws sso login", "OIDC", "AWS_ACCESS_KEY_ID"])
      expect(message).toContain(way);
  });

  test("says how to log in again", async () => {
    process.env["AWS_PROFILE"] = "sso";
    expect(await refusal(callerIdentity({ kind: "online" }, REGION))).toContain(
      "aws sso login --profile sso",
    );
  });

  test.each(["empty", "nowhere"])("names a profile that gives none: %s", async (profile) => {
    process.env["AWS_PROFILE"] = profile;
    expect(await refusal(callerIdentity({ kind: "online" }, REGION))).toContain(
      `the profile ${profile} (AWS_PROFILE) gives no AWS credentials`,
    );
  });

  describe("that are no good", () => {
    beforeEach(() => {
      process.env["AWS_ACCESS_KEY_ID"] = "AKIAABCDEFGHIJKLMNOP";
      process.env["AWS_SECRET_ACCESS_KEY"] = "hush";
    });

    async function refusedBy(answer: Answer | undefined, ended = false): Promise<string> {
      const server = await Answering.start(() => answer);
      process.env["AWS_ENDPOINT_URL"] = server.endpoint;
      if (ended) await server.stop();
      try {
        return await refusal(callerIdentity({ kind: "online" }, REGION));
      } finally {
        if (!ended) await server.stop();
      }
    }

    test("does not tell them", async () => {
      const message = await refusedBy(queryError(403, "InvalidClientTokenId", "AKIAABCDEFGHIJKLMNOP hush"));
      expect(message).toContain("AWS does not know these credentials");
      expect(message).not.toMatch(/AKIA|hush/);
    });

    test("says that AWS cannot be reached, and which service where", async () => {
      const message = await refusedBy(undefined, true);
      expect(message).toContain("AWS (sts, us-west-2) cannot be reached (ECONNREFUSED)");
    });

    test("does not wait for ever for an answer", async () => {
      expect(await refusedBy(undefined)).toContain("AWS (sts, us-west-2) cannot be reached (TimeoutError)");
    });
  });
});
