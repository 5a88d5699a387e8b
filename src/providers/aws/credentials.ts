import type { Secret } from "../../kernel/secret.ts";

/** One set of AWS credentials. All three parts are masked where they are born. */
export interface AwsCredentials {
  readonly accessKeyId: Secret;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret | undefined;
  readonly expires: Date | undefined;
  /** Who they are, where an assume answer said so; no request is made to learn it. */
  readonly arn: string | undefined;
  /** When we ourselves got them from STS, in ms since the epoch: for a moment AWS may not know them yet. */
  readonly assumedAt: number | undefined;
  /** `sub` and `aud` of the identity token that they were exchanged for. */
  readonly token: { readonly subject: string; readonly audience: string } | undefined;
}
