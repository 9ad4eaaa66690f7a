import type { Counts } from "../../planning/plan-document";
import type { StackStatus } from "../../planning/stack-plan";
import type { RunStatus } from "./status";

/** What happens during a run, for whoever shows progress. */
export type RunEvent =
  | { readonly type: "installing"; readonly provider: string; readonly constraint: string }
  | { readonly type: "scheduled"; readonly stacks: readonly string[] }
  | {
      readonly type: "started";
      readonly stack: string;
      readonly command: string;
      /** Resources that will change, where a plan says so. */
      readonly steps?: number;
    }
  | { readonly type: "message"; readonly stack: string; readonly message: TerraformMessage }
  | {
      readonly type: "finished";
      readonly stack: string;
      readonly status: RunStatus | StackStatus;
      readonly reason: string;
      /** Of its plan. */
      readonly counts?: Counts;
    }
  | { readonly type: "interrupted"; readonly running: readonly string[] };

export type OnRunEvent = (event: RunEvent) => void;

/** A line that Terraform prints with `-json`. https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
export interface TerraformMessage {
  readonly "@level": string;
  readonly "@message": string;
  readonly "@timestamp": string;
  readonly type?: string;
  readonly hook?: { readonly resource?: { readonly addr?: string }; readonly action?: string };
}

/** The message in a line of Terraform's output; undefined for any other line. */
export function readMessage(line: string): TerraformMessage | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const message = JSON.parse(line) as TerraformMessage;
    return typeof message["@message"] === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}
