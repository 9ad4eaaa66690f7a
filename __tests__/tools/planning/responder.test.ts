import { Responder } from "../../../tools/planning/responder";

let responder: Responder;
beforeAll(async () => {
  responder = await Responder.start();
});
beforeEach(() => responder.expect("KEY1", { stack: "one", account: "111111111111" }));
afterAll(() => responder.stop());

interface Call {
  readonly service: string;
  readonly key?: string;
  readonly target?: string;
  readonly body?: string;
  readonly path?: string;
}

async function call({
  service,
  key = "KEY1",
  target,
  body = "",
  path = "/",
}: Call): Promise<{ status: number; text: string }> {
  const response = await fetch(`${responder.endpoint}${path}`, {
    method: "POST",
    body,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${key}/20200101/us-west-2/${service}/aws4_request, SignedHeaders=host`,
      ...(target !== undefined && { "x-amz-target": target }),
    },
  });
  return { status: response.status, text: await response.text() };
}

test("tells each stack its own account", async () => {
  responder.expect("KEY2", { stack: "two", account: "222222222222" });
  const body = "Action=GetCallerIdentity&Version=2011-06-15";
  expect((await call({ service: "sts", body })).text).toContain("<Account>111111111111</Account>");
  expect((await call({ service: "sts", body, key: "KEY2" })).text).toContain(
    "<Account>222222222222</Account>",
  );
});

test("makes up a password of the wanted length, the same each time", async () => {
  const asked = {
    service: "secretsmanager",
    target: "secretsmanager.GetRandomPassword",
    body: '{"PasswordLength":40}',
  };
  const { RandomPassword } = JSON.parse((await call(asked)).text) as { RandomPassword: string };
  expect(RandomPassword).toHaveLength(40);
  expect((await call(asked)).text).toContain(RandomPassword);
});

test.each([
  [
    "a query service",
    { service: "iam", body: "Action=GetRole&RoleName=x" },
    "iam GetRole",
    /<ErrorResponse>.*<Code>NotAnsweredOffline</,
  ],
  ["EC2", { service: "ec2", body: "Action=DescribeVpcs" }, "ec2 DescribeVpcs", /<Response><Errors><Error>/],
  ["S3", { service: "s3", path: "/bucket" }, "s3 POST /bucket", /^<Error>/],
  [
    "a JSON service",
    { service: "dynamodb", target: "DynamoDB_20120810.ListTables" },
    "dynamodb ListTables",
    /"__type":"NotAnsweredOffline"/,
  ],
  [
    "a REST service",
    { service: "eks", path: "/clusters?x=1" },
    "eks POST /clusters",
    /an offline plan cannot call AWS/,
  ],
])(
  "refuses a call of %s in its own words, once and for all, and names it",
  async (_kind, asked, named, form) => {
    const { status, text } = await call(asked);
    // A client retries what is not its own fault: 429 and 500 upwards.
    expect(status).toBe(400);
    expect(text).toMatch(form);
    expect(responder.refused("one")).toEqual([named]);
  },
);

test("answers nothing to whom it does not know, and forgets refusals when a stack starts again", async () => {
  expect((await call({ service: "sts", body: "Action=GetCallerIdentity", key: "STRANGER" })).status).toBe(
    400,
  );
  expect(responder.refused("one")).toEqual([]);
  await call({ service: "iam", body: "Action=GetRole" });
  expect(responder.refused("one")).toEqual(["iam GetRole"]);
  responder.expect("KEY1", { stack: "one", account: "111111111111" });
  expect(responder.refused("one")).toEqual([]);
});

test("markup in a path stays text", async () => {
  const { text } = await call({ service: "s3", path: "/%3Cb%3E&x" });
  expect(text).not.toContain("&x");
});
