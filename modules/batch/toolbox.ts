// AWS's own Amazon Linux 2023, of 2026-09-29, for both architectures. https://gallery.ecr.aws/amazonlinux/amazonlinux
export const TOOLS_IMAGE =
  "public.ecr.aws/amazonlinux/amazonlinux@sha256:12052e9b5d3fd85769abbdd863dd038e1890c9ace31d5fdbe1afa78eda97d061";
export const TOOLS_ARCHITECTURE = "X86_64";
/** Installing takes root, and these are not needed for it. */
export const TOOLS_DROP_CAPABILITIES = ["MKNOD", "NET_BIND_SERVICE", "NET_RAW"];

/**
 * The command that installs packages from the repository of the image's own release, which does not change, signed by AWS.
 * https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades.html
 */
export function installs(packages: readonly string[]): string {
  const release = "\"$(rpm -q --qf '%{VERSION}' system-release)\"";
  const options = `--quiet --assumeyes --setopt=install_weak_deps=False --releasever=${release}`;
  return `dnf ${options} install ${packages.join(" ")} >/dev/null`;
}
