import { Failure } from "../../kernel/errors.ts";
import { printable } from "../../kernel/printable.ts";
import type { Claims } from "../provider.ts";
import type { Attempt, Refused } from "./refused-cause.ts";
import { CAUSES } from "./refused-causes.ts";
import { claimText, inNamespace, roleDefinition, shellWord } from "./role-definition.ts";

export type { Attempt, Refused } from "./refused-cause.ts";

/** What a role is compared with, in the order in which it is read. A claim that is absent is left out. */
const SHOWN = [
  "sub",
  "aud",
  "iss",
  "repository",
  "repository_id",
  "environment",
  "ref",
  "event_name",
] as const;
const MAX_CLAIM = 300;

/**
 * Why a server gives no token for a login, in terms of what was shown to it: the real claims of a token, and a role that
 * would take them. The server's words only choose the cause. Pure.
 * @returns LOGIN_REFUSED; MOUNT_UNKNOWN where there is no such method or namespace; STORE_ANSWER_INVALID for a status
 * that no login has
 */
export function explainLogin(refused: Refused, attempt: Attempt): Failure {
  const { status } = refused;
  if (status === 404 || refused.has(/namespace not found|no handler for route|unsupported path/i))
    return unknownPlace(refused, attempt);
  if (status === 403 && !knownCause(refused, attempt)) return denied(attempt);
  if (![400, 401, 403, 500].includes(status))
    return new Failure("STORE_ANSWER_INVALID", `${prefix(refused, attempt)}: no login ends so.`, {
      fix: "A proxy or another service seems to answer in its place: check vault-address, HTTPS_PROXY and NO_PROXY.",
    });
  const known = knownCause(refused, attempt);
  if (known) {
    const cause = typeof known.cause === "string" ? known.cause : known.cause(attempt, refused);
    return new Failure(
      known.code ?? "LOGIN_REFUSED",
      `${prefix(refused, attempt)}: ${cause}.${said(attempt.claims)}`,
      { fix: known.fix(attempt) },
    );
  }
  return new Failure(
    "LOGIN_REFUSED",
    `${prefix(refused, attempt)}, for a reason that is not known here.${said(attempt.claims)}`,
    { fix: otherwise(attempt) },
  );
}

const knownCause = (refused: Refused, { method }: Attempt): (typeof CAUSES)[number] | undefined =>
  CAUSES.find((cause) => cause.methods.includes(method) && refused.has(cause.said));

function prefix({ status }: Refused, { method, mount, role, namespace }: Attempt): string {
  const as = role === "" ? "" : ` as ${printable(role)}`;
  const where = namespace === "" ? "" : ` in the namespace ${printable(namespace)}`;
  return `Vault does not log this job in by ${method} at auth/${mount}${as}${where} (status ${status})`;
}

/** "The token says: …", as far as a role could compare it. */
function said(claims: Claims | undefined): string {
  const shown = SHOWN.flatMap((name) => {
    const text = claimText(claims?.[name]);
    return text === "" ? [] : [`${name} ${printable(JSON.stringify(text)).slice(0, MAX_CLAIM)}`];
  });
  return shown.length === 0 ? "" : ` The token says: ${shown.join(", ")}.`;
}

function unknownPlace(refused: Refused, attempt: Attempt): Failure {
  if (refused.has(/namespace/i))
    return new Failure("MOUNT_UNKNOWN", `${prefix(refused, attempt)}: there is no such namespace.`, {
      fix: "vault-auth-namespace: NAME   # the whole path, such as team/ci; / is the root",
    });
  return new Failure(
    "MOUNT_UNKNOWN",
    `${prefix(refused, attempt)}: there is no login method at auth/${attempt.mount}, or it is of another kind.`,
    { fix: mountFix(attempt) },
  );
}

/** A bare 403 has several causes that servers do not tell apart, so that nobody can probe for mounts. */
function denied(attempt: Attempt): Failure {
  const { method, mount, claims, namespace } = attempt;
  const isUser = method === "userpass" || method === "ldap";
  const causes = [
    `there is no login method at auth/${mount}, or it is of another kind`,
    ...(namespace === "" ? [] : ["there is no such namespace, or the server has none"]),
    "its role is not for the address of this machine (token_bound_cidrs)",
    ...(isUser ? ["the user is locked after too many failures"] : []),
    ...(method === "kubernetes" ? ["the server may not ask the cluster about the token (TokenReview)"] : []),
  ];
  return new Failure(
    "LOGIN_REFUSED",
    `${prefix({ status: 403, has: () => false }, attempt)} and does not say why: ${causes.join("; or ")}.${said(claims)}`,
    {
      fix:
        method === "kubernetes"
          ? `${mountFix(attempt)}\nWhich cluster it asks, and how:\nvault read${inNamespace(attempt)} ${shellWord(`auth/${mount}/config`)}`
          : mountFix(attempt),
    },
  );
}

function mountFix(attempt: Attempt): string {
  const { method, mount } = attempt;
  if (method === "other")
    return `vault-auth-path: PATH   # the whole path below auth/; the mounts: vault auth list${inNamespace(attempt)}`;
  const type = method === "jwt-key" ? "jwt" : method;
  return `Name the mount that is there:\nvault-auth-path: MOUNT   # vault auth list${inNamespace(attempt)}\nor make it:\nvault auth enable${inNamespace(attempt)} -path=${shellWord(mount)} ${type}`;
}

function otherwise(attempt: Attempt): string {
  const { method, mount, claims } = attempt;
  if (method === "jwt" || method === "jwt-key")
    return `A role for this token:\n${roleDefinition(claims ?? {}, attempt)}`;
  if (method === "other") return `Check vault-login and vault-auth-path; the server's log may say why.`;
  return `The server's log says why. Its configuration:\nvault read${inNamespace(attempt)} ${shellWord(`auth/${mount}/config`)}`;
}
