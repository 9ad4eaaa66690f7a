const Sequencer = require("@jest/test-sequencer").default;

// Minutes each, mostly of waiting. Begun last, one of them alone would keep the run from ending.
const SLOW = [
  "tools/runs/plan/plan",
  "emulated/short-cycle",
  "prometheus/budget",
  "tools/review/render/html/hostile",
  "plans/offline-plan",
  "tools/review/whole-leaks",
  "modules/batch/second-plan",
  "stacks/policies-through-main",
  "plans/locked",
];

/** Jest's own order, but for the suites that are known to be slow: a fresh checkout knows no durations. */
module.exports = class SlowFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = SLOW.findIndex((name) => path.endsWith(`${name}.test.ts`));
      return found === -1 ? SLOW.length : found;
    };
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};
