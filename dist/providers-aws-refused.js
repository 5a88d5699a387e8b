import { F as Failure } from "./kernel-base.js";
import { v as parseArn, W as audienceOf$1 } from "./providers-list.js";
import { t as traceOf, f as failureOf, s as shownAction, d as deniedBy, a as statement } from "./providers-aws-session.js";
const GITHUB_HOST = "token.actions.githubusercontent.com";
const CONDITION_KEYS = ["repository_id", "environment", "ref", "job_workflow_ref"];
const PULL_REF = /(^|@)refs\/pull\//;
function explainSts(refused, claims, exchange) {
  const { code } = refused;
  if (code.startsWith("AccessDenied")) return explainRefusal(claims, exchange, refused.has(/explicit deny/i));
  if (code.startsWith("ExpiredToken")) return expired(claims, exchange);
  if (code.startsWith("IDPCommunicationError")) return keysUnread(claims, exchange);
  if (code.startsWith("IDPRejectedClaim"))
    return failed(
      exchange,
      "TRUST_REFUSED",
      "the token's issuer does not confirm its claims",
      "A token that was revoked, or one of another issuer than it says: get a new one by running the job again."
    );
  if (!code.startsWith("InvalidIdentityToken")) return void 0;
  if (refused.has(/No OpenID ?Connect provider/i)) return withoutProvider(claims, exchange);
  if (refused.has(/audience/i)) return wrongAudience(claims, exchange);
  if (refused.has(/verification key|communicat|reach/i)) return keysUnread(claims, exchange);
  if (refused.has(/thumbprint|certificate/i)) return wrongThumbprint(claims, exchange);
  return failed(
    exchange,
    "TRUST_REFUSED",
    `it does not accept the identity token, of the issuer ${quoted(claims["iss"])}`,
    `Check that the account's identity provider has exactly this address:
aws iam get-open-id-connect-provider --open-id-connect-provider-arn ${shell(providerArn(claims, exchange))}`
  );
}
function explainRefusal(claims, exchange, isExplicit = false) {
  const { role, trace = "" } = exchange;
  const cause = isExplicit ? "a policy denies it explicitly (an SCP or RCP of the organization, or the role's own trust policy)" : "its trust policy does not fit the token, or there is no such role";
  const said = `The token says: sub ${quoted(claims["sub"])}, aud ${quoted(claims["aud"])}, iss ${quoted(claims["iss"])}.`;
  const deny = isExplicit ? 'Narrow the "Deny" first: no further permission lifts it.\n' : "";
  return new Failure(
    "TRUST_REFUSED",
    `${`AWS does not give ${role} to this job ${trace}`.trimEnd()}: ${cause}. ${said}`,
    {
      fix: `${deny}In the trust policy of ${role}:
${statementFor(claims, exchange)}${notes(claims, exchange)}`
    }
  );
}
function withoutProvider(claims, exchange) {
  const { iss } = claims;
  const create = `aws iam create-open-id-connect-provider --url ${shell(textOf(iss) || "https://ISSUER")} --client-id-list ${shell(audienceOf(claims, exchange))}`;
  return failed(
    exchange,
    "TRUST_REFUSED",
    `account ${accountOf(exchange)} has no identity provider for the token's issuer ${quoted(iss)}`,
    `Once, in account ${accountOf(exchange)}:
${create}
and in the trust policy of the role:
${statementFor(claims, exchange)}${notes(claims, exchange)}`
  );
}
function wrongAudience(claims, exchange) {
  const arn = shell(providerArn(claims, exchange));
  const audience = audienceOf(claims, exchange);
  return failed(
    exchange,
    "TRUST_REFUSED",
    `the identity provider in account ${accountOf(exchange)} does not take tokens for the audience ${quoted(audience)}`,
    `Use an audience that it takes:
aws-audience: AUDIENCE   # aws iam get-open-id-connect-provider --query ClientIDList --open-id-connect-provider-arn ${arn}
or have it take this one:
aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${shell(audience)}`
  );
}
function wrongThumbprint(claims, exchange) {
  return failed(
    exchange,
    "TRUST_REFUSED",
    `the certificate of the issuer ${quoted(claims["iss"])} is not the one that the account's identity provider expects`,
    `aws iam update-open-id-connect-provider-thumbprint --open-id-connect-provider-arn ${shell(providerArn(claims, exchange))} --thumbprint-list SHA1-OF-THE-TOP-CA`
  );
}
function keysUnread(claims, exchange) {
  const address = `${textOf(claims["iss"]) || "https://ISSUER"}/.well-known/openid-configuration`;
  const own = bareIssuer(claims) === GITHUB_HOST ? "See https://www.githubstatus.com" : `AWS itself must reach the issuer, over the internet:
${address}`;
  return failed(
    exchange,
    "STORE_UNREACHABLE",
    `it could not fetch the keys of the issuer ${quoted(claims["iss"])}, several times`,
    `Run the job again. ${own}`
  );
}
function expired({ iat, exp }, exchange) {
  const lasts = typeof iat === "number" && typeof exp === "number" && exp > iat ? `; it is valid for ${Math.round(exp - iat)} seconds` : "";
  return failed(
    exchange,
    "CREDENTIALS_REFUSED",
    `the identity token has expired${lasts}`,
    "Run the job again: each run gets a new one. A token file must be renewed by whoever writes it."
  );
}
const failed = ({ role, trace = "" }, code, cause, fix) => new Failure(code, `${`AWS does not give ${role} to this job ${trace}`.trimEnd()}: ${cause}.`, { fix });
function statementFor(claims, exchange) {
  const issuer = bareIssuer(claims);
  const subjects = [
    textOf(claims["sub"]) || "SUB",
    ...exchange.otherSubject ? [exchange.otherSubject] : []
  ];
  const exact = subjects.map(literal);
  const statement2 = {
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: providerArn(claims, exchange) },
    Condition: {
      StringEquals: {
        [`${issuer}:aud`]: literal(audienceOf(claims, exchange)),
        [`${issuer}:sub`]: exact.length === 1 ? exact[0] : exact
      }
    }
  };
  return inertJson(statement2, 2);
}
function notes(claims, { role }) {
  const lines = [pullRequestNote(claims)];
  const issuer = bareIssuer(claims);
  if (issuer === GITHUB_HOST && (parseArn(role)?.partition ?? "aws") === "aws") {
    const keys = CONDITION_KEYS.flatMap((key) => {
      const value = textOf(claims[key]);
      return value === "" || PULL_REF.test(value) ? [] : [`# ${inertJson(`${issuer}:${key}`)}: ${inertJson(literal(value))},`];
    });
    if (keys.length > 0)
      lines.push("Lines that bound it further, inside StringEquals, without the #:", ...keys);
  }
  return lines.flatMap((line) => line === "" ? [] : [`
${line}`]).join("");
}
function pullRequestNote(claims) {
  const sub = textOf(claims["sub"]);
  if (sub.endsWith(":pull_request"))
    return "Careful: this sub is the same for every pull request of the repository, so each of them gets the role. Prefer a job on push, or an environment with reviewers.";
  if (claims["event_name"] === "pull_request")
    return "Careful: this run is a pull request's, and every pull request of the repository whose job has this sub gets the role. Only an environment with reviewers bounds that.";
  return "";
}
const providerArn = (claims, exchange) => `arn:${parseArn(exchange.role)?.partition ?? "aws"}:iam::${accountOf(exchange)}:oidc-provider/${bareIssuer(claims)}`;
const accountOf = ({ role }) => parseArn(role)?.account || "ACCOUNT";
const bareIssuer = (claims) => textOf(claims["iss"]).replace(/^https:\/\//, "").replace(/\/$/, "") || "ISSUER";
const audienceOf = (claims, { audience }) => {
  const { aud } = claims;
  return Array.isArray(aud) && aud.includes(audience) ? audience : textOf(aud) || audience || "AUDIENCE";
};
const textOf = (claim) => {
  const first = Array.isArray(claim) ? claim[0] : claim;
  if (typeof first === "number") return String(first);
  return typeof first === "string" ? first : "";
};
const quoted = (claim) => {
  const text = textOf(claim);
  return text === "" ? "(none)" : inertJson(text);
};
const inertJson = (value, indent) => JSON.stringify(value, null, indent).replace(
  /(?<=##)\[|[\p{Cf}\x7f-\x9f\u2028\u2029]/gu,
  (char) => Array.from(
    { length: char.length },
    (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, "0")}`
  ).join("")
);
const literal = (text) => text.replaceAll("${", "${$}{");
const shell = (word) => /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
const PARAMETERS = [
  {
    code: /^ValidationError/,
    said: /MaxSessionDuration/,
    fails: "INPUT_INVALID",
    input: "aws-duration",
    cause: "the role allows no session of this length",
    fix: "Lower aws-duration, or raise it for the role:\naws iam update-role --role-name NAME --max-session-duration 3600"
  },
  {
    code: /^MalformedPolicyDocument/,
    fails: "INPUT_INVALID",
    input: "aws-session-policy",
    cause: "the session policy is no valid policy",
    fix: "Check aws-session-policy: aws accessanalyzer validate-policy --policy-type IDENTITY_POLICY --policy-document file://policy.json"
  },
  {
    code: /^PackedPolicyTooLarge/,
    fails: "LIMIT_EXCEEDED",
    cause: "session policy and session tags are too large together",
    fix: "Shorten aws-session-policy, name fewer aws-session-policies or aws-tags, or: aws-skip-tags: true"
  },
  {
    code: /^RegionDisabled/,
    fails: "INPUT_INVALID",
    input: "aws-region",
    cause: "the account has STS switched off in this region",
    fix: "Switch it on (IAM console, Account settings, STS), or name another aws-region."
  },
  {
    code: /^ValidationError/,
    fails: "INPUT_INVALID",
    cause: "AWS takes one of the parameters for invalid",
    fix: "Check the role's ARN, aws-session-name, aws-duration, aws-session-policies, aws-tags and aws-external-id."
  }
];
function tokenRefused(fault, token, what, inputs) {
  const exchange = {
    role: what.resource ?? "",
    audience: audienceOf$1(inputs),
    otherSubject: token.otherSubject,
    trace: traceOf(fault)
  };
  return explainSts(fault, token.claims, exchange) ?? byReason(fault, what, PARAMETERS) ?? failureOf(fault, what);
}
function chainRefused(fault, what, hasTags, inputs) {
  const known = byReason(fault, what, PARAMETERS);
  if (known) return known;
  if (!fault.code.startsWith("AccessDenied")) return failureOf(fault, what);
  const role = what.resource ?? "*";
  const actions = hasTags ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"];
  const cause = `AWS denies ${shownAction(what)}`;
  if (fault.has(/explicit deny/i)) {
    const by = deniedBy(fault, actions.join(", "), role);
    return new Failure("ACCESS_DENIED", `${cause}: ${by.cause} ${traceOf(fault)}.`, { fix: by.fix });
  }
  const trust = {
    Effect: "Allow",
    Principal: { AWS: principalOf(what) },
    Action: actions,
    ...inputs.awsExternalId === "" ? {} : { Condition: { StringEquals: { "sts:ExternalId": "what aws-external-id says" } } }
  };
  const onlyTags = hasTags && fault.has(/sts:TagSession/);
  const tagsHint = hasTags ? "\nOr send no tags: aws-skip-tags: true" : "";
  return new Failure(
    "ACCESS_DENIED",
    `${cause}: ${onlyTags ? "the session tags are not allowed" : "the role is not there, or its trust policy or the caller's permissions do not allow it"} ${traceOf(fault)}.`,
    {
      fix: `In the trust policy of ${role}:
${JSON.stringify(trust, null, 2)}
In the permissions of the caller:
${statement(actions, role)}${tagsHint}`
    }
  );
}
function byReason(fault, what, reasons) {
  const reason = reasons.find(({ code, said }) => code.test(fault.code) && (!said || fault.has(said)));
  if (!reason) return void 0;
  const { fails, input, cause, fix } = reason;
  return new Failure(fails, `AWS refuses ${shownAction(what)}: ${cause} ${traceOf(fault)}.`, {
    fix,
    ...input === void 0 ? {} : { at: { input } }
  });
}
function principalOf({ credentials }) {
  const arn = parseArn(credentials?.arn ?? "");
  if (!arn) return "ARN of the caller: aws sts get-caller-identity";
  const session = /^assumed-role\/([^/]+)\//.exec(arn.resource);
  return session ? `arn:${arn.partition}:iam::${arn.account}:role/${session[1]}` : credentials?.arn ?? "";
}
export {
  chainRefused,
  tokenRefused
};
