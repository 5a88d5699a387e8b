import { Failure } from "../../kernel/errors.ts";
import type { Host } from "../provider.ts";
import { readAddress } from "./address.ts";
import { audienceOf, refusedAudience } from "./audience.ts";
import { readHeaders } from "./headers.ts";
import type { VaultInputs } from "./inputs.ts";
import { mountParts } from "./locate.ts";
import { chooseMethod } from "./method.ts";
import { isNamespace } from "./namespace.ts";

/**
 * What is wrong with the inputs of Vault, all of it at once and before anything is asked.
 *
 * @returns the problems; none where a login can be tried
 */
export function checkInputs(inputs: VaultInputs, env: Host["env"], _face: Host["face"]): readonly Failure[] {
  const method = chooseMethod(inputs, env);
  const login = method instanceof Failure ? (method.all.length > 0 ? method.all : [method]) : [];
  const audience =
    !(method instanceof Failure) && method.name === "jwt"
      ? refusedAudience(audienceOf(inputs, env))
      : undefined;
  return [
    ...readAddress(inputs, env).problems,
    ...login,
    ...(audience === undefined ? [] : [audience]),
    ...checkNamespaces(inputs, env),
    ...readHeaders(inputs.vaultHeaders).problems,
    ...checkCertificate(inputs),
    ...checkMount(inputs),
  ];
}

const invalid = (input: string, message: string, fix: string): Failure =>
  new Failure("INPUT_INVALID", message, { at: { input }, fix });

function checkNamespaces(inputs: VaultInputs, env: Host["env"]): Failure[] {
  const fromEnv = inputs.vaultNamespace === "" && (env["VAULT_NAMESPACE"] ?? "") !== "";
  const reads = fromEnv ? env["VAULT_NAMESPACE"]! : inputs.vaultNamespace;
  const wrong = (where: string, input: string): Failure =>
    invalid(input, `${where} is no path of namespaces: names with slashes between.`, `${input}: team/inner`);
  return [
    ...(isNamespace(reads)
      ? []
      : [wrong(fromEnv ? "VAULT_NAMESPACE" : "vault-namespace", "vault-namespace")]),
    ...(isNamespace(inputs.vaultAuthNamespace)
      ? []
      : [wrong("vault-auth-namespace", "vault-auth-namespace")]),
  ];
}

/** A certificate is nothing without its key; where the login is the certificate's, that says so. */
function checkCertificate({
  vaultClientCert: cert,
  vaultClientKey: key,
  vaultMethod,
}: VaultInputs): Failure[] {
  const hasKey = key !== undefined && !key.isEmpty;
  if ((cert !== "") === hasKey || vaultMethod === "cert") return [];
  const [there, lacking] = hasKey
    ? ["vault-client-key", "vault-client-cert"]
    : ["vault-client-cert", "vault-client-key"];
  return [invalid(lacking, `${there} is given without ${lacking}.`, `${lacking}: …`)];
}

function checkMount({ vaultMount }: VaultInputs): Failure[] {
  if (vaultMount === "" || !(mountParts(vaultMount) instanceof Failure)) return [];
  return [
    invalid(
      "vault-mount",
      "vault-mount is no path of a mount: names with slashes between, none of them empty, . or .., and not sys or auth first.",
      "vault-mount: secret",
    ),
  ];
}
