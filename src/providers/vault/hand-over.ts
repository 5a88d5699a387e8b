import { Secret } from "../../kernel/secret.ts";
import type { Handed } from "../provider.ts";
import { untilOf } from "./revoke.ts";
import type { VaultSetting } from "./setting.ts";
import type { VaultToken } from "./token.ts";

/** The token for later steps, as `vault-export` asks: the variables that vault, bao and Terraform read. */
export function handOver(token: VaultToken, setting: VaultSetting): Handed {
  const { host, namespace, addresses } = setting;
  const [address] = addresses;
  const end = !token.ours
    ? "it is not ours, and is not revoked"
    : token.type === "batch"
      ? "a batch token cannot be revoked"
      : host.face === "actions"
        ? "it is revoked at the end of the job"
        : "a program of `run` has it to its end, a file for as long as it lives";
  return {
    input: "vault-export",
    variables: new Map([
      ["VAULT_ADDR", Secret.of(address?.href.replace(/\/$/, "") ?? "")],
      ["VAULT_TOKEN", token.token],
      // A namespace that an earlier step set would lead this token elsewhere.
      ...(namespace !== "" || (host.env["VAULT_NAMESPACE"] ?? "") !== ""
        ? [["VAULT_NAMESPACE", Secret.of(namespace)] as const]
        : []),
    ]),
    files: [],
    note: `Later steps have the Vault token ${untilOf(token.expires)}, as VAULT_TOKEN; ${end}.`,
  };
}
