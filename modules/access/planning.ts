import type { Account } from "./account";
import { noContent, onlyState } from "./content";
import { readsPages } from "./pages";
import { readsConfiguration } from "./reading";
import type { Statement } from "./statement";
import { readsState } from "./state-access";

/** `terraform plan -lock=false`: reads configuration and states, changes nothing, sees no secret and no data. */
export function plans(account: Account): Statement[] {
  return [
    readsConfiguration(),
    readsPages(account),
    ...readsState(account),
    noContent(),
    ...onlyState(account),
  ];
}
