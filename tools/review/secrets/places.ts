import { isObject, objectOf, type Json } from "../../planning/json";
import type { ResourceChange } from "../plan";
import { kindOf } from "./keys";
import { marksBelow, marksOfChange, type Marks } from "./marks";
import type { Path } from "./masker";
import type { Configured, Origins } from "./origins";
import { element, member, nameBeside, SOMEWHERE, type Judge, type Place } from "./place";
import { configuredName } from "./plan-marks";
import { configurationModule, isExpression } from "./references";
import { readsStates, Trust, worse } from "./sources";
import { containerIn } from "./writer";

type Side = "before" | "after";

/** What a JSON text holds. */
interface Opened {
  readonly text: string;
  readonly value: Json | undefined;
}

/** Finds what is known of the places in one resource. */
export class ResourcePlaces {
  readonly judge: Judge;
  private readonly marks: Marks;
  private readonly configured: Configured | undefined;
  private readonly attributes = new Map<string, Place>();
  private readonly opened: Partial<Record<Side, Opened>> = {};

  constructor(
    private readonly resource: ResourceChange,
    private readonly origins: Origins,
    /** Of what the configuration does not write any more, or not that we could see. */
    private readonly unwritten: Trust,
  ) {
    this.marks = marksOfChange(resource.change);
    const module = configurationModule(resource.module_address);
    const name = configuredName(resource);
    this.configured = origins.configured(module, name);
    this.judge = (expression) => origins.trustOfExpression(expression, module, name);
  }

  /** The place at `path` of one side: JSON texts on the way are opened. */
  at(path: Path, side: Side): Place {
    const [attribute] = path;
    if (attribute === undefined) return { ...SOMEWHERE, marks: this.marks, trust: this.unwritten };
    let place = this.attribute(String(attribute));
    for (let at = 1; at < path.length; at++) {
      const step = path[at] ?? 0;
      place =
        typeof step === "number"
          ? element(place, step, this.judge)
          : member(place, step, this.named(path, at, side), this.judge);
    }
    return place;
  }

  /** An attribute of the resource itself. */
  attribute(name: string): Place {
    let place = this.attributes.get(name);
    if (place === undefined) this.attributes.set(name, (place = this.placeOf(name)));
    return place;
  }

  private placeOf(name: string): Place {
    const place = member(SOMEWHERE, name, undefined, this.judge);
    const marks = marksBelow(this.marks, name);
    const { written, trust } = this.written(name);
    // Most attributes: nothing is known of them but their name.
    if (marks === null && written === undefined && trust === Trust.Written) return place;
    return { ...place, marks, written, trust };
  }

  /** What stands beside the step at `end`, where that says what it means; few ask for it, so the value is looked up only then. */
  private named(path: Path, end: number, side: Side): string | undefined {
    if (kindOf(String(path[end])).role !== "paired") return undefined;
    let value = this.value(side, String(path[0]));
    for (let at = 1; at <= end; at++) {
      if (typeof value === "string") value = this.open(value, side);
      if (at < end) value = below(value, path[at] ?? 0);
    }
    return isObject(value) ? nameBeside(value) : undefined;
  }

  private written(attribute: string): Pick<Place, "written" | "trust"> {
    if (this.configured === undefined) return { written: undefined, trust: this.unwritten };
    const { expressions, type } = this.configured;
    const written = expressions[attribute];
    if (written === undefined) {
      const computed = this.origins.trustOfComputed(this.configured);
      const foreign = (attribute === "outputs" && readsStates(type)) || this.mayBeDynamic(attribute);
      return { written, trust: worse(computed, foreign ? Trust.Foreign : Trust.Written) };
    }
    if (!isExpression(written)) return { written, trust: Trust.Written };
    const trust = this.judge(written);
    // Nothing foreign in it: what it says literally does not matter.
    return { written: trust === Trust.Written ? undefined : written, trust };
  }

  /** Blocks that the configuration does not show: the provider's, or `dynamic` ones, whose references a plan does not tell. */
  private mayBeDynamic(attribute: string): boolean {
    const isBlocks = (value: Json | undefined): boolean =>
      Array.isArray(value) && isObject((value as readonly Json[])[0]);
    const foreign = this.origins.readsStates;
    return foreign && (isBlocks(this.value("after", attribute)) || isBlocks(this.value("before", attribute)));
  }

  private value(side: Side, attribute: string): Json | undefined {
    return objectOf(objectOf(this.resource.change)[side])[attribute];
  }

  private open(text: string, side: Side): Json | undefined {
    let opened = this.opened[side];
    if (opened?.text !== text) this.opened[side] = opened = { text, value: containerIn(text) };
    return opened.value;
  }
}

/** What is below `value`; undefined where nothing is. */
export function below(value: Json | undefined, step: string | number): Json | undefined {
  if (Array.isArray(value)) return typeof step === "number" ? (value as readonly Json[])[step] : undefined;
  return isObject(value) ? value[step] : undefined;
}
