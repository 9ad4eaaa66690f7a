import { type Attributes, synthesis } from "./synthesis";

const real = synthesis();

/** Stacks of a layer, one in each region of each environment. */
export function stacksOf(layer: string): string[] {
  return real.stacks.filter((id) => id.endsWith(`-${layer}`));
}

/** The Helm releases of a stack. */
export function releasesIn(id: string): Attributes[] {
  return Object.values(real.json(id).resource["helm_release"] ?? {});
}

/** Throws if there is none of that name. */
export function releaseIn(id: string, name: string): Attributes {
  const found = releasesIn(id).find((release) => release["name"] === name);
  if (found === undefined) throw new Error(`no release ${name} in ${id}`);
  return found;
}

/** As Terraform hands them to Helm, but for references, which stay as they are written. */
export function valuesOf(release: Attributes): Record<string, unknown> {
  const [text = ""] = release["values"] as string[];
  return JSON.parse(text.replaceAll("$${", "${").replaceAll("%%{", "%{")) as Record<string, unknown>;
}

/** What AWS might say where another stack's output is referred to; first match counts. */
const INVENTED: readonly (readonly [RegExp, string])[] = [
  [
    /target_groupactive.*arn$/,
    `arn:aws:elasticloadbalancing:us-west-2:000000000000:targetgroup/a/${"a".repeat(16)}`,
  ],
  [
    /target_grouppreview.*arn$/,
    `arn:aws:elasticloadbalancing:us-west-2:000000000000:targetgroup/b/${"b".repeat(16)}`,
  ],
  [/efs_file_system\w+id$/, "fs-0123456789abcdef0"],
  [/efs_access_point\w+id$/, "fsap-0123456789abcdef0"],
  [/address$/, "store.example"],
];

/** `valuesOf` after AWS has named what it names. Throws for a reference that nobody here knows. */
export function knownValuesOf(release: Attributes): Record<string, unknown> {
  const text = JSON.stringify(valuesOf(release)).replace(/\$\{([^}]*)\}/g, (_, reference: string) => {
    const found = INVENTED.find(([pattern]) => pattern.test(reference));
    if (found === undefined) throw new Error(`what would ${reference} be?`);
    return found[1];
  });
  return JSON.parse(text) as Record<string, unknown>;
}
