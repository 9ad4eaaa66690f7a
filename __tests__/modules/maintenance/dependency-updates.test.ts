import { type Answers, run } from "./run";

const WORKER = `sha256:${"a".repeat(64)}`;
const OLD = `sha256:${"b".repeat(64)}`;
const ENVIRONMENT = { CLUSTER: "mindscape-production", REPOSITORY: "mindscape/api", WORKER_DIGEST: WORKER };
const addon = (addonName: string, addonVersion: string, more: object = {}) => ({
  addon: { clusterName: "mindscape-production", addonName, addonVersion, status: "ACTIVE", ...more },
});
const offer = (...versions: (readonly [version: string, isDefault: boolean])[]) => ({
  addons: [
    {
      addonVersions: versions.map(([addonVersion, defaultVersion]) => ({
        addonVersion,
        compatibilities: [{ clusterVersion: "1.35", defaultVersion }],
      })),
    },
  ],
});
const image = (imageDigest: string, more: object = {}) => ({
  imageDigest,
  imageTags: [imageDigest.slice(7, 10)],
  imagePushedAt: "2026-10-01T00:00:00+00:00",
  imageScanStatus: { status: "COMPLETE" },
  ...more,
});
const found = (counts: object) => ({ imageScanFindingsSummary: { findingSeverityCounts: counts } });

const QUIET: Answers = {
  "eks describe-cluster": [{ cluster: { version: "1.35" } }],
  "eks list-addons": [{ addons: ["coredns"] }],
  "eks describe-addon": [addon("coredns", "v1.13.2-eksbuild.4")],
  "eks describe-addon-versions": [offer(["v1.14.0-eksbuild.1", false], ["v1.13.2-eksbuild.4", true])],
  "ecr describe-images": [{ imageDetails: [image(WORKER)] }],
  "ecr start-image-scan": [{ imageScanStatus: { status: "IN_PROGRESS" } }],
};
const updates = (answers: Answers = {}) => run("dependency-updates", { ...QUIET, ...answers }, ENVIRONMENT);

test("an add-on in EKS's default version, or a newer one, stays", () => {
  for (const version of ["v1.13.2-eksbuild.4", "v1.14.0-eksbuild.1"]) {
    const { code, output, requests } = updates({ "eks describe-addon": [addon("coredns", version)] });
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(requests("eks update-addon")).toEqual([]);
  }
});

test("an older one is raised, with its configuration and with what people changed", () => {
  const configurationValues = '{"replicaCount":3}';
  const { code, requests, report } = updates({
    "eks describe-addon": [addon("coredns", "v1.13.2-eksbuild.3", { configurationValues })],
    "eks update-addon": [{ update: { id: "u-1", status: "InProgress" } }],
    "eks describe-update": [{ update: { id: "u-1", status: "Successful" } }],
  });
  expect(code).toBe(0);
  expect(requests("eks update-addon")).toEqual([
    {
      clusterName: "mindscape-production",
      addonName: "coredns",
      addonVersion: "v1.13.2-eksbuild.4",
      resolveConflicts: "PRESERVE",
      configurationValues,
    },
  ]);
  expect(report?.Message).toContain("coredns: v1.13.2-eksbuild.3 -> v1.13.2-eksbuild.4");
});

test("one that fails is reported with its reason, and the images are looked at all the same", () => {
  const errors = [{ errorCode: "ConfigurationConflict", errorMessage: "a field is in dispute" }];
  const { code, report } = updates({
    "eks describe-addon": [addon("coredns", "v1.12.0-eksbuild.1")],
    "eks update-addon": [{ update: { id: "u-1", status: "InProgress" } }],
    "eks describe-update": [{ update: { id: "u-1", status: "Failed", errors } }],
  });
  expect(code).toBe(10);
  expect(report?.Message).toContain("ConfigurationConflict: a field is in dispute");
  expect(report?.Message).toContain("image aaa: nothing found");
});

test("images in use are scanned again, others are not", () => {
  const recently = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().replace("Z", "+00:00");
  const images = [
    image(WORKER),
    image(OLD),
    image(`sha256:${"c".repeat(64)}`, { lastRecordedPullTime: recently, ...found({ HIGH: 2 }) }),
  ];
  const { code, requests } = updates({
    "ecr describe-images": { imageIds: [{ imageDetails: [image(WORKER)] }], "": [{ imageDetails: images }] },
  });
  expect(code).toBe(0);
  expect(requests("ecr start-image-scan").map(({ imageId }) => imageId)).toEqual([
    { imageDigest: WORKER },
    { imageDigest: `sha256:${"c".repeat(64)}` },
  ]);
});

test("a critical weakness in an image in use is a failure, also when it was scanned today already", () => {
  const { code, report } = updates({
    "ecr describe-images": [{ imageDetails: [image(WORKER, found({ CRITICAL: 1, LOW: 4 }))] }],
    "ecr start-image-scan": [{ refused: ["LimitExceededException", "once a day"] }],
  });
  expect(code).toBe(10);
  expect(report?.Message).toContain("PROBLEM: image aaa: 1 critical, 4 low");
});

test("an index beside an image is none: it is said, and is no failure", () => {
  const { code, report, requests } = updates({
    "ecr describe-images": [{ imageDetails: [image(WORKER)] }],
    "ecr start-image-scan": [{ refused: ["UnsupportedImageTypeException", "an image index"] }],
  });
  expect(code).toBe(0);
  expect(report?.Message).toContain("not an image that is scanned");
  expect(requests("ecr start-image-scan")).toHaveLength(1);
});

test("an image that cannot be scanned is a failure", () => {
  const { code, report } = updates({
    "ecr describe-images": [
      { imageDetails: [image(WORKER, { imageScanStatus: { status: "FAILED", description: "unreadable" } })] },
    ],
  });
  expect(code).toBe(10);
  expect(report?.Message).toContain("its scan is FAILED: unreadable");
});
