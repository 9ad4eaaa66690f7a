import { z } from "zod";

const positive = z.int().min(1, { error: "at least 1" });

/** What Prometheus keeps in each region. */
export const prometheusSchema = z.union([
  z.literal("none"),
  z.strictObject({
    /** Each reads everything and keeps a copy. */
    replicas: positive.max(2, { error: "at most 2: each reads everything" }),
    retentionDays: positive,
    /** Of each replica; may be raised, never lowered: Kubernetes makes no volume smaller. */
    volumeGiB: positive,
  }),
]);

/**
 * Volumes that have been made, GiB: raised with each enlargement, so that nobody asks for a smaller one by mistake. A smaller one
 * needs a new claim, and loses what the old one holds.
 */
export const VOLUME_FLOORS: Readonly<Record<string, number>> = { staging: 30, production: 100 };
