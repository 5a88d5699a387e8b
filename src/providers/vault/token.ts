import type { Secret } from "../../kernel/secret.ts";

/** A token of Vault and what is known about it. */
export interface VaultToken {
  readonly token: Secret;
  /** Names the token to an operator without being it; a batch token has none. */
  readonly accessor?: string;
  /** When it ends by itself; undefined where it does not, or where nobody said. */
  readonly expires?: Date;
  readonly renewable: boolean;
  /** A batch token cannot be revoked. */
  readonly type: "service" | "batch" | "unknown";
  readonly policies: readonly string[];
  /** Whether this run made it, so that this run ends it. */
  readonly ours: boolean;
  /** How many requests it is good for; undefined where that is not bounded. */
  readonly uses?: number;
  /** Who that is, for the log: no secret. */
  readonly subject: string;
  /** What the identity token said of the job. */
  readonly claims?: { readonly subject: string; readonly audience: string };
}
