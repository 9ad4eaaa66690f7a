/** What CloudFront answers from the asset buckets, where objects have the same names as here without the first slash. */
export const STATIC_FILES = {
  /** Everything else goes to the API. */
  pattern: "/static/*",
  /** Shown when no region answers; has to lie below the pattern. */
  maintenancePage: "/static/errors/maintenance.html",
} as const;

/** The object behind a path of a static file. */
export function objectKey(path: string): string {
  return path.replace(/^\//, "");
}
