import { Failure } from "../../kernel/errors.ts";
import { printable } from "../../kernel/printable.ts";
import { Secret } from "../../kernel/secret.ts";
import { repeats } from "./repeats.ts";
import type { VaultSetting } from "./setting.ts";
import type { VaultToken } from "./token.ts";

/** Names that servers and operators give are short; what is longer is no name. */
const MAX_NAME = 200;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The token in the answer of a login, masked before anything else is done with it.
 * @param subject who that is, for the log
 * @throws Failure LOGIN_REFUSED where a second factor is asked for, STORE_ANSWER_INVALID where there is no token.
 * @see https://developer.hashicorp.com/vault/api-docs/auth/jwt#jwt-login
 */
export function tokenOf(json: unknown, subject: string, { host }: VaultSetting): VaultToken {
  const auth = fieldsOf(fieldsOf(json)["auth"]);
  const text = textOf(auth["client_token"]);
  const token = Secret.of(text);
  if (text !== "") host.born([token]);
  if (Object.keys(fieldsOf(auth["mfa_requirement"])).length > 0) throw secondFactor(subject);
  if (text === "")
    throw new Failure("STORE_ANSWER_INVALID", `Vault took the login of ${subject} and gave no token.`, {
      fix: "Check that vault-address is a Vault or an OpenBao, and vault-auth-path a login method.",
    });
  const expires = dateAfter(numberOf(auth["lease_duration"]), host.clock.now());
  const uses = numberOf(auth["num_uses"]) ?? 0;
  const accessor = textOf(auth["accessor"]);
  return {
    token,
    ...(accessor === "" || repeats(accessor, token) ? {} : { accessor }),
    ...(expires === undefined ? {} : { expires }),
    renewable: auth["renewable"] === true,
    type: typeOf(auth["token_type"], text),
    policies: namesOf(auth["policies"] ?? auth["token_policies"], token),
    ours: true,
    ...(uses > 0 ? { uses } : {}),
    subject,
  };
}

/**
 * What a token's look-up says about it. Every field may be absent.
 * @see https://developer.hashicorp.com/vault/api-docs/auth/token#lookup-a-token-self
 */
export function lookedUp(json: unknown, token: Secret): VaultToken {
  const data = fieldsOf(fieldsOf(json)["data"]);
  const date = new Date(textOf(data["expire_time"]));
  // The look-up was one of them.
  const uses = numberOf(data["num_uses"]) ?? 0;
  const accessor = textOf(data["accessor"]);
  const [name = ""] = namesOf([data["display_name"]], token);
  return {
    token,
    ...(accessor === "" || repeats(accessor, token) ? {} : { accessor }),
    ...(Number.isNaN(date.getTime()) ? {} : { expires: date }),
    renewable: data["renewable"] === true,
    type: typeOf(data["type"], ""),
    policies: [...namesOf(data["policies"], token), ...namesOf(data["identity_policies"], token)],
    ours: false,
    ...(uses > 0 ? { uses } : {}),
    // The name of a token that nobody gave one.
    subject: name === "" || name === "token" ? "a token" : `the token of ${name}`,
  };
}

/** An object's fields; none where it is no object. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** A text; "" where it is none. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** A name as one short line. */
const nameOf = (value: unknown): string => printable(textOf(value)).slice(0, MAX_NAME);

/** Names in a list; none that repeats the token. */
const namesOf = (value: unknown, token: Secret): string[] =>
  Array.isArray(value) ? value.map(nameOf).filter((name) => name !== "" && !repeats(name, token)) : [];

/** When a lease of so many seconds ends; undefined where it does not, or not within what a date can be. */
export function dateAfter(seconds: number | undefined, now: number): Date | undefined {
  if (seconds === undefined || !(seconds > 0)) return undefined;
  const date = new Date(now + seconds * 1_000);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** A number, however the answer's reader keeps it. */
function numberOf(value: unknown): number | undefined {
  const number = Number(typeof value === "number" ? value : String(value));
  return Number.isFinite(number) ? number : undefined;
}

/** Batch tokens begin with `hvb.` or `b.`, for servers that do not say the type. */
function typeOf(type: unknown, token: string): VaultToken["type"] {
  if (type === "service" || type === "batch") return type;
  if (/^(hvb|b)\./.test(token)) return "batch";
  return /^(hvs|s)\./.test(token) ? "service" : "unknown";
}

const secondFactor = (subject: string): Failure =>
  new Failure("LOGIN_REFUSED", `Vault asks ${subject} for a second factor, and a job has none.`, {
    fix: "Leave this login out of the enforcement of a second factor (its auth_method_accessors, identity_group_ids or identity_entity_ids):\nvault list identity/mfa/login-enforcement\nvault read identity/mfa/login-enforcement/NAME",
  });
