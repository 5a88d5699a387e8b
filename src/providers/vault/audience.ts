import { Failure } from "../../kernel/errors.ts";
import type { Host } from "../provider.ts";
import type { VaultInputs } from "./inputs.ts";

/**
 * Audiences that clouds and Sigstore trust GitHub's tokens for. Whoever gets such a token can use it there, in the name
 * of the job, for as long as it is valid.
 */
const REPLAYED: readonly { readonly audience: RegExp; readonly where: string; readonly as: string }[] = [
  { audience: /^sts\.amazonaws\.com(\.cn)?$/i, where: "AWS", as: "get every AWS role that trusts this job" },
  {
    audience: /^api:\/\/AzureADTokenExchange(USGov|China)?$/i,
    where: "Azure",
    as: "log in to Azure as every application that trusts this job",
  },
  { audience: /^sigstore$/i, where: "Sigstore", as: "sign artifacts in the name of this workflow" },
  {
    audience: /^(https:)?\/\/iam\.googleapis\.com(\/|$)/i,
    where: "Google Cloud",
    as: "become every service account that trusts this job",
  },
];

/**
 * The audience of the OIDC token: `vault-audience`, else the origin of the first address. No token is asked for where
 * the address cannot be read: `check` has reported that.
 */
export function audienceOf(inputs: VaultInputs, env: Host["env"] = {}): string {
  if (inputs.vaultAudience !== "") return inputs.vaultAudience;
  const address = inputs.vaultAddress[0] ?? env["VAULT_ADDR"] ?? "";
  const origin = URL.canParse(address) ? new URL(address).origin : "null";
  return origin === "null" ? "" : origin;
}

/** The failure for an audience whose token the server could use elsewhere; undefined for any other. */
export function refusedAudience(audience: string): Failure | undefined {
  const known = REPLAYED.find((one) => one.audience.test(audience.trim().replace(/\/$/, "")));
  if (!known) return undefined;
  return new Failure(
    "INPUT_INVALID",
    `vault-audience is the audience of ${known.where}: with such a token Vault, or whoever reads its traffic, could ${known.as}.`,
    {
      at: { input: "vault-audience" },
      fix: "Remove vault-audience (then it is the origin of vault-address), and have the role take that:\nvault write auth/jwt/role/NAME role_type=jwt bound_audiences=https://vault.example.com:8200",
    },
  );
}
