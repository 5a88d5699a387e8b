import { Failure } from "../../kernel/errors.ts";
import type { HttpAnswer } from "../../kernel/http.ts";
import type { Secret } from "../../kernel/secret.ts";
import { repeats } from "./repeats.ts";
import type { VaultSetting } from "./setting.ts";

/**
 * Where a redirect leads: the address of the setting that it names. The token goes along, so it may lead only to where an
 * input or the environment says.
 * @throws Failure ENDPOINT_REFUSED for any other.
 * @see https://developer.hashicorp.com/vault/docs/concepts/ha#client-redirection
 */
export function target(
  { status, headers }: HttpAnswer,
  from: URL,
  { addresses }: VaultSetting,
  token?: Secret,
): URL {
  const location = headers["location"] ?? "";
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  const known = addresses.find(({ host, protocol }) => host === to?.host && protocol === to.protocol);
  if (status === 307 && known !== undefined && known.protocol === from.protocol) return known;
  if (to !== undefined && to.protocol !== from.protocol)
    throw redirected("redirects to another scheme", to.host === from.host ? to.origin : undefined);
  if (status !== 307) throw redirected(`redirects with status ${status}, as Vault never does`, undefined);
  throw redirected("redirects to a host that vault-address does not name", shownOrigin(to, token));
}

/** An origin that the fix may name: the server says it. */
const shownOrigin = (to: URL | undefined, token: Secret | undefined): string | undefined =>
  to !== undefined && token !== undefined && repeats(to.host, token) ? undefined : to?.origin;

/** The failure for a redirect that is not followed; `to` is an origin that the fix may name. */
export function redirected(how: string, to: string | undefined): Failure {
  return new Failure("ENDPOINT_REFUSED", `The address of Vault ${how}; the token was not sent there.`, {
    at: { input: "vault-address" },
    fix:
      to === undefined
        ? "Set vault-address to the address of Vault itself; a standby redirects to the api_addr of the active node."
        : `If that is the same Vault, add it:\nvault-address: |\n  https://vault.example.com:8200\n  ${to}`,
  });
}
