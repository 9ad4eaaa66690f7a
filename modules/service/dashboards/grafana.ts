/** Widths are of 24 columns, heights of about 30 px. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface DataSource {
  readonly type: "prometheus" | "cloudwatch";
  readonly uid: string;
}

/** What a panel asks its data source for. */
export type Target = {
  readonly refId: string;
  readonly datasource: DataSource;
  readonly [field: string]: unknown;
};

export interface Panel {
  readonly id: number;
  readonly type: "timeseries" | "stat" | "table" | "text";
  readonly title: string;
  readonly gridPos: Place;
  readonly [field: string]: unknown;
}

// Of Grafana 12; a later one converts it as it loads.
// https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
const SCHEMA_VERSION = 41;

/** The part of Grafana's own format that is used here. */
export interface GrafanaDashboard {
  /** Stays the same for ever: it is the dashboard's address. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly timezone: "utc";
  readonly editable: false;
  readonly refresh: string;
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly time: { readonly from: string; readonly to: string };
  readonly panels: readonly Panel[];
}

interface Told {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** How far back it looks at first, as Grafana writes it. @default "6h" */
  readonly span?: string;
}

/** A row of panels of one height; together 24 columns wide. */
export interface Row {
  readonly height: number;
  readonly panels: readonly Drawn[];
}

/** A panel that has no place yet. */
export interface Drawn {
  readonly type: Panel["type"];
  readonly title: string;
  readonly width: number;
  readonly [field: string]: unknown;
}

/** Rows from the top down. Ids follow the order, so that the same description gives the same text. */
export function dashboard({ span = "6h", ...told }: Told, rows: readonly Row[]): GrafanaDashboard {
  const panels: Panel[] = [];
  let y = 0;
  for (const { height, panels: drawn } of rows) {
    let x = 0;
    for (const { width, ...panel } of drawn) {
      const { type, title, ...rest } = panel;
      panels.push({
        id: panels.length + 1,
        type,
        title,
        gridPos: { x, y, w: width, h: height },
        ...rest,
      });
      x += width;
    }
    y += height;
  }
  return {
    ...told,
    tags: ["mindscape"],
    timezone: "utc",
    editable: false,
    refresh: "1m",
    schemaVersion: SCHEMA_VERSION,
    time: { from: `now-${span}`, to: "now" },
    panels,
  };
}
