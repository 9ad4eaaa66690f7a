import type { AttributeSchema, CtyType, ResourceSchema } from "../../../planning/providers/schema";

const attribute = (type: CtyType, computed: boolean): AttributeSchema => ({
  type,
  required: false,
  optional: !computed,
  computed,
  sensitive: false,
});

// Terraform's own provider cannot be asked.
const TERRAFORM_DATA: ResourceSchema = {
  version: 0,
  attributes: new Map([
    ["id", attribute("string", true)],
    ["input", attribute("dynamic", false)],
    ["output", attribute("dynamic", true)],
    ["triggers_replace", attribute("dynamic", false)],
  ]),
};

export function builtInSchema(type: string): ResourceSchema | undefined {
  return type === "terraform_data" ? TERRAFORM_DATA : undefined;
}
