import type { Claims } from "./claims.ts";

/**
 * The `sub` of a GitHub job. `names`: `repo:OWNER/NAME:…`. `ids`: `repo:OWNER@ID/NAME@ID:…`, which no later owner of
 * the same name gets. `custom`: what `include_claim_keys` makes of it, or no `sub` of GitHub at all.
 */
export type Subject =
  | { readonly form: "names"; readonly owner: string; readonly name: string; readonly context: string }
  | {
      readonly form: "ids";
      readonly owner: string;
      readonly ownerId: string;
      readonly name: string;
      readonly nameId: string;
      readonly context: string;
    }
  | { readonly form: "custom" };

/** GitHub writes a `:` inside of a value as `%3A`: one more is another claim, so that `sub` is customised. */
const DEFAULT =
  /^repo:([\w-]+)(?:@(\d+))?\/([\w.-]+)(?:@(\d+))?:(pull_request|environment:[^:]+|ref:refs\/[^:]+)$/;
const ID = /^\d{1,20}$/;
/** GitHub Enterprise Server has no subjects with ids. */
const SERVER_ISSUER = /\/_services\/token$/;

/**
 * Reads a `sub` of GitHub.
 * @see https://docs.github.com/actions/reference/security/oidc
 */
export function parseSubject(sub: string): Subject {
  const [, owner, ownerId, name, nameId, context] = DEFAULT.exec(sub) ?? [];
  if (owner === undefined || name === undefined || context === undefined) return { form: "custom" };
  if (ownerId === undefined && nameId === undefined) return { form: "names", owner, name, context };
  if (ownerId === undefined || nameId === undefined) return { form: "custom" };
  return { form: "ids", owner, ownerId, name, nameId, context };
}

/**
 * The form with ids of a `sub` without: the one that the same job has once its repository is renamed, transferred or
 * opts in. A trust policy that names both outlives that. There is no way back: to name the form without ids beside
 * one with ids would give the role to whoever gets the name next.
 * @returns undefined where not both ids are claimed, or where `sub` is customised or has its ids already.
 */
export function otherForm(claims: Claims): string | undefined {
  const { sub, iss, repository } = claims;
  const ownerId = idOf(claims["repository_owner_id"]);
  const nameId = idOf(claims["repository_id"]);
  if (typeof sub !== "string" || ownerId === undefined || nameId === undefined) return undefined;
  if (typeof iss === "string" && SERVER_ISSUER.test(iss)) return undefined;
  const subject = parseSubject(sub);
  if (subject.form !== "names" || repository !== `${subject.owner}/${subject.name}`) return undefined;
  return `repo:${subject.owner}@${ownerId}/${subject.name}@${nameId}:${subject.context}`;
}

function idOf(claim: unknown): string | undefined {
  const text = typeof claim === "number" ? String(claim) : claim;
  return typeof text === "string" && ID.test(text) ? text : undefined;
}
