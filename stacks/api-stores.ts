import type { Names } from "../config/names";
import { DATABASE } from "./data-stack";

/** The database's user, as the bootstrap task makes it. */
export const DATABASE_USER = "api";
/** Of the assets bucket: all that the API and its workers may write. */
export const UPLOADS_PREFIX = "uploads/";

/** What a region's layer `data` says of the stores that the API and its workers use. */
export interface StoreAddresses {
  readonly database: { readonly address: string; readonly port: number };
  readonly cache: { readonly endpoint: string; readonly name: string; readonly port: number };
  readonly table: { readonly name: string } | "none";
}

/** Where the API, and its workers, find their region's stores; each is entered with the caller's own role. */
export function storeVariables(
  names: Names,
  { database, cache, table }: StoreAddresses,
): Record<string, string> {
  return {
    ASSETS_BUCKET: names.buckets.assets,
    CACHE_HOST: cache.endpoint,
    CACHE_NAME: cache.name,
    CACHE_PORT: String(cache.port),
    CACHE_USER: names.cacheUsers.api,
    DATABASE_HOST: database.address,
    DATABASE_NAME: DATABASE.name,
    DATABASE_PORT: String(database.port),
    DATABASE_USER,
    ...(table !== "none" && { TABLE_NAME: table.name }),
  };
}
