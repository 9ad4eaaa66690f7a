import { Trust } from "./sources";

/** Carries distrust from where values come from to where they are used; linear in edges. */
export class Flow {
  private readonly trusts = new Map<string, Trust>();
  private readonly edges = new Map<string, { readonly to: string; readonly carries: Carries }[]>();
  private waiting: string[] = [];

  source(node: string, trust: Trust): void {
    if (trust <= this.trust(node)) return;
    this.trusts.set(node, trust);
    this.waiting.push(node);
  }

  edge(from: string, to: string, carries: Carries = "all"): void {
    const edges = this.edges.get(from);
    if (edges) edges.push({ to, carries });
    else this.edges.set(from, [{ to, carries }]);
  }

  settle(): void {
    for (let node = this.waiting.pop(); node !== undefined; node = this.waiting.pop()) {
      const trust = this.trust(node);
      for (const { to, carries } of this.edges.get(node) ?? []) this.source(to, carried(trust, carries));
    }
  }

  trust(node: string): Trust {
    return this.trusts.get(node) ?? Trust.Written;
  }
}

/** `foreign`: at most as something foreign; `secret`: only secrets, and these as something foreign. */
export type Carries = "all" | "foreign" | "secret";

function carried(trust: Trust, carries: Carries): Trust {
  if (carries === "all") return trust;
  if (carries === "foreign") return trust === Trust.Written ? Trust.Written : Trust.Foreign;
  return trust === Trust.Secret ? Trust.Foreign : Trust.Written;
}
