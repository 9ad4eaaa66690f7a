export { attachPolicies } from "./attach";
export { exempt } from "./exemptions";
export { renderViolations } from "./render";
export type { RuleId } from "./rules";
export type { PolicySettings, Violation } from "./types";
