import { isObject, isUnknown, valuesAt } from "../attributes";
import { CARRIERS, carrierProblems } from "../tag-carriers";
import type { Attributes, Context, Problem, Rule, Subject } from "../types";

// An object in S3 takes at most 10 tags, and default tags reach it too.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
const MAX_DEFAULT_TAGS = 10;

export const requiredTags = {
  id: "required-tags",
  promise:
    "Everything that can be tagged carries the required tags: through the provider's default tags, or by itself where those do not reach.",
  looksAt: ["the aws provider", "tags of every resource", ...Object.keys(CARRIERS)],
  appliesTo: ({ kind, type }) => kind === "resource" || (kind === "provider" && type === "aws"),
  check: (subject, context) =>
    subject.kind === "provider"
      ? defaultTagProblems(subject, context)
      : [
          ...repeatedTagProblems(subject, context),
          ...carrierProblems(subject, context.settings.requiredTags),
        ],
} as const satisfies Rule;

function defaultTagProblems({ attributes }: Subject, { settings }: Context): Problem[] {
  const tags = defaultTags(attributes);
  const missing = settings.requiredTags.filter((key) => !(key in tags));
  const changing = Object.entries(tags).filter(([, value]) => typeof value !== "string" || isUnknown(value));
  const count = Object.keys(tags).length;
  return [
    ...missing.map((key) => ({
      problem: `default_tags have no ${key}`,
      remedy: "take them from config/tags.ts",
    })),
    ...changing.map(([key]) => ({
      problem: `default tag ${key} is not a literal`,
      remedy: "use static values: a changing tag changes every resource",
    })),
    ...(count > MAX_DEFAULT_TAGS
      ? [
          {
            problem: `${count} default_tags; allowed are ${MAX_DEFAULT_TAGS}`,
            remedy: "drop the least useful",
          },
        ]
      : []),
  ];
}

/** A key in both places is planned as a change again and again when the values are equal. */
function repeatedTagProblems({ attributes }: Subject, { subjects }: Context): Problem[] {
  const tags = attributes["tags"];
  if (!isObject(tags)) return [];
  const defaults = subjects
    .filter(({ kind, type }) => kind === "provider" && type === "aws")
    .flatMap((provider) => Object.keys(defaultTags(provider.attributes)));
  return [...new Set(defaults)]
    .filter((key) => key in tags)
    .map((key) => ({ problem: `tags repeat the default tag ${key}`, remedy: "leave it to the provider" }));
}

function defaultTags(provider: Attributes): Attributes {
  return Object.assign({}, ...valuesAt(provider, "default_tags.tags")) as Attributes;
}
