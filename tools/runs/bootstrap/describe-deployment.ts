import { configuration } from "../../../config/environments";
import { namesFor } from "../../../config/names";
import { parseStackId } from "../../stack-name";
import type { FirstDeployment, Round } from "./first-deployment";

const GUIDE = "docs/first-deployment.md";

/** What comes after the states, for people: one line a step, with the stacks of each round below it. */
export function describeDeployment(environment: string, next: FirstDeployment, emulated: boolean): string[] {
  if (next.missing.length === 0)
    return ["Every stack of the environment has a state: nothing of the first deployment is left."];
  const command = `--env ${environment}${emulated ? " --emulated" : ""}`;
  const steps = [
    ...administrators(command, next),
    ...dns(environment, command, next),
    ...rest(environment, command, next),
  ];
  const numbered = steps.map(([first = "", ...more], index) => [
    `${index + 1}. ${first}`,
    ...more.map(indented),
  ]);
  return [
    `The first deployment goes on with ${next.missing.length} stacks (${GUIDE}):`,
    "",
    ...numbered.flat(),
  ];
}

type Lines = readonly string[];

function administrators(command: string, { administrators: rounds }: FirstDeployment): Lines[] {
  if (rounds.length === 0) return [];
  return [
    [
      "As an administrator of the account, plan, review and apply what gives everybody else their rights (docs/access.md):",
      `mindscape plan ${command} --stack '*-{base,access}', then mindscape apply with the same options`,
      ...roundLines(rounds),
    ],
    [
      "Make the GitHub environments and permission sets of docs/access.md; from here on the role apply does the rest.",
    ],
  ];
}

function dns(environment: string, command: string, { dns: rounds, zones }: FirstDeployment): Lines[] {
  if (rounds.length === 0) return [];
  return [
    [`The zone: plan and apply ${command} --stack '*-dns':`, ...roundLines(rounds)],
    ...zones.map((zone) => [
      `Delegate ${zone}: ${parentOf(environment, zone)} No DNSSEC (docs/traffic.md).`,
      `Go on when dig +short NS ${zone} answers with these four: until then certificates are not issued.`,
    ]),
  ];
}

/** Who has to name the zone's servers. */
function parentOf(environment: string, zone: string): string {
  const servers = "the output name_servers of the stack";
  const parent = configuration.environments
    .filter(({ name, domain }) => name !== environment && zone.endsWith(`.${domain}`))
    .sort((a, b) => b.domain.length - a.domain.length)[0];
  if (parent === undefined) return `name ${servers} at its registrar, or where its parent's zone is.`;
  return `write ${servers} into delegations of config/environments/${parent.name}.ts, and apply ${parent.name}'s dns.`;
}

function rest(environment: string, command: string, next: FirstDeployment): Lines[] {
  if (next.rest.length === 0) return [];
  const before = [...images(environment, next), ...variables(next), ...privateCluster(environment, next)];
  return [
    ...(before.length > 0
      ? [["Have ready, or the stacks that need it fail:", ...before.map((line) => `- ${line}`)]]
      : []),
    [
      `Everything else: mindscape plan ${command}, review, mindscape apply ${command}, and again until nothing is waiting. A stack is waiting until what it reads has been applied, so that each of these ${next.rest.length} rounds needs a plan of its own:`,
      ...roundLines(next.rest),
    ],
    ...(next.subscribers.length > 0
      ? [
          [
            `Confirm AWS's messages to ${next.subscribers.join(" and ")}, one a topic and region: until then nobody is told anything.`,
          ],
        ]
      : []),
  ];
}

function variables({ variables: asked }: FirstDeployment): string[] {
  return Object.entries(asked).map(
    ([name, stacks]) =>
      `TF_VAR_${name} for ${stacks.join(", ")}, the same for all of them; from a secret store, never from a file (docs/traffic.md)`,
  );
}

function images(environment: string, { missing }: FirstDeployment): string[] {
  const config = configuration.environments.find(({ name }) => name === environment);
  const services = missing.filter((id) => parseStackId(id).layer === "service");
  if (config === undefined || services.length === 0) return [];
  const { name: project } = configuration.organization;
  const { accountId, regions } = config;
  const { repository } = namesFor({ project, environment, accountId, region: regions[0].name });
  return [
    `the API's image ${config.image.version}, pushed to ${repository} of every region after cluster and before ${services.join(" and ")} (docs/release.md)`,
  ];
}

function privateCluster(environment: string, { missing }: FirstDeployment): string[] {
  const config = configuration.environments.find(({ name }) => name === environment);
  const inside = missing.filter((id) => ["platform", "service"].includes(parseStackId(id).layer));
  if (config?.clusterEndpoint.kind !== "private" || inside.length === 0) return [];
  return [
    `a machine inside the VPC for ${inside.join(", ")}: the cluster's API is private (docs/cluster.md)`,
  ];
}

function roundLines(rounds: readonly Round[]): string[] {
  return rounds.map(
    (round, index) => `${rounds.length > 1 ? `round ${index + 1}: ` : ""}${round.join(", ")}`,
  );
}

function indented(line: string): string {
  return `   ${line}`;
}
