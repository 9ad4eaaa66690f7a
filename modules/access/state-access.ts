import { type Account, via } from "./account";
import { allow, type Statement } from "./statement";

const STATE = "/terraform.tfstate";
const LOCK = "/terraform.tfstate.tflock";

/** Reads every state and who locks it, and takes no lock: `terraform plan -lock=false`. */
export function readsState(account: Account): Statement[] {
  return [
    allow("ReadStates", {
      actions: "s3:GetObject",
      // Without this right S3 says "denied" of a lock that is not there, too.
      on: [...objects(account, STATE), ...objects(account, LOCK)],
    }),
    stateKey(account, "DecryptStates", ["kms:Decrypt"]),
  ];
}

/** Reads, locks and writes every state; deletes none. */
export function writesState(account: Account): Statement[] {
  return [
    ...readsState(account),
    allow("WriteStates", { actions: "s3:PutObject", on: objects(account, STATE) }),
    allow("LockStates", {
      actions: ["s3:PutObject", "s3:DeleteObject"],
      on: objects(account, LOCK),
    }),
    stateKey(account, "EncryptStates", ["kms:GenerateDataKey"]),
  ];
}

/** `terraform force-unlock`: removes a lock; who holds it is read with the states. */
export function breaksLocks(account: Account): Statement[] {
  return [allow("BreakLocks", { actions: "s3:DeleteObject", on: objects(account, LOCK) })];
}

/**
 * The key is known by its alias: its id is AWS's, and belongs to another stack.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
function stateKey(account: Account, sid: string, actions: string[]): Statement {
  return allow(sid, {
    actions,
    on: `arn:aws:kms:*:${account.accountId}:key/*`,
    when: {
      StringEquals: { "kms:ViaService": via(account, "s3") },
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": account.stateKeyAlias },
    },
  });
}

function objects({ stateBuckets }: Account, suffix: string): string[] {
  return stateBuckets.map((bucket) => `arn:aws:s3:::${bucket}/*${suffix}`);
}
