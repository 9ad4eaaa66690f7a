const ARN_PARTS = 6;
const WILDCARD = /[*?]/;

/**
 * Whether everything that `inner` matches is matched by `outer`; both may hold `*` and `?`. In doubt (a few mixtures of
 * both wildcards) no. A `*` of an ARN stays within its part between colons, as IAM has it.
 */
export function covers(outer: string, inner: string): boolean {
  if (outer === "*" || outer === inner) return true;
  if (!outer.includes("*") && !outer.includes("?")) return false;
  const outerParts = arnParts(outer);
  const innerParts = outerParts && arnParts(inner);
  if (!outerParts || !innerParts) return globCovers(outer, inner);
  return outerParts.every((part, index) => globCovers(part, innerParts[index] ?? ""));
}

/** Whether there may be a text that both match. */
export function overlaps(left: string, right: string): boolean {
  // Of each beginning of `right`: whether one text can be it and the part of `left` read so far.
  if (!WILDCARD.test(left) && !WILDCARD.test(right)) return left === right;
  let row = [true];
  for (let at = 1; at <= right.length; at++) row[at] = row[at - 1] === true && right.charAt(at - 1) === "*";
  for (const symbol of left) row = nextRow(row, symbol, right);
  return row[right.length] === true;
}

function nextRow(row: readonly boolean[], symbol: string, right: string): boolean[] {
  const next = [symbol === "*" && row[0] === true];
  for (let at = 1; at <= right.length; at++) {
    const other = right.charAt(at - 1);
    const both = row[at - 1] === true && (symbol === other || isWild(symbol) || isWild(other));
    const staying = (symbol === "*" || other === "*") && (row[at] === true || next[at - 1] === true);
    next[at] = both || staying;
  }
  return next;
}

function isWild(symbol: string): boolean {
  return symbol === "*" || symbol === "?";
}

function arnParts(text: string): string[] | undefined {
  if (!text.startsWith("arn:")) return undefined;
  const parts = text.split(":");
  if (parts.length < ARN_PARTS) return undefined;
  return [...parts.slice(0, ARN_PARTS - 1), parts.slice(ARN_PARTS - 1).join(":")];
}

/** Reads the wildcards of `inner` as symbols that only a wildcard of `outer` takes. */
function globCovers(outer: string, inner: string): boolean {
  let at = 0;
  let taken = 0;
  let star = -1;
  let resume = 0;
  while (taken < inner.length) {
    const symbol = inner.charAt(taken);
    const pattern = outer.charAt(at);
    if (pattern === "*") {
      star = at++;
      resume = taken;
    } else if (at < outer.length && symbol !== "*" && (pattern === "?" || pattern === symbol)) {
      at++;
      taken++;
    } else if (star >= 0) {
      at = star + 1;
      taken = ++resume;
    } else {
      return false;
    }
  }
  while (outer.charAt(at) === "*") at++;
  return at === outer.length;
}
