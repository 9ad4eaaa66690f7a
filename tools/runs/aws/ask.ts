import { type Clients, clientOf, limitsOf, type Place } from "./access";
import { failureOf, type Failure, remedyFor } from "./failures";
import { PlanningError } from "../../planning/errors";

/** AWS refused a call, or could not be reached: one line that says what was tried, why it failed, and what to do. */
export class AwsError extends PlanningError {
  /** AWS's name of the error, for example `AccessDenied`. */
  readonly code: string;
  /** Of HTTP; undefined if there was no answer. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(doing: string, { code, status, headers }: Failure, remedy: string) {
    super([`${doing}: ${remedy}`]);
    this.name = "AwsError";
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

/** Ends a call that takes too long, also between its attempts. */
export interface CallOptions {
  readonly abortSignal: AbortSignal;
}

/**
 * Makes one call. `doing` says for what, in the words of whoever reads the error, and where the call goes to.
 * Rejects with AwsError.
 */
export async function ask<S extends keyof Clients, T>(
  place: Place,
  service: S,
  doing: string,
  call: (client: Clients[S], options: CallOptions) => Promise<T>,
): Promise<T> {
  const client = await clientOf(place, service);
  try {
    return await within(limitsOf(place.access).call, (options) => call(client, options));
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    throw new AwsError(doing, failure, remedyFor(failure, { ...place, service }));
  }
}

/** Credentials may be looked for before the SDK looks at its signal, so the clock is ours. */
async function within<T>(milliseconds: number, call: (options: CallOptions) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = Object.assign(new Error("no answer in time"), { name: "TimeoutError" });
      controller.abort(error);
      reject(error);
    }, milliseconds);
  });
  try {
    return await Promise.race([call({ abortSignal: controller.signal }), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** All items of a list that AWS gives page by page; `next` gets the token of the page before. */
export async function everyPage<T>(
  next: (
    token: string | undefined,
  ) => Promise<{ readonly items: readonly T[]; readonly token: string | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const page = await next(token);
    all.push(...page.items);
    token = page.token === "" ? undefined : page.token;
  } while (token !== undefined);
  return all;
}
