/** What goes wrong, as shares of the requests; `/health` is never among them. */
export interface Faults {
  readonly failing: number;
  readonly slow: number;
  readonly slowSeconds: number;
}

export const NO_FAULTS: Faults = { failing: 0, slow: 0, slowSeconds: 0.7 };

/** Chooses evenly and without chance: of a share of 0.2 every fifth. */
export class Share {
  private owed = 0;

  next(share: number): boolean {
    this.owed += share;
    if (this.owed < 1) return false;
    this.owed -= 1;
    return true;
  }
}

/** Faults from JSON such as `{"failing": 0.2}`; what is not named is as it was. Throws on anything else. */
export function changedFaults(faults: Faults, text: string): Faults {
  const changes = JSON.parse(text) as Record<string, unknown>;
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.keys(NO_FAULTS).includes(name))
      throw new Error(`${name} is no fault; there are ${Object.keys(NO_FAULTS).join(", ")}`);
    if (typeof value !== "number" || !(value >= 0) || (name !== "slowSeconds" && value > 1))
      throw new Error(`${name} ${JSON.stringify(value)}: a share from 0 to 1, or seconds`);
  }
  return { ...faults, ...changes };
}
