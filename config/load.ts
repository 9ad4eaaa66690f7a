import { z } from "zod";

const atLeastOne = z.int().min(1, { error: "at least 1" });

/** What an environment has to carry, in whichever region serves. */
export const loadSchema = z.strictObject({
  /** People who use the product at the same moment. */
  concurrentUsers: atLeastOne,
  /** Of all of them together, at peak. */
  requestsPerSecond: atLeastOne,
  /** Of one campus or one mobile carrier: as many as share a public address. */
  usersBehindOneAddress: atLeastOne,
});

export type LoadConfig = Readonly<z.infer<typeof loadSchema>>;
