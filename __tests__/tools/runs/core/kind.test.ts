import { reachOf } from "../../../../tools/runs/core/kind";

const ENDPOINT = "AWS_ENDPOINT_URL";

test.each(["http://127.0.0.1:5000", "http://127.9.9.9:1", "http://localhost:5000/", "http://[::1]:5000"])(
  "an emulated run reaches %s, with mock keys and nothing of the caller's AWS",
  (endpoint) => {
    const caller = {
      [ENDPOINT]: endpoint,
      AWS_PROFILE: "real",
      AWS_ACCESS_KEY_ID: "AKIA",
      AWS_SESSION_TOKEN: "t",
    };
    const { access, environment } = reachOf("emulated", caller);
    expect(access).toEqual({ kind: "emulated", endpoint });
    expect(environment).toMatchObject({
      [ENDPOINT]: endpoint,
      AWS_ACCESS_KEY_ID: "mock",
      AWS_CONFIG_FILE: "/dev/null",
    });
    expect(environment).not.toHaveProperty("AWS_PROFILE");
    expect(environment).not.toHaveProperty("AWS_SESSION_TOKEN");
  },
);

test.each([
  undefined,
  "https://sts.amazonaws.com",
  "http://127.0.0.1.evil.example",
  "http://localhost.evil.example:5000",
  "http://10.0.0.1:5000",
  "127.0.0.1:5000",
  "",
])("an emulated run refuses the endpoint %s", (endpoint) => {
  const caller = endpoint === undefined ? {} : { [ENDPOINT]: endpoint };
  expect(() => reachOf("emulated", caller)).toThrow(/--emulated needs AWS_ENDPOINT_URL/);
});

test.each([ENDPOINT, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_STS"])(
  "an online run refuses %s, which would lead elsewhere",
  (name) => {
    expect(() => reachOf("online", { [name]: "http://127.0.0.1:5000" })).toThrow(
      `${name} is http://127.0.0.1:5000, so this would not reach AWS`,
    );
  },
);

test("an online run passes credentials and proxies on, and nothing that would change what Terraform does", () => {
  const caller = {
    AWS_PROFILE: "production",
    HTTPS_PROXY: "http://proxy:3128",
    TF_VAR_secret: "v",
    TF_CLI_ARGS_apply: "-target=x",
    TF_WORKSPACE: "other",
    TF_LOG: "trace",
    TF_DATA_DIR: "/elsewhere",
    TF_REATTACH_PROVIDERS: "{}",
  };
  const { environment } = reachOf("online", caller);
  expect(environment).toMatchObject({
    AWS_PROFILE: "production",
    HTTPS_PROXY: "http://proxy:3128",
    TF_VAR_secret: "v",
  });
  for (const name of ["TF_CLI_ARGS_apply", "TF_WORKSPACE", "TF_LOG", "TF_DATA_DIR", "TF_REATTACH_PROVIDERS"])
    expect(environment).not.toHaveProperty(name);
});
