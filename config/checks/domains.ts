import type { EnvironmentConfig } from "../environment";
import { originHost, regionalOriginHost } from "../origin";
import type { Problem } from "../shape";

/** Domains that the organization's zone does not lead to, and those that another environment's zone answers itself. */
export function domainProblems(
  organizationDomain: string,
  environments: readonly { readonly environment: EnvironmentConfig; readonly path: string }[],
): Problem[] {
  const taken = environments.flatMap(({ environment: { domain, regions }, path }) =>
    [originHost(domain), ...regions.map(({ name }) => regionalOriginHost(domain, name))].map((host) => ({
      host,
      path,
    })),
  );
  return environments.flatMap(({ environment: { domain, delegations }, path }) => [
    ...(isIn(domain, organizationDomain)
      ? []
      : [
          {
            path: `${path}.domain`,
            problem: `"${domain}" lies outside ${organizationDomain}; choose organization.domain or a name below it`,
          },
        ]),
    ...[
      { at: `${path}.domain`, name: domain },
      ...delegations.map((delegation, index) => ({
        at: `${path}.delegations[${index}].domain`,
        name: delegation.domain,
      })),
    ].flatMap(({ at, name }) => {
      const other = taken.find(({ host }) => isIn(name, host));
      return other === undefined
        ? []
        : [
            {
              path: at,
              problem: `"${name}" takes ${other.host}, by which CloudFront reaches ${other.path}; choose another`,
            },
          ];
    }),
  ]);
}

function isIn(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}
