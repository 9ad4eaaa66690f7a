import type { Review } from "../../../../tools/review/model";

/** Fields of a review that hold words of a closed list, or of no reader's. */
const CLOSED = new Set([
  "formatVersion",
  "kind",
  "level",
  "status",
  "action",
  "order",
  "noise",
  "worst",
  "sameness",
  "digest",
]);

/** The review with each of its texts replaced. */
export function withTexts(review: Review, replace: (text: string) => string): Review {
  return replaced(review, replace) as Review;
}

function replaced(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === "string") return replace(value);
  if (Array.isArray(value)) return value.map((item) => replaced(item, replace));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, CLOSED.has(key) ? inner : replaced(inner, replace)]),
  );
}
