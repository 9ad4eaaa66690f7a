import { isObject, objectOf, type Json, type JsonObject } from "../../planning/json";
import type { Plan } from "../plan";
import { Flow } from "./flow";
import type { Marks } from "./marks";
import { marksTouch } from "./marks";
import { isExpression, referenceOf, written, type Reference } from "./references";
import {
  readsStates,
  repeatsInputs,
  Trust,
  trustOfName,
  trustOfResource,
  trustOfSteps,
  worse,
} from "./sources";

/** Marks of a resource in any instance, by module and `aws_x.y`. */
export type MarksByResource = (module: string, resource: string) => Marks;

/** A resource as the configuration writes it. */
export interface Configured {
  readonly module: string;
  /** `data.aws_vpc.this`. */
  readonly resource: string;
  readonly type: string;
  readonly expressions: JsonObject;
}

/** Where a reference leads, and what it says by itself. */
interface Read {
  readonly node: string | null;
  readonly trust: Trust;
}

/** Where the values of a plan come from, as its `configuration` tells: computed once for each plan. */
export class Origins {
  private readonly flow = new Flow();
  private readonly resources = new Map<string, Configured>();
  private readonly reads = new Map<string, Read>();
  readonly outputs: JsonObject;
  /** Whether there is a configuration at all. */
  readonly known: boolean;
  private foreign = false;

  constructor(
    plan: Plan,
    private readonly marks: MarksByResource,
  ) {
    const root = objectOf(objectOf(plan.configuration)["root_module"]);
    this.known = isObject(objectOf(plan.configuration)["root_module"]);
    this.outputs = objectOf(root["outputs"]);
    this.collect(root, "");
    this.connect(root, "");
    this.flow.settle();
  }

  /** Whether the configuration reads other states. */
  get readsStates(): boolean {
    return this.foreign;
  }

  configured(module: string, resource: string): Configured | undefined {
    return this.resources.get(`${module}|${resource}`);
  }

  /** Of an attribute that the configuration does not write. */
  trustOfComputed({ module, resource }: Configured): Trust {
    return this.flow.trust(`${module}|${resource}|computed`);
  }

  /** Of an expression, without what stands in it literally. */
  trustOfExpression(expression: JsonObject, module: string, resource: string): Trust {
    let worst: Trust = Trust.Written;
    for (const text of written(expression["references"])) {
      const { node, trust } = this.origin(text, module, resource);
      worst = worse(worst, worse(trust, node === null ? Trust.Written : this.flow.trust(node)));
    }
    return worst;
  }

  private collect(configuration: JsonObject, module: string): void {
    for (const body of listOf(configuration["resources"])) {
      const type = (body["mode"] === "data" ? "data." : "") + textOf(body["type"]);
      const resource = `${type}.${textOf(body["name"])}`;
      const expressions = objectOf(body["expressions"]);
      this.resources.set(`${module}|${resource}`, { module, resource, type, expressions });
      if (readsStates(type)) {
        this.foreign = true;
        this.flow.source(`${module}|local`, Trust.Foreign);
      }
    }
    for (const [name, child] of modulesOf(configuration)) this.collect(child, `${module}/${name}`);
  }

  private connect(configuration: JsonObject, module: string): void {
    for (const [name, variable] of Object.entries(objectOf(configuration["variables"]))) {
      const node = `${module}|var.${name}`;
      const sensitive = objectOf(variable)["sensitive"] === true;
      this.flow.source(node, sensitive ? Trust.Secret : trustOfName(name));
      // Locals are not in a plan. Terraform itself keeps the mark of a sensitive variable through them.
      if (!sensitive) this.flow.edge(node, `${module}|local`, "foreign");
    }
    for (const body of listOf(configuration["resources"])) this.connectResource(body, module);
    for (const [name, output] of Object.entries(objectOf(configuration["outputs"]))) {
      const node = `${module}|output.${name}`;
      if (module !== "" && objectOf(output)["sensitive"] === true) this.flow.source(node, Trust.Secret);
      this.flow.edge(node, `${module}|output.*`);
      this.link(objectOf(output)["expression"], node, module, "");
    }
    for (const [name, child, call] of modulesOf(configuration)) {
      const inner = `${module}/${name}`;
      this.link(call["for_each_expression"], `${module}|module.${name}|each`, module, "");
      for (const [variable, expression] of Object.entries(objectOf(call["expressions"])))
        this.link(expression, `${inner}|var.${variable}`, module, `module.${name}`);
      this.flow.edge(`${inner}|output.*`, `${module}|local`, "foreign");
      this.connect(child, inner);
    }
  }

  private connectResource(body: JsonObject, module: string): void {
    const type = (body["mode"] === "data" ? "data." : "") + textOf(body["type"]);
    const resource = `${type}.${textOf(body["name"])}`;
    const start = `${module}|${resource}|`;
    this.link(body["for_each_expression"], `${start}each`, module, resource);
    let reads = false;
    const expressions = objectOf(body["expressions"]);
    for (const attribute in expressions) {
      if (!readsSomething(expressions[attribute])) continue;
      reads = true;
      this.flow.edge(start + attribute, `${start}*`);
      this.link(expressions[attribute], start + attribute, module, resource);
    }
    if (reads) this.flow.edge(`${start}*`, `${start}computed`, repeatsInputs(type) ? "all" : "secret");
  }

  /** Lets all that is read below `expression` flow into `to`. */
  private link(expression: Json | undefined, to: string, module: string, resource: string): void {
    if (isExpression(expression)) {
      for (const text of written(expression["references"])) {
        const { node, trust } = this.origin(text, module, resource);
        this.flow.source(to, trust);
        if (node !== null) this.flow.edge(node, to);
      }
    } else if (typeof expression === "object" && expression !== null) {
      for (const below of Object.values(expression)) this.link(below, to, module, resource);
    }
  }

  private origin(text: string, module: string, resource: string): Read {
    if (text.startsWith("each.")) return { node: `${module}|${resource}|each`, trust: Trust.Written };
    const key = `${module}|${text}`;
    let read = this.reads.get(key);
    if (read === undefined) this.reads.set(key, (read = this.read(referenceOf(text), module)));
    return read;
  }

  /** The node that a reference reads, and what the reference says by its names and by the provider's marks. */
  private read(reference: Reference, module: string): Read {
    switch (reference.kind) {
      case "none":
        return { node: null, trust: Trust.Written };
      case "variable":
        return { node: `${module}|var.${reference.name}`, trust: trustOfSteps(reference.steps) };
      case "local":
        return { node: `${module}|local`, trust: trustOfSteps([reference.name, ...reference.steps]) };
      case "module":
        return {
          node: `${module}/${reference.name}|output.${reference.output ?? "*"}`,
          trust: trustOfSteps(reference.output === null ? [] : [reference.output, ...reference.steps]),
        };
      case "resource":
        return this.readResource(reference, module);
    }
  }

  private readResource({ resource, type, steps }: Reference & { kind: "resource" }, module: string): Read {
    const attribute = steps.find((step) => typeof step === "string" && step !== "*");
    const trust = trustOfResource(type, steps);
    const marked = marksTouch(this.marks(module, resource), steps);
    const declared = this.configured(module, resource)?.expressions;
    const part =
      attribute === undefined
        ? "*"
        : declared !== undefined && !(attribute in declared)
          ? "computed"
          : attribute;
    return { node: `${module}|${resource}|${part}`, trust: marked ? Trust.Secret : trust };
  }
}

/** Whether there is a reference below; most of a configuration are constants. */
function readsSomething(value: Json | undefined): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isExpression(value)) return Array.isArray(value["references"]);
  return Object.values(value).some((below) => readsSomething(below));
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [];
}

function modulesOf(configuration: JsonObject): [string, JsonObject, JsonObject][] {
  return Object.entries(objectOf(configuration["module_calls"])).map(([name, call]) => [
    name,
    objectOf(objectOf(call)["module"]),
    objectOf(call),
  ]);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
