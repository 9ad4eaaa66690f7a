import { isObject, objectOf, type Json } from "../../planning/json";
import type { Plan, ResourceChange } from "../plan";
import type { SafeText } from "../text";
import { shownAddress } from "./addresses";
import { Hider } from "./hash";
import { KnownSecrets } from "./known";
import { marksOf } from "./marks";
import type { Masker, MaskerOf, Path, Shown } from "./masker";
import { Origins } from "./origins";
import { Permission } from "./permission";
import { permitted } from "./permitted";
import { member, SOMEWHERE, type Judge, type Place } from "./place";
import { below, ResourcePlaces } from "./places";
import { PlanMarks } from "./plan-marks";
import { isAutomaticOutput, readsStates, Trust, trustOfName, worse } from "./sources";
import { Writer, type Written } from "./writer";

/** Shows the values of one plan by permission: what has none is hidden behind a keyed hash. */
export const maskerOf: MaskerOf = (plan, options) => new PlanMasker(plan, options);

interface Of {
  readonly places: ResourcePlaces;
  readonly writer: Writer;
}

class PlanMasker implements Masker {
  private readonly origins: Origins;
  private readonly permission: Permission;
  private readonly hider: Hider;
  private readonly redacted: boolean;
  /** Of values that no expression of the configuration explains. */
  private readonly unwritten: Trust;
  private readonly resources = new WeakMap<ResourceChange, Of>();
  /** Values of one resource are asked for one after another. */
  private last: { readonly resource: ResourceChange; readonly of: Of } | undefined;

  constructor(
    private readonly plan: Plan,
    { key, redacted }: { readonly key: Uint8Array; readonly redacted: boolean },
  ) {
    const marks = new PlanMarks(plan);
    this.redacted = redacted;
    this.origins = new Origins(plan, (module, resource) => marks.of(module, resource));
    this.permission = new Permission(new KnownSecrets(plan));
    this.hider = new Hider(key);
    const foreign = redacted || this.origins.readsStates || (plan.resource_changes ?? []).some(readsState);
    this.unwritten = foreign ? Trust.Foreign : Trust.Written;
  }

  show(resource: ResourceChange, side: "before" | "after", path: Path, value: Json): Shown {
    const { places, writer } = this.of(resource);
    let unknown = side === "after" ? objectOf(resource.change)["after_unknown"] : undefined;
    if (path.length === 0 && isObject(value) && unknown !== true)
      return shown(writer.writeMembers(value, (key) => places.attribute(key), objectOf(unknown)));
    for (const step of path) if (unknown !== true) unknown = below(unknown, step);
    return shown(writer.write(value, places.at(path, side), unknown));
  }

  showOutput(name: string, side: "before" | "after", value: Json): Shown {
    const unknown =
      side === "after" ? objectOf(objectOf(this.plan.output_changes)[name])["after_unknown"] : undefined;
    const judge: Judge = (expression) => this.origins.trustOfExpression(expression, "", "");
    return shown(this.writer(judge).write(value, this.placeOfOutput(name, judge), unknown));
  }

  showAddress(address: string): SafeText {
    return shownAddress(address, this.permission, this.hider);
  }

  showKey(key: string): SafeText {
    return this.permission.ofKey(key) ? permitted(key) : this.hider.hide(key);
  }

  private placeOfOutput(name: string, judge: Judge): Place {
    const change = objectOf(objectOf(this.plan.output_changes)[name]);
    const output = objectOf(this.origins.outputs[name]);
    const expression = output["expression"];
    const read = isObject(expression) ? judge(expression) : this.unwritten;
    // CDKTF marks all of its automatic outputs: that mark says nothing, what they are made of does.
    if (isAutomaticOutput(name)) {
      const trust = worse(read, worse(trustOfName(name), Trust.Foreign));
      return { ...SOMEWHERE, trust, written: expression, role: isObject(expression) ? "name" : "plain" };
    }
    const marks = marksOf(change["before_sensitive"], change["after_sensitive"], output["sensitive"]);
    const place = member(SOMEWHERE, name, undefined, judge);
    return {
      ...place,
      marks,
      trust: read,
      written: expression,
      role: place.role === "plain" ? "name" : place.role,
    };
  }

  private of(resource: ResourceChange): Of {
    if (this.last?.resource === resource) return this.last.of;
    let of = this.resources.get(resource);
    if (of === undefined) {
      const places = new ResourcePlaces(resource, this.origins, this.unwritten);
      of = { places, writer: this.writer(places.judge) };
      this.resources.set(resource, of);
    }
    this.last = { resource, of };
    return of;
  }

  private writer(judge: Judge): Writer {
    return new Writer(this.hider, this.permission, judge, this.redacted);
  }
}

function readsState({ type, mode }: ResourceChange): boolean {
  return mode === "data" && readsStates(`data.${type}`);
}

function shown({ text, hidden }: Written): Shown {
  return { text: permitted(text), hidden };
}
