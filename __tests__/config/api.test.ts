import { API_POD, API_REPLICAS, API_SCALING, imageSchema } from "../../config/api";
import { apiProblems, type ApiSizes } from "../../config/checks/api";
import { configuration } from "../../config/environments";
import { problemsOf } from "../../config/validate";

const sizes: ApiSizes = { replicas: API_REPLICAS, pod: API_POD, scaling: API_SCALING };
const problems = (changed: Partial<ApiSizes>): string[] =>
  apiProblems({ ...sizes, ...changed }).map(({ path, problem }) => `${path} ${problem}`);

describe("sizes of the API", () => {
  test("are right", () => expect(problems({})).toEqual([]));

  test("whose least is above their most are refused", () => {
    expect(problems({ replicas: { min: 11, max: 10 } })).toEqual([
      "api.replicas.max 10 is less than min 11; write at least 11",
    ]);
    expect(problems({ replicas: { min: 0, max: 10 } })).toEqual([
      "api.replicas.min 0 is no number of pods; write 1 or more",
    ]);
  });

  test("with more requested than allowed are refused, by resource", () => {
    const { limits } = API_POD;
    expect(problems({ pod: { requests: { cpuMillicores: 501, memoryMiB: 256 }, limits } })).toEqual([
      "api.pod.requests.cpuMillicores 501 is more than the limit 500; Kubernetes refuses such a pod",
    ]);
    expect(problems({ pod: { requests: { cpuMillicores: 100, memoryMiB: 513 }, limits } })).toHaveLength(1);
  });

  test("that would scale above all that is requested are refused", () => {
    expect(problems({ scaling: { cpuPercent: 0, memoryPercent: 101 } })).toEqual([
      "api.scaling.cpuPercent 0: write 1 to 100, percent of what a pod requests",
      "api.scaling.memoryPercent 101: write 1 to 100, percent of what a pod requests",
    ]);
  });
});

describe("the image's version", () => {
  const accepted = (version: unknown): boolean =>
    imageSchema.safeParse({ architecture: "x86_64", version }).success;

  test.each([`sha256:${"a".repeat(64)}`, "1.4.2", "v1.4.2-rc.1", "3f2c1e9"])("may be %s", (version) =>
    expect(accepted(version)).toBe(true),
  );

  test.each([undefined, "", "latest", "sha256:abc", "api:1.4.2", "-1", "a b", "x".repeat(129)])(
    "may not be %s",
    (version) => expect(accepted(version)).toBe(false),
  );

  test("that is missing is named, with what is allowed", () => {
    const [first, ...others] = configuration.environments;
    const image = { architecture: "x86_64" } as { architecture: "x86_64"; version: string };
    const without = { ...first!, image };
    const found = problemsOf({ ...configuration, environments: [without, ...others] });
    expect(found).toEqual([
      {
        path: `${first!.name}.image.version`,
        problem: expect.stringMatching(
          /sha256: and 64 hexadecimal digits, or a tag that never moves/,
        ) as string,
      },
    ]);
  });
});
