import { writeFileSync } from "node:fs";
import { readErrors } from "../../planning/diagnostics";
import { readMessage } from "./events";

/** Writes what people read beside a log of messages: a time and a sentence a line, whole errors at the end. Returns its path. */
export function writeReadableLog(log: string, output: string): string {
  const lines = output.split("\n").map((line) => {
    const message = readMessage(line);
    return message === undefined ? line : `${message["@timestamp"]} ${message["@message"]}`;
  });
  const errors = readErrors(output).map(
    ({ summary, detail, address }) =>
      `\n${summary}${address === undefined ? "" : ` (${address})`}\n${detail}`,
  );
  const file = log.replace(/\.jsonl$/, ".log");
  writeFileSync(file, [...lines, ...errors].join("\n"), { mode: 0o600 });
  return file;
}
