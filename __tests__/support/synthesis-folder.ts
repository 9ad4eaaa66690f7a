/** Names the folder of the run's one synthesis of the real configuration; `shared-synthesis.ts` makes it before any test. */
export const SHARED = "MINDSCAPE_TEST_SYNTHESIS";
