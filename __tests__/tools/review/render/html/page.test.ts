import { Browser, type Page } from "../../../../support/browser";
import type { Review } from "../../../../../tools/review/model";
import { renderHtml } from "../../../../../tools/review/render/html/render-html";
import { name } from "../../../../../tools/review/text";
import { fullReview } from "./full-review";
import { changeOf, groupOf, hugeReview, reviewOf } from "./made-up";

let browser: Browser;
beforeAll(() => {
  browser = new Browser();
});
afterAll(() => browser.close());

const SHOWN = `[...document.querySelectorAll("[data-level]")].filter((item) => item.checkVisibility())`;
/** Addresses of the changes that are to be seen, folded noise left out. */
const ADDRESSES = `${SHOWN}.filter((item) => !item.classList.contains("finding")).map((item) => item.querySelector("summary code").textContent)`;
const FINDINGS = `${SHOWN}.filter((item) => item.classList.contains("finding")).map((item) => item.querySelector("h3").textContent.trim())`;
const COUNT = `document.getElementById("shown").textContent`;
const FOCUSED = `document.activeElement.textContent.replace(/\\s+/g, " ").trim()`;
/** Longer than typing waits for more. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 250));

async function open(fragment = "", review: Review = fullReview()): Promise<Page> {
  return browser.open(renderHtml(review), { fragment });
}

async function choose(page: Page, selector: string): Promise<void> {
  await page.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
  await settled();
}

test("the page loads nothing, complains of nothing and shows all but noise", async () => {
  const page = await open();
  expect(page.requests).toHaveLength(1);
  expect(page.complaints).toEqual([]);
  expect(await page.evaluate(ADDRESSES)).toEqual([
    "aws_db_instance.main",
    "aws_security_group.api",
    "aws_iam_role_policy.api",
    "aws_s3_bucket.new",
    "aws_sqs_queue.old",
    "aws_dynamodb_table.kept",
    "aws_sns_topic.alerts",
    "aws_autoscaling_group.nodes",
  ]);
  expect(await page.evaluate(COUNT)).toBe("Shown: 4 of 4 findings, 11 of 11 changes, 4 of them folded below");
});

test("search finds addresses, values and stacks, every word of it, and tells how many", async () => {
  const page = await open();
  await page.press("/");
  await page.type("0.0.0.0");
  await settled();
  expect(await page.evaluate(ADDRESSES)).toEqual(["aws_security_group.api"]);
  expect(await page.evaluate(COUNT)).toBe("Shown: 1 of 4 findings, 1 of 11 changes");
  await page.type(" nonesuch");
  await settled();
  expect(await page.evaluate(ADDRESSES)).toEqual([]);
  expect(await page.evaluate(`document.querySelector("#changes .none").checkVisibility()`)).toBe(true);
  await page.press("Escape");
  expect(await page.evaluate(ADDRESSES)).toHaveLength(8);
  await page.type("SERVICE api");
  await settled();
  expect(await page.evaluate(ADDRESSES)).toEqual(["aws_iam_role_policy.api"]);
});

test("level, action and stack narrow down, each within itself more, together less", async () => {
  const page = await open();
  await choose(page, "[name=level][value=deny]");
  expect(await page.evaluate(ADDRESSES)).toEqual(["aws_db_instance.main"]);
  await choose(page, "[name=level][value=warn]");
  expect(await page.evaluate(ADDRESSES)).toEqual(["aws_db_instance.main", "aws_security_group.api"]);
  await choose(page, "[name=action][value=update]");
  expect(await page.evaluate(ADDRESSES)).toEqual(["aws_security_group.api"]);
  expect(await page.evaluate(FINDINGS)).toEqual([
    "warn the security group api lets the whole internet in on port 22",
  ]);
  await choose(page, "button[type=reset]");
  await page.evaluate(
    `const { stack } = document.forms[0].elements; stack.value = "production-us-east-2-service"; stack.dispatchEvent(new Event("input", { bubbles: true }))`,
  );
  await settled();
  expect(await page.evaluate(ADDRESSES)).toEqual(["aws_iam_role_policy.api"]);
});

test("noise is unfolded on demand, and folded again", async () => {
  const page = await open();
  await choose(page, "[name=noise]");
  expect(await page.evaluate(ADDRESSES)).toHaveLength(11);
  expect(await page.evaluate(COUNT)).not.toContain("folded");
  await choose(page, "[name=noise]");
  expect(await page.evaluate(ADDRESSES)).toHaveLength(8);
});

test("the address keeps the filters, and brings them back", async () => {
  const page = await open();
  await page.press("/");
  await page.type("aws");
  await choose(page, "[name=level][value=warn]");
  await choose(page, "[name=noise]");
  const hash = await page.evaluate<string>("location.hash");
  expect(hash).toBe("#q=aws&level=warn&noise=1");
  const again = await open(hash);
  expect(await again.evaluate(ADDRESSES)).toEqual(await page.evaluate(ADDRESSES));
  expect(await again.evaluate("document.getElementById('search').value")).toBe("aws");
  await again.evaluate(`location.hash = "stack=production-us-west-2-network"`);
  await settled();
  expect(await again.evaluate(ADDRESSES)).toEqual(["aws_security_group.api"]);
});

test("keys go to the next and the previous item, unfold it, and can be switched off", async () => {
  const page = await open();
  for (const expected of ["deny the database", "warn the security", "info the role", "± replace aws_db"]) {
    await page.press("j");
    expect(await page.evaluate(FOCUSED)).toMatch(new RegExp(`^${expected}`));
  }
  await page.press("ArrowDown");
  expect(await page.evaluate(FOCUSED)).toMatch(/aws_security_group.api/);
  expect(await page.evaluate("document.activeElement.parentElement.open")).toBe(false);
  await page.press("Enter");
  expect(await page.evaluate("document.activeElement.parentElement.open")).toBe(true);
  await page.press("k");
  expect(await page.evaluate(FOCUSED)).toMatch(/aws_db_instance.main/);
  expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
  await choose(page, "[name=keys]");
  await page.press("k");
  expect(await page.evaluate(FOCUSED)).toMatch(/aws_db_instance.main/);
});

test("a link to a change leads to it, unfolded and focused, also when filters hide it or it is noise", async () => {
  const page = await open();
  const id = await page.evaluate<string>(
    `[...document.querySelectorAll("li[id]")].find((item) => item.textContent.includes("aws_kms_key.data")).id`,
  );
  expect(id).toMatch(/^change-[0-9a-f]{12}$/);
  await page.press("/");
  await page.type("nonesuch");
  await settled();
  await page.evaluate(`location.hash = "${id}"`);
  await settled();
  expect(await page.evaluate(FOCUSED)).toMatch(/aws_kms_key.data/);
  expect(await page.evaluate("document.activeElement.parentElement.open")).toBe(true);
  const fresh = await open(`#${id}`);
  expect(await fresh.evaluate(FOCUSED)).toMatch(/aws_kms_key.data/);
});

test("without JavaScript everything is there to read, and nothing that does not work", async () => {
  const page = await browser.open(renderHtml(fullReview()), { scripts: false });
  const { root } = (await page.send("DOM.getDocument", { depth: -1 })) as { root: { nodeId: number } };
  const { outerHTML } = await page.send("DOM.getOuterHTML", { nodeId: root.nodeId });
  expect(outerHTML).toMatch(/<form id="filters"[^>]* hidden/);
  const { nodes } = (await page.send("Accessibility.getFullAXTree")) as {
    nodes: { ignored: boolean; role?: { value: string }; name?: { value: string } }[];
  };
  const heard = nodes.filter(({ ignored }) => !ignored);
  expect(heard.filter(({ role }) => role?.value === "searchbox")).toEqual([]);
  const texts = heard.map(({ name: text }) => text?.value ?? "").join("\n");
  for (const text of ["1 database loses its data", "aws_security_group.api", "main-2", "(hidden #99887766)"])
    expect(texts).toContain(text);
  for (const text of ["Only tags change", "Waived", "aws_verifiedaccess_group: no rule knows this type"])
    expect(texts).toContain(text);
});

test("10,000 changes are filtered while one types", async () => {
  const page = await open("", hugeReview(10_000));
  const shown: string[] = [];
  for (const text of ["part-77", ""]) {
    await page.evaluate(`(async () => {
      const search = document.getElementById("search");
      search.value = ${JSON.stringify(text)};
      search.form.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 100));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    })()`);
    shown.push(await page.evaluate<string>(COUNT));
  }
  expect(shown[0]).toMatch(/ of 200 findings, \d+ of 10,000 changes/);
  expect(shown[0]).not.toBe(shown[1]);
  expect(shown[1]).toMatch(/^Shown: 200 of 200 findings, 10,000 of 10,000 changes/);
});

test("a review of nothing is a page as well", async () => {
  const nothing = reviewOf({ findings: [], changes: [], stacks: [], matrix: { columns: [], rows: [] } });
  const page = await open("", nothing);
  expect(page.complaints).toEqual([]);
  expect(await page.evaluate(COUNT)).toBe("Shown: 0 of 0 findings, 0 of 0 changes");
  await page.press("j");
  expect(page.complaints).toEqual([]);
});

test("the link to a change outlives other changes", () => {
  const only = groupOf(changeOf());
  const first = renderHtml(reviewOf({ findings: [], changes: [only] }));
  const later = renderHtml(
    reviewOf({
      findings: [],
      changes: [groupOf(changeOf({ address: name("aws_vpc.new"), action: "create" })), only],
    }),
  );
  const [id = ""] = /change-[0-9a-f]{12}/.exec(first) ?? [];
  expect(id).not.toBe("");
  expect(later).toContain(`<li id="${id}"`);
});
