import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { dashboardBody } from "./body";
import type { Section } from "./widget";

export interface DashboardProps {
  /** Letters, digits, `-` and `_`, at most 255; unique in the account, over all regions. */
  readonly name: string;
  /** Where the metrics are, unless a widget says otherwise. */
  readonly region: string;
  readonly sections: readonly Section[];
  /** @default the stack's */
  readonly provider?: AwsProvider;
}

/** A page of charts, alarms and logs for a person. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { name, region, sections, provider }: DashboardProps) {
    super(scope, id);
    new CloudwatchDashboard(this, "dashboard", {
      dashboardName: name,
      // References to what AWS has yet to name survive in JSON as they are: none of them needs a quote.
      dashboardBody: JSON.stringify(dashboardBody({ region, sections })),
      ...(provider !== undefined && { provider }),
    });
  }
}
