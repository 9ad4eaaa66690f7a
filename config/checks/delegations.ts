import type { EnvironmentConfig } from "../environment";
import type { Problem } from "../shape";

/** Zones that this one cannot hand on. */
export function delegationProblems({ domain, delegations }: EnvironmentConfig, path: string): Problem[] {
  return delegations.flatMap((delegation, index) => {
    const at = `${path}.delegations[${index}].domain`;
    const earlier = delegations.slice(0, index).some((other) => other.domain === delegation.domain);
    return [
      ...(delegation.domain.endsWith(`.${domain}`)
        ? []
        : [
            {
              path: at,
              problem: `"${delegation.domain}" lies outside ${domain}; delegate it where its parent is`,
            },
          ]),
      ...(earlier ? [{ path: at, problem: `"${delegation.domain}" is delegated twice; keep one` }] : []),
    ];
  });
}
