import { Failure } from "../../kernel/errors.ts";
import type { Claims } from "../provider.ts";
import { parseArn } from "./arn.ts";

/** What STS answered; `AwsFault` is one. */
export interface Refused {
  readonly code: string;
  /** Whether the service's own message matches. */
  readonly has: (pattern: RegExp) => boolean;
}

/** What the token was to be exchanged for. */
export interface Exchange {
  /** The ARN of the role. */
  readonly role: string;
  /** The audience that was asked for; the token's own counts where it says one. */
  readonly audience: string;
  /** The other form of `sub` that the trust policy may name too. */
  readonly otherSubject?: string | undefined;
  /** "(AccessDenied, request 1b2c…)", for whoever searches CloudTrail. */
  readonly trace?: string;
}

const GITHUB_HOST = "token.actions.githubusercontent.com";
/** Claims of GitHub that STS knows as condition keys beside `sub` and `aud`, in the commercial regions alone. */
const CONDITION_KEYS = ["repository_id", "environment", "ref", "job_workflow_ref"] as const;
/** A ref of one pull request: a policy that names it holds for no other run. */
const PULL_REF = /(^|@)refs\/pull\//;

/**
 * Why STS gives a role for no token (AssumeRoleWithWebIdentity), in terms of the token's real claims. Pure.
 * @returns undefined for a refusal that is not about token or trust.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function explainSts(refused: Refused, claims: Claims, exchange: Exchange): Failure | undefined {
  const { code } = refused;
  if (code.startsWith("AccessDenied")) return explainRefusal(claims, exchange, refused.has(/explicit deny/i));
  if (code.startsWith("ExpiredToken")) return expired(claims, exchange);
  if (code.startsWith("IDPCommunicationError")) return keysUnread(claims, exchange);
  if (code.startsWith("IDPRejectedClaim"))
    return failed(
      exchange,
      "TRUST_REFUSED",
      "the token's issuer does not confirm its claims",
      "A token that was revoked, or one of another issuer than it says: get a new one by running the job again.",
    );
  if (!code.startsWith("InvalidIdentityToken")) return undefined;
  if (refused.has(/No OpenID ?Connect provider/i)) return withoutProvider(claims, exchange);
  if (refused.has(/audience/i)) return wrongAudience(claims, exchange);
  if (refused.has(/verification key|communicat|reach/i)) return keysUnread(claims, exchange);
  if (refused.has(/thumbprint|certificate/i)) return wrongThumbprint(claims, exchange);
  return failed(
    exchange,
    "TRUST_REFUSED",
    `it does not accept the identity token, of the issuer ${quoted(claims["iss"])}`,
    `Check that the account's identity provider has exactly this address:\naws iam get-open-id-connect-provider --open-id-connect-provider-arn ${shell(providerArn(claims, exchange))}`,
  );
}

/**
 * The failure for a token that the role's trust policy does not fit: its real claims, and a statement that fits them.
 * AWS says the same of a role that does not exist.
 * @param isExplicit whether AWS names a deny, which no statement lifts.
 */
export function explainRefusal(claims: Claims, exchange: Exchange, isExplicit = false): Failure {
  const { role, trace = "" } = exchange;
  const cause = isExplicit
    ? "a policy denies it explicitly (an SCP or RCP of the organization, or the role's own trust policy)"
    : "its trust policy does not fit the token, or there is no such role";
  const said = `The token says: sub ${quoted(claims["sub"])}, aud ${quoted(claims["aud"])}, iss ${quoted(claims["iss"])}.`;
  const deny = isExplicit ? 'Narrow the "Deny" first: no further permission lifts it.\n' : "";
  return new Failure(
    "TRUST_REFUSED",
    `${`AWS does not give ${role} to this job ${trace}`.trimEnd()}: ${cause}. ${said}`,
    {
      fix: `${deny}In the trust policy of ${role}:\n${statementFor(claims, exchange)}${notes(claims, exchange)}`,
    },
  );
}

function withoutProvider(claims: Claims, exchange: Exchange): Failure {
  const { iss } = claims;
  const create = `aws iam create-open-id-connect-provider --url ${shell(textOf(iss) || "https://ISSUER")} --client-id-list ${shell(audienceOf(claims, exchange))}`;
  return failed(
    exchange,
    "TRUST_REFUSED",
    `account ${accountOf(exchange)} has no identity provider for the token's issuer ${quoted(iss)}`,
    `Once, in account ${accountOf(exchange)}:\n${create}\nand in the trust policy of the role:\n${statementFor(claims, exchange)}${notes(claims, exchange)}`,
  );
}

function wrongAudience(claims: Claims, exchange: Exchange): Failure {
  const arn = shell(providerArn(claims, exchange));
  const audience = audienceOf(claims, exchange);
  return failed(
    exchange,
    "TRUST_REFUSED",
    `the identity provider in account ${accountOf(exchange)} does not take tokens for the audience ${quoted(audience)}`,
    `Use an audience that it takes:\naws-audience: AUDIENCE   # aws iam get-open-id-connect-provider --query ClientIDList --open-id-connect-provider-arn ${arn}\nor have it take this one:\naws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${shell(audience)}`,
  );
}

function wrongThumbprint(claims: Claims, exchange: Exchange): Failure {
  return failed(
    exchange,
    "TRUST_REFUSED",
    `the certificate of the issuer ${quoted(claims["iss"])} is not the one that the account's identity provider expects`,
    `aws iam update-open-id-connect-provider-thumbprint --open-id-connect-provider-arn ${shell(providerArn(claims, exchange))} --thumbprint-list SHA1-OF-THE-TOP-CA`,
  );
}

function keysUnread(claims: Claims, exchange: Exchange): Failure {
  const address = `${textOf(claims["iss"]) || "https://ISSUER"}/.well-known/openid-configuration`;
  const own =
    bareIssuer(claims) === GITHUB_HOST
      ? "See https://www.githubstatus.com"
      : `AWS itself must reach the issuer, over the internet:\n${address}`;
  return failed(
    exchange,
    "STORE_UNREACHABLE",
    `it could not fetch the keys of the issuer ${quoted(claims["iss"])}, several times`,
    `Run the job again. ${own}`,
  );
}

function expired({ iat, exp }: Claims, exchange: Exchange): Failure {
  const lasts =
    typeof iat === "number" && typeof exp === "number" && exp > iat
      ? `; it is valid for ${Math.round(exp - iat)} seconds`
      : "";
  return failed(
    exchange,
    "CREDENTIALS_REFUSED",
    `the identity token has expired${lasts}`,
    "Run the job again: each run gets a new one. A token file must be renewed by whoever writes it.",
  );
}

const failed = (
  { role, trace = "" }: Exchange,
  code: "TRUST_REFUSED" | "CREDENTIALS_REFUSED" | "STORE_UNREACHABLE",
  cause: string,
  fix: string,
): Failure =>
  new Failure(code, `${`AWS does not give ${role} to this job ${trace}`.trimEnd()}: ${cause}.`, { fix });

/** One statement for exactly this token. No wildcard: a `*` would let in whoever can choose that part. */
function statementFor(claims: Claims, exchange: Exchange): string {
  const issuer = bareIssuer(claims);
  const subjects = [
    textOf(claims["sub"]) || "SUB",
    ...(exchange.otherSubject ? [exchange.otherSubject] : []),
  ];
  const exact = subjects.map(literal);
  const statement = {
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: providerArn(claims, exchange) },
    Condition: {
      StringEquals: {
        [`${issuer}:aud`]: literal(audienceOf(claims, exchange)),
        [`${issuer}:sub`]: exact.length === 1 ? exact[0] : exact,
      },
    },
  };
  return inertJson(statement, 2);
}

/** What a statement to paste does not say by itself. */
function notes(claims: Claims, { role }: Exchange): string {
  const lines = [pullRequestNote(claims)];
  const issuer = bareIssuer(claims);
  if (issuer === GITHUB_HOST && (parseArn(role)?.partition ?? "aws") === "aws") {
    const keys = CONDITION_KEYS.flatMap((key) => {
      const value = textOf(claims[key]);
      return value === "" || PULL_REF.test(value)
        ? []
        : [`# ${inertJson(`${issuer}:${key}`)}: ${inertJson(literal(value))},`];
    });
    if (keys.length > 0)
      lines.push("Lines that bound it further, inside StringEquals, without the #:", ...keys);
  }
  return lines.flatMap((line) => (line === "" ? [] : [`\n${line}`])).join("");
}

function pullRequestNote(claims: Claims): string {
  const sub = textOf(claims["sub"]);
  if (sub.endsWith(":pull_request"))
    return "Careful: this sub is the same for every pull request of the repository, so each of them gets the role. Prefer a job on push, or an environment with reviewers.";
  if (claims["event_name"] === "pull_request")
    return "Careful: this run is a pull request's, and every pull request of the repository whose job has this sub gets the role. Only an environment with reviewers bounds that.";
  return "";
}

/** In the role's account, wherever else an identity provider may be. */
const providerArn = (claims: Claims, exchange: Exchange): string =>
  `arn:${parseArn(exchange.role)?.partition ?? "aws"}:iam::${accountOf(exchange)}:oidc-provider/${bareIssuer(claims)}`;

const accountOf = ({ role }: Exchange): string => parseArn(role)?.account || "ACCOUNT";

/** The issuer as IAM names providers and condition keys. */
const bareIssuer = (claims: Claims): string =>
  textOf(claims["iss"])
    .replace(/^https:\/\//, "")
    .replace(/\/$/, "") || "ISSUER";

const audienceOf = (claims: Claims, { audience }: Exchange): string => {
  const { aud } = claims;
  return Array.isArray(aud) && aud.includes(audience) ? audience : textOf(aud) || audience || "AUDIENCE";
};

const textOf = (claim: unknown): string => {
  const first: unknown = Array.isArray(claim) ? claim[0] : claim;
  if (typeof first === "number") return String(first);
  return typeof first === "string" ? first : "";
};

const quoted = (claim: unknown): string => {
  const text = textOf(claim);
  return text === "" ? "(none)" : inertJson(text);
};

/** JSON that says the same, and that neither the runner takes for a command nor a screen shows as another text. */
const inertJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(/(?<=##)\[|[\p{Cf}\x7f-\x9f\u2028\u2029]/gu, (char) =>
    Array.from(
      { length: char.length },
      (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, "0")}`,
    ).join(""),
  );

/**
 * A value as a policy compares it: IAM reads `${` as the start of a variable, also under StringEquals, and a branch
 * may be named so. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const literal = (text: string): string => text.replaceAll("${", "${$}{");

/** A word of a command line. */
const shell = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
