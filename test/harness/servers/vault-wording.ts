import crypto from "node:crypto";
import { json } from "./control.ts";
import type { Reply } from "./control.ts";

/** An answer of Vault that is no success: `{"errors": [...]}`. */
export class VaultError extends Error {
  readonly status: number;
  readonly errors: readonly string[];
  constructor(status: number, ...errors: readonly string[]) {
    super(errors.join("; "));
    this.status = status;
    this.errors = errors;
  }
}

/** No token, one that is not known (any more), or a login path of a mount that is not there. */
export const UNKNOWN_TOKEN = new VaultError(403, "permission denied");
/** A token that is known, whose policies do not allow it: worded by the part that collects errors. */
export const DENIED = new VaultError(403, "1 error occurred:\n\t* permission denied\n\n");
export const NOT_FOUND = new VaultError(404);
export const UNSUPPORTED = new VaultError(405, "1 error occurred:\n\t* unsupported operation\n\n");
export const SEALED = new VaultError(503, "Vault is sealed");
export const NO_NAMESPACE = new VaultError(404, "namespace not found");
export const BAD_WRAPPING = new VaultError(400, "wrapping token is not valid or does not exist");

/** What an engine or method answers, before it is put into Vault's envelope. */
export interface Result {
  readonly status?: number;
  /** JSON text, so that numbers stay what they are. */
  readonly data?: string;
  readonly auth?: Readonly<Record<string, unknown>>;
  readonly lease?: { readonly id: string; readonly seconds: number; readonly renewable: boolean };
  readonly wrapInfo?: Readonly<Record<string, unknown>>;
  readonly warnings?: readonly string[];
}

/** 204. */
export const NOTHING: Result = { status: 204 };

/** Takes a result; returns it in the envelope of every answer of Vault. */
export function envelope(result: Result): Reply {
  if (result.status === 204) return { status: 204, headers: {}, body: "" };
  const { lease } = result;
  const seconds = lease?.seconds ?? 0;
  const body = [
    `"request_id":${JSON.stringify(crypto.randomUUID())}`,
    `"lease_id":${JSON.stringify(lease?.id ?? "")}`,
    `"renewable":${lease?.renewable ?? false}`,
    `"lease_duration":${seconds}`,
    `"data":${result.data ?? "null"}`,
    `"wrap_info":${JSON.stringify(result.wrapInfo ?? null)}`,
    `"warnings":${JSON.stringify(result.warnings ?? null)}`,
    `"auth":${JSON.stringify(result.auth ?? null)}`,
  ];
  return {
    status: result.status ?? 200,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: `{${body.join(",")}}\n`,
  };
}

/** Takes a refusal; returns it as Vault words it. */
export function refusalReply(error: VaultError): Reply {
  return json(error.status, { errors: error.errors });
}

/** Takes a value; returns a result with it as data. */
export function found(value: unknown): Result {
  return { data: JSON.stringify(value) };
}
