import { globalOverview, type GlobalOverviewSubject } from "./global/overview";
import { regionsSections, type RegionsSubject, type RegionsThresholds } from "./global/regions";
import { viewersSection, type ViewersSubject, type ViewersThresholds } from "./global/viewers";
import type { Section } from "./widget";

export interface GlobalSubject {
  readonly overview: GlobalOverviewSubject;
  readonly viewers: ViewersSubject;
  readonly regions: RegionsSubject;
}

/** Where an alarm begins: drawn as a line. */
export interface GlobalThresholds {
  readonly viewers: ViewersThresholds;
  readonly regions: RegionsThresholds;
}

/** The product as the world sees it, and the regions beside each other; for us-east-1. */
export function globalDashboard(subject: GlobalSubject, thresholds: GlobalThresholds): Section[] {
  const { overview, viewers, regions } = subject;
  return [
    globalOverview(overview, { viewers, regions }),
    viewersSection(viewers, thresholds.viewers),
    ...regionsSections(regions, thresholds.regions),
  ];
}
