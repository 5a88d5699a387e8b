import type { KeyObject } from "node:crypto";
import { AwsError, accessDenied } from "./aws-wording.ts";
import { matches, text } from "./aws-call.ts";
import type { Input, Principal } from "./aws-call.ts";
import { isSignedBy, readToken } from "./keys.ts";
import type { Claims } from "./keys.ts";

/** An OpenID Connect provider registered in the account. */
export interface Issuer {
  readonly url: string;
  /** Its keys at the moment. */
  readonly keys: () => readonly KeyObject[];
  /** The client ids registered with it; `sts.amazonaws.com` unless given. */
  readonly audiences?: readonly string[];
}

/** Who may assume a role. */
export interface RoleTrust {
  /** For web identity: the condition on `aud`; `sts.amazonaws.com` unless given. */
  readonly audience?: readonly string[];
  /** For web identity: the condition on `sub`, StringLike; none means nobody. */
  readonly sub?: readonly string[];
  /** More conditions on claims, StringLike: `repository_id` and the like. */
  readonly claims?: Readonly<Record<string, string>>;
  /** For AssumeRole: ARNs of users or roles. */
  readonly principals?: readonly string[];
  readonly externalId?: string;
  /** Whether sts:TagSession is allowed; true unless false. */
  readonly tagSession?: boolean;
  /** MaxSessionDuration; 3600 unless given. */
  readonly maxSeconds?: number;
}

const DEFAULT_AUDIENCE = ["sts.amazonaws.com"];
const ACTION = "sts:AssumeRoleWithWebIdentity";

/**
 * Takes the input of AssumeRoleWithWebIdentity; returns the token's claims if the role's trust policy lets it in.
 * Throws AwsError as STS words it: the token is judged first, the trust policy last, and a role that does not
 * exist looks like one that does not trust.
 */
export function checkWebIdentity(
  input: Input,
  issuers: readonly Issuer[],
  trust: Readonly<Record<string, RoleTrust>>,
  now: number,
): Claims {
  const token = text(input, "WebIdentityToken") ?? "";
  const claims = readToken(token)?.claims;
  if (claims === undefined || readToken(token)?.header["alg"] !== "RS256") {
    throw new AwsError(
      "InvalidIdentityToken",
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    );
  }
  const issuer = issuers.find((one) => one.url === claims["iss"]);
  if (issuer === undefined) {
    throw new AwsError(
      "InvalidIdentityToken",
      `No OpenIDConnect provider found in your account for ${String(claims["iss"])}`,
    );
  }
  if (!isSignedBy(token, issuer.keys())) {
    throw new AwsError("InvalidIdentityToken", "Provided Token signature is invalid");
  }
  const seconds = Math.floor(now / 1000);
  const { exp, nbf, iat } = claims;
  if (typeof exp !== "number" || typeof iat !== "number" || seconds >= exp) {
    throw new AwsError(
      "ExpiredTokenException",
      `Token expired: current date/time ${seconds} must be before the expiration date/time ${String(exp)}`,
    );
  }
  if (typeof nbf === "number" && seconds < nbf)
    throw new AwsError("InvalidIdentityToken", "Token is not yet valid");
  const audience = typeof claims["aud"] === "string" ? claims["aud"] : "";
  if (!(issuer.audiences ?? DEFAULT_AUDIENCE).includes(audience))
    throw new AwsError("InvalidIdentityToken", "Incorrect token audience");
  const role = trust[text(input, "RoleArn") ?? ""];
  const subject = String(claims["sub"]);
  const trusted =
    role !== undefined &&
    (role.audience ?? DEFAULT_AUDIENCE).includes(audience) &&
    (role.sub ?? []).some((pattern) => matches(pattern, subject)) &&
    Object.entries(role.claims ?? {}).every(([name, pattern]) => matches(pattern, text(claims, name) ?? ""));
  if (!trusted) throw new AwsError("AccessDenied", `Not authorized to perform ${ACTION}`, 403);
  return claims;
}

/** Takes the input of AssumeRole and who calls; throws AwsError unless the role trusts the caller and its tags. */
export function checkAssumeRole(
  input: Input,
  principal: Principal,
  trust: Readonly<Record<string, RoleTrust>>,
): void {
  const arn = text(input, "RoleArn") ?? "";
  const role = trust[arn];
  const asked = [principal.arn, principal.role ?? principal.arn];
  const trusted =
    role !== undefined &&
    (role.principals ?? []).some((pattern) => asked.some((one) => matches(pattern, one))) &&
    (role.externalId === undefined || role.externalId === input["ExternalId"]);
  // STS gives no reason after the resource, unlike the other services.
  const refuse = (action: string): AwsError =>
    new AwsError(
      "AccessDenied",
      `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${arn}`,
      403,
    );
  if (!trusted) throw refuse("sts:AssumeRole");
  if (input["Tags"] !== undefined && role.tagSession === false)
    throw accessDenied("sts", principal, "sts:TagSession", arn);
}
