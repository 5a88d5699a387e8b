import type { Clock } from "../kernel/clock.ts";
import type { Http, StreamingHttp } from "../kernel/http.ts";
import type { Secret } from "../kernel/secret.ts";

/** The claims of an identity token, as they stand in it. Nothing here has checked the signature of the token. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** What signing and verifying may use of the outside; entries build it. */
export interface SigningHost {
  /** For Sigstore's services, for TUF, for GitHub's API. */
  readonly http: Http;
  /** For registries. */
  readonly registryHttp: StreamingHttp;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workspace: string;
  readonly temp: string;
  /** The job's identity for an audience, fresh for at least a minute. Throws OIDC_*. */
  readonly idToken: (
    audience: string,
    signal: AbortSignal,
  ) => Promise<{ readonly token: Secret; readonly claims: TokenClaims }>;
  /** Masks credentials where they are born. */
  readonly born: (secrets: readonly Secret[]) => void;
  readonly warn: (text: string) => void;
  readonly debug: (text: string) => void;
}
