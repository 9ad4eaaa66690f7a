import { listenToInterruptions, type Interruptions } from "../../../../tools/runs/core/signals";

let interruptions: Interruptions;
beforeEach(() => (interruptions = listenToInterruptions(0)));
afterEach(() => interruptions.end());

test("the first signal stops, the second hurries, the third does nothing; the exit code is the first one's", () => {
  const { first, second, exitCode } = interruptions;
  expect([first.aborted, second.aborted, exitCode()]).toEqual([false, false, undefined]);
  process.emit("SIGTERM", "SIGTERM");
  expect([first.aborted, second.aborted, exitCode()]).toEqual([true, false, 143]);
  process.emit("SIGINT", "SIGINT");
  expect([first.aborted, second.aborted, exitCode()]).toEqual([true, true, 143]);
  process.emit("SIGINT", "SIGINT");
  expect(exitCode()).toBe(143);
});

test("a signal that comes twice at once, as npm passes it on, counts once", () => {
  interruptions.end();
  interruptions = listenToInterruptions();
  process.emit("SIGINT", "SIGINT");
  process.emit("SIGINT", "SIGINT");
  expect([interruptions.first.aborted, interruptions.second.aborted]).toEqual([true, false]);
});

test("after the end signals have their usual effect again", () => {
  const before = process.listenerCount("SIGINT");
  interruptions.end();
  expect(process.listenerCount("SIGINT")).toBe(before - 1);
});
