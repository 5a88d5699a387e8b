import type { HttpAnswer } from "../../kernel/http.ts";
import { Secret } from "../../kernel/secret.ts";
import { notJson } from "../../kernel/unreachable.ts";
import { VaultFault } from "./fault.ts";

/** A success of Vault. */
export interface VaultAnswer {
  readonly status: number;
  /**
   * The body as JSON.parse gives it, undefined where there is none: for the envelope. Fields of secrets are taken from
   * `body`, in which numbers still have their text (references/json-tree keeps it).
   */
  readonly json: unknown;
  readonly body: Secret;
  readonly requestId?: string;
  /** The server's words: never printed. */
  readonly warnings: readonly string[];
}

/** A success as the API gives it. Throws STORE_ANSWER_INVALID for what is no JSON object. */
export function answerOf(answer: HttpAnswer, url: URL): VaultAnswer {
  const { status, body } = answer;
  const json = body.length === 0 ? undefined : parsed(body);
  if (body.length > 0 && !isObject(json)) throw notJson(answer, whoAt(url));
  const { request_id: id, warnings } = (json ?? {}) as Readonly<Record<string, unknown>>;
  return {
    status,
    json,
    body: Secret.ofBytes(body),
    ...(isId(id) ? { requestId: id } : {}),
    warnings: Array.isArray(warnings) ? warnings.filter((one) => typeof one === "string") : [],
  };
}

/**
 * An answer of status 400 and above, where it has the form of Vault's own: errors in a list, or, of a deleted version,
 * data.
 */
export function faultOf({ status, body }: HttpAnswer): VaultFault | undefined {
  const json = parsed(body);
  if (!isObject(json)) return undefined;
  const { errors, data, request_id: id } = json;
  if (!Array.isArray(errors) && !isObject(data)) return undefined;
  const said = Array.isArray(errors) ? errors.filter((one) => typeof one === "string") : [];
  return new VaultFault(status, json, said, isId(id) ? id : undefined);
}

/** "Vault (vault.example.com:8200)", for a message. */
export const whoAt = (url: URL | undefined): string => `Vault (${url?.host ?? "no address"})`;

/** A UUID, as Vault makes them; whatever else a server says there is repeated nowhere. */
const isId = (id: unknown): id is string =>
  typeof id === "string" && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
