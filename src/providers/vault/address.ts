import { Failure } from "../../kernel/errors.ts";
import type { Host } from "../provider.ts";
import type { VaultInputs } from "./inputs.ts";

const VARIABLE = "VAULT_ADDR";
const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

/** Whether a host is this machine: what is sent to it crosses no network. */
export const isLoopback = ({ hostname }: URL): boolean => LOOPBACK.test(hostname);

/**
 * The addresses of Vault: `vault-address`, else VAULT_ADDR of the environment. The first is asked, the others are hosts
 * that it may redirect to. Pure; problems are collected, and repeat nothing of the text.
 * @see https://developer.hashicorp.com/vault/docs/commands#vault_addr
 */
export function readAddress(
  inputs: VaultInputs,
  env: Host["env"],
): { readonly addresses: readonly URL[]; readonly problems: readonly Failure[] } {
  const given = inputs.vaultAddress;
  const ambient = (env[VARIABLE] ?? "").trim();
  const texts = given.length > 0 ? given : ambient === "" ? [] : [ambient];
  if (texts.length === 0) return { addresses: [], problems: [noAddress()] };
  const addresses: URL[] = [];
  const problems: Failure[] = [];
  for (const [i, text] of texts.entries()) {
    const where =
      given.length === 0
        ? VARIABLE
        : texts.length === 1
          ? "vault-address"
          : `Entry ${i + 1} of vault-address`;
    const url = checked(text, where, inputs.vaultAllowHttp);
    if (url instanceof Failure) problems.push(url);
    else addresses.push(url);
  }
  return { addresses, problems };
}

const EXAMPLE = "vault-address: https://vault.example.com:8200";
const AT = { at: { input: "vault-address" } };

const noAddress = (): Failure =>
  new Failure("INPUT_INVALID", `No address of Vault: neither vault-address nor ${VARIABLE} is set.`, {
    ...AT,
    fix: EXAMPLE,
  });

/** The token goes there, so nothing may be in it that a mistake would bring. */
function checked(text: string, where: string, allowHttp: boolean): URL | Failure {
  const refuse = (
    why: string,
    fix = where === VARIABLE ? `${VARIABLE}: https://HOST:8200` : EXAMPLE,
  ): Failure => new Failure("ENDPOINT_REFUSED", `${where} ${why}.`, { ...AT, fix });
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") return refuse("is no https: address");
  if (url.username !== "" || url.password !== "") return refuse("holds a user name or a password");
  if (/[?#]/.test(text)) return refuse("holds a query or a fragment");
  if (/(^|\/)v1\/?$/.test(url.pathname))
    return refuse("ends in /v1, which belongs to the requests", "Remove /v1 from the address.");
  if (url.protocol === "http:" && !isLoopback(url) && !allowHttp)
    return refuse(
      "is http: and not on this machine's loopback: whoever is on the way would read the token and the values",
      "Use https:, with ca-cert where the CA is your own. If the network in between is trusted for that, say so:\nvault-allow-http: true",
    );
  return url;
}
