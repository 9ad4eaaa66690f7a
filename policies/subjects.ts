import {
  TerraformDataSource,
  TerraformElement,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
} from "cdktf";
import type { TerraformStack } from "cdktf";
import { isObject } from "./attributes";
import type { Attributes, Subject } from "./types";

const SECTIONS = { resource: "", data: "data." } as const;

/** Everything in `terraform`, the JSON of `stack`: also what came by an override and has no construct of its own. */
export function subjectsOf(stack: TerraformStack, terraform: Attributes): Subject[] {
  const paths = pathsByAddress(stack);
  const subject = (kind: Subject["kind"], type: string, address: string, attributes: unknown): Subject => ({
    kind,
    type,
    address,
    path: paths.get(address) ?? `${stack.node.path}/${address}`,
    attributes: withoutDynamic(attributes),
  });
  const typed = Object.entries(SECTIONS).flatMap(([section, prefix]) =>
    entries(terraform[section]).flatMap(([type, members]) =>
      entries(members).map(([id, attributes]) =>
        subject(section as keyof typeof SECTIONS, type, `${prefix}${type}.${id}`, attributes),
      ),
    ),
  );
  const providers = entries(terraform["provider"]).flatMap(([type, members]) =>
    [members]
      .flat()
      .map((attributes) => subject("provider", type, providerAddress(type, attributes), attributes)),
  );
  const outputs = entries(terraform["output"]).map(([id, attributes]) =>
    subject("output", "output", `output.${id}`, attributes),
  );
  const whole: Subject = {
    kind: "stack",
    type: "stack",
    address: "stack",
    path: stack.node.path,
    attributes: terraform,
  };
  return [whole, ...providers, ...typed, ...outputs];
}

function providerAddress(type: string, attributes: unknown): string {
  const alias = isObject(attributes) ? attributes["alias"] : undefined;
  return typeof alias === "string" ? `provider.${type}.${alias}` : `provider.${type}`;
}

function pathsByAddress(stack: TerraformStack): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const construct of stack.node.findAll()) {
    const address = TerraformElement.isTerraformElement(construct) ? addressOf(construct) : undefined;
    if (address !== undefined) paths.set(address, construct.node.path);
  }
  return paths;
}

function addressOf(element: TerraformElement): string | undefined {
  const id = element.friendlyUniqueId;
  if (TerraformResource.isTerraformResource(element)) return `${element.terraformResourceType}.${id}`;
  if (TerraformDataSource.isTerraformDataSource(element))
    return `data.${element.terraformResourceType}.${id}`;
  if (TerraformOutput.isTerraformOutput(element)) return `output.${id}`;
  if (TerraformProvider.isTerraformProvider(element)) return `provider.${element.fqn}`;
  return undefined;
}

/** A dynamic block counts as one block with its `content`, so that it hides nothing from a rule. */
function withoutDynamic(value: unknown): Attributes {
  if (!isObject(value)) return {};
  const { dynamic, ...rest } = value;
  const generated = entries(dynamic).map(([name, block]) => [
    name,
    [rest[name] ?? [], [block].flat().map((item) => (isObject(item) ? item["content"] : item))].flat(2),
  ]);
  return { ...rest, ...(Object.fromEntries(generated) as Attributes) };
}

function entries(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}
