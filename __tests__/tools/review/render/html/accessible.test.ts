import { Browser, type Page } from "../../../../support/browser";
import { renderHtml } from "../../../../../tools/review/render/html/render-html";
import { fullReview } from "./full-review";

let browser: Browser;
beforeAll(() => {
  browser = new Browser();
});
afterAll(() => browser.close());

async function open(review = fullReview()): Promise<Page> {
  return browser.open(renderHtml(review));
}

test("landmarks, one first heading, and a scope for each header of a table", async () => {
  const page = await open();
  const found = await page.evaluate(`({
    landmarks: ["header", "nav[aria-label]", "main", "footer", "form[role=search]", "[role=status][aria-live=polite]"].map((one) => document.querySelectorAll(one).length),
    first: document.querySelectorAll("h1").length,
    unscoped: document.querySelectorAll("th:not([scope])").length,
    unlabelled: [...document.querySelectorAll("input, select")].filter((field) => !field.labels[0]?.textContent.trim()).length,
    nameless: [...document.querySelectorAll("section")].filter((one) => !document.getElementById(one.getAttribute("aria-labelledby"))).length,
    twice: [...document.querySelectorAll("[id]")].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at),
    dead: [...document.querySelectorAll("a")].map((link) => link.getAttribute("href").slice(1)).filter((id) => !document.getElementById(id) && !id.startsWith("stack=staging")),
  })`);
  expect(found).toEqual({
    landmarks: [1, 1, 1, 1, 1, 1],
    first: 1,
    unscoped: 0,
    unlabelled: 0,
    nameless: 0,
    twice: [],
    dead: [],
  });
});

/** Texts that stand out from what is behind them by less than 4.5:1, or 3:1 if they are large. */
const PALE = `(() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = numbers(getComputedStyle(one).backgroundColor);
      if (colour[3] !== 0) return colour;
    }
    throw new Error("nothing behind");
  };
  for (const one of document.querySelectorAll("details")) one.open = true;
  const pale = new Set();
  let seen = 0;
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "");
    if (!own || !element.checkVisibility()) continue;
    seen++;
    const [a, b] = [luminance(numbers(getComputedStyle(element).color)), luminance(behind(element))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) pale.add(element.className + " " + element.textContent.slice(0, 40));
  }
  return { seen: seen > 100, pale: [...pale] };
})()`;

test.each([
  ["light", "screen"],
  ["dark", "screen"],
  ["dark", "print"],
] as const)("every text stands out from what is behind it: %s, %s", async (scheme, media) => {
  for (const level of ["blocked", "incomplete", "risky", "changes", "nothing"] as const) {
    const review = fullReview();
    const page = await open({ ...review, verdict: { ...review.verdict, level } });
    await page.look({ scheme, media });
    expect(await page.evaluate(PALE)).toEqual({ seen: true, pale: [] });
  }
});

test("on a narrow screen nothing sticks out of the page", async () => {
  const page = await open();
  await page.look({ width: 360 });
  await page.evaluate(`for (const one of document.querySelectorAll("details")) one.open = true`);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
});

test("on paper there is no form, and an unfolded change keeps its attributes", async () => {
  const page = await open();
  await page.look({ media: "print" });
  expect(await page.evaluate(`document.getElementById("filters").checkVisibility()`)).toBe(false);
  expect(await page.evaluate(`document.querySelector(".attributes").checkVisibility()`)).toBe(true);
});
