import { Failure } from "../../kernel/errors.ts";
import type { Host, Provider } from "../provider.ts";
import { audienceOf } from "./audience.ts";
import { checkInputs } from "./check-inputs.ts";
import { VAULT_INPUTS, type VaultInputs } from "./inputs.ts";
import { locateVault, type VaultLocator } from "./locate.ts";
import { chooseMethod } from "./method.ts";

/**
 * HashiCorp Vault and OpenBao (`vault://`) through their HTTP API, logged in to by one method: by default with the job's
 * OIDC token. Of the client only what checks inputs is loaded before `open`.
 * @see https://developer.hashicorp.com/vault/api-docs
 */
export const vaultProvider: Provider<typeof VAULT_INPUTS, VaultLocator> = {
  id: "vault",
  schemes: [{ name: "vault", queries: ["version"], parameters: true, vals: ["vault"] }],
  inputs: VAULT_INPUTS,
  seed: { word: "vault", health: "vault", remote: true, version: versionQuery },
  check: checkInputs,
  login: audienceOfLogin,
  handsOver: ({ vaultExport }) => vaultExport,
  locate: locateVault,
  open: async (inputs, host, signal) => (await import("./session.ts")).openSession(inputs, host, signal),
  reach: async (inputs, host, signal) => {
    const [{ serverHealth }, { readSetting }] = await Promise.all([
      import("./server-health.ts"),
      import("./setting.ts"),
    ]);
    return (await serverHealth(readSetting(inputs, host), signal)).flatMap(({ details }) => details);
  },
  undo: async (leftover, host, signal) => (await import("./undo.ts")).undo(leftover, host, signal),
};

/** Of all methods one alone shows GitHub's token. */
function audienceOfLogin(inputs: VaultInputs, env: Host["env"]): { readonly audience: string } | undefined {
  const method = chooseMethod(inputs, env);
  if (method instanceof Failure || method.name !== "jwt") return undefined;
  return { audience: audienceOf(inputs, env) };
}

/**
 * The `version` of an ExternalSecret: the number of a version of KV 2.
 * https://external-secrets.io/latest/provider/hashicorp-vault/
 */
function versionQuery(version: string): ReadonlyMap<string, string> | undefined {
  return /^\d+$/.test(version) ? new Map([["version", version]]) : undefined;
}
