const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const timers = lazyBuiltin("node:timers/promises");
import { F as Failure, S as Secret, a as asFailure, t as together } from "./kernel-base.js";
import { o as parseSource, q as accountOf, u as partitionOf, v as parseArn, x as readEndpoints, y as regionOf, z as shownEndpoints, A as handOver, B as endpointOf, D as SHORTEST_SESSION_SECONDS, E as failed, F as attempt, M as MISSING } from "./providers-list.js";
import { a as retry, H as HttpError, u as unreachable, i as isTransient, r as retryAfterMs, c as createPool } from "./kernel-http-client.js";
async function acquire(inputs, setting, signal) {
  const source = parseSource(inputs);
  if (source instanceof Failure) throw source;
  const first = await begin(source, inputs, setting, signal);
  let { credentials } = first;
  const { token } = credentials;
  if (inputs.awsChainRoles.length > 0) {
    const [{ assumeRole: assumeRole2 }, { sessionTags }] = await Promise.all([Promise.resolve().then(function() {
      return sts;
    }), import("./providers-list.js").then(function(n) {
      return n.a9;
    })]);
    const claims = source.kind === "oidc" ? (await setting.host.idToken(signal)).claims : {};
    const tags = sessionTags(inputs, setting.host.env, claims);
    for (const role of inputs.awsChainRoles)
      credentials = await assumeRole2(role, credentials, tags, inputs, setting, signal);
  }
  if (inputs.awsAllowedAccounts.length > 0)
    credentials = await allowed(credentials, inputs.awsAllowedAccounts, setting, signal);
  return credentials.token === void 0 ? { ...credentials, token } : credentials;
}
async function begin(source, inputs, setting, signal) {
  const { host } = setting;
  const exchanged = async (token, role) => {
    const { assumeWithToken: assumeWithToken2 } = await Promise.resolve().then(function() {
      return sts;
    });
    return { credentials: await assumeWithToken2(token, role, inputs, setting, signal), claims: token.claims };
  };
  switch (source.kind) {
    case "oidc": {
      const [token] = await Promise.all([host.idToken(signal), loadSdk()]);
      return exchanged(token, source.role);
    }
    case "token-file":
      return exchanged(
        (await import("./providers-aws-sources-token-file.js")).readTokenFile(source.path, host),
        source.role
      );
    case "environment":
      return { credentials: (await import("./providers-aws-sources-environment.js")).environmentCredentials(host) };
    case "static":
      return { credentials: (await import("./providers-aws-sources-static.js")).staticCredentials(source, host) };
    case "container":
      return {
        credentials: await (await import("./providers-aws-sources-container.js")).containerCredentials(host, signal)
      };
    case "instance":
      return { credentials: await (await import("./providers-aws-sources-instance.js")).instanceCredentials(host, signal) };
    case "profile": {
      const { profileCredentials } = await import("./providers-aws-sources-profile.js").then(function(n) {
        return n.p;
      });
      return { credentials: await profileCredentials(source.name, inputs, setting, signal) };
    }
  }
}
async function loadSdk() {
  await timers.setImmediate();
  await import("./vendor-aws-sdk.js").then(function(n) {
    return n.Y;
  });
}
async function allowed(credentials, accounts, setting, signal) {
  const arn = credentials.arn ?? await (await Promise.resolve().then(function() {
    return sts;
  })).callerArn(credentials, setting, signal);
  const account = accountOf(arn);
  if (account !== void 0 && accounts.includes(account)) return { ...credentials, arn };
  const shown = account ?? "unknown";
  throw new Failure(
    "ACCOUNT_NOT_ALLOWED",
    `The credentials are of the AWS account ${shown}, which aws-allowed-accounts does not name.`,
    {
      at: { input: "aws-allowed-accounts" },
      fix: `Use a role of an allowed account, or allow this one:
aws-allowed-accounts: "${shown}"`
    }
  );
}
const SOON_MS = 2 * 6e4;
const GROUP = "secrets-action";
function eksLogin(at, first, acquire2, inputs, setting) {
  const { clock, born } = setting.host;
  let held = first;
  const credentials = async (signal) => {
    const ends = held.expires?.getTime() ?? Number.POSITIVE_INFINITY;
    if (ends - clock.now() < SOON_MS) held = await acquire2(signal);
    return held;
  };
  const account = first.arn?.split(":")[4];
  return {
    shown: `${at.shown}${account ? ` (account ${account})` : ""}`,
    unauthorized: entryAdvice(at, first.arn, [...inputs.awsChainRoles, inputs.awsRole]),
    place: async (signal) => {
      const { describeCluster } = await import("./providers-aws-eks.js");
      return describeCluster(at, await credentials(signal), setting, signal);
    },
    token: async (signal) => {
      const { eksToken } = await import("./providers-aws-eks-token.js");
      const made = eksToken(at, await credentials(signal), clock.now());
      born([made.token]);
      return made;
    }
  };
}
function entryAdvice({ name, region }, arn, roles) {
  const principal = arn === void 0 ? void 0 : principalOf(arn, roles);
  return `The EKS cluster must know this role (authentication mode API or API_AND_CONFIG_MAP):
aws eks create-access-entry --region ${region} --cluster-name ${name} --principal-arn ${principal ?? `arn:${partitionOf(region).id}:iam::ACCOUNT:role/NAME`} --kubernetes-groups ${GROUP}
and a RoleBinding give its group rights:
subjects:
  - kind: Group
    name: ${GROUP}
    apiGroup: rbac.authorization.k8s.io`;
}
function principalOf(arn, roles) {
  const caller = parseArn(arn);
  const role = /^assumed-role\/([^/]+)\//.exec(caller?.resource ?? "")?.[1];
  if (caller === void 0 || role === void 0) return caller === void 0 ? void 0 : arn;
  const named = roles.find((one) => {
    const given = parseArn(one);
    return given?.account === caller.account && given.resource.split("/").at(-1) === role;
  });
  return named ?? `arn:${caller.partition}:iam::${caller.account}:role/${role}`;
}
async function openSession(inputs, host, signal) {
  const setting = {
    region: regionOf(inputs, host.env) ?? "",
    fips: inputs.awsFips,
    dualStack: inputs.awsDualStack,
    endpoints: readEndpoints(inputs, host.env).endpoints,
    host
  };
  for (const line of shownEndpoints(setting.endpoints)) host.info(line);
  const credentials = await acquire(inputs, setting, signal);
  const { arn, expires, token } = credentials;
  const account = arn?.split(":")[4];
  const open = {
    secrets: async () => (await Promise.resolve().then(function() {
      return secrets;
    })).openSecrets(credentials, setting),
    parameters: async () => (await import("./providers-aws-parameters.js")).openParameters(credentials, setting)
  };
  const stores = /* @__PURE__ */ new Map();
  return {
    who: {
      subject: arn ?? `access key of ${inputs.awsCredentials}`,
      ...account === void 0 ? {} : { account },
      ...expires === void 0 ? {} : { expires },
      ...token === void 0 ? {} : { token }
    },
    read: async (locators, aborted) => {
      const reads = [...new Set(locators.map(({ store }) => store))].map(async (name) => {
        const store = stores.get(name) ?? open[name]();
        stores.set(name, store);
        return (await store).read(
          locators.filter((locator) => locator.store === name),
          aborted
        );
      });
      return new Map((await Promise.all(reads)).flatMap((outcomes) => [...outcomes]));
    },
    handOver: () => handOver(credentials, inputs, setting),
    health: async (aborted) => (await import("./providers-aws-health.js")).health(credentials, inputs, setting, aborted),
    cluster: (at) => eksLogin(
      at,
      credentials,
      (aborted) => acquire(inputs, setting, aborted),
      inputs,
      setting
    ),
    registryToken: async (registry, aborted) => (await import("./providers-aws-ecr.js")).ecrToken(registry, credentials, setting, aborted),
    // An STS session cannot be ended; it is short, and its end is in the log.
    close: async () => void 0
  };
}
var session = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  openSession
});
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
const RANDOM$1 = /-[A-Za-z0-9]{6}$/;
const ANY_RANDOM = "-??????";
function secretArn(name, region, credentials) {
  if (name.startsWith("arn:")) return RANDOM$1.test(name) ? name : `${name}${ANY_RANDOM}`;
  return `${baseOf("secretsmanager", region, credentials)}:secret:${name}${ANY_RANDOM}`;
}
function parameterArn(name, region, credentials) {
  if (name.startsWith("arn:")) return name;
  return `${baseOf("ssm", region, credentials)}:parameter/${name.replace(/^\//, "")}`;
}
const clusterArn = (name, region, credentials) => `${baseOf("eks", region, credentials)}:cluster/${name}`;
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
  if (KMS.test(code) || DENIED.test(code) && fault.has(KMS_DENIED)) return keyUnusable$1(fault, what);
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
    {
      fix: `Look the code up: https://docs.aws.amazon.com/search/doc-search.html?searchQuery=${code}`,
      requestId: fault.requestId
    }
  );
}
function denied(fault, what) {
  const arn = arnOf(what);
  const by = deniedBy(fault, what.action, arn);
  const who = what.credentials?.arn;
  return new Failure(
    "ACCESS_DENIED",
    `AWS denies ${shownAction(what)}${who === void 0 ? "" : ` to ${who}`}: ${by.cause} ${traceOf(fault)}.`,
    { fix: by.fix, requestId: fault.requestId }
  );
}
function keyUnusable$1(fault, what) {
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
${rule}${foreign}`,
      requestId: fault.requestId
    }
  );
}
const refused = (fault, what, why, fix) => new Failure("CREDENTIALS_REFUSED", `AWS refuses ${shownAction(what)}: ${why} ${traceOf(fault)}.`, {
  fix,
  requestId: fault.requestId
});
const EVERY_RESOURCE = /^(secretsmanager:(BatchGetSecretValue|ListSecrets)|ssm:DescribeParameters|sts:GetCallerIdentity|ecr(-public)?:GetAuthorizationToken)$/;
function arnOf({ service, region, action, resource, credentials }) {
  if (resource === void 0 || resource === "*" || EVERY_RESOURCE.test(action)) return "*";
  if (parseArn(resource)) return resource;
  if (service === "eks") return clusterArn(resource, region, credentials);
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
  ssm: "AWS Parameter Store",
  eks: "AWS EKS",
  ecr: "Amazon ECR",
  "ecr-public": "Amazon ECR Public"
};
async function callAws(send, what, setting, signal, pool) {
  const { clock } = setting.host;
  const attempt2 = async (stop) => {
    const once = async () => logged(() => send(stop), what, setting);
    return pool ? pool.run(once) : once();
  };
  const judge = (error) => {
    const verdict = verdictOn(error, what, clock);
    if (verdict.retry && verdict.throttled === true) pool?.throttled();
    return verdict;
  };
  try {
    return await retry(attempt2, judge, clock, signal);
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
const completeCalls = (setting, pool) => async (what, until, always, send) => {
  const answer = await callAws(send, what, setting, until, pool);
  if (answer[always] === void 0) throw incomplete(what);
  return answer;
};
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
    // `http:` is on loopback only, and nothing of this machine's own goes to a proxy in the clear.
    ...protocol === "http:" ? { direct: true } : {},
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
const LONGEST_CHAINED_SECONDS = 3600;
const EXPORTED_SECONDS = 3600;
async function assumeWithToken(token, role, inputs, setting, signal) {
  const sdk = await import("./vendor-aws-sdk.js").then(function(n) {
    return n.Y;
  });
  const client = new sdk.STSClient(clientConfig("sts", setting.region, void 0, setting, signal));
  const command = new sdk.AssumeRoleWithWebIdentityCommand({
    RoleArn: role,
    RoleSessionName: inputs.awsSessionName,
    WebIdentityToken: token.token.reveal(),
    DurationSeconds: secondsOf(inputs),
    // A policy is for the session that reads the secrets: before a chain it would forbid the chain.
    ...inputs.awsChainRoles.length === 0 ? policiesOf(inputs) : {}
  });
  const what = stsAction("AssumeRoleWithWebIdentity", role, void 0, setting);
  const answer = await callAws(
    async (abortSignal) => client.send(command, { abortSignal }),
    what,
    setting,
    signal
  ).catch(async (error) => {
    if (!(error instanceof AwsFault)) throw error;
    throw (await import("./providers-aws-refused.js")).tokenRefused(error, token, what, inputs);
  });
  const { sub, aud } = token.claims;
  const subject = answer.SubjectFromWebIdentityToken ?? textOf(sub);
  const audience = answer.Audience ?? textOf(aud);
  return credentialsOf(answer, what, setting, { subject, audience });
}
async function assumeRole(role, credentials, tags, inputs, setting, signal) {
  const sdk = await import("./vendor-aws-sdk.js").then(function(n) {
    return n.Y;
  });
  const client = new sdk.STSClient(clientConfig("sts", setting.region, credentials, setting, signal));
  const what = stsAction("AssumeRole", role, credentials, setting);
  const { awsChainRoles: roles, awsTransitiveTags: transitive } = inputs;
  const isLast = roles.length === 0 || roles.at(-1) === role;
  const inherited = new Set(roles.indexOf(role) > 0 ? transitive : []);
  const own = tags.filter(({ key }) => !inherited.has(key));
  const assume = async (sent) => {
    const keys = transitive.filter((key) => sent.some((tag) => tag.key === key));
    const command = new sdk.AssumeRoleCommand({
      RoleArn: role,
      RoleSessionName: inputs.awsSessionName,
      DurationSeconds: Math.min(secondsOf(inputs), LONGEST_CHAINED_SECONDS),
      ...inputs.awsExternalId === "" ? {} : { ExternalId: inputs.awsExternalId },
      ...sent.length === 0 ? {} : { Tags: sent.map(({ key, value }) => ({ Key: key, Value: value })) },
      ...keys.length === 0 ? {} : { TransitiveTagKeys: keys },
      ...isLast ? policiesOf(inputs) : {}
    });
    return callAws(async (abortSignal) => client.send(command, { abortSignal }), what, setting, signal);
  };
  const refused2 = async (error) => {
    if (!(error instanceof AwsFault)) throw error;
    throw (await import("./providers-aws-refused.js")).chainRefused(error, what, own.length > 0, inputs);
  };
  const kept = own.filter(({ droppable }) => droppable !== true);
  const answer = await assume(own).catch(async (error) => {
    const tooLarge = error instanceof AwsFault && error.code.startsWith("PackedPolicyTooLarge");
    if (!tooLarge || kept.length === own.length) return refused2(error);
    setting.host.info(
      `aws: the session tags for ${role} are too large together: ${own.filter((tag) => !kept.includes(tag)).map(({ key }) => key).join(", ")} are left out.`
    );
    return assume(kept).catch(refused2);
  });
  return credentialsOf(answer, what, setting, void 0);
}
async function callerArn(credentials, setting, signal) {
  const sdk = await import("./vendor-aws-sdk.js").then(function(n) {
    return n.Y;
  });
  const client = new sdk.STSClient(clientConfig("sts", setting.region, credentials, setting, signal));
  const what = stsAction("GetCallerIdentity", void 0, credentials, setting);
  const { Arn } = await callAws(
    async (abortSignal) => client.send(new sdk.GetCallerIdentityCommand({}), { abortSignal }),
    what,
    setting,
    signal
  ).catch((error) => {
    throw error instanceof AwsFault ? failureOf(error, what) : error;
  });
  if (Arn === void 0) throw incomplete(what);
  return Arn;
}
const stsAction = (verb, resource, credentials, { region }) => ({ service: "sts", region, action: `sts:${verb}`, resource, credentials });
const secondsOf = ({ awsDuration, awsExport }) => awsDuration ?? (awsExport === "" ? SHORTEST_SESSION_SECONDS : EXPORTED_SECONDS);
const policiesOf = ({
  awsSessionPolicy,
  awsSessionPolicies
}) => ({
  ...awsSessionPolicy === "" ? {} : { Policy: awsSessionPolicy },
  ...awsSessionPolicies.length === 0 ? {} : { PolicyArns: awsSessionPolicies.map((arn) => ({ arn })) }
});
function credentialsOf({ Credentials: given, AssumedRoleUser: user }, what, { host }, token) {
  const parts = [given?.AccessKeyId, given?.SecretAccessKey, given?.SessionToken].map(
    (text) => Secret.of(text ?? "")
  );
  host.born(parts.filter(({ isEmpty }) => !isEmpty));
  const [accessKeyId, secretAccessKey, sessionToken] = parts;
  if (!accessKeyId || !secretAccessKey || !sessionToken || parts.some(({ isEmpty }) => isEmpty))
    throw incomplete(what);
  return {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expires: given?.Expiration,
    arn: user?.Arn,
    assumedAt: host.clock.now(),
    token
  };
}
const textOf = (claim) => {
  const first = Array.isArray(claim) ? claim[0] : claim;
  return typeof first === "string" ? first : "";
};
var sts = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  LONGEST_CHAINED_SECONDS,
  assumeRole,
  assumeWithToken,
  callerArn
});
async function readInBatches(asks, batching, signal) {
  const { size } = batching;
  const batches = Array.from(
    { length: Math.ceil(asks.length / size) },
    (_, i) => asks.slice(i * size, (i + 1) * size)
  );
  const read = batches.map(
    async (batch) => attemptAll(batch, async () => readBatch(batch, batching, signal), signal)
  );
  return (await Promise.all(read)).flat();
}
async function readBatch(asks, batching, signal) {
  const answer = asks.length === 1 ? void 0 : await askBatch(asks, batching);
  return Promise.all(
    asks.map(async (ask) => [ask, await attempt(async () => batching.read(ask, answer), signal)])
  );
}
async function askBatch(asks, { ask, action }) {
  try {
    return await ask(asks);
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    const failure = failureOf(error, action());
    if (failure.code === "CREDENTIALS_REFUSED") throw failure;
    return void 0;
  }
}
async function attemptAll(asked, read, signal) {
  try {
    return await read();
  } catch (error) {
    if (signal.aborted) throw error;
    const outcome = failed(asFailure(error));
    return asked.map((one) => [one, outcome]);
  }
}
const overRegions = (home, open, readRegion2) => ({
  read: async (locators, signal) => {
    const regions = Map.groupBy(locators, ({ region }) => region ?? home);
    const read = [...regions].map(
      async ([region, here]) => attemptAll(here, async () => readRegion2(here, await open(region, signal), signal), signal)
    );
    return new Map((await Promise.all(read)).flat().map(([{ id }, outcome]) => [id, outcome]));
  }
});
const PAGE = 100;
function secretsApi(credentials, setting, pool) {
  return async (region, signal) => {
    const sdk = await import("./vendor-aws-sdk.js").then(function(n) {
      return n.Z;
    });
    const client = new sdk.SecretsManagerClient(
      clientConfig("secretsmanager", region, credentials, setting, signal)
    );
    const action = (verb, name) => ({
      service: "secretsmanager",
      region,
      action: `secretsmanager:${verb}`,
      // Errors show a name as it was asked for; the end of a partial ARN they could not know.
      resource: name?.startsWith("arn:") === true ? secretArn(name, region, credentials) : name,
      credentials
    });
    const call = completeCalls(setting, pool);
    return {
      region,
      action,
      get: async ({ name, version, stage }, until) => call(
        action("GetSecretValue", name),
        until,
        "ARN",
        async (abortSignal) => client.send(
          new sdk.GetSecretValueCommand({ SecretId: name, VersionId: version, VersionStage: stage }),
          { abortSignal }
        )
      ),
      batch: async (names, until) => call(
        action("BatchGetSecretValue"),
        until,
        "SecretValues",
        async (abortSignal) => client.send(new sdk.BatchGetSecretValueCommand({ SecretIdList: [...names] }), { abortSignal })
      ),
      describe: async (name, until) => call(
        action("DescribeSecret", name),
        until,
        "ARN",
        async (abortSignal) => client.send(new sdk.DescribeSecretCommand({ SecretId: name }), { abortSignal })
      ),
      list: async (filters, token, until) => call(
        action("ListSecrets"),
        until,
        "SecretList",
        async (abortSignal) => client.send(
          new sdk.ListSecretsCommand({ Filters: [...filters], MaxResults: PAGE, NextToken: token }),
          { abortSignal }
        )
      )
    };
  };
}
const KEY_OFF = /\bis (?:currently )?disabled\b|pending (?:deletion|import)|KMSInvalidState/i;
const ABOUT_KEY = /\b(?:KMS|key)\b/i;
const KEY_HIDDEN = /ciphertext refers to a customer master key/i;
function keyUnusable(fault, name, command) {
  if (KEY_OFF.test(fault.code) || fault.has(KEY_OFF) && fault.has(ABOUT_KEY))
    return new Failure("KEY_UNUSABLE", `The KMS key of ${name} is disabled, or waits to be deleted.`, {
      fix: `aws kms enable-key --key-id KEY   # or cancel-key-deletion
The key: ${command}`,
      requestId: fault.requestId
    });
  if (fault.has(KEY_HIDDEN))
    return new Failure(
      "KEY_UNUSABLE",
      `The KMS key of ${name} is gone, or kms:Decrypt is not allowed on it.`,
      {
        fix: `${JSON.stringify({ Effect: "Allow", Action: "kms:Decrypt", Resource: "ARN of the key" })}
The key: ${command}`,
        requestId: fault.requestId
      }
    );
  return void 0;
}
const NOT_FOUND = "ResourceNotFoundException";
const CURRENT = "AWSCURRENT";
const PENDING_DELETION = /(?:marked|scheduled) for deletion|marked deleted/i;
const DELETED = /was deleted|been deleted/i;
const OTHER_STAGE = /VersionStage that is not associated/i;
const PRINTABLE = /^[\x21-\x7e]{1,256}$/;
const SHOWN_STAGES = 12;
async function explainRefused(ask, fault, api, signal) {
  if (fault.code === NOT_FOUND) return whatIsMissing(ask, api, signal);
  if (fault.code === "InvalidRequestException") {
    if (fault.has(PENDING_DELETION)) return failed(pendingDeletion(ask.name, api.region, void 0));
    if (fault.has(DELETED)) return failed(deleted(ask.name));
  }
  if (ask.version !== void 0 && ask.stage !== void 0 && fault.has(OTHER_STAGE))
    return failed(
      new Failure("VERSION_NOT_FOUND", `The version asked for of ${ask.name} has not the stage asked for.`, {
        fix: "Keep one of ?version= and ?stage=."
      })
    );
  const command = `aws secretsmanager describe-secret --secret-id ${ask.name} --region ${api.region} --query KmsKeyId`;
  return failed(
    keyUnusable(fault, ask.name, command) ?? failureOf(fault, api.action("GetSecretValue", ask.name))
  );
}
async function whatIsMissing(ask, api, signal) {
  let description;
  try {
    description = await api.describe(ask.name, signal);
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    if (error.code === NOT_FOUND) return MISSING;
    const cause = failureOf(error, api.action("DescribeSecret", ask.name));
    return failed(
      new Failure(
        cause.code,
        `AWS has no value for ${ask.name}, and does not say whether the secret is missing or only this version of it. ${cause.message}`,
        { ...cause.fix === void 0 ? {} : { fix: cause.fix }, requestId: cause.requestId }
      )
    );
  }
  if (description.DeletedDate !== void 0)
    return failed(pendingDeletion(ask.name, api.region, description.DeletedDate));
  return failed(versionNotFound(ask, api.region, description.VersionIdsToStages ?? {}));
}
function versionNotFound({ name, version, stage }, region, versions) {
  const stages = [...new Set(Object.values(versions).flat())].sort();
  if (Object.keys(versions).length === 0)
    return new Failure("VERSION_NOT_FOUND", `${name} is there, but has no value yet.`, {
      fix: `aws secretsmanager put-secret-value --secret-id ${name} --region ${region} --secret-string file:///dev/stdin`
    });
  const wanted = stage ?? (version === void 0 ? CURRENT : void 0);
  const isThere = (version === void 0 || Object.hasOwn(versions, version)) && (wanted === void 0 || (version === void 0 ? stages : versions[version] ?? []).includes(wanted));
  if (isThere)
    return new Failure(
      "STORE_ANSWER_INVALID",
      `AWS lists this version of ${name}, and has no value for it: its answers contradict each other.`,
      { fix: "A change from a moment ago is not everywhere yet: run the job again." }
    );
  const shown = stages.filter((text) => PRINTABLE.test(text)).slice(0, SHOWN_STAGES).join(", ");
  const more = stages.length > SHOWN_STAGES ? ` and ${stages.length - SHOWN_STAGES} more` : "";
  const which = version === void 0 ? "with this stage" : "with this id";
  return new Failure("VERSION_NOT_FOUND", `${name} is there, but no version of it ${which}.`, {
    fix: `Stages that it has: ${shown === "" ? "none" : shown}${more}
aws secretsmanager list-secret-version-ids --secret-id ${name} --region ${region}`
  });
}
function pendingDeletion(name, region, date) {
  const when = date === void 0 ? "" : ` on ${date.toISOString().slice(0, 10)}`;
  return new Failure("SECRET_DELETED", `${name} waits to be deleted${when}: it cannot be read until then.`, {
    fix: `aws secretsmanager restore-secret --secret-id ${name} --region ${region}`
  });
}
const deleted = (name) => new Failure("SECRET_DELETED", `${name} was deleted, and cannot be restored.`, {
  fix: "Create the secret again, or remove the line that asks for it."
});
const SHORT_ID = 8;
async function readSecret(ask, api, signal) {
  const stage = ask.stage ?? (ask.version === void 0 ? CURRENT : void 0);
  let entry;
  try {
    entry = await api.get({ ...ask, ...stage === void 0 ? {} : { stage } }, signal);
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return explainRefused(ask, error, api, signal);
  }
  return foundSecret(entry) ?? failed(
    new Failure("STORE_ANSWER_INVALID", `AWS answers for ${ask.name} with neither text nor bytes.`, {
      fix: "If aws-endpoints or AWS_ENDPOINT_URL names a server of your own, look there."
    })
  );
}
function foundSecret(entry, metadata = entry.$metadata) {
  const {
    SecretString: text,
    SecretBinary: bytes,
    VersionId: id,
    VersionStages: stages,
    CreatedDate
  } = entry;
  if (text === void 0 && bytes === void 0) return void 0;
  const requestId = idOf(metadata);
  const version = [(stages ?? []).join(", "), (id ?? "").slice(0, SHORT_ID)].filter((part) => part !== "");
  return {
    is: "found",
    value: text === void 0 ? { kind: "bytes", bytes: Secret.ofBytes(bytes) } : { kind: "text", text: Secret.of(text) },
    ...version.length === 0 ? {} : { version: version.join(" ") },
    ...CreatedDate === void 0 ? {} : { date: CreatedDate },
    ...requestId === void 0 ? {} : { requestId }
  };
}
const SECRETS_BATCH = 20;
const RANDOM = /^-[A-Za-z0-9]{6}$/;
const readSecrets = (asks, api, signal) => readInBatches(
  asks,
  {
    size: SECRETS_BATCH,
    ask: (batch) => api.batch(
      batch.map(({ name }) => name),
      signal
    ),
    action: () => api.action("BatchGetSecretValue"),
    read: (ask, answer) => fromAnswer(ask, answer, api, signal)
  },
  signal
);
async function fromAnswer(ask, answer, api, signal) {
  const entry = answerTo(ask.name, answer?.SecretValues ?? []);
  const outcome = entry === void 0 ? void 0 : foundSecret(entry, answer?.$metadata);
  if (outcome !== void 0) return outcome;
  const error = answer?.Errors?.find(
    ({ SecretId: id }) => id !== void 0 && (id === ask.name || isPartialOf(ask.name, id))
  );
  return error?.ErrorCode === NOT_FOUND && !ask.name.startsWith("arn:") ? whatIsMissing(ask, api, signal) : readSecret(ask, api, signal);
}
function answerTo(name, entries) {
  const secrets2 = [...new Map(entries.map((entry) => [entry.ARN ?? entry.Name, entry])).values()];
  const exact = secrets2.filter((entry) => entry.ARN === name || entry.Name === name);
  const found = exact.length > 0 ? exact : secrets2.filter(({ ARN }) => isPartialOf(name, ARN ?? ""));
  return found.length === 1 ? found[0] : void 0;
}
const isPartialOf = (name, arn) => name.startsWith("arn:") && arn.startsWith(name) && RANDOM.test(arn.slice(name.length));
function listingOf(prefix, read) {
  const failures = [];
  const entries = /* @__PURE__ */ new Map();
  const notices = [];
  for (const [name, outcome] of [...read].sort(([a], [b]) => a < b ? -1 : 1)) {
    if (outcome.is === "failed") failures.push(outcome.error);
    else if (outcome.is === "found" && name === prefix)
      notices.push(`${name} is left out: nothing of its name follows the prefix. Ask for it by its name.`);
    else if (outcome.is === "found") entries.set(name.slice(prefix.length), outcome.value);
  }
  const [first, ...rest] = failures;
  if (first !== void 0) return failed(together([first, ...rest]));
  if (entries.size === 0) return MISSING;
  return {
    is: "found",
    value: { kind: "listing", entries },
    ...notices.length === 0 ? {} : { notices }
  };
}
const isGone = (outcome) => outcome.is === "missing" || outcome.is === "failed" && outcome.error.code === "SECRET_DELETED";
const MAX_PAGES = 1e3;
const MAX_LISTED = 5e3;
async function allPages(page, take) {
  const found = [];
  const seen = /* @__PURE__ */ new Set();
  for (let token; ; ) {
    const answer = await page(token);
    found.push(...take(answer));
    if (found.length > MAX_LISTED)
      throw new Failure("LIMIT_EXCEEDED", `There are more than ${MAX_LISTED} values under this prefix.`, {
        fix: "Take a longer prefix, or ?tags=KEY=VALUE."
      });
    token = answer.NextToken;
    if (token === void 0 || token === "") return found;
    if (seen.has(token) || seen.size >= MAX_PAGES)
      throw new Failure("STORE_ANSWER_INVALID", "AWS lists the same page again and again.", {
        fix: "Name the values one by one; if an endpoint of your own is set, look at that server."
      });
    seen.add(token);
  }
}
const FILTER = /^[A-Za-z0-9 :_@/+=.-][A-Za-z0-9 :_@/+=.!-]*$/;
async function readSecretsUnder(prefix, tags, api, signal) {
  let listed;
  try {
    listed = await allPages(
      async (token) => api.list(filtersOf(prefix, tags), token, signal),
      (page) => (page.SecretList ?? []).filter((secret) => isUnder(secret, prefix, tags)).map((secret) => ({ name: secret.ARN ?? secret.Name, path: secret.Name }))
    );
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    return failed(failureOf(error, api.action("ListSecrets")));
  }
  const unique = [...new Map(listed.map((secret) => [secret.name, secret])).values()];
  const read = await readSecrets(unique, api, signal);
  return listingOf(
    prefix,
    read.filter(([, outcome]) => !isGone(outcome)).map(([{ path }, outcome]) => [path, outcome])
  );
}
function filtersOf(prefix, tags) {
  const [tag] = tags;
  const filters = [{ Key: "name", Values: [prefix] }];
  if (tag !== void 0 && FILTER.test(tag.key)) filters.push({ Key: "tag-key", Values: [tag.key] });
  if (tag !== void 0 && FILTER.test(tag.value)) filters.push({ Key: "tag-value", Values: [tag.value] });
  return filters;
}
const isUnder = (secret, prefix, tags) => secret.Name?.startsWith(prefix) === true && secret.DeletedDate === void 0 && tags.every(({ key, value }) => secret.Tags?.some((tag) => tag.Key === key && tag.Value === value));
const PARALLEL = 10;
function openSecrets(credentials, setting, open = secretsApi(credentials, setting, createPool(PARALLEL))) {
  const account = accountOf(credentials?.arn ?? "");
  return overRegions(
    setting.region,
    open,
    (locators, secrets2, signal) => readRegion(locators, secrets2, account, signal)
  );
}
async function readRegion(locators, api, account, signal) {
  const current = locators.filter(
    ({ listing, version, stage, name }) => listing === void 0 && version === void 0 && stage === void 0 && !isForeign(name, account)
  );
  const others = locators.filter((locator) => !current.includes(locator));
  const read = others.map(async (locator) => {
    const { listing } = locator;
    const outcome = await attempt(
      async () => listing === void 0 ? readSecret(locator, api, signal) : readSecretsUnder(listing.prefix, listing.tags, api, signal),
      signal
    );
    return [locator, outcome];
  });
  const [plain2, ...rest] = await Promise.all([readSecrets(current, api, signal), ...read]);
  return [...plain2, ...rest];
}
function isForeign(name, account) {
  const owner = accountOf(name);
  return account !== void 0 && owner !== void 0 && owner !== account;
}
var secrets = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  openSecrets
});
export {
  AwsFault as A,
  CURRENT as C,
  NOT_FOUND as N,
  statement as a,
  assumeRole as b,
  assumeWithToken as c,
  deniedBy as d,
  callAws as e,
  failureOf as f,
  clientConfig as g,
  completeCalls as h,
  incomplete as i,
  idOf as j,
  keyUnusable as k,
  allPages as l,
  listingOf as m,
  isGone as n,
  overRegions as o,
  callerArn as p,
  secretsApi as q,
  readInBatches as r,
  shownAction as s,
  traceOf as t,
  session as u
};
