import { producers } from "../../planning/remote-states";
import { objectOf, type JsonObject } from "../../planning/json";
import type { SynthesizedStack } from "../../planning/synthesis";
import type { KnownState } from "./known";
import type { Attributes } from "./probe";

const REFERENCE = /\$\{(data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)|(\w+\.[\w-]+)\.(\w+))\}/g;

/** What is known of the values in a stack's configuration. */
export class Values {
  private readonly found = new Map<string, Attributes>();
  private readonly producers: ReadonlyMap<string, string | undefined>;

  constructor(
    private readonly stack: SynthesizedStack,
    all: ReadonlyMap<string, SynthesizedStack>,
    private readonly known: ReadonlyMap<string, KnownState>,
  ) {
    const upstream = stack.dependencies.flatMap((id) => all.get(id) ?? []);
    this.producers = producers(stack.configuration, upstream);
  }

  /** From now on references to `address` have these values. */
  add(address: string, attributes: Attributes): void {
    this.found.set(address, attributes);
  }

  /** The text of a configured value; undefined if it is no plain one, or if it cannot be known. */
  textOf(value: unknown): string | undefined {
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    if (typeof value !== "string") return undefined;
    let text = "";
    let end = 0;
    for (const found of value.matchAll(REFERENCE)) {
      const resolved = this.resolved(found);
      if (resolved === undefined) return undefined;
      text += value.slice(end, found.index) + resolved;
      end = found.index + found[0].length;
    }
    text += value.slice(end);
    return text.includes("${") ? undefined : text;
  }

  /** Values of the resource at `address`, as configured. */
  body(address: string): JsonObject {
    const [type = "", name = ""] = address.split(".");
    return this.stack.configuration.resource("resource", type, name) ?? {};
  }

  private resolved([, , state, output, address = "", attribute = ""]: RegExpMatchArray): string | undefined {
    return state === undefined ? this.own(address, attribute) : this.output(state, output);
  }

  private output(state: string, output = ""): string | undefined {
    return this.known.get(this.producers.get(state) ?? "")?.outputs.get(output);
  }

  private own(address: string, attribute: string): string | undefined {
    const found = this.found.get(address)?.get(attribute);
    if (found !== undefined) return found;
    const value = objectOf(this.known.get(this.stack.id)?.resources.get(address))[attribute];
    if (typeof value === "string") return value;
    // What AWS adds cannot be configured, so an attribute that is configured is what will be.
    return this.textOf(this.body(address)[attribute]);
  }
}
