import { FORMATS, render } from "../../../../tools/review/render/render";
import { reviewOf } from "../fixtures";

const TAGS = /<[^>]*>|[`*]/g;

const told = (format: (typeof FORMATS)[number], uncommitted: boolean): string =>
  render(reviewOf({ kind: "against", commit: "4f1d2c9", against: "9ab01e7", uncommitted }), format, {
    colour: false,
    width: 120,
  }).replace(TAGS, "");

test.each(FORMATS)("%s says whether the checkout has uncommitted changes", (format) => {
  const words = format === "json" ? '"uncommitted": true' : "to commit 4f1d2c9 with uncommitted changes,";
  expect(told(format, true)).toContain(words);
  expect(told(format, false)).not.toContain(words);
});
