import { ASSUMED } from "./assumptions";
import type { Quantity, Serving } from "./quantity";

/** Workers that keep up with what requests leave for later; SQS itself has no limit that matters here. */
export function batchQuantities({ environment }: Serving): Quantity[] {
  const { batch, load } = environment;
  const jobsPerSecond = load.requestsPerSecond * ASSUMED.request.jobs;
  return [
    {
      name: "batch.workers",
      unit: "workers",
      needed: Math.ceil(jobsPerSecond * ASSUMED.worker.secondsPerJob),
      available: batch.worker.maxTasks,
      path: "batch.worker.maxTasks",
      why: `${jobsPerSecond} jobs a second of ${ASSUMED.worker.secondsPerJob} s, one at a time`,
      limit: "workers at most",
      remedy: "raise it: the queue would grow for ever",
    },
  ];
}
