import type { ApiCall, StatusCause } from "./api.ts";

/** A text that is longer is no explanation. It is shown as none: of a part, a value that it quotes was not found. */
export const MAX_TEXT = 64 * 1024;

/** A server's Status: why it said no. Its texts are the server's own, and leave only through `ClusterHost.said`. */
export class ApiFault extends Error {
  override readonly name = "ApiFault";
  readonly status: number;
  /** `NotFound`, `Forbidden`, `Conflict`, `Invalid`, ... "" where the body was no Status. */
  readonly reason: string;
  readonly causes: readonly StatusCause[];
  readonly retryAfterMs: number | undefined;
  readonly call: Pick<ApiCall, "method" | "path">;
  readonly #said: string;

  constructor(
    call: Pick<ApiCall, "method" | "path">,
    status: number,
    reason: string,
    said: string,
    causes: readonly StatusCause[] = [],
    retryAfterMs?: number,
  ) {
    super(`The API server answered ${status}.`);
    this.call = { method: call.method, path: call.path };
    this.status = status;
    this.reason = reason;
    this.causes = causes;
    this.retryAfterMs = retryAfterMs;
    this.#said = said;
  }

  /** Whether the server's message, or the beginning of a very long one, is of a form that is known. */
  has(pattern: RegExp): boolean {
    return pattern.test(this.#said.slice(0, MAX_TEXT));
  }

  /** The server's message, through what makes it safe to show. */
  said(safe: (text: string) => string): string {
    return safe(this.#said.length > MAX_TEXT ? "" : this.#said);
  }
}
