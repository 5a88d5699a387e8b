import { F as Failure } from "./report-failure.js";
import { b as HttpError } from "./kernel-http-errors.js";
import { r as retry, u as unreachable, i as isTransient, a as retryAfterMs } from "./kernel-unreachable.js";
import { h as accountOf, u as partitionOf, o as parseArn, v as endpointOf } from "./entries-version.js";
const POLICIES = [
  { named: "service control policy", where: "the organization's service control policies" },
  { named: "resource control policy", where: "the organization's resource control policies" },
  { named: "permissions boundary", where: "the permissions boundary of the role" },
  { named: "session policy", where: "the session policy (aws-session-policy, aws-session-policies)" },
  { named: "VPC endpoint policy", where: "the policy of the VPC endpoint that the request passes" },
  { named: "resource-based policy", where: "the policy of the resource itself" },
  { named: "identity-based policy", where: "the permissions of the role" }
];
const statement = (action, resource, more = {}) => JSON.stringify({ Effect: "Allow", Action: action, Resource: resource, ...more }, null, 2);
function deniedBy(fault, action, resource) {
  const explicit = fault.has(/explicit deny/i);
  const policy = POLICIES.find(
    ({ named }) => fault.has(new RegExp(`(explicit deny in (an? )?|because no )${named}`, "i"))
  );
  if (explicit) {
    const where = policy?.where ?? "one of the policies that apply (role, resource, session, organization)";
    return {
      cause: `${policy ? `${/^[aeiou]/.test(policy.named) ? "an" : "a"} ${policy.named}` : "a policy"} denies it explicitly`,
      fix: `No further permission helps. Narrow the "Deny" that covers ${action} on ${resource} in ${where}.`
    };
  }
  if (policy?.named === "resource-based policy")
    return {
      cause: "no resource-based policy allows it",
      fix: `The resource is another account's: both its own policy and the permissions of the role must hold
${statement(action, resource)}
and the former names the role as "Principal" besides.`
    };
  return {
    cause: policy ? `no ${policy.named} allows it` : "no policy allows it",
    fix: `Add to ${policy?.where ?? "the permissions of the role"}:
${statement(action, resource)}`
  };
}
const RANDOM = /-[A-Za-z0-9]{6}$/;
const ANY_RANDOM = "-??????";
function secretArn(name, region, credentials) {
  if (name.startsWith("arn:")) return RANDOM.test(name) ? name : `${name}${ANY_RANDOM}`;
  return `${baseOf("secretsmanager", region, credentials)}:secret:${name}${ANY_RANDOM}`;
}
function parameterArn(name, region, credentials) {
  if (name.startsWith("arn:")) return name;
  return `${baseOf("ssm", region, credentials)}:parameter/${name.replace(/^\//, "")}`;
}
function baseOf(service, region, credentials) {
  const account = credentials?.arn === void 0 ? void 0 : accountOf(credentials.arn);
  return `arn:${partitionOf(region).id}:${service}:${region}:${account ?? "*"}`;
}
class AwsFault extends Error {
  name = "AwsFault";
  code;
  status;
  requestId;
  #said;
  constructor(code, status, requestId, said) {
    super(`AWS answered ${code} (status ${status}).`);
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.#said = said;
  }
  /** Whether the service's own message matches. */
  has(pattern) {
    return pattern.test(this.#said);
  }
}
const DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized(Exception)?)$/;
const EXPIRED = /^(ExpiredToken(Exception)?|RequestExpired)$/;
const UNKNOWN_CREDENTIALS = /^(InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|InvalidToken(Exception)?)$/;
const BAD_SIGNATURE = /^(SignatureDoesNotMatch|InvalidSignature(Exception)?|IncompleteSignature(Exception)?)$/;
const UNSIGNED = /^(MissingAuthenticationToken(Exception)?|AuthFailure)$/;
const KMS = /^(DecryptionFailure(Exception)?|InvalidKeyId(Exception)?|KMS\w+)$/;
const KMS_DENIED = /\bkms:[A-Z]\w+|Access to KMS is not allowed/;
const traceOf = ({ code, requestId }) => `(${code}${requestId === void 0 ? "" : `, request ${requestId}`})`;
const shownAction = ({ action, resource, region }) => `${action}${resource === void 0 || resource === "*" ? "" : ` on ${resource}`} in ${region}`;
function failureOf(fault, what) {
  const { code } = fault;
  if (KMS.test(code) || DENIED.test(code) && fault.has(KMS_DENIED)) return keyUnusable(fault, what);
  if (DENIED.test(code)) return denied(fault, what);
  if (EXPIRED.test(code))
    return refused(fault, what, "the credentials have expired", "Get fresh ones before this step runs.");
  if (UNKNOWN_CREDENTIALS.test(code))
    return refused(
      fault,
      what,
      "AWS does not know the access key or its session token",
      `Check that access key, secret key and session token are of one set, that the key is active, and that ${what.region} is enabled for the account (Account settings of the console).`
    );
  if (BAD_SIGNATURE.test(code))
    return refused(
      fault,
      what,
      "the secret key does not fit the access key",
      "Copy the secret key again, without spaces or quotes around it."
    );
  if (UNSIGNED.test(code))
    return refused(
      fault,
      what,
      "it takes no request without credentials",
      "aws-role: arn:aws:iam::ACCOUNT:role/NAME"
    );
  return new Failure(
    "STORE_ANSWER_INVALID",
    `AWS refused ${shownAction(what)} for a reason that is not known here ${traceOf(fault)}.`,
    { fix: `Look the code up: https://docs.aws.amazon.com/search/doc-search.html?searchQuery=${code}` }
  );
}
function denied(fault, what) {
  const arn = arnOf(what);
  const by = deniedBy(fault, what.action, arn);
  const who = what.credentials?.arn;
  return new Failure(
    "ACCESS_DENIED",
    `AWS denies ${shownAction(what)}${who === void 0 ? "" : ` to ${who}`}: ${by.cause} ${traceOf(fault)}.`,
    { fix: by.fix }
  );
}
function keyUnusable(fault, what) {
  const { id, dnsSuffix } = partitionOf(what.region);
  const owner = parseArn(what.resource ?? "")?.account;
  const caller = parseArn(what.credentials?.arn ?? "")?.account;
  const rule = statement(
    "kms:Decrypt",
    `arn:${id}:kms:${what.region}:${owner ?? caller ?? "ACCOUNT"}:key/KEY-ID`,
    {
      Condition: { StringEquals: { "kms:ViaService": `${what.service}.${what.region}.${dnsSuffix}` } }
    }
  );
  const foreign = owner !== void 0 && caller !== void 0 && owner !== caller ? "\nThe value is another account's: the key's own policy must allow this role too, and a key that AWS manages (aws/secretsmanager, aws/ssm) cannot be shared at all." : "";
  const cause = DENIED.test(fault.code) ? "may not be used" : "cannot be used";
  return new Failure(
    "KEY_UNUSABLE",
    `The KMS key that encrypts the value ${cause}: ${shownAction(what)} ${traceOf(fault)}.`,
    {
      fix: `Check that the key is enabled and not pending deletion, and allow the role its use:
${rule}${foreign}`
    }
  );
}
const refused = (fault, what, why, fix) => new Failure("CREDENTIALS_REFUSED", `AWS refuses ${shownAction(what)}: ${why} ${traceOf(fault)}.`, { fix });
const EVERY_RESOURCE = /^(secretsmanager:(BatchGetSecretValue|ListSecrets)|ssm:DescribeParameters|sts:GetCallerIdentity)$/;
function arnOf({ service, region, action, resource, credentials }) {
  if (resource === void 0 || resource === "*" || EVERY_RESOURCE.test(action)) return "*";
  if (parseArn(resource)) return resource;
  return service === "ssm" ? parameterArn(resource, region, credentials) : secretArn(resource, region, credentials);
}
const SETTLING_MS = 1e4;
const TOLERATED_SKEW_MS = 3e5;
const THROTTLED = /^(Throttl\w*|RequestThrottled\w*|TooManyRequests\w*|RequestLimitExceeded|BandwidthLimitExceeded|SlowDown)$/;
const PASSING = /^(IDPCommunicationError(Exception)?|RequestTimeout(Exception)?|PriorRequestNotComplete)$/;
const SKEWED = /^(RequestTimeTooSkewed|RequestInTheFuture|RequestExpired)$/;
const NAMES = {
  sts: "AWS STS",
  secretsmanager: "AWS Secrets Manager",
  ssm: "AWS Parameter Store"
};
async function callAws(send, what, setting, signal, pool) {
  const { clock } = setting.host;
  const attempt = async (stop) => {
    const once = async () => logged(() => send(stop), what, setting);
    return pool ? pool.run(once) : once();
  };
  const judge = (error) => {
    const verdict = verdictOn(error, what, clock);
    if (verdict.retry && verdict.throttled === true) pool?.throttled();
    return verdict;
  };
  try {
    return await retry(attempt, judge, clock, signal);
  } catch (error) {
    throw settled(error, what, setting);
  }
}
async function logged(send, { action }, { host }) {
  const started = host.clock.now();
  const log = (end, requestId = "") => host.debug(`aws: ${action} -> ${end} ${host.clock.now() - started} ms ${requestId}`.trimEnd());
  try {
    const output = await send();
    const { $metadata } = output;
    log(String($metadata?.httpStatusCode ?? ""), idOf($metadata));
    return output;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) log(`${refusal.status} ${refusal.code ?? "not an answer of AWS"}`, refusal.requestId);
    else log(error instanceof HttpError ? error.kind : "failed");
    throw error;
  }
}
function verdictOn(error, { credentials }, clock) {
  if (error instanceof HttpError) return { retry: isTransient(error) };
  const refusal = refusalOf(error);
  if (!refusal) return { retry: false };
  const { code = "", status, headers, said } = refusal;
  const asked = retryAfterMs(headers, clock.now());
  const after = asked === void 0 ? {} : { afterMs: asked };
  if (status === 429 || THROTTLED.test(code)) return { retry: true, throttled: true, ...after };
  if (status >= 500 || PASSING.test(code)) return { retry: true, ...after };
  if (code === "InvalidIdentityToken" && /retrieve verification key/i.test(said)) return { retry: true };
  const assumed = credentials?.assumedAt;
  return {
    retry: UNKNOWN_CREDENTIALS.test(code) && assumed !== void 0 && clock.now() - assumed < SETTLING_MS
  };
}
function settled(error, what, setting) {
  const who = `${NAMES[what.service]} (${endpointOf(what.service, what.region, setting).host})`;
  if (error instanceof HttpError) return unreachable(error, who);
  const refusal = refusalOf(error);
  if (!refusal) return error;
  const { code, status, requestId, said } = refusal;
  const request = requestId === void 0 ? "" : ` (request ${requestId})`;
  if (code === void 0 && (refusal.isPage || status < 500)) return notFromAws(refusal, what, who);
  if (status === 429 || THROTTLED.test(code ?? ""))
    return new Failure(
      "STORE_THROTTLED",
      `${who} keeps throttling ${shownAction(what)}${request}: the account makes more requests than it may.`,
      {
        fix: "Run fewer jobs at once, or ask for a higher quota: https://console.aws.amazon.com/servicequotas/"
      }
    );
  if (status >= 500)
    return new Failure(
      "STORE_UNREACHABLE",
      `${who} failed ${shownAction(what)} with status ${status}, several times${request}.`,
      { fix: "See https://health.aws.amazon.com/health/status for the region, and run the job again." }
    );
  return clockSkewed(refusal, what, setting.host.clock) ?? new AwsFault(code ?? "", status, requestId, said);
}
function notFromAws({ status, isPage }, what, who) {
  return new Failure(
    "STORE_ANSWER_INVALID",
    `${who} answered ${shownAction(what)} (status ${status}) with ${isPage ? "a web page" : "something that AWS does not send"}.`,
    {
      fix: "A proxy or a portal in between seems to have answered: check HTTPS_PROXY and NO_PROXY, and aws-endpoints where it is set."
    }
  );
}
function clockSkewed({ code = "", headers, said }, what, clock) {
  const date = Date.parse(headers["date"] ?? "");
  const ahead = Number.isNaN(date) ? void 0 : clock.now() - date;
  const sure = SKEWED.test(code) || BAD_SIGNATURE.test(code) && /Signature (expired|not yet current)/i.test(said);
  const likely = BAD_SIGNATURE.test(code) && Math.abs(ahead ?? 0) > TOLERATED_SKEW_MS;
  if (!sure && !likely) return void 0;
  const far = ahead === void 0 ? "by more than 5 minutes" : `by ${durationOf(Math.abs(ahead))} (it is ${ahead > 0 ? "ahead" : "behind"})`;
  return new Failure(
    "CLOCK_SKEWED",
    `This machine's clock is off ${far}, so that AWS refuses ${what.action}.`,
    {
      fix: "Have the clock set by NTP:\nsudo timedatectl set-ntp true   # Linux\nw32tm /resync                   # Windows\nsudo sntp -sS time.apple.com    # macOS"
    }
  );
}
function durationOf(ms) {
  const minutes = Math.round(ms / 6e4);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
const idOf = (metadata) => {
  const id = metadata?.requestId;
  return id !== void 0 && /^[\w-]{1,64}$/.test(id) ? id : void 0;
};
function refusalOf(error) {
  if (!(error instanceof Error)) return void 0;
  const { $response, $metadata, $fault, Code, name, message } = error;
  if (!$response) return void 0;
  const { statusCode: status, headers } = $response;
  const isPage = /^\s*text\/html\b/i.test(headers["content-type"] ?? "");
  const code = Code ?? name;
  const known = $fault !== void 0 && !isPage && code !== "Unknown" && /^[A-Za-z0-9.]{1,80}$/.test(code);
  return {
    code: known ? code : void 0,
    status,
    requestId: idOf($metadata),
    headers,
    isPage,
    said: known ? message : ""
  };
}
const incomplete = ({ action, region }) => new Failure("STORE_ANSWER_INVALID", `The answer to ${action} in ${region} lacks what it should hold.`, {
  fix: "Something else than AWS seems to answer: check aws-endpoints, HTTPS_PROXY and NO_PROXY."
});
function complete(answer, always, what) {
  if (answer[always] === void 0) throw incomplete(what);
  return answer;
}
const ONE_ATTEMPT = {
  retry: async (next, args) => next(args)
};
const NO_CREDENTIALS = async () => {
  throw new Failure("INTERNAL", "An AWS request that has no credentials was to be signed.");
};
function clientConfig(service, region, credentials, setting, signal) {
  return {
    region,
    endpoint: endpointOf(service, region, setting).href,
    ignoreConfiguredEndpointUrls: true,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    credentials: credentials ? revealed(credentials) : NO_CREDENTIALS,
    requestHandler: requestHandler(setting.host.http, signal),
    streamCollector: async (body) => body instanceof Uint8Array ? body : new Uint8Array(),
    maxAttempts: 1,
    retryMode: "standard",
    retryStrategy: ONE_ATTEMPT,
    defaultsMode: "standard",
    authSchemePreference: [],
    sigv4aSigningRegionSet: [],
    disableClockSkewCorrection: true,
    userAgentAppId: async () => void 0,
    customUserAgent: [["secrets-action"]]
  };
}
const requestHandler = (http, signal) => ({
  handle: async (request, options) => {
    const stop = options?.abortSignal;
    const { status, headers, body } = await http.send(
      plain(request),
      stop instanceof AbortSignal ? stop : signal
    );
    return { response: { statusCode: status, headers: { ...headers }, body } };
  }
});
function plain({ method, protocol, hostname, port, path, query, headers, body }) {
  const url = new URL(`${protocol}//${hostname}${port === void 0 ? "" : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of [value ?? ""].flat()) url.searchParams.append(name, one);
  return {
    method,
    url,
    headers,
    ...typeof body === "string" || body instanceof Uint8Array ? { body } : {}
  };
}
function revealed({ accessKeyId, secretAccessKey, sessionToken }) {
  const id = accessKeyId.reveal();
  const key = secretAccessKey.reveal();
  const token = sessionToken?.reveal();
  if (id === void 0 || key === void 0 || sessionToken !== void 0 && token === void 0)
    throw new Failure("CREDENTIALS_REFUSED", "A part of the AWS credentials is no text.", {
      fix: "Check the three variables or inputs that hold them: access key id, secret access key, session token."
    });
  return { accessKeyId: id, secretAccessKey: key, ...token === void 0 ? {} : { sessionToken: token } };
}
export {
  AwsFault as A,
  complete as a,
  callAws as b,
  clientConfig as c,
  deniedBy as d,
  statement as e,
  failureOf as f,
  shownAction as g,
  incomplete as i,
  secretArn as s,
  traceOf as t
};
