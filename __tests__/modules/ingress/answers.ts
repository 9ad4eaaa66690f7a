import { type Attributes, resources, type StackJson } from "../../support/synthesis";

/** Values of the variables that conditions refer to. */
export type Variables = Readonly<Record<string, string>>;

interface Rule {
  readonly priority: number;
  readonly condition: readonly { readonly http_header: { http_header_name: string; values: string[] } }[];
  readonly action: readonly Action[];
}

interface Action {
  readonly fixed_response?: { readonly status_code: string };
  readonly forward?: { readonly target_group: readonly { readonly arn: string; readonly weight: number }[] };
}

/**
 * What the load balancer does with a request: a status, or where it goes, with the priorities that a runbook `moved` (by
 * construct path). As ELB evaluates rules: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
export function answer(
  stack: StackJson,
  headers: Readonly<Record<string, string>>,
  variables: Variables,
  moved: Readonly<Record<string, number>> = {},
): string {
  const rules = [...resources(stack, "aws_lb_listener_rule")]
    .map(([path, rule]) => ({
      ...(rule as unknown as Rule),
      ...(path in moved && { priority: moved[path]! }),
    }))
    .sort((a, b) => a.priority - b.priority);
  const matching = rules.find(({ condition }) =>
    condition.every(({ http_header: { http_header_name: name, values } }) =>
      values.some((value) => resolved(value, variables).toLowerCase() === headers[name]?.toLowerCase()),
    ),
  );
  const [listener] = resources(stack, "aws_lb_listener").values();
  return told((matching?.action ?? (listener as Attributes)["default_action"]) as readonly Action[]);
}

function told([action]: readonly Action[]): string {
  if (action?.fixed_response) return action.fixed_response.status_code;
  const groups = action?.forward?.target_group.filter(({ weight }) => weight > 0) ?? [];
  return groups.map(({ arn }) => /aws_lb_target_group\.(\w+)-targets/.exec(arn)?.[1] ?? arn).join(" and ");
}

function resolved(value: string, variables: Variables): string {
  return value.replace(/^\$\{var\.(\w+)\}$/, (_, name: string) => variables[name] ?? `no variable ${name}`);
}
