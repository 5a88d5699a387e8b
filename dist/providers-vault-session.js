import { F as Failure, S as Secret, a as asFailure, K as readBounded, y as printable, t as together } from "./kernel-base.js";
import { G as inNamespace, H as isLoopback, J as chooseMethod, K as namespaceOf, L as readAddress, N as readHeaders, O as policyPath, E as failed, Q as encoded, M as MISSING, F as attempt, R as INVISIBLE, T as audienceOf, U as refusedAudience } from "./providers-list.js";
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
const crypto = lazyBuiltin("node:crypto");
const path = lazyBuiltin("node:path");
import { n as notJson, a as retry, H as HttpError, u as unreachable, b as answerProblem, i as isTransient, r as retryAfterMs, R as RETRY_RULES, c as createPool } from "./kernel-http-client.js";
import { m as jsonTree } from "./commands-prepare.js";
const MAX_SAID = 20;
const MAX_SAID_LENGTH = 2e3;
class VaultFault extends Error {
  name = "VaultFault";
  status;
  /** The body, as JSON: that of a deleted version tells when. */
  json;
  requestId;
  #said;
  constructor(status, json, said, requestId) {
    super(`Vault answered status ${status}.`);
    this.status = status;
    this.json = json;
    this.#said = said.slice(0, MAX_SAID).map((text) => text.slice(0, MAX_SAID_LENGTH));
    this.requestId = requestId;
  }
  /** Whether one of the errors that the server names matches. */
  has(pattern) {
    return this.#said.some((text) => pattern.test(text));
  }
  /** Whether it is `{"errors":[]}` with status 404, and nothing else: the path is good, and nothing is there. */
  get isBare() {
    const body = this.json;
    return this.status === 404 && Array.isArray(body?.errors) && body.errors.length === 0 && Object.keys(body).length === 1;
  }
}
const NO_TOKEN = /\b(invalid|bad|missing client) token\b|token (is |has )?expired|token not found|^permission denied$/i;
const NO_ROUTE = /no handler for route|namespace not found|route entry not found/i;
const NO_OPERATION = /unsupported (operation|path)/i;
const rule = (path2, capabilities) => `path ${JSON.stringify(path2)} {
  capabilities = [${capabilities.map((one) => JSON.stringify(one)).join(", ")}]
}`;
function failureOf(fault, what) {
  const trace = `(status ${fault.status}${fault.requestId === void 0 ? "" : `, request ${fault.requestId}`})`;
  const { doing, path: path2, capabilities, subject } = what;
  if (fault.has(NO_TOKEN)) return tokenRefused(doing, trace);
  if (fault.status === 403)
    return new Failure(
      "ACCESS_DENIED",
      `Vault denies ${doing}${subject === void 0 ? "" : ` to ${subject}`}: no policy of the token allows it ${trace}.`,
      {
        fix: `Add to a policy of the role (policies apply in the namespace that they are written in):
${rule(path2, capabilities)}`,
        requestId: fault.requestId
      }
    );
  if (fault.has(NO_ROUTE))
    return new Failure("MOUNT_UNKNOWN", `Vault has no mount, or no namespace, for ${doing} ${trace}.`, {
      fix: "Compare the start of the path, and vault-namespace, with what there is:\nvault secrets list\nvault namespace list",
      requestId: fault.requestId
    });
  if (fault.status === 405 || fault.has(NO_OPERATION))
    return new Failure(
      "REFERENCE_INVALID",
      `Vault does not take ${doing}: the path has no such operation ${trace}.`,
      {
        fix: "See what it takes: vault path-help PATH",
        requestId: fault.requestId
      }
    );
  return new Failure(
    "STORE_ANSWER_INVALID",
    `Vault refused ${doing} for a reason that is not known here ${trace}.`,
    {
      fix: "The server's own words are not shown: they may hold what was sent. Ask it by hand, or see its log.",
      requestId: fault.requestId
    }
  );
}
const tokenRefused = (doing, trace) => new Failure(
  "CREDENTIALS_REFUSED",
  `Vault refuses ${doing}: it does not know the token, or the token has ended or has no uses left ${trace}.`,
  { fix: "Log in anew: with GitHub's OIDC token (vault-role: NAME) each run gets a token of its own." }
);
function answerOf(answer, url) {
  const { status, body } = answer;
  const json = body.length === 0 ? void 0 : parsed(body);
  if (body.length > 0 && !isObject(json)) throw notJson(answer, whoAt(url));
  const { request_id: id, warnings } = json ?? {};
  return {
    status,
    json,
    body: Secret.ofBytes(body),
    ...isId(id) ? { requestId: id } : {},
    warnings: Array.isArray(warnings) ? warnings.filter((one) => typeof one === "string") : []
  };
}
function faultOf({ status, body }) {
  const json = parsed(body);
  if (!isObject(json)) return void 0;
  const { errors, data, request_id: id } = json;
  if (!Array.isArray(errors) && !isObject(data)) return void 0;
  const said = Array.isArray(errors) ? errors.filter((one) => typeof one === "string") : [];
  return new VaultFault(status, json, said, isId(id) ? id : void 0);
}
const whoAt = (url) => `Vault (${url?.host ?? "no address"})`;
const isId = (id) => typeof id === "string" && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function parsed(body) {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return void 0;
  }
}
const MIN_LENGTH = 8;
function repeats(text, token) {
  const secret = token.reveal()?.toLowerCase() ?? "";
  return secret.length >= MIN_LENGTH && text.toLowerCase().includes(secret);
}
function target({ status, headers }, from, { addresses }, token) {
  const location = headers["location"] ?? "";
  const to = URL.canParse(location, from.href) ? new URL(location, from) : void 0;
  const known = addresses.find(({ host, protocol }) => host === to?.host && protocol === to.protocol);
  if (status === 307 && known !== void 0 && known.protocol === from.protocol) return known;
  if (to !== void 0 && to.protocol !== from.protocol)
    throw redirected("redirects to another scheme", to.host === from.host ? to.origin : void 0);
  if (status !== 307) throw redirected(`redirects with status ${status}, as Vault never does`, void 0);
  throw redirected("redirects to a host that vault-address does not name", shownOrigin(to, token));
}
const shownOrigin = (to, token) => to !== void 0 && token !== void 0 && repeats(to.host, token) ? void 0 : to?.origin;
function redirected(how, to) {
  return new Failure("ENDPOINT_REFUSED", `The address of Vault ${how}; the token was not sent there.`, {
    at: { input: "vault-address" },
    fix: to === void 0 ? "Set vault-address to the address of Vault itself; a standby redirects to the api_addr of the active node." : `If that is the same Vault, add it:
vault-address: |
  https://vault.example.com:8200
  ${to}`
  });
}
const MAX_HOPS = 3;
const SEALED = /\bsealed\b/i;
const UNINITIALISED = /not (yet )?(been )?initiali[sz]ed/i;
const PASSING = /^Upgrading from non-versioned to versioned/i;
class Refusal extends Error {
  answer;
  fault;
  constructor(answer) {
    super();
    this.answer = answer;
    this.fault = faultOf(answer);
  }
}
async function callVault(call, setting2, signal, pool) {
  const { clock } = setting2.host;
  const attempt2 = async (stop) => {
    const once = async () => exchange(call, setting2, stop);
    return pool ? pool.run(once) : once();
  };
  const judge = (error) => {
    const verdict = verdictOn(error, call, clock);
    if (verdict.retry && verdict.throttled === true) pool?.throttled();
    return verdict;
  };
  try {
    return await retry(attempt2, judge, clock, signal);
  } catch (error) {
    throw settled(error, call, setting2);
  }
}
async function exchange(call, setting2, signal) {
  let [address] = setting2.addresses;
  for (let hop = 0; address !== void 0 && hop <= MAX_HOPS; hop += 1) {
    const request = requestOf(call, address, setting2);
    const answer = await setting2.host.http.send(request, signal);
    const { status } = answer;
    if (status >= 400) throw new Refusal(answer);
    if (status < 300) return answerOf(answer, request.url);
    address = target(answer, request.url, setting2, call.token);
  }
  throw redirected("redirects in circles", void 0);
}
function requestOf(call, address, setting2) {
  const { token, body, wrapTtl, method } = call;
  const base = address.pathname.replace(/\/+$/, "");
  const url = new URL(
    `${address.origin}${base}/v1/${inNamespace(call.namespace, call.path)}${method === "LIST" ? "?list=true" : ""}`
  );
  return {
    // As the official client lists: a gateway may not know the verb.
    method: method === "LIST" ? "GET" : method,
    url,
    // Loopback may be http:, since nobody is in between: so no proxy is, either.
    direct: isLoopback(url),
    headers: {
      ...Object.fromEntries(setting2.headers),
      "x-vault-request": "true",
      ...token === void 0 ? {} : { "x-vault-token": token },
      ...wrapTtl === void 0 ? {} : { "x-vault-wrap-ttl": wrapTtl },
      ...body === void 0 ? {} : { "content-type": "application/json" }
    },
    ...body === void 0 ? {} : { body: body instanceof Secret ? body : JSON.stringify(body) },
    ...setting2.certificate === void 0 ? {} : { certificate: setting2.certificate }
  };
}
function verdictOn(error, call, clock) {
  const once = call.once === true;
  if (error instanceof HttpError)
    return { retry: isTransient(error) && (!once || error.kind === "dns" || error.kind === "refused") };
  if (!(error instanceof Refusal)) return { retry: false };
  const { answer, fault } = error;
  const asked = retryAfterMs(answer.headers, clock.now());
  const after = asked === void 0 ? {} : { afterMs: asked };
  if (answer.status === 429) return { retry: true, throttled: true, ...after };
  if (answer.status === 412 || fault?.has(PASSING) === true) return { retry: true, ...after };
  const isClosed = fault !== void 0 && (fault.has(SEALED) || fault.has(UNINITIALISED));
  if (isRefusal(call, error)) return { retry: false };
  return { retry: answer.status >= 500 && answer.status !== 501 && !isClosed && !once, ...after };
}
const isRefusal = (call, { answer, fault }) => call.refusesWith500 === true && answer.status === 500 && fault !== void 0;
function settled(error, call, setting2) {
  const { once } = call;
  const who = whoAt(setting2.addresses[0]);
  if (error instanceof HttpError) return unreachable(error, who);
  if (!(error instanceof Refusal)) return error;
  const { answer, fault } = error;
  const { status } = answer;
  if (status === 501 || fault?.has(UNINITIALISED) === true)
    return new Failure("STORE_SEALED", `${who} is not initialised: it holds nothing yet.`, {
      fix: "vault operator init"
    });
  if (status >= 500 && fault?.has(SEALED) === true)
    return new Failure("STORE_SEALED", `${who} is sealed: it cannot read its own data.`, {
      fix: "An operator unseals it: vault operator unseal\nIf it should unseal by itself, check its seal (the KMS key that it names)."
    });
  if (isRefusal(call, error)) return fault;
  if (status === 429)
    return new Failure("STORE_THROTTLED", `${who} keeps refusing requests: a rate limit quota is used up.`, {
      fix: "Run fewer jobs at once, or raise the quota:\nvault list sys/quotas/rate-limit"
    });
  if (status === 412)
    return new Failure(
      "STORE_UNREACHABLE",
      `${who} has not caught up with its primary, after several tries.`,
      {
        fix: "Run the job again, or have vault-address name the primary cluster."
      }
    );
  if (status >= 500)
    return new Failure(
      "STORE_UNREACHABLE",
      `${who} failed with status ${status}${once === true ? "; a request that creates something is not repeated" : ", several times"}.`,
      { fix: "See the log of the server, and run the job again." }
    );
  return fault ?? answerProblem(answer, who) ?? notJson(answer, who);
}
const REVOKE_SELF = "auth/token/revoke-self";
const FORBIDDEN = 403;
const PRINTABLE = /^[\w./-]{1,300}$/;
const UNKNOWN_TOKEN = /\b(?:invalid|bad) token\b|token not found|^permission denied$/im;
const BATCH = /\bbatch tokens?\b/i;
async function revokeToken(held, setting2, signal) {
  try {
    await callVault(
      { method: "POST", path: REVOKE_SELF, namespace: setting2.authNamespace, token: held.token },
      setting2,
      signal
    );
    return "revoked";
  } catch (error) {
    const isDenied = error instanceof VaultFault && error.status === FORBIDDEN;
    if (isDenied && await isGone(error, held, setting2, signal)) return "gone";
    throw notRevoked(error, held, setting2);
  }
}
async function isGone(fault, held, setting2, signal) {
  if (fault.has(UNKNOWN_TOKEN)) return true;
  if (!held.hasDefault) return false;
  try {
    await callVault(
      { method: "GET", path: "auth/token/lookup-self", namespace: setting2.authNamespace, token: held.token },
      setting2,
      signal
    );
    return false;
  } catch (error) {
    return error instanceof VaultFault && error.status === FORBIDDEN;
  }
}
const untilOf = (expires) => expires === void 0 ? "for as long as its role says" : `until ${expires.toISOString().replace(/\.\d+Z$/, "Z")}`;
const isShown = (id, { token }) => id !== void 0 && PRINTABLE.test(id) && !repeats(id, token);
function leaseNote(leases, held) {
  const shown = leases.map(({ id }) => id).filter((id) => isShown(id, held));
  const more = leases.length - shown.length;
  const rest = more === 0 ? [] : [`${more} more`];
  return `Vault keeps leases until their own end: ${[...shown, ...rest].join(", ")}`;
}
function operatorNote(held, setting2) {
  const accessor = isShown(held.accessor, held) ? held.accessor : void 0;
  const which = accessor === void 0 ? "" : ` with the accessor ${accessor}`;
  return `The Vault token${which} lives ${untilOf(held.expires)}. An operator ends it with: ${commandOf(setting2, `vault token revoke -accessor ${accessor ?? "ACCESSOR"}`)}`;
}
function commandOf(setting2, command) {
  const [address] = setting2.addresses;
  const { authNamespace: namespace } = setting2;
  const inNamespace2 = PRINTABLE.test(namespace) ? `VAULT_NAMESPACE=${namespace} ` : "";
  return `VAULT_ADDR=${address?.origin ?? "https://vault.example.com:8200"} ${inNamespace2}${command}`;
}
function notRevoked(error, held, setting2) {
  const note = operatorNote(held, setting2);
  if (!(error instanceof VaultFault)) {
    const { code, message } = asFailure(error);
    return new Failure(code, `The Vault token could not be revoked. ${message}`, { fix: note });
  }
  if (error.has(BATCH))
    return new Failure(
      "ACCESS_DENIED",
      `A batch token of Vault cannot be revoked: it lives ${untilOf(held.expires)}.`,
      {
        fix: "vault write auth/jwt/role/NAME role_type=jwt token_type=service"
      }
    );
  if (error.status !== FORBIDDEN)
    return new Failure(
      "STORE_ANSWER_INVALID",
      `The Vault token could not be revoked (status ${error.status}).`,
      {
        fix: note
      }
    );
  return new Failure("ACCESS_DENIED", "The Vault token could not be revoked: its policies do not let it.", {
    fix: `${note}
So that the next one can be, leave the role its policy default, or add to its policy:
path "${REVOKE_SELF}" { capabilities = ["update"] }`
  });
}
async function revokeLeases(leases, held, setting2, signal) {
  const ended = await Promise.allSettled(
    leases.map(
      async ({ id, namespace }) => callVault(
        { method: "POST", path: "sys/leases/revoke", namespace, token: held.token, body: { lease_id: id } },
        setting2,
        signal
      )
    )
  );
  const standing = leases.filter((_, i) => ended[i]?.status === "rejected");
  if (standing.length === 0) return leases.length;
  const commands = standing.filter(({ id }) => isShown(id, held)).map(
    ({ id, namespace }) => commandOf({ ...setting2, authNamespace: namespace }, `vault lease revoke ${id}`)
  );
  throw new Failure(
    "ACCESS_DENIED",
    `${standing.length} of ${leases.length} leases of Vault could not be revoked: each lives until its own end.`,
    {
      fix: [
        ...commands,
        'So that they can be, add to the policy of the token:\npath "sys/leases/revoke" { capabilities = ["update"] }'
      ].join("\n")
    }
  );
}
function handOver(token, setting2) {
  const { host, namespace, addresses } = setting2;
  const [address] = addresses;
  const end = !token.ours ? "it is not ours, and is not revoked" : token.type === "batch" ? "a batch token cannot be revoked" : host.face === "actions" ? "it is revoked at the end of the job" : "a program of `run` has it to its end, a file for as long as it lives";
  return {
    input: "vault-export",
    variables: new Map([
      ["VAULT_ADDR", Secret.of(address?.href.replace(/\/$/, "") ?? "")],
      ["VAULT_TOKEN", token.token],
      // A namespace that an earlier step set would lead this token elsewhere.
      ...namespace !== "" || (host.env["VAULT_NAMESPACE"] ?? "") !== "" ? [["VAULT_NAMESPACE", Secret.of(namespace)]] : []
    ]),
    files: [],
    note: `Later steps have the Vault token ${untilOf(token.expires)}, as VAULT_TOKEN; ${end}.`
  };
}
async function logIn(inputs, setting2, signal) {
  const method = chooseMethod(inputs, setting2.host.env);
  if (method instanceof Failure) throw method;
  return by(method, inputs, setting2, signal);
}
async function by(method, inputs, setting2, signal) {
  switch (method.name) {
    case "jwt":
      return (await Promise.resolve().then(function() {
        return jwt;
      })).jwtLogin(method, inputs, setting2, signal);
    case "jwt-key":
      return (await import("./providers-vault-logins-jwt-key.js")).jwtKeyLogin(method, inputs, setting2, signal);
    case "token":
      return (await import("./providers-vault-logins-token.js")).tokenLogin(method, setting2, signal);
    case "approle":
      return (await import("./providers-vault-logins-approle.js")).appRoleLogin(method, setting2, signal);
    case "kubernetes":
      return (await import("./providers-vault-logins-kubernetes.js")).kubernetesLogin(method, setting2, signal);
    case "userpass":
    case "ldap":
      return (await import("./providers-vault-logins-password.js")).passwordLogin(method, setting2, signal);
    case "cert":
      return (await import("./providers-vault-logins-cert.js")).certLogin(method, setting2, signal);
    case "github":
      return (await import("./providers-vault-logins-github.js")).githubLogin(method, setting2, signal);
    case "aws":
      return (await import("./providers-vault-logins-aws.js")).awsLogin(method, inputs, setting2, signal);
    case "other":
      return (await import("./providers-vault-logins-other.js")).otherLogin(method, setting2, signal);
  }
}
function leftoverOf({ setting: setting2, token, leases }, note) {
  const { certificate } = setting2;
  return {
    provider: "vault",
    record: {
      addresses: setting2.addresses.map(({ href }) => href),
      namespace: setting2.authNamespace,
      headers: [...setting2.headers].map(([name, value]) => [name, value.reveal() ?? ""]),
      ...certificate === void 0 ? {} : { cert: certificate.cert, key: certificate.key.reveal() ?? "" },
      token: token.token.reveal() ?? "",
      ...token.accessor === void 0 ? {} : { accessor: token.accessor },
      ...token.expires === void 0 ? {} : { expires: token.expires.getTime() },
      hasDefault: token.hasDefault,
      ...leases === void 0 ? {} : { leases },
      note
    }
  };
}
function heldOf({ record }, host) {
  const { addresses, namespace, headers, cert, key, token, accessor, expires, leases } = record;
  const urls = list$1(
    addresses,
    (one) => typeof one === "string" && URL.canParse(one) ? new URL(one) : void 0
  );
  const pairs = list$1(
    headers,
    (one) => Array.isArray(one) && typeof one[0] === "string" && typeof one[1] === "string" ? [one[0], Secret.of(one[1])] : void 0
  );
  const ids = leases === void 0 ? [] : list$1(leases, leaseOf$1);
  if (urls === void 0 || urls.length === 0 || pairs === void 0 || ids === void 0) return void 0;
  if (typeof token !== "string" || token === "" || typeof namespace !== "string") return void 0;
  const certificate = typeof cert === "string" && typeof key === "string" ? { cert, key: Secret.of(key) } : void 0;
  const held = Secret.of(token);
  host.born([held, ...pairs.map(([, value]) => value)]);
  const quiet = () => void 0;
  return {
    setting: {
      addresses: urls,
      namespace,
      authNamespace: namespace,
      headers: new Map(pairs),
      ...certificate === void 0 ? {} : { certificate },
      host: {
        ...host,
        env: {},
        workspace: "",
        temp: "",
        face: "actions",
        idToken: never,
        borrow: never,
        warn: quiet,
        info: quiet,
        debug: quiet,
        leave: async () => void 0,
        settle: async () => void 0
      }
    },
    token: {
      token: held,
      ...typeof accessor === "string" ? { accessor } : {},
      ...typeof expires === "number" && Number.isSafeInteger(expires) ? { expires: new Date(expires) } : {},
      hasDefault: record["hasDefault"] === true
    },
    leases: leases === void 0 ? void 0 : ids
  };
}
const never = async () => {
  throw new TypeError("Undoing has no identity.");
};
function leaseOf$1(one) {
  if (typeof one !== "object" || one === null) return void 0;
  const { id, namespace } = one;
  return typeof id === "string" && typeof namespace === "string" ? { id, namespace } : void 0;
}
function list$1(value, read) {
  if (!Array.isArray(value)) return void 0;
  const entries = value.map(read);
  return entries.includes(void 0) ? void 0 : entries;
}
const PEM$1 = /-----BEGIN [A-Z ]+-----/;
const MAX_BYTES = 65536;
function readCertificate(inputs, host) {
  const { vaultClientCert, vaultClientKey } = inputs;
  if (vaultClientCert === "" || vaultClientKey === void 0) return void 0;
  const cert = pemOf(vaultClientCert, "vault-client-cert", host);
  const key = Secret.of(pemOf(vaultClientKey.reveal() ?? "", "vault-client-key", host));
  host.born([key]);
  if (isPair(cert, key)) return { cert, key };
  throw new Failure(
    "INPUT_INVALID",
    "vault-client-cert and vault-client-key are no certificate and its key.",
    {
      at: { input: "vault-client-cert" },
      fix: "vault-client-cert: path/to/client.pem\nvault-client-key: ${{ secrets.VAULT_CLIENT_KEY }}   # PEM, without a passphrase"
    }
  );
}
function pemOf(text, input, { workspace }) {
  if (PEM$1.test(text)) return text;
  const decoded = Buffer.from(text, "base64").toString("latin1");
  if (PEM$1.test(decoded)) return decoded;
  if (/[\r\n]/.test(text) || text.length > 4096) throw unreadable(input);
  try {
    return readBounded(path.resolve(workspace, text.trim()), MAX_BYTES).bytes.toString("latin1");
  } catch {
    throw unreadable(input);
  }
}
const unreadable = (input) => new Failure("FILE_UNREADABLE", `${input} is neither PEM nor the path of a file that can be read.`, {
  at: { input },
  fix: `${input}: path/to/file.pem   # relative to the workspace`
});
function isPair(cert, key) {
  try {
    return new crypto.X509Certificate(cert).checkPrivateKey(crypto.createPrivateKey(key.reveal() ?? ""));
  } catch {
    return false;
  }
}
function namespacesOf(inputs, env) {
  const reads = inputs.vaultNamespace === "" ? env["VAULT_NAMESPACE"] ?? "" : inputs.vaultNamespace;
  const namespace = namespaceOf(reads);
  const own = inputs.vaultAuthNamespace;
  return { namespace, authNamespace: own === "" ? namespace : namespaceOf(own) };
}
function readSetting(inputs, host) {
  const { addresses, problems } = readAddress(inputs, host.env);
  if (problems[0] !== void 0) throw problems[0];
  const { headers } = readHeaders(inputs.vaultHeaders);
  host.born([...headers.values()]);
  const certificate = readCertificate(inputs, host);
  return {
    addresses,
    ...namespacesOf(inputs, host.env),
    headers,
    ...certificate === void 0 ? {} : { certificate },
    host
  };
}
var setting = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  namespacesOf,
  readSetting
});
function accessOf(token, setting2, pool) {
  const { namespace, authNamespace } = setting2;
  const patient = waitedForOnce(pool);
  return {
    setting: setting2,
    call: async (call, signal) => callVault({ ...call, namespace, token: token.token }, setting2, signal, patient),
    action: (doing, path2, capabilities) => ({
      doing,
      path: policyPath(path2, namespace, authNamespace),
      capabilities,
      subject: token.subject
    })
  };
}
function waitedForOnce(pool) {
  let silences = 0;
  let last;
  return {
    throttled: pool.throttled,
    run: async (task) => pool.run(async () => {
      if (last !== void 0 && silences >= RETRY_RULES.attempts) throw last;
      try {
        const result = await task();
        silences = 0;
        return result;
      } catch (error) {
        last = error instanceof HttpError && error.kind === "timeout" ? error : void 0;
        silences = last === void 0 ? 0 : silences + 1;
        throw error;
      }
    })
  };
}
const MAX_NAME = 200;
function tokenOf(json, subject, { host }) {
  const auth = fieldsOf(fieldsOf(json)["auth"]);
  const text = textOf(auth["client_token"]);
  const token = Secret.of(text);
  if (text !== "") host.born([token]);
  if (Object.keys(fieldsOf(auth["mfa_requirement"])).length > 0) throw secondFactor(subject);
  if (text === "")
    throw new Failure("STORE_ANSWER_INVALID", `Vault took the login of ${subject} and gave no token.`, {
      fix: "Check that vault-address is a Vault or an OpenBao, and vault-auth-path a login method."
    });
  const expires = dateAfter(numberOf(auth["lease_duration"]), host.clock.now());
  const uses = numberOf(auth["num_uses"]) ?? 0;
  const accessor = textOf(auth["accessor"]);
  return {
    token,
    ...accessor === "" || repeats(accessor, token) ? {} : { accessor },
    ...expires === void 0 ? {} : { expires },
    renewable: auth["renewable"] === true,
    type: typeOf(auth["token_type"], text),
    policies: namesOf(auth["policies"] ?? auth["token_policies"], token),
    ours: true,
    ...uses > 0 ? { uses } : {},
    subject
  };
}
function lookedUp(json, token) {
  const data = fieldsOf(fieldsOf(json)["data"]);
  const date = new Date(textOf(data["expire_time"]));
  const uses = numberOf(data["num_uses"]) ?? 0;
  const accessor = textOf(data["accessor"]);
  const [name = ""] = namesOf([data["display_name"]], token);
  return {
    token,
    ...accessor === "" || repeats(accessor, token) ? {} : { accessor },
    ...Number.isNaN(date.getTime()) ? {} : { expires: date },
    renewable: data["renewable"] === true,
    type: typeOf(data["type"], ""),
    policies: [...namesOf(data["policies"], token), ...namesOf(data["identity_policies"], token)],
    ours: false,
    ...uses > 0 ? { uses } : {},
    // The name of a token that nobody gave one.
    subject: name === "" || name === "token" ? "a token" : `the token of ${name}`
  };
}
const fieldsOf = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
const textOf = (value) => typeof value === "string" ? value : "";
const nameOf = (value) => printable(textOf(value)).slice(0, MAX_NAME);
const namesOf = (value, token) => Array.isArray(value) ? value.map(nameOf).filter((name) => name !== "" && !repeats(name, token)) : [];
function dateAfter(seconds, now) {
  if (seconds === void 0 || !(seconds > 0)) return void 0;
  const date = new Date(now + seconds * 1e3);
  return Number.isNaN(date.getTime()) ? void 0 : date;
}
function numberOf(value) {
  const number = Number(typeof value === "number" ? value : String(value));
  return Number.isFinite(number) ? number : void 0;
}
function typeOf(type, token) {
  if (type === "service" || type === "batch") return type;
  if (/^(hvb|b)\./.test(token)) return "batch";
  return /^(hvs|s)\./.test(token) ? "service" : "unknown";
}
const secondFactor = (subject) => new Failure("LOGIN_REFUSED", `Vault asks ${subject} for a second factor, and a job has none.`, {
  fix: "Leave this login out of the enforcement of a second factor (its auth_method_accessors, identity_group_ids or identity_entity_ids):\nvault list identity/mfa/login-enforcement\nvault read identity/mfa/login-enforcement/NAME"
});
const DEFAULT_FIELD = "value";
function fieldsIn(body, keys) {
  let fields = jsonTree(body);
  let whole = body;
  for (const key of keys) {
    const node = fields?.get(key);
    if (node?.kind !== "map") return void 0;
    ({ fields, whole } = node);
  }
  return fields === void 0 ? void 0 : { fields, whole };
}
function contentOf(fields, whole) {
  const [only] = fields.size === 1 ? fields.values() : [];
  return { kind: "fields", fields, whole, bare: fields.get(DEFAULT_FIELD) ?? only ?? "none" };
}
function oneValue({ bare, whole }) {
  const node = bare === "none" ? void 0 : bare;
  if (node === void 0 || node.kind === "null") return { kind: "text", text: whole };
  return { kind: "text", text: node.kind === "leaf" ? node.value : node.whole };
}
const PEM = /^\s*-----BEGIN [A-Z0-9 ]+-----/;
async function readEngine(mount, locator, access, leased, signal) {
  const wrong = refusal(mount, locator);
  if (wrong !== void 0) return failed(wrong);
  const { params, parts } = locator;
  const isPost = params.size > 0;
  const once = mount.kind === "engine";
  let answer;
  try {
    answer = await access.call(
      isPost ? { method: "POST", path: encoded(parts), body: Object.fromEntries(params), once } : { method: "GET", path: encoded(parts), once },
      signal
    );
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
    return failed(explain$1(error, mount, locator, access));
  }
  const lease = leaseOf(answer, locator, access);
  if (lease !== void 0) leased(lease);
  const data = fieldsIn(answer.body, ["data"]);
  if (data === void 0 || data.fields.size === 0)
    return failed(
      new Failure(
        "STORE_ANSWER_INVALID",
        `The engine ${mount.engine} answers for ${locator.shown} with no fields.`,
        {
          fix: "Name a path that gives values: database/creds/ROLE, pki/issue/ROLE?common_name=\u2026"
        }
      )
    );
  const fields = new Map([...data.fields].map(([name, node]) => [name, joined(node)]));
  return {
    is: "found",
    value: contentOf(fields, data.whole),
    ...lease?.expires === void 0 ? {} : { expires: lease.expires },
    ...answer.requestId === void 0 ? {} : { requestId: answer.requestId }
  };
}
function refusal(mount, { parts, version, params, listing, shown }) {
  const what = `${mount.path} is a mount of ${mount.engine}`;
  if (listing !== void 0)
    return new Failure("REFERENCE_INVALID", `${what}, and only of KV everything below a path can be read.`, {
      fix: "Name one path, and take its fields by a wildcard."
    });
  if (version !== void 0)
    return new Failure("REFERENCE_INVALID", `${what}, which has no versions.`, { fix: "Remove ?version=." });
  if (params.size > 0 && mount.kind === "cubbyhole")
    return new Failure("REFERENCE_INVALID", `${what}: parameters would overwrite ${parts.join("/")}.`, {
      fix: "Remove the query."
    });
  if (parts.length > mount.parts.length) return void 0;
  return new Failure("REFERENCE_INVALID", `${shown} is a mount: the reference names no path in it.`, {
    fix: `vault://${mount.path}/PATH`
  });
}
function explain$1(fault, mount, locator, access) {
  const { parts, params, shown } = locator;
  const path2 = parts.join("/");
  const isPost = params.size > 0;
  const help = `vault path-help ${path2}`;
  if (fault.isBare && mount.kind === "cubbyhole")
    return new Failure("SECRET_NOT_FOUND", `The cubbyhole of this token holds nothing at ${shown}.`, {
      fix: "A cubbyhole is its token's own: nothing but that token can have put something there."
    });
  const isPath = fault.isBare || fault.has(/unsupported path/i) || fault.has(/unknown role|role .*not found/i);
  if (isPath)
    return new Failure(
      "SECRET_NOT_FOUND",
      `The engine ${mount.engine} at ${mount.path} has no such path or role: ${shown} (status ${fault.status}).`,
      { fix: `See what is there:
vault list ${mount.path}/roles
${help}` }
    );
  if (fault.status === 405 || fault.has(/unsupported operation/i))
    return new Failure(
      "REFERENCE_INVALID",
      `The engine ${mount.engine} at ${mount.path} does not take a ${isPost ? "POST" : "GET"} of ${shown} (status ${fault.status}).`,
      {
        fix: isPost ? `Without a query it is a GET.
${help}` : `With a parameter it is a POST: vault://${path2}?common_name=a.example.com
${help}`
      }
    );
  if (fault.status === 400)
    return new Failure(
      "REFERENCE_INVALID",
      `The engine ${mount.engine} at ${mount.path} refuses ${shown} (status 400): there is no such role or key, or the parameters are not what it takes.`,
      { fix: `Compare path and query with what the engine takes and the role allows:
${help}` }
    );
  return failureOf(fault, access.action(`reading ${shown}`, path2, [isPost ? "update" : "read"]));
}
function leaseOf({ json }, { parts, path: path2 }, { setting: setting2 }) {
  const { lease_id: id, lease_duration: duration } = json ?? {};
  if (typeof id !== "string" || id === "") return void 0;
  const inner = parts.findIndex((_, i) => id.startsWith(`${parts.slice(i).join("/")}/`));
  const namespace = [setting2.namespace, ...parts.slice(0, Math.max(inner, 0))].filter((part) => part !== "");
  return {
    id,
    namespace: namespace.join("/"),
    shown: path2,
    expires: dateAfter(typeof duration === "number" ? duration : void 0, setting2.host.clock.now())
  };
}
function joined(node) {
  if (node.kind !== "list" || node.items.length === 0) return node;
  const texts = node.items.map((item) => item.kind === "leaf" ? item.value.reveal() : void 0);
  if (!texts.every((text) => text !== void 0 && PEM.test(text))) return node;
  return {
    kind: "leaf",
    value: Secret.of(texts.map((text) => text.replace(/\n+$/, "")).join("\n")),
    clear: false
  };
}
function kvPath(locator, mount) {
  const { parts, version, params, listing } = locator;
  if (params.size > 0)
    return new Failure(
      "REFERENCE_INVALID",
      `${mount.path} is a mount of KV: it takes no query but version.`,
      {
        fix: mount.kind === "kv2" ? "?version=3" : "Remove the query."
      }
    );
  if (version !== void 0 && mount.kind === "kv1")
    return new Failure("REFERENCE_INVALID", `${mount.path} is a mount of KV 1, which keeps one version.`, {
      fix: `Remove ?version=, or turn it into KV 2: vault kv enable-versioning ${mount.path}`
    });
  const rest = parts.slice(mount.parts.length);
  const dropped = mount.kind === "kv2" && rest[0] === "data" && (rest.length > 1 || listing !== void 0);
  const inside = dropped ? rest.slice(1) : rest;
  if (inside.length === 0 && listing === void 0)
    return new Failure(
      "REFERENCE_INVALID",
      `${mount.path} is a mount: the reference names no secret in it.`,
      {
        fix: `vault://${mount.path}/NAME, or everything in it: vault://${mount.path}/`
      }
    );
  const clean = [mount.path, ...inside].join("/");
  return {
    parts: inside,
    notices: dropped ? [`${locator.shown} is read as ${clean}: data/ belongs to the API of KV 2, not to the name.`] : []
  };
}
async function readKv(mount, parts, version, access, signal) {
  const isTwo = mount.kind === "kv2";
  const path2 = [...mount.parts, ...isTwo ? ["data"] : [], ...parts];
  const query = version === void 0 ? "" : `?version=${version}`;
  let answer;
  try {
    answer = await access.call({ method: "GET", path: `${encoded(path2)}${query}` }, signal);
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
    return explain(error, mount, parts, version, access);
  }
  const found = fieldsIn(answer.body, isTwo ? ["data", "data"] : ["data"]);
  if (found === void 0)
    return gone(metadataOf(answer.json), mount, parts) ?? failed(noFields(mount, parts));
  const metadata = isTwo ? metadataOf(answer.json) : void 0;
  const date = dateOf(metadata?.created_time);
  return {
    is: "found",
    value: contentOf(found.fields, found.whole),
    ...typeof metadata?.version === "number" ? { version: String(metadata.version) } : {},
    ...date === void 0 ? {} : { date },
    ...answer.requestId === void 0 ? {} : { requestId: answer.requestId }
  };
}
function explain(fault, mount, parts, version, access) {
  const name = [mount.path, ...parts].join("/");
  if (fault.isBare && version === void 0) return MISSING;
  if (fault.isBare)
    return failed(
      new Failure("VERSION_NOT_FOUND", `${name} has no version ${version}, or there is no such secret.`, {
        fix: `See which there are: vault kv metadata get -mount=${mount.path} ${parts.join("/")}`
      })
    );
  const deleted = fault.status === 404 ? gone(metadataOf(fault.json), mount, parts) : void 0;
  if (deleted !== void 0) return deleted;
  const policy = [...mount.parts, ...mount.kind === "kv2" ? ["data"] : [], ...parts].join("/");
  return failed(failureOf(fault, access.action(`reading ${name}`, policy, ["read"])));
}
function gone(metadata, mount, parts) {
  const name = [mount.path, ...parts].join("/");
  const version = typeof metadata?.version === "number" ? String(metadata.version) : void 0;
  const which = version === void 0 ? "its version" : `version ${version}`;
  if (metadata?.destroyed === true)
    return failed(
      new Failure("SECRET_DELETED", `${which} of ${name} is destroyed: its data is gone for good.`, {
        fix: `Write it anew, or read another version:
vault kv put -mount=${mount.path} ${parts.join("/")} value=\u2026
vault://${name}?version=N`
      })
    );
  const date = dateOf(metadata?.deletion_time);
  if (date === void 0) return void 0;
  return failed(
    new Failure(
      "SECRET_DELETED",
      `${which} of ${name} was deleted at ${date.toISOString().replace(/\.\d+Z$/, "Z")}.`,
      {
        fix: `vault kv undelete -mount=${mount.path}${version === void 0 ? "" : ` -versions=${version}`} ${parts.join("/")}
or read another version: vault://${name}?version=N`
      }
    )
  );
}
const noFields = (mount, parts) => new Failure(
  "STORE_ANSWER_INVALID",
  `Vault answers for ${[mount.path, ...parts].join("/")} with no fields, and with no word of a deletion.`,
  { fix: "Check vault-address: something else than Vault or OpenBao seems to answer there." }
);
const metadataOf = (json) => json?.data?.metadata ?? void 0;
function dateOf(text) {
  const date = typeof text === "string" && text !== "" ? new Date(text) : void 0;
  return date === void 0 || Number.isNaN(date.getTime()) ? void 0 : date;
}
const MAX_SECRETS = 1e3;
const MAX_FOLDERS = 250;
const SHOWN = 20;
async function readUnder(mount, folder, stem, read, access, signal) {
  const listed = await listAll(mount, folder, stem, access, signal);
  if (listed instanceof Failure) return failed(listed);
  const outcomes = await Promise.all(
    listed.map(async (name) => {
      const parts = [...folder, ...name.split("/")];
      return [name, await attempt(async () => read(parts), signal)];
    })
  );
  return listingOf([mount.path, ...folder, stem].join("/"), stem, outcomes);
}
async function listAll(mount, folder, stem, access, signal) {
  const names = [];
  let folders = [""];
  let asked = 0;
  while (folders.length > 0) {
    asked += folders.length;
    if (asked > MAX_FOLDERS) return tooMany(mount, folder, `${MAX_FOLDERS} folders`);
    const lists = await Promise.all(
      folders.map(async (inner) => {
        const keys2 = await list(mount, [...folder, ...inner.split("/").filter(Boolean)], access, signal);
        return keys2 instanceof Failure ? keys2 : keys2.map((key) => `${inner}${key}`);
      })
    );
    const failures = lists.filter((one) => one instanceof Failure);
    if (failures[0] !== void 0) return together([failures[0], ...failures.slice(1)]);
    const keys = lists.flat().filter((key) => key.startsWith(stem));
    names.push(...keys.filter((key) => !key.endsWith("/")));
    if (names.length > MAX_SECRETS) return tooMany(mount, folder, `${MAX_SECRETS} secrets`);
    folders = keys.filter((key) => key.endsWith("/"));
  }
  return names.sort();
}
async function list(mount, folder, access, signal) {
  const parts = [...mount.parts, ...mount.kind === "kv2" ? ["metadata"] : [], ...folder];
  let answer;
  try {
    answer = await access.call({ method: "LIST", path: `${encoded(parts)}/` }, signal);
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
    if (error.isBare) return [];
    const name = [mount.path, ...folder].join("/");
    return failureOf(error, access.action(`listing ${name}/`, `${parts.join("/")}/*`, ["list"]));
  }
  const keys = answer.json?.data?.keys;
  if (Array.isArray(keys) && keys.every((key) => typeof key === "string" && isName(key)))
    return keys;
  return new Failure("STORE_ANSWER_INVALID", "Vault lists names that cannot be names of secrets.", {
    fix: "Check vault-address: something else than Vault or OpenBao seems to answer there."
  });
}
const isName = (key) => /^(?!\.{1,2}\/?$)[^/]+\/?$/.test(key) && !INVISIBLE.test(key);
function tooMany(mount, folder, what) {
  const name = [mount.path, ...folder].join("/");
  return new Failure("LIMIT_EXCEEDED", `There are more than ${what} below ${name}/.`, {
    fix: `Name a folder further down: vault://${name}/NAME/`
  });
}
function listingOf(shown, stem, read) {
  const failures = [];
  const deleted = [];
  const notices = [];
  const entries = /* @__PURE__ */ new Map();
  for (const [name, outcome] of read) {
    if (outcome.is === "missing" || outcome.is === "failed" && outcome.error.code === "SECRET_DELETED")
      deleted.push(name);
    else if (outcome.is === "failed") failures.push(outcome.error);
    else if (name === stem)
      notices.push(`${shown} is left out: nothing of its name follows the prefix. Ask for it by its name.`);
    else if (outcome.value.kind === "fields") entries.set(name.slice(stem.length), oneValue(outcome.value));
  }
  const [first, ...others] = failures;
  if (first !== void 0) return failed(together([first, ...others]));
  if (entries.size === 0 && deleted.length > 0)
    return failed(
      new Failure("SECRET_DELETED", `Everything below ${shown} is deleted: ${shownNames(deleted)}.`, {
        fix: "vault kv undelete -mount=MOUNT -versions=N NAME   # or write them anew"
      })
    );
  if (entries.size === 0) return MISSING;
  if (deleted.length > 0)
    notices.push(`Below ${shown}, these are left out, since they are deleted: ${shownNames(deleted)}`);
  return { is: "found", value: { kind: "listing", entries }, ...notices.length === 0 ? {} : { notices } };
}
function shownNames(names) {
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  return `${names.slice(0, SHOWN).join(", ")}${more}`;
}
const ENGINE = /^[a-z][a-z0-9_-]{0,39}$/;
const CLOSED = /(^|\/)(sys|auth)(\/|$)/;
const CLOSED_TYPE = /^(ns_)?(system|token)$/;
function openMounts(access) {
  const known = [];
  const failures = /* @__PURE__ */ new Map();
  let before = Promise.resolve();
  const mountOf = (parts) => known.find((mount) => mount.parts.every((part, i) => part === parts[i]));
  const find = async (paths, signal) => {
    for (let depth = 1; ; depth += 1) {
      const open2 = paths.filter((parts) => !failures.has(keyOf(parts)) && mountOf(parts) === void 0);
      if (open2.length === 0) break;
      const groups = Map.groupBy(open2, (parts) => keyOf(parts.slice(0, depth)));
      await Promise.all(
        [...groups.values()].map(async (group) => {
          const [first] = group;
          const found = await lookUp(first, access, signal);
          if (!("failure" in found)) known.push(found);
          else
            for (const parts of found.isOfPath ? [first] : group) failures.set(keyOf(parts), found.failure);
        })
      );
    }
    return paths.map((parts) => failures.get(keyOf(parts)) ?? mountOf(parts));
  };
  return {
    // One after the other: what a first call learns, a second need not ask.
    find: async (paths, signal) => {
      const mine = before.then(async () => find(paths, signal));
      before = mine.catch(() => void 0);
      return mine;
    }
  };
}
const keyOf = (parts) => JSON.stringify(parts);
async function lookUp(parts, access, signal, inside = 0) {
  const spaces = parts.slice(0, inside);
  const rest = parts.slice(inside);
  try {
    const path2 = `${encoded([...spaces, "sys", "internal", "ui", "mounts"])}/${encoded(rest)}`;
    const answer = await access.call({ method: "GET", path: path2 }, signal);
    return mountIn(answer, spaces, rest, access);
  } catch (error) {
    if (signal.aborted) throw error;
    if (!(error instanceof VaultFault)) return { failure: asFailure(error), isOfPath: false };
    const found = refused(error, parts, access);
    if (!isUnseen(error) || rest.length < 2) return found;
    const deeper = await lookUp(parts, access, signal, inside + 1);
    return "failure" in deeper ? found : deeper;
  }
}
const isUnseen = (fault) => fault.status === 403 && fault.has(/preflight/i);
function mountIn({ json }, spaces, rest, { setting: setting2 }) {
  const { data } = json ?? {};
  const { path: path2, type, options } = data ?? {};
  const asked = `${rest.join("/")}/`;
  const isName2 = typeof path2 === "string" && path2.length > 1 && path2.endsWith("/") && typeof type === "string";
  const above = [setting2.namespace, ...spaces].filter((part) => part !== "").map((part) => `${part}/`).join("");
  const relative = [path2, isName2 && path2.startsWith(above) ? path2.slice(above.length) : void 0].find(
    (one) => typeof one === "string" && one !== "" && asked.startsWith(one)
  );
  if (!isName2 || relative === void 0)
    return {
      failure: new Failure(
        "STORE_ANSWER_INVALID",
        "Vault names another mount than the one that was asked for.",
        { fix: "Check vault-address: something else than Vault or OpenBao seems to answer there." }
      ),
      isOfPath: true
    };
  const parts = [...spaces, ...relative.slice(0, -1).split("/")];
  const mount = parts.join("/");
  const isKv = type === "kv" || type === "generic";
  if (CLOSED_TYPE.test(type) || !isKv && CLOSED.test(mount)) return { failure: closed(), isOfPath: true };
  const version = options?.version;
  return {
    path: mount,
    parts,
    kind: isKv ? version === "2" ? "kv2" : "kv1" : /^(ns_)?cubbyhole$/.test(type) ? "cubbyhole" : "engine",
    engine: ENGINE.test(type) ? type : "another kind"
  };
}
const closed = () => new Failure(
  "REFERENCE_INVALID",
  "This path is in sys/ or auth/ of a namespace, Vault's administration and its logins: nothing is read there.",
  { fix: "Name a secret, or an engine's path: vault://team/secret/database/mongo_url" }
);
const noNamespace = (path2) => new Failure(
  "MOUNT_UNKNOWN",
  `Vault has no such namespace for ${path2}, or no namespaces at all (status 403).`,
  {
    fix: "Check vault-namespace, and the namespace that the reference begins with:\nvault namespace list"
  }
);
function refused(fault, parts, access) {
  const path2 = parts.join("/");
  const doing = `the look-up of the mount of ${path2}`;
  const what = access.action(doing, path2, ["read"]);
  if (fault.status !== 403) return { failure: failureOf(fault, what), isOfPath: fault.status === 404 };
  if (fault.has(NO_TOKEN)) return { failure: tokenRefused(doing, "(status 403)"), isOfPath: false };
  if (!isUnseen(fault)) return { failure: noNamespace(path2), isOfPath: false };
  const above = what.path.slice(0, what.path.length - path2.length);
  const [mount, ...rest] = parts;
  const guess = `${above}${mount}/data/${rest.length === 0 ? "*" : rest.join("/")}`;
  return {
    failure: new Failure(
      "ACCESS_DENIED",
      `Vault shows no mount for ${path2}${what.subject === void 0 ? "" : ` to ${what.subject}`}: no policy of the token allows anything in it, or there is none (status 403).`,
      {
        fix: `Add to a policy of the role, for KV 2 (KV 1 and engines: without data/):
${rule(guess, ["read"])}
If the mount has another name: vault secrets list`
      }
    ),
    isOfPath: true
  };
}
const PARALLEL = 50;
function openStore(token, setting2) {
  const access = accessOf(token, setting2, createPool(PARALLEL));
  const mounts = openMounts(access);
  const leases = [];
  const leased = (lease) => void leases.push(lease);
  return {
    read: async (locators, signal) => {
      const found = await mounts.find(
        locators.map(({ parts }) => parts),
        signal
      );
      const readKvOnce = kvReader(access, signal);
      const read = locators.map(async (locator, i) => {
        const mount = found[i];
        const outcome = mount instanceof Failure ? failed(mount) : await attempt(async () => readOne(locator, mount, readKvOnce, access, leased, signal), signal);
        return [locator.id, outcome];
      });
      return new Map(await Promise.all(read));
    },
    creates: async ({ parts }, signal) => {
      const [mount] = await mounts.find([parts], signal);
      return !(mount instanceof Failure) && mount?.kind === "engine";
    },
    leases: () => leases
  };
}
function kvReader(access, signal) {
  const asked = /* @__PURE__ */ new Map();
  return async (mount, parts, version) => {
    const key = JSON.stringify([mount.path, parts, version ?? null]);
    const reading = asked.get(key) ?? readKv(mount, parts, version, access, signal);
    asked.set(key, reading);
    return reading;
  };
}
async function readOne(locator, mount, readKvOnce, access, leased, signal) {
  if (mount.kind === "engine" || mount.kind === "cubbyhole")
    return readEngine(mount, locator, access, leased, signal);
  const path2 = kvPath(locator, mount);
  if (path2 instanceof Failure) return failed(path2);
  const outcome = await (locator.listing === void 0 ? readKvOnce(mount, path2.parts, locator.version) : readUnder(
    mount,
    path2.parts,
    locator.listing.stem,
    async (parts) => readKvOnce(mount, parts),
    access,
    signal
  ));
  if (outcome.is !== "found" || path2.notices.length === 0) return outcome;
  return { ...outcome, notices: [...path2.notices, ...outcome.notices ?? []] };
}
const CLOSE_MS = 5e3;
async function openSession(inputs, host, signal) {
  const setting2 = readSetting(inputs, host);
  const token = await logIn(inputs, setting2, signal);
  const end = endOf(token, setting2);
  try {
    await end.begin();
    return open(inputs, token, setting2, end);
  } catch (error) {
    await end.close(false, []);
    throw error;
  }
}
function open(inputs, token, setting2, end) {
  const { host } = setting2;
  const store = openStore(token, setting2);
  let handed = false;
  const account = `${setting2.addresses[0]?.host ?? ""}${setting2.authNamespace === "" ? "" : `/${setting2.authNamespace}`}`;
  host.debug(`vault: ${account} knows the step as ${token.subject}, ${untilOf(token.expires)}`);
  return {
    who: {
      subject: token.subject,
      account,
      sealed: false,
      ...token.expires === void 0 ? {} : { expires: token.expires },
      ...token.claims === void 0 ? {} : { token: token.claims }
    },
    read: async (locators, aborted) => {
      try {
        const outcomes = await store.read(locators, aborted);
        return new Map([...outcomes].map(([id, outcome]) => [id, endingWith(token, outcome)]));
      } finally {
        await end.keep(store.leases());
      }
    },
    creates: async (locator, aborted) => store.creates(locator, aborted),
    handOver: () => {
      handed = true;
      return handOver(token, setting2);
    },
    health: async (aborted) => (await import("./providers-vault-health.js")).health(inputs, token, setting2, aborted),
    close: async () => end.close(handed, store.leases())
  };
}
function endingWith({ expires }, outcome) {
  if (outcome.is !== "found" || outcome.expires === void 0 || expires === void 0) return outcome;
  return { ...outcome, expires: outcome.expires < expires ? outcome.expires : expires };
}
function endOf(token, setting2) {
  const { host } = setting2;
  const held = {
    token: token.token,
    ...token.accessor === void 0 ? {} : { accessor: token.accessor },
    ...token.expires === void 0 ? {} : { expires: token.expires },
    hasDefault: token.policies.includes("default")
  };
  const isBatch = token.type === "batch";
  const isRevoked = token.ours && !isBatch;
  const kept = /* @__PURE__ */ new Set();
  let ours;
  let closed2 = false;
  return {
    begin: async () => {
      if (!isRevoked) return;
      ours = leftoverOf({ setting: setting2, token: held, leases: void 0 }, operatorNote(held, setting2));
      await host.leave(ours);
    },
    keep: async (leases) => {
      if (isRevoked) return;
      const fresh = leases.filter(({ id }) => !kept.has(id)).map(({ id, namespace }) => ({ id, namespace }));
      if (fresh.length === 0) return;
      for (const { id } of fresh) kept.add(id);
      await host.leave(leftoverOf({ setting: setting2, token: held, leases: fresh }, leaseNote(fresh, held)));
    },
    close: async (handed, leases) => {
      if (closed2) return;
      closed2 = true;
      if (token.ours && isBatch)
        host.info(`vault: a batch token cannot be revoked; it lives ${untilOf(token.expires)}.`);
      if (leases.length > 0 && isRevoked)
        host.info(
          `vault: the token lives on for ${leases.length === 1 ? "a lease" : `${leases.length} leases`}; they end with it, ${untilOf(token.expires)} at the latest.`
        );
      if (!isRevoked || handed || leases.length > 0) return;
      try {
        const ended = await revokeToken(held, setting2, AbortSignal.timeout(CLOSE_MS));
        host.debug(
          ended === "revoked" ? "vault: the token is revoked" : "vault: the token had ended already"
        );
        if (ours !== void 0) await host.settle(ours);
      } catch (error) {
        const { code, message, fix } = asFailure(error);
        host.warn(fix === void 0 ? message : `${message}
${fix}`);
        if (code === "ACCESS_DENIED" && ours !== void 0) await host.settle(ours);
      }
    }
  };
}
var session = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  openSession
});
function bodyOf(fields) {
  const entries = Object.entries(fields).flatMap(([name, value]) => {
    const text = value instanceof Secret ? value.reveal() : value;
    return text === void 0 || text === "" ? [] : [[name, text]];
  });
  return Secret.of(JSON.stringify(Object.fromEntries(entries)));
}
function isJsonObject(text) {
  try {
    const value = JSON.parse(text.reveal() ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
const REFUSING_WITH_500 = ["github", "approle", "ldap"];
async function postLogin(path2, body, attempt2, subject, setting2, signal) {
  const { authNamespace: namespace } = setting2;
  const parts = typeof path2 === "string" ? path2.split("/") : [...path2.below.split("/"), path2.last];
  const answer = await callVault(
    {
      method: "POST",
      path: `auth/${encoded(parts)}`,
      namespace,
      body,
      refusesWith500: REFUSING_WITH_500.includes(attempt2.method)
    },
    setting2,
    signal
  ).catch(async (error) => {
    if (!(error instanceof VaultFault)) throw error;
    const { explainLogin } = await import("./providers-vault-refused.js");
    throw explainLogin(error, { ...attempt2, namespace });
  });
  return tokenOf(answer.json, subject, setting2);
}
async function jwtLogin({ name, mount, role }, inputs, setting2, signal) {
  const audience = audienceOf(inputs, setting2.host.env);
  const refused2 = refusedAudience(audience);
  if (refused2) throw refused2;
  const token = await setting2.host.idToken(signal);
  return sendJwt(token, { name, mount, role, audience }, setting2, signal);
}
async function sendJwt({ token, claims }, { name, mount, role, audience }, setting2, signal) {
  const vaultToken = await postLogin(
    `${mount}/login`,
    bodyOf({ role, jwt: token }),
    { method: name, mount, role, claims, audience },
    role === "" ? `the default role of ${mount}` : `${mount} role ${role}`,
    setting2,
    signal
  );
  const subject = typeof claims["sub"] === "string" ? claims["sub"] : "";
  const said = Array.isArray(claims["aud"]) ? claims["aud"][0] : claims["aud"];
  return { ...vaultToken, claims: { subject, audience: typeof said === "string" ? said : audience } };
}
var jwt = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  jwtLogin,
  sendJwt
});
export {
  VaultFault as V,
  revokeToken as a,
  bodyOf as b,
  callVault as c,
  repeats as d,
  setting as e,
  fieldsOf as f,
  session as g,
  heldOf as h,
  isJsonObject as i,
  lookedUp as l,
  postLogin as p,
  revokeLeases as r,
  sendJwt as s,
  textOf as t,
  untilOf as u
};
