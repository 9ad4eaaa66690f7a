import type { Consumers } from "./consumers";
import { byCodePoint, type FindingOfStack } from "./groups";
import type { PlanInput } from "./input";
import type { OutputGroup } from "./model";
import { joined, name, say } from "./text";

const ACTIONS = new Set(["create", "update", "delete"]);

/** Outputs that change, with who reads them. */
export function outputsOf(plans: readonly PlanInput[], consumers: Consumers): OutputGroup[] {
  return plans.flatMap(({ stack, plan }) =>
    Object.entries(plan?.output_changes ?? {})
      .flatMap(([output, { actions }]) => {
        const action = actions.length > 1 ? "update" : (actions[0] ?? "no-op");
        if (!ACTIONS.has(action)) return [];
        const readers = consumers.of(stack, output).map(name);
        return [
          {
            output: name(output),
            action: action as OutputGroup["action"],
            stacks: [name(stack)],
            readers,
          },
        ];
      })
      .sort((a, b) => byCodePoint(a.output, b.output)),
  );
}

/** An output that goes while somebody still reads it: the reader's next plan fails. */
export function brokenReaders(outputs: readonly OutputGroup[]): FindingOfStack[] {
  return outputs
    .filter(({ action, readers }) => action === "delete" && readers.length > 0)
    .flatMap(({ output, stacks: [stack], readers }) =>
      stack === undefined
        ? []
        : [
            {
              rule: "output-removed",
              level: "deny" as const,
              title: say`the output ${output} is removed, and is still read: the next plan of its readers fails`,
              details: [say`read by ${joined(readers, ", ")}`],
              cause: null,
              address: say`output.${output}`,
              stack,
            },
          ],
    );
}
