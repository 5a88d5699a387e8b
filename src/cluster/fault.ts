import type { ApiCall, StatusCause } from "./api.ts";

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

  /** Whether the server's message is of a form that is known. */
  has(pattern: RegExp): boolean {
    return pattern.test(this.#said);
  }

  /** The server's message, through what makes it safe to show. */
  said(safe: (text: string) => string): string {
    return safe(this.#said);
  }
}
