import { z } from "zod";

// What CloudWatch allows and this project does not use is left out or passed over.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
const axis = z.object({
  label: z.string().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
});
const limit = z.object({ label: z.string().optional(), value: z.number(), color: z.string().optional() });
const chart = z.object({
  title: z.string().default(""),
  region: z.string().optional(),
  view: z.string().default("timeSeries"),
  stacked: z.boolean().default(false),
  period: z.number().optional(),
  metrics: z.array(z.array(z.unknown()).min(1)),
  yAxis: z.object({ left: axis.optional(), right: axis.optional() }).optional(),
  annotations: z.object({ horizontal: z.array(limit).default([]) }).optional(),
});
const place = {
  x: z.int().min(0),
  y: z.int().min(0),
  width: z.int().min(1).max(24),
  height: z.int().min(1),
};
const widget = z.discriminatedUnion(
  "type",
  [
    z.object({ type: z.literal("metric"), ...place, properties: chart }),
    z.object({ type: z.literal("text"), ...place, properties: z.object({ markdown: z.string() }) }),
    z.object({
      type: z.literal("alarm"),
      ...place,
      properties: z.object({ title: z.string().default(""), alarms: z.array(z.string()) }),
    }),
    z.object({
      type: z.literal("log"),
      ...place,
      properties: z.object({
        title: z.string().default(""),
        region: z.string().optional(),
        query: z.string(),
      }),
    }),
  ],
  { error: "a widget is a metric, text, alarm or log" },
);
const body = z.object({ widgets: z.array(widget).min(1, { error: "it has no widgets" }) });

export type DashboardBody = z.infer<typeof body>;
export type Widget = DashboardBody["widgets"][number];
export type ChartProperties = z.infer<typeof chart>;

/** A dashboard's body, or what is wrong with it, one sentence each. */
export function readBody(text: string): DashboardBody | readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return ["is not JSON"];
  }
  const parsed = body.safeParse(value);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) => `${path.join(".") || "body"}: ${message}`);
}
