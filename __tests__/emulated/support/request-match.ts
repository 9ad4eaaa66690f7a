import type { IncomingHttpHeaders } from "node:http";

/** Which requests are meant; what is left out may be anything. */
export interface Match {
  /** For example `PUT`. */
  readonly method?: string;
  /** Of the path with its query, for example `/\.tflock/`. */
  readonly path?: RegExp;
  /** For example `CreateRole`; services that are told by method and path (S3, EKS, Lambda, CloudFront, ...) have none. */
  readonly action?: string | RegExp;
}

/** A request as it came. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly action: string;
}

export function matches({ method, path, action }: Match, seen: Seen): boolean {
  return (
    (method === undefined || method === seen.method) &&
    (path === undefined || path.test(seen.path)) &&
    (action === undefined || (typeof action === "string" ? action === seen.action : action.test(seen.action)))
  );
}

/** What a request asks for: `x-amz-target` of the JSON services, `Action` in the form of the query services. */
export function actionOf(headers: IncomingHttpHeaders, body: Buffer): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") return target.slice(target.lastIndexOf(".") + 1);
  if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded") !== true) return "";
  return new URLSearchParams(body.toString("utf8")).get("Action") ?? "";
}
