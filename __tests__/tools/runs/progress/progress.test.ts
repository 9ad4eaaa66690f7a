import type { RunEvent } from "../../../../tools/runs/core/events";
import { INTERRUPTED_CHANGE, INTERRUPTED_PLAN } from "../../../../tools/runs/progress/interruptions";
import { Progress } from "../../../../tools/runs/progress/progress";

const COUNTS = { add: 12, change: 1, destroy: 0, replace: 0, import: 0, forget: 0 };
const ERASE = "\r\u001b[2K";

function shown(
  events: readonly RunEvent[],
  {
    isTTY,
    interruptions = INTERRUPTED_CHANGE,
  }: { isTTY: boolean; interruptions?: readonly [string, string] },
): string {
  let text = "";
  const target = { isTTY, columns: 60, write: (part: string) => (text += part) };
  const progress = new Progress(target, {}, { doing: "applying", interruptions });
  events.forEach(progress.onEvent);
  return text;
}

const scheduled: RunEvent = { type: "scheduled", stacks: ["base", "network"] };
const started = (stack: string, steps?: number): RunEvent => ({
  type: "started",
  stack,
  command: "apply",
  ...(steps !== undefined && { steps }),
});
const done = (stack: string, addr: string, action: string, type = "apply_complete"): RunEvent => {
  const level = { "@level": "info", "@message": "", "@timestamp": "" };
  return { type: "message", stack, message: { ...level, type, hook: { resource: { addr }, action } } };
};
const interrupted: RunEvent = { type: "interrupted", running: [] };

test("elsewhere than on a terminal each finished stack is a line, with its counts or the first line of the reason", () => {
  const events: RunEvent[] = [
    { type: "installing", provider: "hashicorp/aws", constraint: "5.100.0" },
    scheduled,
    started("base"),
    done("base", "aws_vpc.main", "create"),
    { type: "finished", stack: "base", status: "planned", reason: "", counts: COUNTS },
    { type: "finished", stack: "network", status: "failed", reason: "no such thing\nmore" },
  ];
  expect(shown(events, { isTTY: false })).toBe(
    [
      "preparing provider hashicorp/aws 5.100.0",
      "[1/2] base  +12 ~1 -0",
      "[2/2] network  failed  no such thing",
      "",
    ].join("\n"),
  );
});

test("on a terminal one line says what was made last, and how much of it", () => {
  const events = [scheduled, started("base", 40), started("network"), done("base", "aws_vpc.main", "create")];
  const lines = shown(events, { isTTY: true }).split(ERASE);
  expect(lines.at(-1)).toBe("applying 0/2  base created aws_vpc.main 1/40, network");
  const more = shown([...events, done("network", "aws_subnet.a", "delete")], { isTTY: true });
  expect(more.split(ERASE).at(-1)).toBe("applying 0/2  network destroyed aws_subnet.a 1, base create");
});

test("what changes nothing on the line is not drawn again", () => {
  const events = [scheduled, started("base")];
  const noise = Array.from({ length: 100 }, () => done("base", "aws_vpc.main", "create", "refresh_complete"));
  expect(shown([...events, ...noise], { isTTY: true })).toBe(shown(events, { isTTY: true }));
});

test.each([true, false])(
  "an interruption says what goes on, and what another one does (terminal: %s)",
  (isTTY) => {
    const text = shown([scheduled, started("base"), started("network"), interrupted, interrupted], { isTTY });
    expect(text).toContain("finishing 2 stacks, starting nothing new; interrupt again to hurry\n");
    expect(text).toContain(
      "it ends what it is doing, saves the states and releases the locks; wait for it\n",
    );
  },
);

test("an interrupted plan says that nothing is changed", () => {
  const text = shown([scheduled, started("base"), interrupted], {
    isTTY: false,
    interruptions: INTERRUPTED_PLAN,
  });
  expect(text).toBe(
    "interrupted: Terraform was asked to stop in 1 stack; nothing is changed and nothing will be written\n",
  );
});
