import { HttpError } from "../../kernel/http.ts";
import type { Pool } from "../../kernel/pool.ts";
import { RETRY_RULES } from "../../kernel/retry.ts";
import { callVault, type VaultAnswer, type VaultCall } from "./api.ts";
import type { VaultAction } from "./fault.ts";
import { policyPath } from "./namespace.ts";
import type { VaultSetting } from "./setting.ts";
import type { VaultToken } from "./token.ts";

/** Reads with one token, in the namespace of reads. */
export interface VaultAccess {
  readonly setting: VaultSetting;
  /** As `callVault`. */
  readonly call: (call: Omit<VaultCall, "namespace" | "token">, signal: AbortSignal) => Promise<VaultAnswer>;
  /** A call as an error names it: what is done, and the path and capabilities that a policy must have for it. */
  readonly action: (doing: string, path: string, capabilities: readonly string[]) => VaultAction;
}

/** @param pool in which all reads of a session take a place. */
export function accessOf(token: VaultToken, setting: VaultSetting, pool: Pool): VaultAccess {
  const { namespace, authNamespace } = setting;
  const patient = waitedForOnce(pool);
  return {
    setting,
    call: async (call, signal) =>
      callVault({ ...call, namespace, token: token.token }, setting, signal, patient),
    action: (doing, path, capabilities) => ({
      doing,
      path: policyPath(path, namespace, authNamespace),
      capabilities,
      subject: token.subject,
    }),
  };
}

/**
 * The pool, in which a server that says nothing is waited for once and not by each read: when as many attempts in a row
 * as one request has were in vain, those that are left fail as the last one did, without being made.
 */
function waitedForOnce(pool: Pool): Pool {
  let silences = 0;
  let last: HttpError | undefined;
  return {
    throttled: pool.throttled,
    run: async (task) =>
      pool.run(async () => {
        if (last !== undefined && silences >= RETRY_RULES.attempts) throw last;
        try {
          const result = await task();
          silences = 0;
          return result;
        } catch (error) {
          last = error instanceof HttpError && error.kind === "timeout" ? error : undefined;
          silences = last === undefined ? 0 : silences + 1;
          throw error;
        }
      }),
  };
}
