import { spawnSync } from "node:child_process";
import path from "node:path";
import { InterruptedError } from "../../../../tools/planning/errors";
import { planAgainst } from "../../../../tools/review/against/plan-against";
import { removeFolders, temporaryFolder } from "../../fixtures/synthesis";
import { producer } from "../../fixtures/stacks";
import { Repository, synthesisOf } from "./repository";

afterAll(removeFolders);

const nothing = (): string => synthesisOf([]);

test("a commit that nobody knows is named, with the remedy", async () => {
  const repository = new Repository();
  repository.commit();
  await expect(repository.against(nothing(), { against: "no-such-branch" })).rejects.toThrow(
    /^commit "no-such-branch" is not in .*; name a commit, a branch or a tag/,
  );
});

test.each(["--upload-pack=touch /tmp/x", "", "HEAD:package.json"])("%j is no commit", async (against) => {
  const repository = new Repository();
  repository.commit();
  await expect(repository.against(nothing(), { against })).rejects.toThrow(/^commit .* is not in/);
});

test("outside of a checkout there is nothing to compare with", async () => {
  const directory = temporaryFolder();
  await expect(planAgainst({ against: "main", directory, synthDirectory: nothing() })).rejects.toThrow(
    /is in no git checkout/,
  );
});

test("a shallow clone is told apart from a commit that does not exist", async () => {
  const repository = new Repository();
  const old = repository.commit();
  repository.write("file", "new");
  repository.commit();
  const clone = path.join(temporaryFolder(), "clone");
  spawnSync("git", ["clone", "--quiet", "--depth=1", `file://${repository.folder}`, clone]);
  await expect(planAgainst({ against: old, directory: clone, synthDirectory: nothing() })).rejects.toThrow(
    /which is shallow; fetch it with "git fetch --unshallow"/,
  );
});

test("a commit that does not synthesize is one error with what it said, and leaves no worktree", async () => {
  const repository = new Repository(`throw new Error("regions[0].cidr overlaps");`);
  repository.commit();
  await expect(repository.against(nothing())).rejects.toThrow(
    /^HEAD does not synthesize: [^]*regions\[0\]\.cidr overlaps/,
  );
  expect(repository.left()).toEqual([]);
});

test("the checkout can be synthesized as well; what is wrong with either is told together", async () => {
  const repository = new Repository();
  repository.commit(synthesisOf([producer]));
  repository.write("synth.cjs", `throw new Error("of the checkout");`);
  const outdir = path.join(temporaryFolder(), "cdktf.out");
  await expect(repository.against(outdir, { synthesize: true })).rejects.toThrow(
    /^this checkout does not synthesize: [^]*of the checkout/,
  );
  repository.commit();
  await expect(repository.against(outdir, { synthesize: true })).rejects.toThrow(
    /^HEAD does not synthesize: [^]*\nthis checkout does not synthesize: /,
  );
  repository.git("checkout", "--quiet", "HEAD~1", "--", "synth.cjs");
  const { plans } = await repository.against(outdir, { synthesize: true, against: "HEAD~1" });
  expect(plans.map(({ stack, status }) => [stack, status])).toEqual([[producer.id, "planned"]]);
  expect(repository.left()).toEqual([]);
});

test("a commit that synthesizes nothing is refused", async () => {
  const repository = new Repository("");
  repository.commit();
  await expect(repository.against(nothing())).rejects.toThrow(/^HEAD does not synthesize/);
});

test("a commit with other packages gets its own, and the run says so", async () => {
  const repository = new Repository();
  repository.commit(nothing());
  repository.write("package-lock.json", "{}");
  const steps: string[] = [];
  const result = await repository.against(nothing(), { onStep: (text) => steps.push(text) });
  expect(result.plans).toEqual([]);
  expect(steps[0]).toBe("package-lock.json of the commit differs: installing its packages with npm ci");
});

test("says whether the checkout holds what no commit does", async () => {
  const repository = new Repository();
  repository.write(".gitignore", ".plans");
  repository.commit(nothing());
  expect(await repository.against(nothing())).toMatchObject({ uncommitted: false });
  repository.write("new.ts", "");
  expect(await repository.against(nothing())).toMatchObject({ uncommitted: true });
});

test("packages that cannot be installed are one error", async () => {
  const repository = new Repository();
  repository.write("package-lock.json", "broken");
  repository.commit(nothing());
  repository.write("package-lock.json", "{}");
  await expect(repository.against(nothing())).rejects.toThrow(/^packages of HEAD cannot be installed: /);
  expect(repository.left()).toEqual([]);
});

test("an interrupted run leaves no worktree", async () => {
  const repository = new Repository("setTimeout(() => {}, 60_000);");
  repository.commit();
  const controller = new AbortController();
  const run = repository.against(nothing(), {
    signal: controller.signal,
    onStep: (text) => void (text.startsWith("synthesizing") && setTimeout(() => controller.abort(), 300)),
  });
  await expect(run).rejects.toThrow(InterruptedError);
  expect(repository.left()).toEqual([]);
});
