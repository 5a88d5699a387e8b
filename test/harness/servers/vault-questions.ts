import type { OidcServer } from "./oidc.ts";
import type { AskVault, VaultReply } from "./vault-ask.ts";

/** How a server is asked, and what may be said to it. */
export interface AskedVault {
  readonly ask: AskVault;
  readonly rootToken: string;
  readonly oidc: OidcServer;
}

/** What the stand-in and OpenBao must both say, seeded alike. */
export interface VaultAgreementCase {
  readonly name: string;
  readonly ask: (vault: AskedVault) => Promise<unknown>;
  readonly answer: unknown;
}

/** Of the roles that are agreed on. */
export const AUDIENCE = "https://vault.test";

/** Takes a server, a role and claims; returns the answer of a login with the job's identity token. */
export function logIn(
  { ask, oidc }: AskedVault,
  role: string,
  claims: Readonly<Record<string, unknown>> = {},
): Promise<VaultReply> {
  return ask("POST", "auth/jwt/login", { body: { role, jwt: oidc.token(AUDIENCE, claims) } });
}

/** Takes a server and a role; returns a fresh token of it. */
export async function tokenOf(vault: AskedVault, role = "deploy"): Promise<string> {
  return String((await logIn(vault, role)).json.auth.client_token);
}

/** Takes an answer; returns its status with its errors, or without an error its data. */
export function said({ status, json }: VaultReply): unknown {
  if (json?.errors !== undefined) return [status, json.errors];
  return json === undefined ? [status] : [status, json.data];
}
