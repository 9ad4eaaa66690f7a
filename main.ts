import { configuration } from "./config/environments";
import { synthesize } from "./stacks/synthesize";

process.exitCode = synthesize({
  configuration,
  backend: process.env["MINDSCAPE_BACKEND"] ?? "s3",
  outdir: process.env["CDKTF_OUTDIR"] ?? "cdktf.out",
  onError: (message) => console.error(message),
});
