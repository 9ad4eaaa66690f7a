import { visible } from "../../../../tools/review/render/inert";
import { shorten, shortenPair } from "../../../../tools/review/render/shorten";

test.each([
  ["plain text, with punctuation: <>&`|", "plain text, with punctuation: <>&`|"],
  ["日本 é 🚀", "日本 é 🚀"],
  ["a\nb\r\tc", "a\\nb\\r\\tc"],
  ["\u001b[31m", "<U+001B>[31m"],
  ["a\u202eb", "a<U+202E>b"],
  ["a\u200bb", "a<U+200B>b"],
  ["a\u00a0b", "a<U+00A0>b"],
  ["\ud800", "<U+D800>"],
  ["\u{e0041}", "<U+E0041>"],
  [`e${"\u0301".repeat(5)}`, `e${"\u0301".repeat(4)}<U+0301>`],
])("%j is shown as %s", (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test("a short text is not shortened, a long one between characters, and its length is told", () => {
  expect(shorten("abc", 3)).toBe("abc");
  expect(shorten("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2)).toBe("👩‍👩‍👧‍👦👩‍👩‍👧‍👦");
  expect(shorten("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2)).toBe("👩‍👩‍👧‍👦👩‍👩‍👧‍👦… (33 characters)");
});

test("two long texts are shown from where they are about to part, or from their beginning where no place is safe", () => {
  const same = "s".repeat(300);
  const [before, after] = shortenPair(`${same}X${same}`, `${same}Y${same}`, 100);
  expect(before).toBe(`…${"s".repeat(40)}X${"s".repeat(59)}… (341 characters)`);
  expect(after).toBe(`…${"s".repeat(40)}Y${"s".repeat(59)}… (341 characters)`);
  const family = "👩‍👩‍👧‍👦".repeat(50);
  expect(shortenPair(`${family}X`, `${family}Y`, 10)[0].startsWith("👩‍👩‍👧‍👦")).toBe(true);
});
