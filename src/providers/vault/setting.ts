import type { Secret } from "../../kernel/secret.ts";
import type { Host } from "../provider.ts";
import { readAddress } from "./address.ts";
import { type ClientCertificate, readCertificate } from "./certificate.ts";
import { readHeaders } from "./headers.ts";
import type { VaultInputs } from "./inputs.ts";
import { namespaceOf } from "./namespace.ts";

/** Where a run's requests go, decided once from inputs and environment. */
export interface VaultSetting {
  /** The first is asked; the others may be redirected to. */
  readonly addresses: readonly URL[];
  /** Of reads, without slashes at its ends; "" is the root. */
  readonly namespace: string;
  readonly authNamespace: string;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, Secret>;
  readonly certificate?: ClientCertificate;
  readonly host: Host;
}

/** The namespaces of reads and of the login, as the inputs and VAULT_NAMESPACE say. */
export function namespacesOf(
  inputs: VaultInputs,
  env: Host["env"],
): { readonly namespace: string; readonly authNamespace: string } {
  const reads = inputs.vaultNamespace === "" ? (env["VAULT_NAMESPACE"] ?? "") : inputs.vaultNamespace;
  const namespace = namespaceOf(reads);
  const own = inputs.vaultAuthNamespace;
  return { namespace, authNamespace: own === "" ? namespace : namespaceOf(own) };
}

/**
 * The setting of inputs that `checkInputs` found nothing wrong with. Masks what is secret in it.
 * @throws Failure INPUT_INVALID or FILE_UNREADABLE for the client certificate, whose files are read here; what is wrong
 * with the address where it was not checked.
 */
export function readSetting(inputs: VaultInputs, host: Host): VaultSetting {
  const { addresses, problems } = readAddress(inputs, host.env);
  if (problems[0] !== undefined) throw problems[0];
  const { headers } = readHeaders(inputs.vaultHeaders);
  host.born([...headers.values()]);
  const certificate = readCertificate(inputs, host);
  return {
    addresses,
    ...namespacesOf(inputs, host.env),
    headers,
    ...(certificate === undefined ? {} : { certificate }),
    host,
  };
}
