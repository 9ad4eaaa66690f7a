import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "./alarm";
import { CompositeAlarm } from "./composite-alarm";
import type { Sign } from "./signs/sign";

const SEVERITIES = ["page", "ticket"] as const;
type Severity = (typeof SEVERITIES)[number];

export interface IncidentsProps {
  /** Begins all names. */
  readonly prefix: string;
  readonly signs: readonly Sign[];
  /** By the signs' keys. */
  readonly alerts: Readonly<
    Record<string, AlarmProps["alert"] & { readonly incident: string; readonly severity: Severity }>
  >;
  /** Alarms that are the cause of whole incidents, by the name of what they mean together. */
  readonly explanations: Readonly<
    Record<string, { readonly causes: readonly string[]; readonly explained: readonly string[] }>
  >;
  readonly topicArns: Readonly<Record<Severity, string>>;
}

interface Leaf {
  readonly key: string;
  readonly incident: string;
  readonly severity: Severity;
  readonly runbook: string;
  readonly alarm: Alarm;
}

/**
 * An alarm for each sign, none of which tells anybody, and one that tells for each incident and severity. What wakes somebody
 * keeps the same incident's tickets silent, and what explains an incident keeps it silent.
 */
export class Incidents extends Construct {
  /** Of the alarms that tell. */
  readonly arns: string[];
  private readonly leaves: readonly Leaf[];
  private readonly causes: ReadonlyMap<string, CompositeAlarm>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: IncidentsProps,
  ) {
    super(scope, id);
    this.leaves = props.signs.map((sign) => this.leaf(sign));
    this.causes = this.explanations();
    const incidents = new Set(this.leaves.map((leaf) => leaf.incident));
    const told = [...incidents].flatMap((incident) => this.tell(incident));
    this.arns = [...new Set([...this.causes.values(), ...told])].map(({ arn }) => arn);
  }

  private leaf({ alert: key, about, spare, comparison, measure }: Sign): Leaf {
    const alert = this.props.alerts[key];
    if (alert === undefined) throw new Error(`${key} is not in the contract of alerts`);
    const name = about === undefined ? key : `${key}-${about}`;
    const alarm = new Alarm(this, name, {
      name: `${this.props.prefix}${name}`,
      alert,
      comparison,
      measure,
      topicArns: [],
    });
    const severity = spare === true ? "ticket" : alert.severity;
    return { key: name, incident: alert.incident, severity, runbook: alert.runbook, alarm };
  }

  /**
   * By incident. A cause tells on its own: beside anything else, it would be silent when that rings already. What is about one of
   * several, a replica, takes nothing down alone: its key is longer.
   */
  private explanations(): Map<string, CompositeAlarm> {
    const { prefix, explanations, topicArns } = this.props;
    return new Map(
      Object.entries(explanations).flatMap(([name, { causes, explained }]) => {
        const leaves = this.leaves.filter(({ key }) => causes.includes(key));
        const cause = new CompositeAlarm(this, name, {
          name: `${prefix}${name}`,
          description: `${described(name, leaves)} While it rings, these are silent: ${explained.join(", ")}`,
          anyOf: leaves.map(({ alarm }) => alarm),
          topicArns: [topicArns.page],
          silentDuring: "never",
        });
        return explained.map((incident) => [incident, cause] as const);
      }),
    );
  }

  private tell(incident: string): CompositeAlarm[] {
    const told: CompositeAlarm[] = [];
    let louder = this.causes.get(incident);
    for (const severity of SEVERITIES) {
      const anyOf = this.leaves.filter(
        (leaf) => leaf.incident === incident && leaf.severity === severity && !this.explains(leaf),
      );
      if (anyOf.length === 0) continue;
      louder = new CompositeAlarm(this, `${incident}-${severity}`, {
        name: `${this.props.prefix}${incident}-${severity}`,
        description: described(incident, anyOf),
        anyOf: anyOf.map(({ alarm }) => alarm),
        topicArns: [this.props.topicArns[severity]],
        silentDuring: louder ?? "never",
      });
      told.push(louder);
    }
    return told;
  }

  private explains({ key }: Leaf): boolean {
    return Object.values(this.props.explanations).some(({ causes }) => causes.includes(key));
  }
}

/** What a message shows beside the names of the alarms that ring. */
function described(incident: string, leaves: readonly Leaf[]): string {
  const runbooks = new Set(leaves.map(({ runbook }) => `docs/runbooks/${runbook}.md`));
  return `Incident: ${incident}. Which of its alarms ring is said below. Runbooks: ${[...runbooks].join(", ")}.`;
}
