import { Secret } from "../../../../src/kernel/secret.ts";
import type { VaultInputs } from "../../../../src/providers/vault/inputs.ts";

export const CANARY = "CANARY-7f3a";
export const secret = (name: string): Secret => Secret.of(`${CANARY}-${name}`);

/** The inputs of a run that sets none but these. */
export const inputsOf = (more: Partial<VaultInputs> = {}): VaultInputs => ({
  vaultAddress: ["https://vault.example.com:8200"],
  vaultRole: "",
  vaultMethod: "",
  vaultAuthPath: "",
  vaultAudience: "",
  vaultToken: undefined,
  vaultRoleId: "",
  vaultSecretId: undefined,
  vaultWrappedSecretId: undefined,
  vaultApprole: "",
  vaultUsername: "",
  vaultPassword: undefined,
  vaultGithubToken: undefined,
  vaultKubernetesTokenPath: "/var/run/secrets/kubernetes.io/serviceaccount/token",
  vaultJwtKey: undefined,
  vaultJwtIssuer: "",
  vaultLogin: undefined,
  vaultClientCert: "",
  vaultClientKey: undefined,
  vaultNamespace: "",
  vaultAuthNamespace: "",
  vaultHeaders: undefined,
  vaultMount: "",
  vaultAllowHttp: false,
  vaultExport: false,
  ...more,
});
