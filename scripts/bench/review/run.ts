import { readReviewInput } from "../../../tools/review/read/read-review-input";
import { FORMATS, render } from "../../../tools/review/render/render";
import { review } from "../../../tools/review/review";
import { NO_WAIVERS } from "../../../tools/review/rules/waivers";
import type { Run } from "../review";

const KIBIBYTES = 1024;

/** One review in a process of its own, as the command makes it; says as JSON how long each part took. */
async function run(folder: string): Promise<Run> {
  const milliseconds: Record<string, number> = {};
  let started = performance.now();
  const lap = (part: string): void => {
    milliseconds[part] = performance.now() - started;
    started = performance.now();
  };
  const input = await readReviewInput({ folder });
  lap("read");
  const cpu = process.cpuUsage();
  const options = {
    key: new Uint8Array(32),
    waivers: NO_WAIVERS,
    today: "2026-01-01",
    tagKeys: ["Project", "Environment"],
  };
  const reviewed = review(input, options);
  lap("review");
  const kibibytes: Record<string, number> = {};
  // One after another: none is kept while the next is written.
  for (const format of FORMATS) {
    kibibytes[format] = render(reviewed, format, { colour: false, width: 120 }).length / KIBIBYTES;
    lap(format);
  }
  const { user, system } = process.cpuUsage(cpu);
  const peak = process.resourceUsage().maxRSS / KIBIBYTES;
  return { milliseconds, kibibytes, cpu: (user + system) / 1000, peak };
}

void run(process.argv[2] ?? "").then((result) => console.log(JSON.stringify(result)));
