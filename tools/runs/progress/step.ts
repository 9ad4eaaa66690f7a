import type { TerraformMessage } from "../core/events";

/** Past tense of what Terraform does to a resource. */
const DONE: Readonly<Record<string, string>> = {
  create: "created",
  update: "changed",
  delete: "destroyed",
  import: "imported",
};

/** How far Terraform is with one stack. */
export class Step {
  private done = 0;
  private last = "";

  constructor(
    private readonly stack: string,
    /** Resources that will change, where a plan says so. */
    private readonly steps: number | undefined,
  ) {}

  /** Takes a message in; true if there is something new to show. */
  note({ type, hook }: TerraformMessage): boolean {
    const address = hook?.resource?.addr;
    if (type !== "apply_complete" || address === undefined) return false;
    this.done++;
    this.last = `${DONE[hook?.action ?? ""] ?? "did"} ${address}`;
    return true;
  }

  /** `<stack> created aws_vpc.main 12/40` */
  toString(): string {
    if (this.done === 0) return this.stack;
    const count = this.steps === undefined ? `${this.done}` : `${this.done}/${this.steps}`;
    return `${this.stack} ${this.last} ${count}`;
  }
}
