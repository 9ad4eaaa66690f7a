/** Whether any of the patterns matches: asked as one for all of the same flags, which is far quicker than one after another. */
export function anyOf(patterns: readonly RegExp[]): (text: string) => boolean {
  const sources = new Map<string, string[]>();
  for (const { source, flags } of patterns)
    sources.set(flags, [...(sources.get(flags) ?? []), `(?:${source})`]);
  const together = [...sources].map(([flags, some]) => new RegExp(some.join("|"), flags));
  return (text) => together.some((pattern) => pattern.test(text));
}
