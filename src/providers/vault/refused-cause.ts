import type { FailureCode } from "../../kernel/errors.ts";
import type { Claims } from "../provider.ts";
import type { MethodName } from "./method-needs.ts";
import { inNamespace, type Place, shellWord } from "./role-definition.ts";

/** What the server answered; `VaultFault` is one. */
export interface Refused {
  readonly status: number;
  /** Whether one of the server's own messages matches. */
  readonly has: (pattern: RegExp) => boolean;
}

/** A login that was tried. `mount` of `other` is its whole path, `role` of a user is the user's name. */
export interface Attempt extends Place {
  readonly method: Exclude<MethodName, "token">;
  /** Of the token that was shown, where there was one. */
  readonly claims?: Claims;
}

/** One reason for which servers refuse a login, known by their words. */
export interface Cause {
  readonly methods: readonly Attempt["method"][];
  readonly said: RegExp;
  readonly code?: FailureCode;
  readonly cause: string | ((attempt: Attempt, refused: Refused) => string);
  readonly fix: (attempt: Attempt) => string;
}

/** `vault read auth/MOUNT/role/NAME`, or the word that a method has for its roles. */
export const read =
  (kind = "role") =>
  (attempt: Attempt): string =>
    `vault read${inNamespace(attempt)} ${shellWord(`auth/${attempt.mount}/${kind}/${attempt.role || "NAME"}`)}`;

/** Why there is no role for a login. */
export const noRole = (attempt: Attempt): string =>
  attempt.role === ""
    ? "no role was asked for, and the mount has no default role"
    : `there is no role ${attempt.role} at auth/${attempt.mount}`;
