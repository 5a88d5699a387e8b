import { printable } from "../kernel/printable.ts";
import type { Secret } from "../kernel/secret.ts";

/** Claims of an identity token, decoded for explanations only: nothing here checks the signature. */
export type Claims = Readonly<Record<string, unknown>>;

/** Three parts in base64url, as every signed token has them. https://www.rfc-editor.org/rfc/rfc7519#section-3 */
const JWT = /^[\w-]+\.([\w-]+)\.[\w-]+$/;

/** What is worth showing, in the order in which a trust policy is read: who, then where, then how. */
const SHOWN = [
  "iss",
  "sub",
  "aud",
  "repository",
  "repository_id",
  "repository_owner_id",
  "repository_visibility",
  "ref",
  "environment",
  "event_name",
  "workflow_ref",
  "job_workflow_ref",
  "runner_environment",
] as const;

/** A claim that is longer is no name that GitHub gave. */
const MAX_SHOWN = 500;

/** Whether a text has the form of a token; it may still say nothing. */
export const isJwt = (text: string): boolean => JWT.test(text);

/**
 * The claims of a token. Not verified: whoever takes the token does that.
 * @returns undefined where it is no token, or its payload is no JSON object.
 */
export function decodeClaims(token: Secret): Claims | undefined {
  const payload = JWT.exec(token.reveal() ?? "")?.[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return typeof claims === "object" && claims !== null && !Array.isArray(claims)
      ? (claims as Claims)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The claims that say who a job is, in a fixed order, each as one line of text. The rest stays out, whatever it is. */
export const shownClaims = (claims: Claims): { readonly name: string; readonly value: string }[] =>
  SHOWN.flatMap((name) => {
    const value = claimText(claims[name]);
    return value === "" ? [] : [{ name, value: printable(value).slice(0, MAX_SHOWN) }];
  });

function claimText(claim: unknown): string {
  if (typeof claim === "string") return claim;
  if (typeof claim === "number" || typeof claim === "boolean") return String(claim);
  return Array.isArray(claim) ? claim.filter((one) => typeof one === "string").join(", ") : "";
}
