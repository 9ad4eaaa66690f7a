import { metricsOf } from "./metric";
import { type Chart, COLORS } from "./widget";

/** How long a certificate of the dashboard's region is still good. `below`: days that alarm. */
export function certificateChart(whose: string, certificateArn: string, below: number): Chart {
  return {
    kind: "chart",
    title: `${whose} certificate expires in`,
    unit: "days",
    // ACM reports twice a day.
    periodSeconds: 86_400,
    view: "numbers",
    lines: {
      days: {
        label: "days left",
        draws: metricsOf("AWS/CertificateManager", { CertificateArn: certificateArn })(
          "DaysToExpiry",
          "Minimum",
        ),
        color: COLORS.good,
      },
    },
    limits: [{ label: `alarm below ${below} days`, value: below, kind: "alarm" }],
  };
}
