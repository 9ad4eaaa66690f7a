import { connect } from "node:net";
import { codeOf } from "../../planning/errors";

const HTTPS_PORT = 443;
const CONNECT_MILLISECONDS = 5_000;

/** Why nothing takes connections at the host and port of a URL; undefined if something does. */
export function connectionProblem(
  url: string,
  milliseconds = CONNECT_MILLISECONDS,
): Promise<string | undefined> {
  let target: URL;
  try {
    target = new URL(url.includes("://") ? url : `https://${url}`);
  } catch {
    return Promise.resolve("this is no URL");
  }
  const port = target.port === "" ? HTTPS_PORT : Number(target.port);
  const host = target.hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (problem?: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(problem);
    };
    const timer = setTimeout(() => end(`no answer within ${milliseconds / 1000} s`), milliseconds);
    socket.once("connect", () => end());
    socket.once("error", (error) => end(codeOf(error) ?? error.message));
  });
}
