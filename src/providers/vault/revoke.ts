import { asFailure, Failure } from "../../kernel/errors.ts";
import type { Secret } from "../../kernel/secret.ts";
import { callVault, VaultFault } from "./api.ts";
import { repeats } from "./repeats.ts";
import type { VaultSetting } from "./setting.ts";

/** A token as far as ending it goes. */
export interface HeldToken {
  readonly token: Secret;
  readonly accessor?: string;
  readonly expires?: Date;
  /** Whether it has the policy `default`, which lets a token look itself up and revoke itself. */
  readonly hasDefault: boolean;
}

/** What an engine made, under a token that does not end with us. */
export interface HeldLease {
  readonly id: string;
  readonly namespace: string;
}

const REVOKE_SELF = "auth/token/revoke-self";
const FORBIDDEN = 403;
/** An id of a lease or an accessor that may stand in a log and in a command. */
const PRINTABLE = /^[\w./-]{1,300}$/;
/**
 * What servers say of a token that they do not know, a spent one among them: OpenBao the bare words, Vault also the
 * cause. Of a token that may not, both say the words in a list of errors.
 */
const UNKNOWN_TOKEN = /\b(?:invalid|bad) token\b|token not found|^permission denied$/im;
const BATCH = /\bbatch tokens?\b/i;

/**
 * Ends a token of ours, and its leases with it. `gone`: it had ended by itself, or its uses are spent.
 * @throws Failure with the accessor, the expiry and an operator's command. The token must not be used after that, either.
 * @see https://developer.hashicorp.com/vault/api-docs/auth/token#revoke-a-token-self
 */
export async function revokeToken(
  held: HeldToken,
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<"revoked" | "gone"> {
  try {
    await callVault(
      { method: "POST", path: REVOKE_SELF, namespace: setting.authNamespace, token: held.token },
      setting,
      signal,
    );
    return "revoked";
  } catch (error) {
    const isDenied = error instanceof VaultFault && error.status === FORBIDDEN;
    if (isDenied && (await isGone(error, held, setting, signal))) return "gone";
    throw notRevoked(error, held, setting);
  }
}

/** Whether a token that may not revoke itself is no token any more. */
async function isGone(
  fault: VaultFault,
  held: HeldToken,
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<boolean> {
  if (fault.has(UNKNOWN_TOKEN)) return true;
  if (!held.hasDefault) return false;
  try {
    await callVault(
      { method: "GET", path: "auth/token/lookup-self", namespace: setting.authNamespace, token: held.token },
      setting,
      signal,
    );
    return false;
  } catch (error) {
    // With the policy `default`, only a token that is none may do neither.
    return error instanceof VaultFault && error.status === FORBIDDEN;
  }
}

/** "until 2026-11-24T12:00:00Z", as far as that is known. */
export const untilOf = (expires: Date | undefined): string =>
  expires === undefined
    ? "for as long as its role says"
    : `until ${expires.toISOString().replace(/\.\d+Z$/, "Z")}`;

/** Whether an id that the server gave may be printed. */
const isShown = (id: string | undefined, { token }: HeldToken): id is string =>
  id !== undefined && PRINTABLE.test(id) && !repeats(id, token);

/** One line for whoever wonders which leases were left. */
export function leaseNote(leases: readonly HeldLease[], held: HeldToken): string {
  const shown = leases.map(({ id }) => id).filter((id) => isShown(id, held));
  const more = leases.length - shown.length;
  const rest = more === 0 ? [] : [`${more} more`];
  return `Vault keeps leases until their own end: ${[...shown, ...rest].join(", ")}`;
}

/** One line for an operator who has to end a token: what it is, until when it lives, the command. */
export function operatorNote(held: HeldToken, setting: VaultSetting): string {
  const accessor = isShown(held.accessor, held) ? held.accessor : undefined;
  const which = accessor === undefined ? "" : ` with the accessor ${accessor}`;
  return `The Vault token${which} lives ${untilOf(held.expires)}. An operator ends it with: ${commandOf(setting, `vault token revoke -accessor ${accessor ?? "ACCESSOR"}`)}`;
}

function commandOf(setting: VaultSetting, command: string): string {
  const [address] = setting.addresses;
  const { authNamespace: namespace } = setting;
  const inNamespace = PRINTABLE.test(namespace) ? `VAULT_NAMESPACE=${namespace} ` : "";
  return `VAULT_ADDR=${address?.origin ?? "https://vault.example.com:8200"} ${inNamespace}${command}`;
}

function notRevoked(error: unknown, held: HeldToken, setting: VaultSetting): Failure {
  const note = operatorNote(held, setting);
  if (!(error instanceof VaultFault)) {
    const { code, message } = asFailure(error);
    return new Failure(code, `The Vault token could not be revoked. ${message}`, { fix: note });
  }
  if (error.has(BATCH))
    return new Failure(
      "ACCESS_DENIED",
      `A batch token of Vault cannot be revoked: it lives ${untilOf(held.expires)}.`,
      {
        fix: "vault write auth/jwt/role/NAME role_type=jwt token_type=service",
      },
    );
  if (error.status !== FORBIDDEN)
    return new Failure(
      "STORE_ANSWER_INVALID",
      `The Vault token could not be revoked (status ${error.status}).`,
      {
        fix: note,
      },
    );
  return new Failure("ACCESS_DENIED", "The Vault token could not be revoked: its policies do not let it.", {
    fix: `${note}\nSo that the next one can be, leave the role its policy default, or add to its policy:\npath "${REVOKE_SELF}" { capabilities = ["update"] }`,
  });
}

/**
 * Ends leases one by one. @returns how many.
 * @throws Failure that lists those that stand, with an operator's commands.
 * @see https://developer.hashicorp.com/vault/api-docs/system/leases#revoke-lease
 */
export async function revokeLeases(
  leases: readonly HeldLease[],
  held: HeldToken,
  setting: VaultSetting,
  signal: AbortSignal,
): Promise<number> {
  const ended = await Promise.allSettled(
    leases.map(async ({ id, namespace }) =>
      callVault(
        { method: "POST", path: "sys/leases/revoke", namespace, token: held.token, body: { lease_id: id } },
        setting,
        signal,
      ),
    ),
  );
  const standing = leases.filter((_, i) => ended[i]?.status === "rejected");
  if (standing.length === 0) return leases.length;
  const commands = standing
    .filter(({ id }) => isShown(id, held))
    .map(({ id, namespace }) =>
      commandOf({ ...setting, authNamespace: namespace }, `vault lease revoke ${id}`),
    );
  throw new Failure(
    "ACCESS_DENIED",
    `${standing.length} of ${leases.length} leases of Vault could not be revoked: each lives until its own end.`,
    {
      fix: [
        ...commands,
        'So that they can be, add to the policy of the token:\npath "sys/leases/revoke" { capabilities = ["update"] }',
      ].join("\n"),
    },
  );
}
