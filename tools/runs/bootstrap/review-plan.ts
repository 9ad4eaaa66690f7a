import { randomBytes } from "node:crypto";
import { REQUIRED_TAGS } from "../../../config/tags";
import { constructPaths } from "../../review/changes/construct";
import type { Plan } from "../../review/plan";
import { renderTerminal, type TerminalOptions } from "../../review/render/terminal";
import { review } from "../../review/review";
import { NO_WAIVERS } from "../../review/rules/waivers";
import type { RunKind } from "../core/kind";
import type { Planned } from "./bootstrap-stack";

export interface ShownPlan {
  readonly kind: RunKind;
  readonly synthDirectory: string;
  readonly commit: string | null;
}

/** The review of one plan, for a person at a terminal. */
export function reviewPlan({ stack, plan }: Planned, shown: ShownPlan, options: TerminalOptions): string {
  const { kind, commit, synthDirectory } = shown;
  const input = {
    stack: stack.id,
    source: "",
    status: "planned",
    reason: "",
    redacted: false,
    plan: plan as unknown as Plan,
  } as const;
  const reviewed = review(
    { kind, commit, against: null, plans: [input] },
    {
      key: randomBytes(32),
      waivers: NO_WAIVERS,
      today: "",
      tagKeys: REQUIRED_TAGS,
      constructs: (id) => constructPaths(synthDirectory, id),
    },
  );
  return renderTerminal(reviewed, options);
}
