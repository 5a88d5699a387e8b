import { Failure } from "../../kernel/errors.ts";

/** More than any server says; a pattern over megabytes could take minutes. */
const MAX_SAID = 20;
const MAX_SAID_LENGTH = 2_000;

/** An answer of Vault itself that is no success. What it said stays inside; `has` asks it. */
export class VaultFault extends Error {
  override readonly name = "VaultFault";
  readonly status: number;
  /** The body, as JSON: that of a deleted version tells when. */
  readonly json: unknown;
  readonly requestId: string | undefined;
  readonly #said: readonly string[];

  constructor(status: number, json: unknown, said: readonly string[], requestId?: string) {
    super(`Vault answered status ${status}.`);
    this.status = status;
    this.json = json;
    this.#said = said.slice(0, MAX_SAID).map((text) => text.slice(0, MAX_SAID_LENGTH));
    this.requestId = requestId;
  }

  /** Whether one of the errors that the server names matches. */
  has(pattern: RegExp): boolean {
    return this.#said.some((text) => pattern.test(text));
  }

  /** Whether it is `{"errors":[]}` with status 404, and nothing else: the path is good, and nothing is there. */
  get isBare(): boolean {
    const body = this.json as { readonly errors?: unknown } | undefined;
    return (
      this.status === 404 &&
      Array.isArray(body?.errors) &&
      body.errors.length === 0 &&
      Object.keys(body).length === 1
    );
  }
}

/** One call, as an error names it. */
export interface VaultAction {
  /** "reading secret/database/mongo_url": how a sentence goes on. */
  readonly doing: string;
  /** As a policy names it. */
  readonly path: string;
  /** What a policy has to allow there. */
  readonly capabilities: readonly string[];
  /** Who asked, for the message. */
  readonly subject?: string;
}

/** Alone the words "permission denied" are about the token; of a policy they stand in a list of errors. */
export const NO_TOKEN =
  /\b(invalid|bad|missing client) token\b|token (is |has )?expired|token not found|^permission denied$/i;
const NO_ROUTE = /no handler for route|namespace not found|route entry not found/i;
const NO_OPERATION = /unsupported (operation|path)/i;

/** A policy's rule, as HCL to paste. */
export const rule = (path: string, capabilities: readonly string[]): string =>
  `path ${JSON.stringify(path)} {\n  capabilities = [${capabilities.map((one) => JSON.stringify(one)).join(", ")}]\n}`;

/**
 * A refusal as a failure with a fix to paste: CREDENTIALS_REFUSED, ACCESS_DENIED, MOUNT_UNKNOWN, else
 * STORE_ANSWER_INVALID. What means something to one call alone (a secret that is not there) is that call's.
 */
export function failureOf(fault: VaultFault, what: VaultAction): Failure {
  const trace = `(status ${fault.status}${fault.requestId === undefined ? "" : `, request ${fault.requestId}`})`;
  const { doing, path, capabilities, subject } = what;
  if (fault.has(NO_TOKEN)) return tokenRefused(doing, trace);
  if (fault.status === 403)
    return new Failure(
      "ACCESS_DENIED",
      `Vault denies ${doing}${subject === undefined ? "" : ` to ${subject}`}: no policy of the token allows it ${trace}.`,
      {
        fix: `Add to a policy of the role (policies apply in the namespace that they are written in):\n${rule(path, capabilities)}`,
        requestId: fault.requestId,
      },
    );
  if (fault.has(NO_ROUTE))
    return new Failure("MOUNT_UNKNOWN", `Vault has no mount, or no namespace, for ${doing} ${trace}.`, {
      fix: "Compare the start of the path, and vault-namespace, with what there is:\nvault secrets list\nvault namespace list",
      requestId: fault.requestId,
    });
  if (fault.status === 405 || fault.has(NO_OPERATION))
    return new Failure(
      "REFERENCE_INVALID",
      `Vault does not take ${doing}: the path has no such operation ${trace}.`,
      {
        fix: "See what it takes: vault path-help PATH",
        requestId: fault.requestId,
      },
    );
  return new Failure(
    "STORE_ANSWER_INVALID",
    `Vault refused ${doing} for a reason that is not known here ${trace}.`,
    {
      fix: "The server's own words are not shown: they may hold what was sent. Ask it by hand, or see its log.",
      requestId: fault.requestId,
    },
  );
}

/** The failure for a token that the server does not take, whatever is asked with it. */
export const tokenRefused = (doing: string, trace: string): Failure =>
  new Failure(
    "CREDENTIALS_REFUSED",
    `Vault refuses ${doing}: it does not know the token, or the token has ended or has no uses left ${trace}.`,
    { fix: "Log in anew: with GitHub's OIDC token (vault-role: NAME) each run gets a token of its own." },
  );
