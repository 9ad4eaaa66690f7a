import { Browser } from "../../../../support/browser";
import { renderHtml } from "../../../../../tools/review/render/html/render-html";
import type { Review } from "../../../../../tools/review/model";
import { name } from "../../../../../tools/review/text";
import { fullReview } from "./full-review";
import { changeOf, findingOf, groupOf } from "./made-up";

const ATTACKS = [
  "<script>alert(1)</script>",
  "</script><script>alert(2)</script>",
  "</style></title></textarea><script>alert(3)</script>",
  "<img src=x onerror=alert(4)>",
  '" onmouseover="alert(5)" autofocus onfocus="alert(6)" x="',
  "' onclick='alert(7)' y='",
  "javascript:alert(8)",
  "</li></ol></details><iframe srcdoc='<script>parent.alert(9)</script>'></iframe>",
  "<svg/onload=alert(10)><!--",
  "<base href=//example.test><meta http-equiv=refresh content='0;url=//example.test'>",
  "${alert(11)}`-alert(12)-`",
  "\u202e\u2066turned\u200b\u0000\u001b[31m\ud800",
];

/** Words of the review's own: the rest comes from plans. */
const OWN = new Set(["level", "kind", "status", "worst", "action", "order", "noise", "formatVersion"]);

/** With a finding about several changes too: their stacks stand in attributes. */
function everything(): Review {
  const review = fullReview();
  const address = name("aws_iam_role_policy.api");
  const stack = name("staging-us-west-2-service");
  const stacks = [name("production-us-west-2-service"), stack];
  return {
    ...review,
    findings: [...review.findings, findingOf({ address, stacks })],
    changes: [...review.changes, groupOf(changeOf({ address, stack }))],
  };
}

function poisoned<T>(value: T, attack: string): T {
  const walk = (one: unknown, key: string): unknown => {
    if (typeof one === "string") return OWN.has(key) ? one : `${attack}${one}${attack}`;
    if (Array.isArray(one)) return one.map((inner) => walk(inner, key));
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, walk(inner, name)]));
  };
  return walk(value, "") as T;
}

let browser: Browser;
beforeAll(() => {
  browser = new Browser();
});
afterAll(() => browser.close());

/** Tags and attributes of the page in order: what markup in a text would change. */
const SHAPE = `[...document.querySelectorAll("*")].map((element) => element.localName + " " + element.getAttributeNames().join(" ")).join("\\n")`;

async function shapeOf(review: Review): Promise<string> {
  const page = await browser.open(renderHtml(review), { scripts: false });
  return page.evaluate<string>(SHAPE);
}

test.each(ATTACKS)(
  "texts with %j in them make no element, no attribute, no request and no dialog",
  async (attack) => {
    const review = poisoned(everything(), attack);
    expect(await shapeOf(review)).toBe(await shapeOf(poisoned(everything(), "y".repeat(attack.length))));
    const page = await browser.open(renderHtml(review));
    await page.evaluate(`for (const one of document.querySelectorAll("details")) one.open = true`);
    for (const key of ["/", "a", "Escape", "j", "Enter", "k"]) await page.press(key);
    await page.evaluate(
      `for (const one of document.querySelectorAll("a, summary, button, input")) { one.focus(); one.dispatchEvent(new MouseEvent("mouseover", { bubbles: true })); one.click(); }`,
    );
    expect(page.complaints).toEqual([]);
    expect(page.requests).toHaveLength(1);
    expect(
      await page.evaluate(
        `[...document.querySelectorAll("a")].every((link) => link.getAttribute("href").startsWith("#"))`,
      ),
    ).toBe(true);
  },
);

test("even markup that got through could not run: the page's policy refuses it", async () => {
  const html = renderHtml(fullReview()).replace(
    "<main>",
    `<main><script>alert(1)</script><img src="https://example.test/x" onerror="alert(2)"><b style="color:red">x</b>`,
  );
  const page = await browser.open(html);
  const refused = page.complaints.filter((complaint) => complaint.includes("Content Security Policy"));
  expect(refused.length).toBeGreaterThanOrEqual(3);
  expect(page.complaints.filter((complaint) => complaint.startsWith("dialog"))).toEqual([]);
  expect(page.requests).toHaveLength(1);
  await expect(page.evaluate(`document.body.innerHTML = "<b>x</b>"`)).rejects.toThrow(/TrustedHTML/);
});
