import { K as readBounded, t as together, F as Failure, S as Secret, a as asFailure, i as systemClock, h as runQuietly, y as printable, d as createFile, s as safePath } from "./kernel-base.js";
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
const fs = lazyBuiltin("node:fs");
import { a as retry, H as HttpError, i as isTransient, u as unreachable, r as retryAfterMs, c as createPool } from "./kernel-http-client.js";
import { B as BUNDLE_MEDIA_TYPE, I as IN_TOTO_TYPE, r as repositoryOf$1, c as cosignTypeOf, p as predicateTypeOf, P as PREDICATE_NAMES, S as SIGNATURE_PREDICATE, a as planSigning } from "./signing-inputs.js";
const path = lazyBuiltin("node:path");
import { d as parseJson, S as SIGN_INPUTS } from "./providers-list.js";
const crypto = lazyBuiltin("node:crypto");
import { o as openJournal } from "./entries-sign-journal.js";
const net = lazyBuiltin("node:net");
import { a as shellPath, s as shellWord } from "./kernel-shell-word.js";
const buffer = lazyBuiltin("node:buffer");
import { a as readInputs, l as lazyHttp, r as runMasks, d as loggedHttp } from "./commands-prepare.js";
const MAX_ENTRIES = 500;
const MAX_BYTES$2 = 1024 * 1024;
const MAX_LIST_BYTES = 16 * 1024 * 1024;
const UNLISTABLE = /[=\p{Cc}]|^\s|\s$/u;
const NEEDS_SCHEME = /^#|@sha(?:256|384|512):|^[A-Za-z][A-Za-z0-9+.-]*:\/\//;
function listArtifacts({ env, workspace }, entries) {
  const file = env["GITHUB_ARTIFACTS"] ?? "";
  if (file === "" || entries.length === 0) return [];
  try {
    const listed = alreadyListed(env["GITHUB_ARTIFACTS_LIST"] ?? "");
    let room = MAX_BYTES$2 - (fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0);
    const lines = [];
    let left = 0;
    for (const entry of entries) {
      const name = entry.kind === "oci" ? entry.name : path.basename(entry.path);
      const line2 = lineOf(entry, workspace);
      if (listed.get(name) === entry.digest) continue;
      const size = Buffer.byteLength(`${line2}
`);
      if (UNLISTABLE.test(line2) || listed.has(name) || listed.size >= MAX_ENTRIES || size > room) {
        left += 1;
        continue;
      }
      room -= size;
      listed.set(name, entry.digest);
      lines.push(line2);
    }
    if (lines.length > 0) fs.appendFileSync(file, lines.map((line2) => `${line2}
`).join(""));
    return left === 0 ? [] : [
      `${left} of ${entries.length} subjects are not in the runner's list of artifacts: it takes ${MAX_ENTRIES} a job, one digest a name, a file by its last part, and no "=".`
    ];
  } catch {
    return [
      "The runner's list of artifacts (GITHUB_ARTIFACTS) could not be read or written; nothing was added to it."
    ];
  }
}
function lineOf(entry, workspace) {
  if (entry.kind === "oci") return `oci://${entry.name}@${entry.digest}`;
  const relative = path.relative(workspace, entry.path);
  const outside = relative.startsWith("..") || path.isAbsolute(relative);
  const shown = outside ? entry.path : relative;
  return NEEDS_SCHEME.test(shown) ? `file://${shown}` : shown;
}
function alreadyListed(file) {
  if (file === "" || !fs.existsSync(file)) return /* @__PURE__ */ new Map();
  const text = readBounded(file, MAX_LIST_BYTES).bytes.toString("utf8");
  if (text.trim() === "") return /* @__PURE__ */ new Map();
  const { subjects } = JSON.parse(text);
  const entries = Array.isArray(subjects) ? subjects : [];
  return new Map(
    entries.flatMap(
      ({ name, digest }) => typeof name === "string" && typeof digest === "string" ? [[name, digest]] : []
    )
  );
}
const registryTokens = ({ given, providers, sessions }) => async (host) => {
  const provider = providers.find(
    ({ id, hasRegistry }) => hasRegistry(host) && given.providers.get(id)?.given === true
  );
  if (provider === void 0) return void 0;
  const [first2, ...rest] = provider.check();
  if (first2 !== void 0) throw together([first2, ...rest]);
  const { signal } = new AbortController();
  const session = await sessions.of(provider, signal);
  return await session.registryToken?.(host, signal);
};
const REASONS = [
  [/user-owned private repositor/i, () => notForPersons()],
  [/not accessible by|must have .*(?:write|admin)|permission/i, () => noPermission()],
  [/sso|saml/i, () => noPermission()],
  [/values do not match/i, () => otherRepository()],
  [/duplicate subject/i, () => duplicateSubject()]
];
function refusedByGithub({ status, headers, body }, host) {
  const failure = knownRefusal(body) ?? byStatus(status, host);
  const id = headers["x-github-request-id"];
  if (id === void 0 || !/^[\w:-]{1,80}$/.test(id)) return failure;
  const { code, message, fix } = failure;
  return new Failure(code, message, { ...fix === void 0 ? {} : { fix }, requestId: id });
}
function knownRefusal(body) {
  const text = Buffer.from(body.subarray(0, 4096)).toString();
  return REASONS.find(([words]) => words.test(text))?.[1]();
}
function byStatus(status, host) {
  if (status === 401)
    return refused$1(
      "GitHub does not know the token any more",
      "github-token: ${{ github.token }}  # of this job; it ends with the job"
    );
  if (status === 403) return noPermission();
  if (status === 404 || status === 405)
    return host === "api.github.com" ? refused$1(
      "GitHub shows this token no such repository, or has no attestations for it",
      "permissions:\n  attestations: write\n  contents: read\n  id-token: write"
    ) : refused$1(
      `${host} has no attestations: GitHub Enterprise Server does not know them`,
      "github-attestations: false  # the bundles lie beside the files, and in the registry"
    );
  return refused$1(
    `GitHub did not take it (status ${status})`,
    "See https://www.githubstatus.com, and run the job again."
  );
}
const refused$1 = (what, fix) => new Failure("ATTESTATION_REFUSED", `The attestation cannot be stored at GitHub: ${what}.`, { fix });
const noPermission = () => refused$1(
  "the job's token may not write attestations",
  "permissions:\n  attestations: write\n  contents: read\n  id-token: write"
);
const notForPersons = () => refused$1(
  "a private repository of a person's own account has no attestations",
  "github-attestations: false  # or make the repository public, or move it to an organization (Enterprise Cloud)"
);
const otherRepository = () => refused$1(
  "the certificate names another repository, or another host of GitHub, than the one that it is stored for",
  "github-attestations: false  # where the job's workflow runs for another repository"
);
const duplicateSubject = () => refused$1("a subject stands in the statement twice", "Name each file or image once in `sign` and `attest`.");
function readSnappy(block, maxBytes) {
  const [length, start2] = readLength(block) ?? [void 0, 0];
  if (length === void 0 || length > maxBytes) return void 0;
  const out = Buffer.alloc(length);
  let to = 0;
  let at = start2;
  while (at < block.length) {
    const tag = block[at];
    const element = (tag & 3) === 0 ? literalAt(block, at) : copyAt(block, at);
    if (element === void 0 || to + element.length > length) return void 0;
    if (element.offset === void 0) {
      const from = element.next - element.length;
      out.set(block.subarray(from, element.next), to);
      to += element.length;
    } else {
      if (element.offset === 0 || element.offset > to) return void 0;
      for (const end = to + element.length; to < end; to += 1) out[to] = out[to - element.offset];
    }
    at = element.next;
  }
  return to === length ? out : void 0;
}
const MAX_LENGTH_BYTES = 5;
function readLength(block) {
  let length = 0;
  for (let at = 0; at < Math.min(block.length, MAX_LENGTH_BYTES); at += 1) {
    const byte = block[at];
    length += (byte & 127) * 2 ** (7 * at);
    if (byte < 128) return [length, at + 1];
  }
  return void 0;
}
function literalAt(block, at) {
  const short = block[at] >> 2;
  const more = Math.max(0, short - 59);
  if (at + 1 + more > block.length) return void 0;
  const length = more === 0 ? short + 1 : littleEndian(block, at + 1, more) + 1;
  const next = at + 1 + more + length;
  return next > block.length ? void 0 : { length, offset: void 0, next };
}
function copyAt(block, at) {
  const tag = block[at];
  const bytes = [0, 1, 2, 4][tag & 3];
  const next = at + 1 + bytes;
  if (next > block.length) return void 0;
  const low = littleEndian(block, at + 1, bytes);
  return bytes === 1 ? { length: (tag >> 2 & 7) + 4, offset: (tag >> 5) * 256 + low, next } : { length: (tag >> 2) + 1, offset: low, next };
}
const littleEndian = (block, at, bytes) => block.subarray(at, at + bytes).reduce((sum, byte, index) => sum + byte * 2 ** (8 * index), 0);
const PER_PAGE = 100;
const MAX_PAGES$1 = 10;
const NOT_FOUND = 404;
const MAX_BUNDLE$1 = 24 * 1024 * 1024;
const MAX_PAGE = 64 * 1024 * 1024;
const AT_ONCE$2 = 8;
async function listBundles(first2, ask, host, signal) {
  const bundles = [];
  let url = new URL(`?per_page=${PER_PAGE}`, first2);
  for (let page = 1; url !== void 0; page += 1) {
    if (page > MAX_PAGES$1) {
      host.warn(
        `GitHub lists more than ${MAX_PAGES$1 * PER_PAGE} attestations of one digest; the others are not read.`
      );
      break;
    }
    const answer = await ask(
      { method: "GET", url, limits: { maxBytes: MAX_PAGE } },
      [NOT_FOUND],
      signal
    );
    if (answer.status === NOT_FOUND) break;
    const items = itemsOf(answer, first2.host);
    for (let at = 0; at < items.length; at += AT_ONCE$2) {
      const some = items.slice(at, at + AT_ONCE$2).map((item) => bundleOf$2(item, first2, host, signal));
      bundles.push(...(await Promise.all(some)).filter((text) => text !== void 0));
    }
    url = nextPage(answer, first2);
  }
  return bundles;
}
function itemsOf({ body }, host) {
  try {
    const { attestations } = JSON.parse(Buffer.from(body).toString());
    if (Array.isArray(attestations))
      return attestations.filter((item) => typeof item === "object" && item !== null).slice(0, PER_PAGE);
  } catch {
  }
  throw new Failure(
    "SIGNING_ANSWER_INVALID",
    `GitHub's API (${host}) answered with something else than a list.`,
    {
      fix: "A proxy or a portal seems to answer in its place: check GITHUB_API_URL, HTTPS_PROXY and NO_PROXY."
    }
  );
}
function nextPage({ headers }, first2) {
  const [, text] = /<([^<>]{1,2000})>;\s*rel="next"/.exec(headers["link"] ?? "") ?? [];
  if (text === void 0 || !URL.canParse(text)) return void 0;
  const next = new URL(text);
  return next.origin === first2.origin ? next : void 0;
}
async function bundleOf$2(item, api, host, signal) {
  if (typeof item.bundle === "object" && item.bundle !== null) return JSON.stringify(item.bundle);
  const url = addressOf(item.bundle_url, api);
  const text = url && await fetchBundle(url, host, signal);
  if (text === void 0)
    host.warn("GitHub lists an attestation whose bundle could not be had; it does not count.");
  return text;
}
function addressOf(text, api) {
  if (typeof text !== "string" || text.length > 4096 || !URL.canParse(text)) return void 0;
  const url = new URL(text);
  return url.protocol === "https:" || url.origin === api.origin ? url : void 0;
}
async function fetchBundle(url, { http, clock }, signal) {
  const get2 = async (inner) => {
    const answer2 = await http.send({ method: "GET", url, limits: { maxBytes: MAX_BUNDLE$1 } }, inner);
    if (answer2.status === 429 || answer2.status >= 500) throw new Error("busy");
    return answer2;
  };
  const judge = (error) => ({
    retry: !(error instanceof HttpError) || isTransient(error)
  });
  const answer = await retry(get2, judge, clock, signal).catch(() => void 0);
  if (signal.aborted) throw signal.reason;
  if (answer?.status !== 200) return void 0;
  const bytes = /snappy/i.test(answer.headers["content-type"] ?? "") ? readSnappy(answer.body, MAX_BUNDLE$1) : Buffer.from(answer.body);
  const text = bytes?.toString();
  return text !== void 0 && isObject$1(text) ? text : void 0;
}
function isObject$1(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
const notReadable = ({ requestId }) => new Failure("ATTESTATION_REFUSED", "GitHub does not let this token read its attestations.", {
  fix: "permissions:\n  attestations: read\n  contents: read",
  ...requestId === void 0 ? {} : { requestId }
});
const REPOSITORY$1 = /^[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}$/;
const DIGEST$1 = /^sha256:[0-9a-f]{64}$/;
const LOOPBACK$2 = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
const VERSION = "2022-11-28";
const CREATED = 201;
const WRONG = [400, 422];
function createAttestations(settings, host) {
  const { apiUrl, repository } = settings;
  checkSettings(settings);
  const base = `${apiUrl.href.replace(/\/+$/, "")}/repos/${repository}/attestations`;
  const ask = asker(settings, host);
  const list = async (digest, signal) => {
    if (!DIGEST$1.test(digest))
      throw new Failure("SUBJECT_REFUSED", "GitHub lists attestations by SHA-256 only.");
    return listBundles(new URL(`${base}/${digest}`), ask, host, signal).catch((error) => {
      throw error instanceof Failure && error.code === "ATTESTATION_REFUSED" ? notReadable(error) : error;
    });
  };
  const post2 = (bundle, known, signal) => ask({ method: "POST", url: new URL(base), body: JSON.stringify({ bundle }) }, known, signal);
  return {
    list,
    check: async (signal) => {
      const refusal = knownRefusal((await post2({}, WRONG, signal)).body);
      if (refusal) throw refusal;
    },
    upload: async (bundle, digest, signal) => {
      const send = async (inner) => {
        try {
          return pageOf(await post2(bundle, [], inner), settings);
        } catch (error) {
          if (error instanceof Lost && await isListed(list, bundle, digest, inner))
            return pageOf(void 0, settings);
          throw error;
        }
      };
      return persist(send, host, signal);
    }
  };
}
function checkSettings({ apiUrl, repository }) {
  const plain2 = apiUrl.protocol === "http:" && LOOPBACK$2.test(apiUrl.hostname);
  if (apiUrl.protocol !== "https:" && !plain2 || apiUrl.username !== "" || apiUrl.password !== "")
    throw new Failure(
      "ENDPOINT_REFUSED",
      "GITHUB_API_URL is no https: address; the token was not sent there.",
      {
        fix: "Leave GITHUB_API_URL to the runner: no `env:` and no earlier step may set it."
      }
    );
  if (!REPOSITORY$1.test(repository) || repository.split("/").some((part) => /^\.+$/.test(part)))
    throw new Failure("INPUT_INVALID", "The repository of GitHub's attestations is not OWNER/NAME.", {
      fix: "repository: OWNER/NAME"
    });
}
class Again extends Error {
  failure;
  verdict;
  constructor(failure, verdict) {
    super(failure.message);
    this.failure = failure;
    this.verdict = verdict;
  }
}
class Lost extends Again {
}
function asker({ apiUrl, token }, host) {
  const text = token?.reveal();
  const headers = {
    accept: "application/vnd.github+json",
    "user-agent": "secrets-action",
    "x-github-api-version": VERSION,
    ...text === void 0 ? {} : { authorization: Secret.of(`Bearer ${text}`) }
  };
  const once = async ({ method, url, body, limits }, known, signal) => {
    const request = {
      method,
      url,
      headers: body === void 0 ? headers : { ...headers, "content-type": "application/json" },
      ...body === void 0 ? {} : { body },
      ...limits === void 0 ? {} : { limits }
    };
    const answer = await host.http.send(request, signal).catch((error) => {
      throw error instanceof HttpError ? notReached(error) : error;
    });
    if (answer.status < 300 || known.includes(answer.status)) return answer;
    throw problemOf(answer, apiUrl.host, host);
  };
  return async (request, known, signal) => {
    if (request.method === "POST" && known.length === 0) return once(request, known, signal);
    return persist((inner) => once(request, known, inner), host, signal);
  };
}
async function persist(call, { clock }, signal) {
  try {
    const judge = (error) => error instanceof Again ? error.verdict : { retry: false };
    return await retry(call, judge, clock, signal);
  } catch (error) {
    throw error instanceof Again ? error.failure : error;
  }
}
function notReached(error) {
  const { code, message, fix } = unreachable(error, "GitHub's API");
  const failure = new Failure(code === "TLS_UNTRUSTED" ? code : "SIGNING_UNAVAILABLE", message, {
    fix: `${fix ?? ""}
Its state: https://www.githubstatus.com`.trim()
  });
  const verdict = { retry: isTransient(error) };
  return error.kind === "dns" || error.kind === "refused" || error.kind === "tls" ? new Again(failure, verdict) : new Lost(failure, verdict);
}
function problemOf(answer, apiHost, { clock }) {
  const { status, headers } = answer;
  const afterMs = retryAfterMs(headers, clock.now());
  const throttled = status === 429 || status === 403 && (afterMs !== void 0 || headers["x-ratelimit-remaining"] === "0");
  if (!throttled && status !== 408 && status < 500) return refusedByGithub(answer, apiHost);
  const what = throttled ? "takes no more requests of this token for now" : "has a problem of its own";
  const failure = new Failure("SIGNING_UNAVAILABLE", `GitHub's API ${what} (status ${status}).`, {
    fix: throttled ? "Run the job again later; the token's limit is per repository and hour." : "Run the job again. Its state: https://www.githubstatus.com"
  });
  const verdict = { retry: true, throttled, ...afterMs === void 0 ? {} : { afterMs } };
  return throttled ? new Again(failure, verdict) : new Lost(failure, verdict);
}
async function isListed(list, bundle, digest, signal) {
  const wanted = signatureOf(bundle);
  if (wanted === void 0) return false;
  const there = await list(digest, signal).catch(() => []);
  return there.some((text) => signatureOf(JSON.parse(text)) === wanted);
}
const signatureOf = ({ dsseEnvelope }) => dsseEnvelope?.signatures?.[0]?.sig;
function pageOf(answer, { apiUrl, repository }) {
  const all2 = `https://${apiUrl.host.replace(/^api\./, "")}/${repository}/attestations`;
  if (answer?.status !== CREATED) return all2;
  try {
    const { id } = JSON.parse(Buffer.from(answer.body).toString());
    return /^\d{1,20}$/.test(String(id)) ? `${all2}/${String(id)}` : all2;
  } catch {
    return all2;
  }
}
const printTarget = ({ registry, repository }) => `${registry}/${repository}`;
const GHCR = "ghcr.io";
const ECR = /^\d{12}\.dkr[.-]ecr(?:-fips)?\./;
const ECR_READS = ["BatchCheckLayerAvailability", "BatchGetImage", "GetDownloadUrlForLayer"];
const ECR_WRITES = ["InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload", "PutImage"];
const answerInvalid = (registry, what) => new Failure("REGISTRY_ANSWER_INVALID", `${registry} ${what}.`, {
  fix: "Check that the registry itself answers under this name, and that nobody put something else in the image's place."
});
const notFound = (target, what) => new Failure("SUBJECT_NOT_FOUND", `${printTarget(target)} has no ${what}.`, {
  fix: "Push the image first, and take the digest that the push gave:\noci://ghcr.io/OWNER/NAME@${{ steps.push.outputs.digest }}"
});
function refused(target, actions, loggedIn, status) {
  const verb = actions === "pull" ? "read from" : "write to";
  const who = loggedIn ? "the login at hand" : "whoever has no login";
  return new Failure(
    "REGISTRY_REFUSED",
    `${target.registry} does not let ${who} ${verb} ${printTarget(target)} (status ${status}).`,
    { fix: refusedFix(target.registry, actions, loggedIn) }
  );
}
function refusedFix(registry, actions, loggedIn) {
  if (registry === GHCR) {
    const permission = `permissions:
  packages: ${actions === "pull" ? "read" : "write"}`;
    return `${permission}
# and let this repository use the package: its settings, "Manage Actions access"`;
  }
  if (ECR.test(registry)) return ecrFix(registry, actions, loggedIn);
  return loggedIn ? `Log in as somebody who may ${actions === "pull" ? "pull from" : "push to"} this repository, in a step before this one:
docker login ${registry}` : `Log in in a step before this one:
docker login ${registry}`;
}
function ecrFix(registry, actions, loggedIn) {
  if (!loggedIn)
    return `aws-role: arn:aws:iam::ACCOUNT:role/NAME   # in sign/; or in a step before this one:
aws ecr get-login-password | docker login --username AWS --password-stdin ${registry}`;
  const verbs = actions === "pull" ? ECR_READS : [...ECR_READS, ...ECR_WRITES];
  return `Add to the permissions of the role, for this repository:
${JSON.stringify({ Effect: "Allow", Action: verbs.map((verb) => `ecr:${verb}`), Resource: "arn:aws:ecr:REGION:ACCOUNT:repository/NAME" }, null, 2)}`;
}
function registryUnreachable(error, registry) {
  const { code, message, fix } = unreachable(error, `The registry ${registry}`);
  const own = code === "STORE_UNREACHABLE" || error.kind === "truncated" ? "REGISTRY_UNREACHABLE" : code === "STORE_ANSWER_INVALID" ? "REGISTRY_ANSWER_INVALID" : code;
  return new Failure(own, message, fix === void 0 ? {} : { fix });
}
function failedWith({ status }, registry) {
  if (status === 429)
    return new Failure(
      "REGISTRY_UNREACHABLE",
      `${registry} keeps refusing requests: its rate limit is used up.`,
      {
        fix: "Log in (logins have higher limits), sign fewer images in one job, or run the job again later."
      }
    );
  if (status >= 500 || status === 408)
    return new Failure("REGISTRY_UNREACHABLE", `${registry} failed with status ${status}, several times.`, {
      fix: "Run the job again; if it stays so, see the status page or the log of the registry."
    });
  return answerInvalid(registry, `answered with status ${status}, which does not fit the request`);
}
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const digestOf = (bytes) => `sha256:${crypto.createHash("sha256").update(bytes).digest("hex")}`;
const isRaw = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const rawList = (value) => Array.isArray(value) ? value.filter(isRaw) : [];
function readRaw(bytes, registry) {
  try {
    const parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (isRaw(parsed)) return parsed;
  } catch {
  }
  throw answerInvalid(registry, "answered with something else than the JSON that was asked for");
}
function descriptorOf(raw) {
  if (!isRaw(raw)) return void 0;
  const { mediaType, digest, size, artifactType } = raw;
  if (typeof mediaType !== "string" || typeof digest !== "string" || !DIGEST.test(digest)) return void 0;
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) return void 0;
  return {
    mediaType,
    digest,
    size,
    ...typeof artifactType === "string" ? { artifactType } : {},
    annotations: annotationsOf(raw)
  };
}
const annotationsOf = (raw) => Object.fromEntries(
  Object.entries(isRaw(raw["annotations"]) ? raw["annotations"] : {}).filter(
    (entry) => typeof entry[1] === "string"
  )
);
const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
const DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
const DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
const EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
const IMAGE_CONFIG = "application/vnd.oci.image.config.v1+json";
const SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
const DSSE_LAYER = "application/vnd.dsse.envelope.v1+json";
const IMAGE_TYPES = [OCI_INDEX, OCI_MANIFEST, DOCKER_LIST, DOCKER_MANIFEST];
const isIndexType = (type) => type === OCI_INDEX || type === DOCKER_LIST;
function isBundleType(type) {
  const [, major, minor] = /^application\/vnd\.dev\.sigstore\.bundle\.v(\d{1,4})\.(\d{1,4})\+json$/.exec(type ?? "") ?? [];
  return major !== void 0 && (Number(major) > 0 || Number(minor) >= 3);
}
const bareType = (header) => (header ?? "").split(";")[0].trim().toLowerCase();
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
const UPLOAD_TRIES = 3;
class UploadLost extends Error {
}
function createContent({ call, lead }, { clock }) {
  const there = /* @__PURE__ */ new Set();
  const allowed = /* @__PURE__ */ new Set();
  const startUpload = async (target, signal) => {
    const { registry } = target;
    const answer = await call(
      {
        target,
        actions: "pull,push",
        method: "POST",
        at: "blobs/uploads/",
        fits: ({ headers }) => headers["location"] !== void 0
      },
      signal
    );
    if (answer.status === 404)
      throw notFound(target, "place for uploads: the registry does not know this repository");
    if (answer.status !== 202) throw failedWith(answer, registry);
    return lead(registry, answer.headers["location"], answer.url);
  };
  const upload = async (target, digest, bytes, signal) => {
    const at = await startUpload(target, signal);
    if (at === void 0) return;
    at.searchParams.set("digest", digest);
    const headers = { "content-type": "application/octet-stream" };
    const answer = await call(
      { target, actions: "pull,push", method: "PUT", at, headers, body: bytes, fits: isWritten },
      signal
    );
    if (answer.status === 404 || answer.status === 416) throw new UploadLost();
    if (!isWritten(answer)) throw failedWith(answer, target.registry);
  };
  return {
    getManifest: async (target, reference, signal) => {
      const { registry } = target;
      const answer = await call(
        {
          target,
          actions: "pull",
          method: "GET",
          at: `manifests/${reference}`,
          headers: { accept: IMAGE_TYPES.join(", ") },
          maxBytes: MAX_MANIFEST_BYTES,
          fits: ({ body }) => reference.startsWith("sha256:") ? digestOf(body) === reference : isObject(body)
        },
        signal
      );
      if (answer.status === 404) return void 0;
      if (answer.status !== 200) throw failedWith(answer, registry);
      const digest = digestOf(answer.body);
      if (reference.startsWith("sha256:") && reference !== digest)
        throw answerInvalid(registry, "gave bytes that do not have the digest that was asked for");
      const raw = readRaw(answer.body, registry);
      const told = bareType(answer.headers["content-type"]);
      const own = typeof raw["mediaType"] === "string" ? raw["mediaType"] : void 0;
      if (own !== void 0 && IMAGE_TYPES.includes(told) && own !== told || raw["manifests"] && raw["layers"])
        throw answerInvalid(registry, "gave a manifest that says two things about what it is");
      return { digest, mediaType: own ?? told, bytes: answer.body, raw, etag: answer.headers["etag"] };
    },
    getBlob: async (target, digest, { maxBytes, size }, signal) => {
      const { registry } = target;
      if (size !== void 0 && size > maxBytes)
        throw answerInvalid(registry, `names content of more than ${maxBytes} bytes where none is expected`);
      const answer = await call(
        {
          target,
          actions: "pull",
          method: "GET",
          at: `blobs/${digest}`,
          maxBytes: size ?? maxBytes,
          fits: ({ body }) => digestOf(body) === digest
        },
        signal
      );
      if (answer.status === 404) throw notFound(target, "such blob");
      if (answer.status !== 200) throw failedWith(answer, registry);
      if (digestOf(answer.body) !== digest || size !== void 0 && answer.body.length !== size)
        throw answerInvalid(registry, "gave bytes that do not have the digest that was asked for");
      return answer.body;
    },
    pushBlob: async (target, bytes, signal) => {
      const digest = digestOf(bytes);
      const key = `${printTarget(target)}@${digest}`;
      if (there.has(key)) return digest;
      const put = async (stop) => {
        const head = await call(
          { target, actions: "pull,push", method: "HEAD", at: `blobs/${digest}` },
          stop
        );
        const length = head.headers["content-length"];
        const isThere = head.status === 200 && (length === void 0 || Number(length) === bytes.length);
        if (!isThere) await upload(target, digest, bytes, stop);
      };
      try {
        await retry(put, (error) => ({ retry: error instanceof UploadLost }), clock, signal, {
          attempts: UPLOAD_TRIES
        });
      } catch (error) {
        throw error instanceof UploadLost ? answerInvalid(target.registry, "loses the uploads that it starts") : error;
      }
      there.add(key);
      return digest;
    },
    pushManifest: async (target, bytes, mediaType, signal) => {
      const at = `manifests/${digestOf(bytes)}`;
      const headers = { "content-type": mediaType };
      const answer = await call(
        { target, actions: "pull,push", method: "PUT", at, headers, body: bytes, fits: isWritten },
        signal
      );
      if (!isWritten(answer)) throw failedWith(answer, target.registry);
      return answer;
    },
    putTag: async (target, tag, { bytes, mediaType, ifMatch }, signal) => await call(
      {
        target,
        actions: "pull,push",
        method: "PUT",
        at: `manifests/${tag}`,
        headers: { "content-type": mediaType, ...ifMatch === void 0 ? {} : { "if-match": ifMatch } },
        body: bytes,
        once: true
      },
      signal
    ),
    canPush: async (target, signal) => {
      if (allowed.has(printTarget(target))) return;
      const at = await startUpload(target, signal);
      allowed.add(printTarget(target));
      if (at === void 0) return;
      await call({ target, actions: "pull,push", method: "DELETE", at, once: true }, signal).catch(
        () => void 0
      );
    }
  };
}
const isObject = (body) => body[0] === "{".charCodeAt(0);
const isWritten = ({ status, headers }) => status === 201 || (status === 200 || status === 202 || status === 204) && (headers["docker-content-digest"] ?? headers["location"]) !== void 0;
const LAYERS_MAX = 1e3;
const BEGINNING = "0001-01-01T00:00:00Z";
const TAG_SHAPES = {
  index: {
    mediaType: OCI_INDEX,
    entriesOf: ({ raw, mediaType }, registry) => {
      if (mediaType !== OCI_INDEX || !Array.isArray(raw["manifests"]))
        throw answerInvalid(registry, "holds something else than an index under the tag for referrers");
      return rawList(raw["manifests"]);
    },
    keyOf: ({ digest }) => String(digest),
    build: async (before, entries) => {
      const manifests = entries.toSorted(
        (one, other) => String(one["digest"]) < String(other["digest"]) ? -1 : 1
      );
      return json({ schemaVersion: 2, mediaType: OCI_INDEX, ...before?.raw, manifests });
    }
  },
  layers: {
    mediaType: OCI_MANIFEST,
    entriesOf: ({ raw, mediaType }, registry) => {
      if (mediaType !== OCI_MANIFEST || !Array.isArray(raw["layers"]))
        throw answerInvalid(registry, "holds something else than signatures under the tag for them");
      return rawList(raw["layers"]);
    },
    // Two signatures of one payload are two entries with one digest.
    keyOf: (layer) => canonical(layer),
    build: async (before, entries, target, content2, signal) => {
      if (entries.length > LAYERS_MAX)
        throw answerInvalid(target.registry, `has more than ${LAYERS_MAX} signatures under one tag`);
      const config = json({
        architecture: "",
        created: BEGINNING,
        history: entries.map(() => ({ created: BEGINNING })),
        os: "",
        rootfs: { type: "layers", diff_ids: entries.map(({ digest }) => digest) },
        config: {}
      });
      await content2.pushBlob(target, config, signal);
      return json({
        schemaVersion: 2,
        mediaType: OCI_MANIFEST,
        ...before?.raw,
        config: { mediaType: IMAGE_CONFIG, size: config.length, digest: digestOf(config) },
        layers: entries
      });
    }
  }
};
const json = (value) => Buffer.from(JSON.stringify(value));
const hashedKey = (shape, entry) => crypto.createHash("sha256").update(shape.keyOf(entry)).digest("hex");
const canonical = (value) => JSON.stringify(
  value,
  (_, field) => isRaw(field) ? Object.fromEntries(Object.entries(field).toSorted(([one], [other]) => one < other ? -1 : 1)) : field
);
const MAX_PAGES = 100;
const MAX_BUNDLES$1 = 1e3;
const fallbackTag = (digest) => digest.replace(":", "-");
function createReferrers(content2, { call, lead }) {
  const apis = /* @__PURE__ */ new Map();
  const page = async (target, at, signal) => {
    const answer = await call(
      {
        target,
        actions: "pull",
        method: "GET",
        at,
        headers: { accept: OCI_INDEX },
        maxBytes: MAX_MANIFEST_BYTES,
        fits: isIndex
      },
      signal
    );
    const { status, headers } = answer;
    if ([400, 404, 405, 406, 501].includes(status)) return void 0;
    if (status !== 200) throw failedWith(answer, target.registry);
    if (!isIndex(answer)) return void 0;
    const link = nextLink(headers["link"]);
    const next = link === void 0 ? void 0 : lead(target.registry, link, answer.url);
    if (next !== void 0 && next.origin !== answer.url.origin)
      throw answerInvalid(target.registry, "leads to another server for the rest of a list");
    return { manifests: rawList(readRaw(answer.body, target.registry)["manifests"]), next };
  };
  const byApi = async (target, digest, signal) => {
    const found = /* @__PURE__ */ new Map();
    let at = `referrers/${digest}`;
    for (let pages = 0; at !== void 0; pages += 1) {
      if (pages === MAX_PAGES) throw tooMany(target, `pages of referrers than ${MAX_PAGES}`);
      const answer = await page(target, at, signal);
      if (answer === void 0) {
        if (pages > 0) throw answerInvalid(target.registry, "ends a list of referrers in the middle");
        return [];
      }
      collect(answer.manifests, found, target);
      at = answer.next;
    }
    return [...found.values()];
  };
  const byTag = async (target, digest, signal) => {
    const manifest = await content2.getManifest(target, fallbackTag(digest), signal);
    if (manifest === void 0) return [];
    const found = /* @__PURE__ */ new Map();
    collect(TAG_SHAPES.index.entriesOf(manifest, target.registry), found, target);
    return [...found.values()];
  };
  return {
    list: async ({ reference }, target, signal) => {
      const [api, tag] = await Promise.all([
        byApi(target, reference.digest, signal),
        byTag(target, reference.digest, signal)
      ]);
      const all2 = [...new Map([...api, ...tag].map((one) => [one.digest, one])).values()];
      if (all2.length > MAX_BUNDLES$1)
        throw tooMany(target, `referrers than ${MAX_BUNDLES$1} that may be signatures`);
      const rank = ({ artifactType }) => isBundleType(artifactType) ? 0 : 1;
      return all2.toSorted((one, other) => rank(one) - rank(other));
    },
    lists: async ({ reference }, target, own, signal) => (await byApi(target, reference.digest, signal)).some(({ digest }) => digest === own),
    hasApi: (target, digest, signal) => {
      const key = printTarget(target);
      const known = apis.get(key);
      if (known !== void 0) return known;
      const asked = page(target, `referrers/${digest}`, signal).then((answer) => answer !== void 0);
      apis.set(key, asked);
      asked.catch(() => apis.delete(key));
      return asked;
    }
  };
}
const isIndex = ({ headers }) => bareType(headers["content-type"]) === OCI_INDEX;
const mayBeBundle = ({ mediaType, artifactType }) => mediaType === OCI_MANIFEST && (artifactType === void 0 || artifactType === EMPTY_TYPE || isBundleType(artifactType));
function collect(manifests, found, target) {
  for (const raw of manifests) {
    const descriptor = descriptorOf(raw);
    if (descriptor === void 0 || !mayBeBundle(descriptor)) continue;
    found.set(descriptor.digest, descriptor);
    if (found.size > MAX_BUNDLES$1)
      throw tooMany(target, `referrers than ${MAX_BUNDLES$1} that may be signatures`);
  }
}
const tooMany = (target, what) => answerInvalid(target.registry, `lists more ${what} of one image in ${target.repository}`);
function nextLink(header) {
  for (const [, target, parameters = ""] of (header ?? "").slice(0, 8192).matchAll(/<([^>]*)>([^<]*)/g))
    if (/;\s*rel\s*=\s*"?next"?\s*(?:[;,]|$)/i.test(parameters)) return target;
  return void 0;
}
const MAX_BUNDLE_BYTES$1 = 16 * 1024 * 1024;
const EMPTY = Buffer.from("{}");
async function attachBundle(image, text, options, { content: content2, referrers, tags, host }, signal) {
  const { registry, repository, digest } = image.reference;
  const target = options.in ?? { registry, repository };
  const bundle = Buffer.from(text);
  if (bundle.length > MAX_BUNDLE_BYTES$1)
    throw new Failure(
      "LIMIT_EXCEEDED",
      `A bundle of more than ${MAX_BUNDLE_BYTES$1} bytes cannot be attached to an image.`,
      {
        fix: "Attest a smaller predicate: an SBOM can be split, or attached to the image by its address."
      }
    );
  await Promise.all([content2.pushBlob(target, EMPTY, signal), content2.pushBlob(target, bundle, signal)]);
  const manifest = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: BUNDLE_MEDIA_TYPE,
    config: { mediaType: EMPTY_TYPE, digest: digestOf(EMPTY), size: EMPTY.length },
    layers: [{ mediaType: BUNDLE_MEDIA_TYPE, digest: digestOf(bundle), size: bundle.length }],
    subject: { mediaType: image.mediaType, digest, size: image.size },
    annotations: {
      ...options.annotations,
      "org.opencontainers.image.created": new Date(host.clock.now()).toISOString().replace(/\.\d+Z$/, "Z"),
      "dev.sigstore.bundle.content": "dsse-envelope",
      "dev.sigstore.bundle.predicateType": options.predicateType
    }
  };
  const bytes = Buffer.from(JSON.stringify(manifest));
  const answer = await content2.pushManifest(target, bytes, OCI_MANIFEST, signal);
  const own = digestOf(bytes);
  const isListed2 = await referrers.hasApi(target, digest, signal) && (answer.headers["oci-subject"] !== void 0 || await referrers.lists(image, target, own, signal));
  if (isListed2) return { digest: own, how: "referrers" };
  const entry = {
    mediaType: OCI_MANIFEST,
    digest: own,
    size: bytes.length,
    artifactType: BUNDLE_MEDIA_TYPE,
    annotations: manifest.annotations
  };
  const written = await tags.add(target, fallbackTag(digest), "index", entry, signal);
  return { digest: own, how: written === "written" ? "tag" : "immutable" };
}
async function readBundle(image, referrer, target, content2, signal) {
  const { registry } = target;
  const manifest = await content2.getManifest(target, referrer.digest, signal);
  if (manifest === void 0) return void 0;
  if (manifest.bytes.length !== referrer.size)
    throw answerInvalid(registry, "lists a referrer by a size that is not its own");
  const { raw } = manifest;
  if (descriptorOf(raw["subject"])?.digest !== image.reference.digest) return void 0;
  const layers = rawList(raw["layers"]);
  const layer = descriptorOf(layers[0]);
  if (layers.length !== 1 || layer === void 0 || !isBundleType(layer.mediaType)) return void 0;
  const bytes = await content2.getBlob(
    target,
    layer.digest,
    { maxBytes: MAX_BUNDLE_BYTES$1, size: layer.size },
    signal
  );
  return { text: Buffer.from(bytes).toString("utf8"), annotations: annotationsOf(raw) };
}
const MAX_LAYERS = 1e3;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
const LAYER_TYPES = /* @__PURE__ */ new Set([SIMPLE_SIGNING, DSSE_LAYER]);
const AT_ONCE$1 = 8;
const OF_ONE = /* @__PURE__ */ new Set([
  "SUBJECT_NOT_FOUND",
  "REGISTRY_ANSWER_INVALID",
  "REGISTRY_REFUSED"
]);
const NOTHING = new Uint8Array();
const legacyTag = (digest, kind) => `${digest.replace(":", "-")}.${kind}`;
async function attachLayer(image, kind, { mediaType, bytes, annotations }, target, { content: content2, tags }, signal) {
  const tag = legacyTag(image.reference.digest, kind);
  await content2.pushBlob(target, bytes, signal);
  const layer = { mediaType, size: bytes.length, digest: digestOf(bytes), annotations };
  const written = await tags.add(target, tag, "layers", layer, signal);
  return { tag, how: written === "written" ? "tag" : "immutable" };
}
async function readLayers(image, kind, target, content2, signal) {
  const manifest = await content2.getManifest(target, legacyTag(image.reference.digest, kind), signal);
  if (manifest === void 0) return [];
  const layers = TAG_SHAPES.layers.entriesOf(manifest, target.registry).map(descriptorOf).filter((layer) => layer !== void 0).filter(({ mediaType }) => LAYER_TYPES.has(mediaType));
  if (layers.length > MAX_LAYERS)
    throw answerInvalid(target.registry, `has more than ${MAX_LAYERS} signatures under one tag`);
  const distinct = [...new Map(layers.map((layer) => [layer.digest, layer])).values()];
  if (distinct.reduce((sum, { size }) => sum + size, 0) > MAX_TOTAL_BYTES)
    throw answerInvalid(
      target.registry,
      `has signatures of more than ${MAX_TOTAL_BYTES} bytes under one tag`
    );
  const blobs = /* @__PURE__ */ new Map();
  const read = async ({ digest, size }) => {
    const limits = { maxBytes: MAX_BUNDLE_BYTES$1, size };
    const bytes = await content2.getBlob(target, digest, limits, signal).catch((error) => {
      const failure = asFailure(error);
      if (!OF_ONE.has(failure.code)) throw failure;
      return NOTHING;
    });
    blobs.set(digest, bytes);
  };
  for (let at = 0; at < distinct.length; at += AT_ONCE$1)
    await Promise.all(distinct.slice(at, at + AT_ONCE$1).map(read));
  return layers.flatMap(({ mediaType, digest, annotations }) => {
    const bytes = blobs.get(digest);
    return bytes === void 0 ? [] : [{ mediaType, bytes, annotations }];
  });
}
const MAX_DEPTH$1 = 4;
const MAX_CHILDREN = 1e3;
async function resolveImage(reference, content2, { call }, signal) {
  const { registry, repository, digest, tag } = reference;
  const target = { registry, repository };
  if (digest !== void 0) {
    const answer = await call(
      {
        target,
        actions: "pull",
        method: "HEAD",
        at: `manifests/${digest}`,
        headers: { accept: IMAGE_TYPES.join(", ") }
      },
      signal
    );
    if (answer.status === 404) throw notFound(target, `image ${digest}`);
    const mediaType = bareType(answer.headers["content-type"]);
    const size = Number(answer.headers["content-length"] ?? "NaN");
    if (answer.status === 200 && IMAGE_TYPES.includes(mediaType) && Number.isSafeInteger(size) && size > 0)
      return { kind: "image", reference: { ...reference, digest }, mediaType, size };
    if (answer.status !== 200 && answer.status !== 405) throw failedWith(answer, registry);
  }
  const manifest = await content2.getManifest(target, digest ?? tag ?? "", signal);
  if (manifest === void 0) throw notFound(target, digest === void 0 ? `tag ${tag}` : `image ${digest}`);
  if (!IMAGE_TYPES.includes(manifest.mediaType))
    throw answerInvalid(registry, "gave something else than an image's manifest or index");
  return {
    kind: "image",
    reference: { ...reference, digest: manifest.digest },
    mediaType: manifest.mediaType,
    size: manifest.bytes.length
  };
}
async function childrenOf(image, content2, signal) {
  const { registry, repository } = image.reference;
  const target = { registry, repository };
  const found = /* @__PURE__ */ new Map();
  let level = [image].filter(({ mediaType }) => isIndexType(mediaType));
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === MAX_DEPTH$1) throw answerInvalid(registry, `has an index nested deeper than ${MAX_DEPTH$1}`);
    const next = [];
    for (const { reference, size, mediaType } of level) {
      const index = await content2.getManifest(target, reference.digest, signal);
      if (index === void 0) throw notFound(target, `index ${reference.digest}`);
      if (index.bytes.length !== size || index.mediaType !== mediaType)
        throw answerInvalid(registry, "names an index by a size or a type that is not its own");
      for (const raw of rawList(index.raw["manifests"])) {
        const child = descriptorOf(raw);
        if (child === void 0)
          throw answerInvalid(registry, "has an index with an entry that cannot be read");
        const isSeen = found.has(child.digest) || child.digest === image.reference.digest;
        if (isSeen || !IMAGE_TYPES.includes(child.mediaType)) continue;
        if (found.size === MAX_CHILDREN)
          throw answerInvalid(registry, `has an index of more than ${MAX_CHILDREN}`);
        const subject = {
          kind: "image",
          reference: { registry, repository, digest: child.digest },
          mediaType: child.mediaType,
          size: child.size
        };
        found.set(child.digest, subject);
        if (isIndexType(child.mediaType)) next.push(subject);
      }
    }
    level = next;
  }
  return [...found.values()];
}
const UNITS = { ms: 1, s: 1e3, m: 6e4 };
const IN_BODY = /retry-after["']?\s*[:=]\s*["']?(\d{1,9}(?:\.\d{1,6})?)\s*(ms|s|m)?\b/i;
const LOOKED_AT = 4096;
function waitAsked({ headers, body }, now) {
  const byHeader = retryAfterMs(headers, now);
  if (byHeader !== void 0) return byHeader;
  const [, amount, unit] = IN_BODY.exec(Buffer.from(body.subarray(0, LOOKED_AT)).toString("latin1")) ?? [];
  return amount === void 0 ? void 0 : Math.ceil(Number(amount) * (UNITS[unit?.toLowerCase() ?? "s"] ?? 1e3));
}
const ATTEMPTS = 12;
const BASE_MS = 100;
const CAP_MS = 5e3;
const IMMUTABLE = /TAG_INVALID|ImageTagAlreadyExists|immutable|already exists|cannot be overwritten|overwrite/i;
const REFUSALS = /* @__PURE__ */ new Set([400, 403, 405, 409, 412]);
const PASSING$1 = /* @__PURE__ */ new Set([408, 429, 500, 502, 503, 504, 522]);
const newTagWrite = (target, tag, shape) => ({
  target,
  tag,
  shape,
  own: /* @__PURE__ */ new Map(),
  known: /* @__PURE__ */ new Map(),
  underway: void 0,
  put: void 0,
  putAt: 0,
  windowMs: 0
});
async function missingFrom(write, content2, signal) {
  const { target, tag, known } = write;
  const shape = TAG_SHAPES[write.shape];
  const current = await content2.getManifest(target, tag, signal);
  const entries = /* @__PURE__ */ new Map();
  for (const entry of current === void 0 ? [] : shape.entriesOf(current, target.registry))
    entries.set(shape.keyOf(entry), entry);
  const missing = [...known.keys()].filter((key) => !entries.has(key)).length;
  return { current, entries, missing };
}
async function bringIn(write, content2, { clock, announce }, signal) {
  const { target, tag, known, own } = write;
  const shape = TAG_SHAPES[write.shape];
  for (let attempt = 1; ; attempt += 1) {
    const readAt = clock.now();
    const { current, entries, missing } = await missingFrom(write, content2, signal);
    if (missing === 0) {
      if (current !== void 0 && write.put !== current.digest) {
        write.put = current.digest;
        announce(pendingOf(write));
      }
      return "written";
    }
    const all2 = new Map([...entries, ...known]);
    const bytes = await shape.build(current, [...all2.values()], target, content2, signal);
    write.underway = digestOf(bytes);
    announce(pendingOf(write));
    const put = await content2.putTag(target, tag, { bytes, mediaType: shape.mediaType, ifMatch: current?.etag }, signal).catch((error) => lostAnswer(error, attempt));
    write.putAt = clock.now();
    write.windowMs = Math.max(write.windowMs, write.putAt - readAt);
    if (put !== void 0 && isWritten(put)) {
      for (const [key, entry] of entries) known.set(key, entry);
      write.put = digestOf(bytes);
      return "written";
    }
    const isFixed = put !== void 0 && REFUSALS.has(put.status) && saysImmutable(put);
    if (isFixed && current !== void 0) return "immutable";
    if (put?.status === 403 && !isFixed) throw refused(target, "pull,push", true, 403);
    const isForeign = [...known.keys()].some((key) => !entries.has(key) && !own.has(key));
    if (attempt < ATTEMPTS && (put?.status === 400 || put?.status === 404) && isForeign && !isFixed) {
      known.clear();
      for (const [key, entry] of own) known.set(key, entry);
      continue;
    }
    const passes = put === void 0 || isFixed || passesBy(put);
    if (attempt === ATTEMPTS || !passes) throw put === void 0 ? crowded(write) : failureOf(put, write);
    const asked = put === void 0 ? void 0 : waitAsked(put, clock.now());
    const wait = Math.random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt);
    await clock.sleep(Math.max(wait, Math.min(asked ?? 0, 6e4)), signal);
  }
}
const passesBy = ({ status }) => status < 300 || status === 409 || status === 412 || PASSING$1.has(status);
const failureOf = (answer, write) => answer.status === 412 || answer.status === 409 ? crowded(write) : failedWith(answer, write.target.registry);
function lostAnswer(error, attempt) {
  if (attempt < ATTEMPTS && error instanceof Failure && error.code === "REGISTRY_UNREACHABLE")
    return void 0;
  throw error;
}
const saysImmutable = ({ body }) => IMMUTABLE.test(Buffer.from(body.subarray(0, 8192)).toString("latin1"));
const crowded = ({ target, tag, shape }) => new Failure(
  "REGISTRY_UNREACHABLE",
  `${printTarget(target)}:${tag} is written by so many at once that what this run added does not stay there.`,
  {
    fix: `Sign one image in one job at a time, with a concurrency group, and run this job again.${shape === "index" ? " A registry with the referrers API has no such tag." : ""}`
  }
);
const pendingOf = ({ target, tag, shape, underway, put, own }) => ({
  ...target,
  tag,
  shape,
  puts: [...new Set([underway, put].filter((digest) => digest !== void 0))],
  own: [...own.values()].map((entry) => hashedKey(TAG_SHAPES[shape], entry))
});
async function revived({ registry, repository, tag, shape, puts, own }, content2, signal) {
  const write = newTagWrite({ registry, repository }, tag, shape);
  const { entriesOf: entriesOf2, keyOf } = TAG_SHAPES[shape];
  for (const put of puts) {
    const manifest = await content2.getManifest(write.target, put, signal);
    for (const entry of manifest === void 0 ? [] : entriesOf2(manifest, registry)) {
      if (!own.includes(hashedKey(TAG_SHAPES[shape], entry))) continue;
      write.own.set(keyOf(entry), entry);
      write.known.set(keyOf(entry), entry);
      write.put ??= put;
    }
    if (write.own.size === own.length) break;
  }
  return { write, lost: own.length - write.own.size };
}
const cutShort = ({ write, lost }) => new Failure(
  "NOT_PUBLISHED",
  `${printTarget(write.target)}:${write.tag} lacks ${lost === 1 ? "a signature" : `${lost} signatures`} of this run, which ended before that was written.`,
  { fix: "Sign again, or publish the bundles of this run (input publish)." }
);
const SETTLE_MS = 1500;
const JITTER_MS = 500;
const MAX_SETTLE_MS = 2e4;
const ROUNDS = 12;
function createTagWriter(content2, host, announce = () => void 0) {
  const { clock } = host;
  const telling = { clock, announce };
  const writes = /* @__PURE__ */ new Map();
  const turns = /* @__PURE__ */ new Map();
  const inTurn = async ({ target, tag }, task) => {
    const key = `${printTarget(target)}:${tag}`;
    const turn = (turns.get(key) ?? Promise.resolve()).then(task, task);
    turns.set(
      key,
      turn.catch(() => void 0)
    );
    return await turn;
  };
  const settled = async (write, signal) => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      const settleMs = Math.min(MAX_SETTLE_MS, Math.max(SETTLE_MS, 2 * write.windowMs)) + Math.random() * JITTER_MS;
      const left = write.putAt + settleMs - clock.now();
      if (left > 0) await clock.sleep(left, signal);
      const isThere = await inTurn(write, async () => {
        const { missing } = await missingFrom(write, content2, signal);
        if (missing === 0) return true;
        host.debug(
          `${printTarget(write.target)}:${write.tag} was overwritten by another writer: added again.`
        );
        return await bringIn(write, content2, telling, signal) === "immutable";
      });
      if (isThere) {
        write.known.clear();
        for (const [key, entry] of write.own) write.known.set(key, entry);
        return;
      }
    }
    throw crowded(write);
  };
  return {
    add: async (target, tag, shape, entry, signal) => {
      const key = `${printTarget(target)}:${tag}`;
      const write = writes.get(key) ?? newTagWrite(target, tag, shape);
      writes.set(key, write);
      return await inTurn(write, async () => {
        const id = TAG_SHAPES[shape].keyOf(entry);
        write.known.set(id, entry);
        write.own.set(id, entry);
        const written = await bringIn(write, content2, telling, signal);
        if (written === "immutable") {
          write.known.delete(id);
          write.own.delete(id);
          announce(pendingOf(write));
        }
        return written;
      });
    },
    settle: async (pending, signal) => {
      const looked = await Promise.allSettled(
        pending.filter((one) => !writes.has(`${printTarget(one)}:${one.tag}`)).map(async (one) => await revived(one, content2, signal))
      );
      const earlier = looked.flatMap((end) => end.status === "fulfilled" ? [end.value] : []);
      const all2 = [...writes.values(), ...earlier.map(({ write }) => write)];
      const results = await Promise.allSettled(
        all2.filter(({ own }) => own.size > 0).map(async (write) => await settled(write, signal))
      );
      const errors = [...looked, ...results].flatMap(
        (result) => result.status === "rejected" ? [result.reason] : []
      );
      const foreign = errors.find((error) => !(error instanceof Failure));
      if (foreign !== void 0) throw foreign;
      const lost = earlier.filter((one) => one.lost > 0).map(cutShort);
      const [first2, ...rest] = [...lost, ...errors];
      if (first2 !== void 0) throw together([first2, ...rest]);
    }
  };
}
const LOOPBACK$1 = /* @__PURE__ */ new Set(["localhost", "127.0.0.1", "[::1]"]);
const isLoopback = (url) => LOOPBACK$1.has(url.hostname);
function createEndpoints(insecure) {
  const plain2 = new Set(insecure.map((host) => host.toLowerCase()));
  const origin = (registry) => {
    const { hostname } = new URL(`http://${registry}`);
    const isPlain = LOOPBACK$1.has(hostname) || plain2.has(registry) || plain2.has(hostname);
    return `${isPlain ? "http" : "https"}://${registry}`;
  };
  return {
    origin,
    lead: (registry, location, from) => {
      const own = new URL(origin(registry));
      if (location === void 0 || !URL.canParse(location, from.href))
        throw answerInvalid(registry, "leads to an address that cannot be read");
      const url = new URL(location, from);
      const isOwn = url.hostname === own.hostname || LOOPBACK$1.has(url.hostname) && LOOPBACK$1.has(own.hostname);
      if (url.protocol !== "https:" && !(url.protocol === "http:" && own.protocol === "http:" && from.protocol === "http:"))
        throw answerInvalid(registry, "leads to an address without TLS");
      if (!isOwn && (LOOPBACK$1.has(url.hostname) || isPrivate(url.hostname)))
        throw answerInvalid(registry, "leads to an address of a private network");
      if (url.username !== "" || url.password !== "")
        throw answerInvalid(registry, "leads to an address with a login in it");
      return url;
    }
  };
}
const privateNetworks = () => {
  const list = new net.BlockList();
  for (const [network, bits] of [
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.168.0.0", 16],
    ["224.0.0.0", 3]
  ])
    list.addSubnet(network, bits, "ipv4");
  for (const [network, bits] of [
    ["::", 96],
    ["64:ff9b::", 96],
    ["fc00::", 7],
    ["fe80::", 10],
    ["ff00::", 8]
  ])
    list.addSubnet(network, bits, "ipv6");
  return list;
};
function isPrivate(hostname) {
  const address = hostname.replace(/^\[(.*)\]$/, "$1");
  const family = net.isIP(address);
  return family !== 0 && privateNetworks().check(address, family === 4 ? "ipv4" : "ipv6");
}
const CLIENT = "secrets-action";
const MAX_TOKEN_BYTES = 64 * 1024;
const TOKEN_TEXT = /^[\x21-\x7e]{1,32768}$/;
const DEFAULT_SECONDS = 60;
const MARGIN_MS = 1e4;
const MAX_SCOPES = 8;
function basicHeader(username, password, born) {
  const text = Buffer.from(`${username}:${password.reveal() ?? ""}`).toString("base64");
  const header = Secret.of(`Basic ${text}`);
  born([Secret.of(text)]);
  return header;
}
const bearerHeader = (token) => Secret.of(`Bearer ${token.reveal() ?? ""}`);
function scopesOf(wanted, challenge) {
  const asked = (challenge?.parameters.get("scope") ?? "").split(" ").filter((scope) => scope !== "");
  const actions = /* @__PURE__ */ new Map();
  for (const scope of [wanted, ...asked.slice(0, MAX_SCOPES)]) {
    const colon = scope.lastIndexOf(":");
    const name = scope.slice(0, colon);
    const set = actions.get(name) ?? /* @__PURE__ */ new Set();
    for (const action of scope.slice(colon + 1).split(",")) set.add(action);
    actions.set(name, set);
  }
  return [...actions].map(([name, set]) => `${name}:${[...set].toSorted().join(",")}`).toSorted();
}
async function fetchToken(call) {
  const posted = call.credential?.kind === "identity" ? await post(call, call.credential.token) : void 0;
  const answer = posted === void 0 || posted.status === 404 || posted.status === 405 ? await get(call) : posted;
  const { registry, born, clock } = call;
  if (answer.status === 401 || answer.status === 403) return void 0;
  if (answer.status === 400 && posted === answer) return void 0;
  if (answer.status !== 200) throw failedWith(answer, `The token service of ${registry}`);
  const token = tokenOf(answer);
  if (token === void 0)
    throw answerInvalid(`The token service of ${registry}`, "answered with something else than a token");
  const secret = Secret.of(token.text);
  born([secret]);
  return { header: bearerHeader(secret), until: clock.now() + token.seconds * 1e3 - MARGIN_MS };
}
async function get({ service, scopes, credential, born, send }) {
  const url = new URL(service.realm);
  if (service.service !== void 0) url.searchParams.set("service", service.service);
  for (const scope of scopes) url.searchParams.append("scope", scope);
  url.searchParams.set("client_id", CLIENT);
  const password = credential?.kind === "basic" ? credential.password : credential?.kind === "identity" ? credential.token : void 0;
  const headers = password === void 0 || credential === void 0 || credential.kind === "registry" ? {} : { authorization: basicHeader(credential.username, password, born) };
  return await send({ method: "GET", url, headers, limits: { maxBytes: MAX_TOKEN_BYTES } });
}
async function post({ service, scopes, send }, token) {
  const form = new URLSearchParams({
    grant_type: "refresh_token",
    refresh_token: token.reveal() ?? "",
    client_id: CLIENT,
    scope: scopes.join(" "),
    ...service.service === void 0 ? {} : { service: service.service }
  });
  return await send({
    method: "POST",
    url: service.realm,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: Secret.of(form.toString()),
    limits: { maxBytes: MAX_TOKEN_BYTES }
  });
}
const isToken = (answer) => tokenOf(answer) !== void 0;
function tokenOf({ body }) {
  try {
    const { token, access_token, expires_in } = JSON.parse(Buffer.from(body).toString("utf8"));
    const text = token ?? access_token;
    if (typeof text !== "string" || !TOKEN_TEXT.test(text)) return void 0;
    const seconds = typeof expires_in === "number" && expires_in > 0 ? expires_in : DEFAULT_SECONDS;
    return { text, seconds };
  } catch {
    return void 0;
  }
}
const MAX_HEADER = 8192;
const PIECE = /\s*,?\s*([!#$%&'*+.^_`|~\w-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))|(?=\s|,|$))/y;
function parseChallenges(header) {
  const text = (header ?? "").slice(0, MAX_HEADER);
  const found = [];
  PIECE.lastIndex = 0;
  for (let match = PIECE.exec(text); match !== null && match[0] !== ""; match = PIECE.exec(text)) {
    const [, name = "", quoted, plain2] = match;
    const value = quoted === void 0 ? plain2 : quoted.replace(/\\(.)/g, "$1");
    if (value === void 0) found.push({ scheme: name.toLowerCase(), parameters: /* @__PURE__ */ new Map() });
    else found.at(-1)?.parameters.set(name.toLowerCase(), value);
  }
  return found;
}
function createLogins(credentials, endpoints, host, send) {
  const ways = /* @__PURE__ */ new Map();
  const tokens = /* @__PURE__ */ new Map();
  const asked = /* @__PURE__ */ new Map();
  const token = async (target, actions, service, scopes, stale, signal) => {
    const { registry, repository } = target;
    const credential = await credentials(target);
    const key = JSON.stringify([registry, repository, scopes]);
    for (let current = tokens.get(key); current !== void 0; ) {
      const known = await current;
      if (known !== void 0 && known.until > host.clock.now() && known.header !== stale)
        return known.header;
      const newer = tokens.get(key);
      current = newer === current ? void 0 : newer;
    }
    const ask = async (as) => await fetchToken({
      registry,
      service,
      scopes,
      credential: as,
      clock: host.clock,
      born: host.born,
      send: (request) => send(registry, request, signal, { fits: isToken })
    });
    const fresh = ask(credential);
    tokens.set(key, fresh);
    fresh.catch(() => tokens.delete(key));
    const given = await fresh;
    if (given === void 0 && credential !== void 0 && actions === "pull") {
      const anonymous = ask(void 0);
      tokens.set(key, anonymous);
      anonymous.catch(() => tokens.delete(key));
      const open2 = await anonymous;
      if (open2 !== void 0) return open2.header;
    }
    if (given === void 0) {
      tokens.delete(key);
      throw refused(target, actions, credential !== void 0, 401);
    }
    return given.header;
  };
  const wanted = ({ registry, repository }, actions) => asked.get(JSON.stringify([registry, repository, actions])) ?? scopesOf(`repository:${repository}:${actions}`, void 0);
  const header = async (target, actions, signal) => {
    const way = ways.get(target.registry);
    if (way === void 0) return void 0;
    const credential = await credentials(target);
    if (credential?.kind === "registry") return bearerHeader(credential.token);
    if (way.kind === "bearer")
      return token(target, actions, way.service, wanted(target, actions), void 0, signal);
    return credential?.kind === "basic" ? basicHeader(credential.username, credential.password, host.born) : void 0;
  };
  return {
    header,
    challenged: async (target, actions, answer, sent, signal) => {
      const { registry, repository } = target;
      const challenges = parseChallenges(answer.headers["www-authenticate"]);
      const bearer = challenges.find(({ scheme }) => scheme === "bearer");
      if (bearer === void 0) {
        if (sent !== void 0 || !challenges.some(({ scheme }) => scheme === "basic")) return void 0;
        ways.set(registry, { kind: "basic" });
        return header(target, actions, signal);
      }
      const service = serviceOf$1(registry, bearer, answer.url, endpoints);
      ways.set(registry, { kind: "bearer", service });
      const credential = await credentials(target);
      if (credential?.kind === "registry")
        return sent === void 0 ? bearerHeader(credential.token) : void 0;
      const scopes = scopesOf(`repository:${repository}:${actions}`, bearer);
      asked.set(JSON.stringify([registry, repository, actions]), scopes);
      return token(target, actions, service, scopes, sent, signal);
    }
  };
}
function serviceOf$1(registry, challenge, from, endpoints) {
  const realm = challenge.parameters.get("realm");
  if (realm === void 0 || !URL.canParse(realm))
    throw answerInvalid(registry, "names no token service whose address can be read");
  return { realm: endpoints.lead(registry, realm, from), service: challenge.parameters.get("service") };
}
const MAX_BYTES$1 = 1024 * 1024;
function configFiles(env) {
  const set = (name) => env[name] === "" ? void 0 : env[name];
  const home = set("HOME") ?? set("USERPROFILE");
  const docker = set("DOCKER_CONFIG") ?? (home && path.join(home, ".docker"));
  const config = set("XDG_CONFIG_HOME") ?? (home && path.join(home, ".config"));
  const runtime = set("XDG_RUNTIME_DIR");
  return [
    docker && path.join(docker, "config.json"),
    set("REGISTRY_AUTH_FILE"),
    runtime && path.join(runtime, "containers", "auth.json"),
    config && path.join(config, "containers", "auth.json")
  ].filter((file) => file !== void 0 && file !== "");
}
function readDockerConfig(file, born) {
  const read = content(file);
  if (read === void 0) return void 0;
  let parsed;
  try {
    parsed = JSON.parse(read.toString("utf8"));
  } catch {
    throw new Failure("REGISTRY_REFUSED", "The file with the registries' logins is not JSON.", {
      fix: "Log in again in a step before this one: docker login REGISTRY",
      at: { file }
    });
  }
  const { auths, credHelpers, credsStore } = objectOf(parsed);
  return {
    auths: new Map(
      Object.entries(objectOf(auths)).map(([key, entry]) => [
        hostKey(key),
        credentialOf(objectOf(entry), born)
      ])
    ),
    credHelpers: new Map(
      Object.entries(objectOf(credHelpers)).flatMap(
        ([key, name]) => typeof name === "string" ? [[hostKey(key), name]] : []
      )
    ),
    credsStore: textOf$1(credsStore)
  };
}
function content(file) {
  try {
    return readBounded(file, MAX_BYTES$1).bytes;
  } catch (error) {
    if (error instanceof Failure && error.code === "FILE_NOT_FOUND") return void 0;
    throw new Failure("REGISTRY_REFUSED", "The file with the registries' logins cannot be read.", {
      fix: `chmod u+r '${file}'`,
      at: { file }
    });
  }
}
const hostKey = (key) => key.replace(/^https?:\/\//, "").replace(/\/(?:v[12]\/?)?$/, "");
function credentialOf(entry, born) {
  const auth = textOf$1(entry["auth"]);
  if (auth !== void 0) born([Secret.of(auth)]);
  const decoded = Buffer.from(auth ?? "", "base64").toString("utf8").replace(/\0+$/, "");
  const colon = decoded.indexOf(":");
  const username = textOf$1(entry["username"]) ?? (colon < 0 ? void 0 : decoded.slice(0, colon));
  const password = textOf$1(entry["password"]) ?? (colon < 0 ? void 0 : decoded.slice(colon + 1));
  const secret = (text) => {
    const made = Secret.of(text);
    born([made]);
    return made;
  };
  const registry = textOf$1(entry["registrytoken"]);
  if (registry !== void 0) return { kind: "registry", token: secret(registry) };
  const identity = textOf$1(entry["identitytoken"]);
  if (identity !== void 0) return { kind: "identity", username: username ?? "", token: secret(identity) };
  if (username === void 0 || password === void 0 || password === "") return void 0;
  return { kind: "basic", username, password: secret(password) };
}
const textOf$1 = (value) => typeof value === "string" && value !== "" ? value : void 0;
const objectOf = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
const HUB = "index.docker.io";
const HUB_SERVER = "https://index.docker.io/v1/";
const HELPER_NAME = /^[A-Za-z0-9._-]+$/;
const TOKEN_USER = "<token>";
function createCredentials(settings, host) {
  let configs;
  const found = /* @__PURE__ */ new Map();
  let only;
  const look = async (target) => {
    const { registry } = target;
    const { username, password, loginFor, githubToken, githubActor } = settings;
    if (password !== void 0 && loginFor === void 0 && (only ??= registry) !== registry)
      throw loginForTwo(only, registry);
    if (password !== void 0 && (loginFor === void 0 || loginFor.includes(registry)))
      return { kind: "basic", username: username ?? "", password };
    configs ??= configFiles(host.env).flatMap((file) => readDockerConfig(file, host.born) ?? []);
    for (const config of configs) {
      const configured = await ofConfig(config, target, settings.helper, host);
      if (configured !== void 0) return configured;
    }
    if (registry === "ghcr.io" && githubToken !== void 0)
      return { kind: "basic", username: githubActor ?? "token", password: githubToken };
    return ofAws(await settings.awsToken?.(registry), host);
  };
  return (target) => {
    const key = printTarget(target);
    const known = found.get(key);
    if (known !== void 0) return known;
    const asked = look(target);
    found.set(key, asked);
    return asked;
  };
}
function loginForTwo(...registries) {
  const [one, other] = registries.toSorted();
  return new Failure(
    "REGISTRY_REFUSED",
    `The user and password that were given are for one registry; this run speaks to ${one} and ${other}.`,
    {
      fix: `Leave them out, and log in to both in steps before this one:
docker login ${one}
docker login ${other}`
    }
  );
}
function namesOf({ registry, repository }) {
  const hosts = registry === HUB ? [HUB, "docker.io"] : [registry];
  const parts = repository.split("/");
  const paths = parts.map((_, index) => parts.slice(0, parts.length - index).join("/"));
  return [...hosts.flatMap((name) => paths.map((part) => `${name}/${part}`)), ...hosts];
}
async function ofConfig({ auths, credHelpers, credsStore }, target, run, host) {
  for (const name of namesOf(target)) {
    const server = name === HUB ? HUB_SERVER : name;
    const own = credHelpers.get(name);
    const helper = own ?? (name === target.registry || auths.has(name) ? credsStore : void 0);
    const given = helper === void 0 ? void 0 : await ofHelper(helper, server, run, host, own !== void 0);
    const credential = given ?? auths.get(name);
    if (credential !== void 0) return credential;
  }
  return void 0;
}
async function ofHelper(name, server, run, host, isOwn) {
  const say = isOwn ? host.warn : host.debug;
  if (!HELPER_NAME.test(name)) {
    say(`A credential helper for ${server} is ignored: its name is not one of a program.`);
    return void 0;
  }
  try {
    const { Username, Secret: text } = JSON.parse(await run(name, server));
    if (typeof Username !== "string" || typeof text !== "string" || text === "") return void 0;
    const secret = Secret.of(text);
    host.born([secret]);
    return Username === TOKEN_USER ? { kind: "identity", username: "", token: secret } : { kind: "basic", username: Username, password: secret };
  } catch {
    say(`docker-credential-${name} gave no login for ${server}.`);
    return void 0;
  }
}
function ofAws(token, { born }) {
  const decoded = Buffer.from(token?.reveal() ?? "", "base64").toString("utf8");
  if (token === void 0 || !decoded.startsWith("AWS:")) return void 0;
  const password = Secret.of(decoded.slice("AWS:".length));
  born([token, password]);
  return { kind: "basic", username: "AWS", password };
}
const MAX_HOPS = 5;
const AT_ONCE = 8;
const MAX_ODD = 3;
const REDIRECTS = /* @__PURE__ */ new Set([301, 302, 303, 307, 308]);
const PASSING = /* @__PURE__ */ new Set([408, 429, 500, 502, 503, 504, 522]);
const RETRIES = { attempts: 6, baseMs: 200, capMs: 1e4, budgetMs: 75e3 };
class Passing extends Error {
  answer;
  constructor(answer) {
    super();
    this.answer = answer;
  }
}
function createTransport(settings, host) {
  const endpoints = createEndpoints(settings.insecure);
  const credentials = createCredentials(settings, host);
  const pools = /* @__PURE__ */ new Map();
  const poolOf = (registry) => {
    const pool = pools.get(registry) ?? createPool(AT_ONCE);
    pools.set(registry, pool);
    return pool;
  };
  const send = async (registry, request, signal, { once, fits } = {}) => {
    const pool = poolOf(registry);
    let odd = 0;
    const attempt = async (stop) => pool.run(async () => {
      const answer = await host.registryHttp.send({ ...request, direct: isLoopback(request.url) }, stop);
      if (once === true) return answer;
      if (PASSING.has(answer.status)) throw new Passing(answer);
      const isOdd = answer.status < 300 && fits?.(answer) === false;
      if (isOdd && (odd += 1) < MAX_ODD) throw new Passing(answer);
      return answer;
    });
    const judge = (error) => {
      if (error instanceof HttpError) {
        const isOdd = error.kind === "too-large" && fits !== void 0;
        if (isOdd) return { retry: (odd += 1) < MAX_ODD };
        return { retry: isTransient(error) && (once !== true || error.kind === "refused") };
      }
      if (!(error instanceof Passing)) return { retry: false };
      const after = waitAsked(error.answer, host.clock.now());
      const throttled = error.answer.status === 429;
      if (throttled) pool.throttled();
      return { retry: true, throttled, ...after === void 0 ? {} : { afterMs: after } };
    };
    try {
      return await retry(attempt, judge, host.clock, signal, RETRIES);
    } catch (error) {
      if (error instanceof Passing) throw failedWith(error.answer, registry);
      throw error instanceof HttpError ? registryUnreachable(error, registry) : error;
    }
  };
  const logins = createLogins(credentials, endpoints, host, send);
  const follow = async ({ target, method, headers, body, maxBytes, once, fits }, start2, header, signal) => {
    const origin = new URL(endpoints.origin(target.registry)).origin;
    let url = start2;
    for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
      const answer = await send(
        target.registry,
        {
          method,
          url,
          headers: {
            ...headers,
            ...header !== void 0 && url.origin === origin ? { authorization: header } : {}
          },
          ...body === void 0 ? {} : { body },
          ...maxBytes === void 0 ? {} : { limits: { maxBytes } }
        },
        signal,
        { ...once === void 0 ? {} : { once }, ...fits === void 0 ? {} : { fits } }
      );
      if (!REDIRECTS.has(answer.status)) return { ...answer, url };
      const isRead = method === "GET" || method === "HEAD";
      const next = endpoints.lead(target.registry, answer.headers["location"], url);
      if (!isRead && (answer.status < 307 || next.origin !== url.origin))
        throw answerInvalid(target.registry, "redirects what is written");
      url = next;
    }
    throw answerInvalid(target.registry, "redirects in circles");
  };
  const refusal = async ({ target, actions }, status) => refused(target, actions, await credentials(target) !== void 0, status);
  return {
    lead: endpoints.lead,
    refusal,
    call: async (call, signal) => {
      const { target, actions, at, once } = call;
      const start2 = at instanceof URL ? at : new URL(`${endpoints.origin(target.registry)}/v2/${target.repository}/${at}`);
      const sent = await logins.header(target, actions, signal);
      let answer = await follow(call, start2, sent, signal);
      const isOwn = answer.url.origin === new URL(endpoints.origin(target.registry)).origin;
      if (answer.status === 401 && isOwn) {
        const header = await logins.challenged(target, actions, answer, sent, signal);
        if (header !== void 0) answer = await follow(call, start2, header, signal);
      }
      if (answer.status === 401 || answer.status === 403 && once !== true)
        throw await refusal(call, answer.status);
      return answer;
    }
  };
}
function createRegistry(settings, host) {
  const transport = createTransport(settings, host);
  const content2 = createContent(transport, host);
  const referrers = createReferrers(content2, transport);
  const tags = createTagWriter(content2, host, settings.announce);
  const at = ({ reference }, target) => target ?? { registry: reference.registry, repository: reference.repository };
  return {
    resolve: async (reference, signal) => await resolveImage(reference, content2, transport, signal),
    children: async (image, signal) => await childrenOf(image, content2, signal),
    canPush: content2.canPush,
    referrers: async (image, target, signal) => await referrers.list(image, at(image, target), signal),
    bundle: async (image, referrer, target, signal) => await readBundle(image, referrer, at(image, target), content2, signal),
    attach: async (image, bundle, options, signal) => await attachBundle(image, bundle, options, { content: content2, referrers, tags, host }, signal),
    attachLegacy: async (image, kind, layer, target, signal) => await attachLayer(image, kind, layer, at(image, target), { content: content2, tags }, signal),
    readLegacy: async (image, kind, target, signal) => await readLayers(image, kind, at(image, target), content2, signal),
    settle: async (signal, pending = []) => await tags.settle(pending, signal)
  };
}
const FOLDER = "secrets-action-bundles";
const MAX_TRUST_BYTES = 1024 * 1024;
const MAX_BUNDLE_BYTES = 32 * 1024 * 1024;
function signingHost(runner, tools) {
  return {
    http: tools.http,
    registryHttp: tools.http,
    clock: systemClock,
    env: runner.env,
    workspace: runner.workspace,
    temp: runner.temp,
    idToken: tools.idToken,
    born: tools.born,
    warn: (text) => runner.annotate("warning", text),
    debug: runner.debug
  };
}
function signingParts(runner, context) {
  const { workspace } = runner;
  const host = signingHost(runner, context.tools);
  const awsToken = registryTokens(context);
  const journal = openJournal(runner);
  return {
    host,
    // What a terminal signs is for whoever works in its folder.
    folder: runner.face === "terminal" ? workspace : path.join(runner.temp, FOLDER),
    registry: (inputs) => registryOf(runner, host, inputs, { awsToken, announce: journal.tag }),
    github: (inputs) => githubOf(runner, host, inputs),
    trustSettings: (inputs, claims) => ({
      ...trustSettingsOf(workspace, inputs),
      ...servicesNamed(workspace, inputs),
      signing: true,
      ...typeof claims["repository_visibility"] === "string" ? { visibility: claims["repository_visibility"] } : {},
      allowPublicLog: inputs.allowPublicLog,
      require: []
    }),
    trustFiles: (inputs) => [inputs.trustedRoot, inputs.tufRoot, inputs.signingConfig].filter(
      (text) => text !== "" && !isText$1(text)
    ),
    read: (file) => readWorkspaceFile(workspace, file),
    readBundle: (file) => readBounded(path.resolve(workspace, file), MAX_BUNDLE_BYTES).bytes.toString("utf8"),
    journal,
    stdin: () => process.stdin,
    listArtifacts: (subjects) => listArtifacts(runner, subjects)
  };
}
const isText$1 = (text) => text.trimStart().startsWith("{");
const trustFileOf = (workspace, input, text) => isText$1(text) ? { name: `the input ${input}`, bytes: Buffer.from(text), inCheckout: false } : readWorkspaceFile(workspace, text);
function readWorkspaceFile(workspace, file) {
  const { bytes, realPath } = readBounded(path.resolve(workspace, file), MAX_TRUST_BYTES);
  const inside = path.relative(fs.realpathSync.native(workspace), realPath);
  const isOutside = inside.split(path.sep)[0] === ".." || path.isAbsolute(inside);
  return { name: file, bytes, inCheckout: !isOutside };
}
function trustSettingsOf(workspace, inputs) {
  const { sigstore, trustedRoot, tufMirror, tufRoot } = inputs;
  return {
    sigstore,
    ...trustedRoot === "" ? {} : { trustedRoot: trustFileOf(workspace, "trusted-root", trustedRoot) },
    ...tufMirror === "" ? {} : { tufMirror },
    ...tufRoot === "" ? {} : { tufRoot: trustFileOf(workspace, "tuf-root", tufRoot) }
  };
}
function servicesNamed(workspace, { signingConfig, fulcioUrl, rekorUrl, rekorVersion, timestampUrl }) {
  return {
    timestampUrls: timestampUrl,
    ...fulcioUrl === "" ? {} : { fulcioUrl },
    ...rekorUrl === "" ? {} : { rekorUrl },
    rekorVersion: rekorVersion === "2" ? 2 : 1,
    ...signingConfig === "" ? {} : { signingConfig: trustFileOf(workspace, "signing-config", signingConfig) }
  };
}
function registryOf(runner, host, inputs, more = {}) {
  const { registryUsername, registryPassword, githubToken, insecureRegistries } = inputs;
  const actor = runner.env["GITHUB_ACTOR"];
  const own = githubToken === void 0 ? {} : { githubToken };
  return createRegistry(
    {
      ...registryUsername === "" ? {} : { username: registryUsername },
      ...registryPassword === void 0 ? {} : { password: registryPassword },
      ...own,
      ...actor === void 0 ? {} : { githubActor: actor },
      insecure: insecureRegistries,
      helper: async (name, server) => credentialHelper(runner, name, server),
      ...more
    },
    host
  );
}
async function credentialHelper(runner, name, server) {
  const { status, stdout } = runQuietly(`docker-credential-${name}`, ["get"], runner.env, void 0, server);
  if (status === 0) return stdout.toString("utf8");
  throw new Failure("REGISTRY_REFUSED", `The credential helper docker-credential-${name} gave no login.`, {
    fix: `docker login ${server}`
  });
}
function githubOf({ env }, host, { githubToken }, repository = env["GITHUB_REPOSITORY"] ?? "") {
  const apiUrl = env["GITHUB_API_URL"] ?? "";
  return createAttestations(
    {
      apiUrl: new URL(URL.canParse(apiUrl) ? apiUrl : "https://api.github.com"),
      repository,
      token: githubToken
    },
    host
  );
}
var signHost = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  MAX_BUNDLE_BYTES,
  githubOf,
  registryOf,
  signingHost,
  signingParts,
  trustFileOf,
  trustSettingsOf
});
function personalTrust(settings, claims) {
  const { sigstore, trustedRoot, tufMirror, signingConfig, fulcioUrl, allowPublicLog } = settings;
  const isNamed2 = [trustedRoot, tufMirror, signingConfig, fulcioUrl].some((one) => one !== void 0);
  const isPublic = sigstore === "public" || sigstore === "auto";
  if (typeof claims["repository"] === "string" || isNamed2 || !isPublic) return settings;
  if (allowPublicLog) return { ...settings, sigstore: "public" };
  throw new Failure(
    "PUBLIC_LOG_REFUSED",
    "The public log would show the name in this token, an e-mail address for instance, to everybody, for ever.",
    {
      at: { input: "sigstore" },
      fix: "allow-public-log: true   # or name a Sigstore of your own: --trusted-root, --signing-config, --fulcio-url"
    }
  );
}
function entriesOf(folder) {
  try {
    return fs.readdirSync(folder, { withFileTypes: true, encoding: "buffer" }).map((entry) => ({
      name: entry.name.toString("utf8"),
      kind: kindOfEntry(entry),
      readable: buffer.isUtf8(entry.name)
    }));
  } catch (error) {
    const code = error.code;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw new Failure("FILE_UNREADABLE", `The folder ${printable(folder)} cannot be read.`, {
      at: { file: folder }
    });
  }
}
function kindOfEntry(entry) {
  if (entry.isSymbolicLink()) return "link";
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  const known = entry.isFIFO() || entry.isSocket() || entry.isCharacterDevice() || entry.isBlockDevice();
  return known ? "other" : "unknown";
}
function kindOf(file) {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  return stat === void 0 ? "other" : kindOfEntry(stat);
}
function leadsToFolder(link) {
  try {
    return fs.statSync(link).isDirectory();
  } catch {
    return false;
  }
}
const MAX_ALTERNATIVES = 256;
function parseGlob(pattern) {
  return alternatives(pattern).map((one) => {
    const segments = one.split("/").filter((part) => part !== "" && part !== ".").map((part) => part === "**" ? { kind: "folders" } : nameSegment(part));
    return segments.at(-1)?.kind === "folders" ? [...segments, nameSegment("*")] : segments;
  });
}
const literalGlob = (file) => [
  file.split("/").filter((part) => part !== "" && part !== ".").map((part) => ({
    kind: "name",
    literal: true,
    tokens: [...part].map((char) => ({ kind: "char", char }))
  }))
];
const start = (segments) => closure(segments, [0]);
function step(segments, states, name, dots) {
  const next = [];
  for (const at of states) {
    const segment = segments[at];
    if (segment === void 0) continue;
    if (segment.kind === "folders") {
      if (dots || !name.startsWith(".")) next.push(at);
    } else if (matchesName(segment, name, dots)) next.push(at + 1);
  }
  return closure(segments, next);
}
const isNamed = (segments, states, name) => [...states].some((at) => {
  const segment = segments[at];
  return segment?.kind === "name" && segment.literal && matchesName(segment, name, false);
});
function closure(segments, states) {
  const all2 = /* @__PURE__ */ new Set();
  for (let at of states) {
    all2.add(at);
    while (segments[at]?.kind === "folders") all2.add(++at);
  }
  return all2;
}
function matchesName(segment, name, dots) {
  const { tokens } = segment;
  const chars = [...name];
  const [first2] = tokens;
  if (!dots && chars[0] === "." && !(first2?.kind === "char" && first2.char === ".")) return false;
  let at = 0;
  let token = 0;
  let star = -1;
  let starAt = 0;
  while (at < chars.length) {
    const present2 = tokens[token];
    if (present2?.kind === "star") {
      star = token++;
      starAt = at;
    } else if (present2 !== void 0 && matchesChar(present2, chars[at])) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (tokens[token]?.kind === "star") token++;
  return token === tokens.length;
}
function matchesChar(token, char) {
  if (token.kind === "char") return token.char === char;
  if (token.kind !== "class") return true;
  const code = char.codePointAt(0);
  return token.ranges.some(([from, to]) => from <= code && code <= to) !== token.not;
}
function nameSegment(text) {
  const chars = [...text];
  const tokens = [];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i];
    const classed = char === "[" ? characterClass(chars, i) : void 0;
    if (classed !== void 0) {
      tokens.push(classed.token);
      i = classed.end;
    } else if (char === "*") {
      if (tokens.at(-1)?.kind !== "star") tokens.push({ kind: "star" });
    } else if (char === "?") tokens.push({ kind: "any" });
    else if (char === "\\" && i + 1 < chars.length) tokens.push({ kind: "char", char: chars[++i] });
    else tokens.push({ kind: "char", char });
  }
  return { kind: "name", tokens, literal: tokens.every((token) => token.kind === "char") };
}
function characterClass(chars, from) {
  const not = chars[from + 1] === "!" || chars[from + 1] === "^";
  const first2 = from + (not ? 2 : 1);
  const ranges = [];
  for (let i = first2; i < chars.length; i++) {
    if (chars[i] === "]" && i > first2) return { token: { kind: "class", not, ranges }, end: i };
    const low = chars[i].codePointAt(0);
    const isRange = chars[i + 1] === "-" && chars[i + 2] !== void 0 && chars[i + 2] !== "]";
    ranges.push([low, isRange ? chars[i + 2].codePointAt(0) : low]);
    if (isRange) i += 2;
  }
  return void 0;
}
function alternatives(pattern) {
  let open2 = [pattern];
  const done = [];
  while (open2.length > 0) {
    const [text, ...rest] = open2;
    const braces = firstBraces(text);
    if (braces === void 0) done.push(text);
    open2 = braces === void 0 ? rest : [...braces, ...rest];
    if (open2.length + done.length > MAX_ALTERNATIVES)
      throw new Failure(
        "SUBJECT_REFUSED",
        `The braces in ${printable(pattern)} stand for too many patterns.`
      );
  }
  return done;
}
function firstBraces(text) {
  const marks = [];
  let found;
  for (let i = 0; i < text.length && found === void 0; i++) {
    const char = text[i];
    if (char === "\\") i++;
    else if (char === "{") marks.push({ at: i, commas: [] });
    else if (char === ",") marks.at(-1)?.commas.push(i);
    else if (char === "}") {
      const mark = marks.pop();
      if (mark !== void 0 && mark.commas.length > 0) found = { from: mark.at, commas: mark.commas, to: i };
    }
  }
  if (found === void 0) return void 0;
  const { from, commas, to } = found;
  const ends = [...commas, to];
  return [from, ...commas].map(
    (mark, i) => text.slice(0, from) + text.slice(mark + 1, ends[i]) + text.slice(to + 1)
  );
}
const UNSAFE = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const MAX_NAME = 1024;
const MAX_SUBJECTS = 1024;
const MAX_STATEMENT = 16 * 1024 * 1024;
function nameProblem(name) {
  if (name === "") return "is empty";
  if (name.length > MAX_NAME) return `is longer than ${MAX_NAME} characters`;
  if (UNSAFE.test(name)) return "holds a control character";
  return void 0;
}
const isOwnOutput = (name) => /\.sigstore\.jsonl?$|\.intoto\.jsonl$/.test(name);
const bundleOf$1 = (file) => `${file}.sigstore.json`;
const legacyOf = (file) => ({
  signature: `${file}.sig`,
  certificate: `${file}.pem`
});
function statementsFile(predicate, taken = /* @__PURE__ */ new Set()) {
  const words = predicate.replace(/^[a-z][a-z0-9+.-]*:\/*/i, "").replace(/[^\w.-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "").slice(0, 80);
  const base = words === "" ? "attestation" : words;
  let name = `${base}.intoto.jsonl`;
  for (let n = 2; taken.has(name); n++) name = `${base}-${n}.intoto.jsonl`;
  return name;
}
function uniqueSubjects(subjects) {
  const seen = /* @__PURE__ */ new Map();
  const failures = [];
  for (const subject of subjects) {
    const key = `${subject.digest.algorithm}
${subject.name}`;
    const before = seen.get(key);
    if (before === void 0) seen.set(key, subject);
    else if (before.digest.hex !== subject.digest.hex)
      failures.push(
        new Failure("NAME_COLLISION", `Two different files are called ${printable(subject.name)}.`, {
          fix: "Leave one of them out, or sign them in two steps."
        })
      );
  }
  const [first2, ...more] = failures;
  if (first2 !== void 0) throw together([first2, ...more]);
  return [...seen.values()];
}
function subjectChunks(subjects, most = MAX_SUBJECTS) {
  const chunks = [];
  for (let at = 0; at < subjects.length; at += most) chunks.push(subjects.slice(at, at + most));
  return chunks;
}
const MAX_FILES = 2e4;
function findFiles(patterns, folders) {
  const platform = folders.platform ?? process.platform;
  const roots = [rootOf(folders.workspace), rootOf(folders.temp)];
  const exclusions = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => placed(pattern.slice(1), roots, platform));
  const excludes = (root, parts) => exclusions.some((one) => one.root === root && one.globs.some((glob) => matchesOrHolds(glob, parts)));
  const found = /* @__PURE__ */ new Map();
  const skipped = /* @__PURE__ */ new Set();
  const failures = [];
  for (const pattern of patterns) {
    if (pattern.startsWith("!")) continue;
    const { root, globs } = placed(pattern, roots, platform);
    const own = /* @__PURE__ */ new Map();
    const refused2 = [];
    let excluded = false;
    for (const segments of globs) {
      const search = {
        root,
        segments,
        excludes,
        outputs: false,
        found: own,
        skipped,
        refused: refused2,
        excluded: false
      };
      walk(search, root.real, [], start(segments));
      excluded ||= search.excluded;
    }
    failures.push(...refused2);
    if (own.size === 0 && refused2.length === 0) failures.push(nothing(pattern, excluded));
    for (const [key, file] of own) found.set(key, file);
    if (found.size > MAX_FILES)
      throw new Failure("LIMIT_EXCEEDED", `The patterns match more than ${MAX_FILES} files.`);
  }
  const [first2, ...more] = failures;
  if (first2 !== void 0) throw together([first2, ...more]);
  const files = [...found.values()].sort(byName);
  const paths = new Set(files.map((file) => file.path));
  const beside = files.filter(
    (file) => /\.(?:sig|pem)$/.test(file.path) && paths.has(file.path.slice(0, -4))
  );
  for (const file of beside) skipped.add(file.name);
  return { files: files.filter((file) => !beside.includes(file)), skipped: [...skipped].sort() };
}
function findFile(file, folders) {
  const roots = [rootOf(folders.workspace), rootOf(folders.temp)];
  const { root, globs } = placed(file, roots, folders.platform ?? process.platform, literalGlob);
  const found = /* @__PURE__ */ new Map();
  const refused2 = [];
  const excludes = () => false;
  const rest = { root, excludes, outputs: true, found, skipped: /* @__PURE__ */ new Set(), refused: refused2, excluded: false };
  for (const segments of globs) walk({ ...rest, segments }, root.real, [], start(segments));
  const [failure] = refused2;
  if (failure !== void 0) throw failure;
  const [only] = found.values();
  if (only === void 0) throw new Failure("FILE_NOT_FOUND", `There is no file ${printable(file)}.`);
  return only;
}
function walk(search, folder, parts, states) {
  const { segments, root } = search;
  for (const entry of entriesOf(folder)) {
    const next = step(segments, states, entry.name, false);
    if (next.size === 0) continue;
    const here = [...parts, entry.name];
    const name = here.join("/");
    const matched = next.has(segments.length);
    if (search.excludes(root, here)) {
      search.excluded ||= matched;
      continue;
    }
    const file = path.join(folder, entry.name);
    const kind = entry.kind === "unknown" ? kindOf(file) : entry.kind;
    if (kind === "folder") {
      walk(search, file, here, next);
      continue;
    }
    const named2 = isNamed(segments, states, entry.name);
    if (kind === "link" && (matched ? named2 || !leadsToFolder(file) : named2))
      search.refused.push(
        refuse$1(name, "is a symbolic link, and what it leads to can change", "Name the file it leads to.")
      );
    if (!matched || kind === "link") continue;
    const problem = entry.readable ? nameProblem(entry.name) : "is not valid UTF-8";
    if (kind !== "file") search.refused.push(refuse$1(name, "is not a regular file"));
    else if (problem !== void 0)
      search.refused.push(refuse$1(name, `has a name that ${problem}`, "Rename the file."));
    else if (search.outputs || !isOwnOutput(entry.name)) search.found.set(file, { path: file, name });
    else if (segments.every((segment) => segment.kind === "name" && segment.literal))
      search.refused.push(refuse$1(name, "is a signature or an attestation, which is not signed again"));
    else search.skipped.add(name);
  }
}
function matchesOrHolds(segments, parts) {
  let states = start(segments);
  for (const part of parts) {
    states = step(segments, states, part, true);
    if (states.has(segments.length)) return true;
  }
  return false;
}
function rootOf(folder) {
  const plain2 = path.resolve(folder);
  let real = plain2;
  try {
    real = fs.realpathSync.native(plain2);
  } catch {
  }
  return { real, spellings: [.../* @__PURE__ */ new Set([plain2, real])] };
}
function placed(pattern, roots, platform, parse2 = parseGlob) {
  const slashed = platform === "win32" ? pattern.replaceAll("\\", "/") : pattern;
  const absolute = slashed.startsWith("/") || platform === "win32" && /^[a-z]:/i.test(slashed);
  const fold = (text) => platform === "win32" ? text.replaceAll("\\", "/").toLowerCase() : text;
  const candidates = roots.flatMap(
    (root) => root.spellings.map((spelling) => ({ root, prefix: `${spelling.replace(/[\\/]$/, "")}/` }))
  ).filter(({ prefix }) => fold(slashed).startsWith(fold(prefix))).sort((a, b) => b.prefix.length - a.prefix.length);
  const [place] = absolute ? candidates : [{ root: roots[0], prefix: "" }];
  if (slashed === "") throw new Failure("SUBJECT_REFUSED", "A pattern is empty.");
  if (place === void 0 || slashed.split("/").includes("..") || slashed.includes("\0"))
    throw refuse$1(pattern, "lies outside the workspace and RUNNER_TEMP", "Name a file below the workspace.");
  return { root: place.root, globs: parse2(slashed.slice(place.prefix.length)) };
}
function nothing(pattern, excluded) {
  const shown = printable(pattern);
  return new Failure(
    "SUBJECT_NOT_FOUND",
    excluded ? `All that ${shown} matches is excluded.` : `No file matches ${shown}.`,
    { fix: "Build before this step, and name files relative to the workspace: dist/*.tgz" }
  );
}
const refuse$1 = (name, why, fix) => new Failure("SUBJECT_REFUSED", `${printable(name)} ${why}.`, fix === void 0 ? {} : { fix });
const byName = (a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
const DSSE = Buffer.from("DSSEv1 ");
const MAX_PAYLOAD = 128 * 1024 * 1024;
const MAX_STRING = 512;
const MAX_LEVEL = 3;
const TYPE = /container.*signature/;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BRACKET = 91;
const BACKSLASH = 92;
const BRACE = 123;
const MARKS = new Uint8Array(256);
for (const mark of [QUOTE, COMMA, COLON, BRACKET, 93, BRACE, 125]) MARKS[mark] = 1;
const BEFORE = /* @__PURE__ */ new Set([32, 9, 10, 13, 239, 187, 191]);
function createSniffer(name) {
  let head = Buffer.alloc(0);
  const payload = new PayloadScan();
  return {
    update: (chunk) => {
      if (head.length < DSSE.length)
        head = Buffer.concat([head, chunk.subarray(0, DSSE.length - head.length)]);
      payload.update(chunk);
    },
    check: () => {
      const shown = printable(name);
      if (head.equals(DSSE))
        throw new Failure(
          "SUBJECT_REFUSED",
          `${shown} begins as what the signature of an attestation is over: signed as a file, it would pass for an attestation.`,
          { fix: `Attest it instead, for example: attest: provenance for ${shown}` }
        );
      if (payload.found)
        throw new Failure(
          "SUBJECT_REFUSED",
          `${shown} is a payload of an image signature: signed as a file, it would pass for the signature of that image.`,
          { fix: `Sign the image (sign: oci://REGISTRY/NAME@sha256:DIGEST), or attest the file instead.` }
        );
    }
  };
}
class PayloadScan {
  found = false;
  #size = 0;
  #begun = false;
  #over = false;
  #depth = 0;
  /** The names that lead here, by depth. */
  #path = [];
  #inString = false;
  #escaped = false;
  /** Of the present string, where it may matter. */
  #text;
  #last;
  update(chunk) {
    this.#size += chunk.length;
    if (this.#size > MAX_PAYLOAD) {
      this.#over = true;
      if (this.#depth > 0) this.found = false;
    }
    let i = 0;
    while (i < chunk.length && !this.#over) {
      if (this.#inString) i = this.#string(chunk, i);
      else if (!this.#begun) this.#begin(chunk[i++]);
      else {
        while (i < chunk.length && MARKS[chunk[i]] === 0) i++;
        if (i < chunk.length) this.#mark(chunk[i++]);
      }
    }
  }
  /** White space and a byte order mark may stand before the brace. */
  #begin(byte) {
    if (byte === BRACE) {
      this.#begun = true;
      this.#depth = 1;
    } else if (!BEFORE.has(byte)) this.#over = true;
  }
  #mark(byte) {
    if (byte === QUOTE) {
      this.#inString = true;
      this.#text = this.#matters() ? [] : void 0;
    } else if (byte === COLON) {
      if (this.#depth <= MAX_LEVEL) this.#path[this.#depth] = this.#last;
      this.#last = void 0;
      this.#look();
    } else if (byte === COMMA) {
      if (this.#depth <= MAX_LEVEL) this.#path[this.#depth] = void 0;
    } else if (byte === BRACE || byte === BRACKET) {
      this.#depth++;
      if (this.#depth <= MAX_LEVEL) this.#path[this.#depth] = void 0;
    } else {
      this.#depth--;
      if (this.#depth === 0) this.#over = true;
    }
  }
  /** Whether a string here can be one of the names, or the value of `type`. */
  #matters() {
    return this.#depth === 1 || this.#depth <= MAX_LEVEL && this.#path[1] === "critical";
  }
  /** The rest of a string, as far as the chunk goes. */
  #string(chunk, from) {
    const text = this.#text;
    let escaped = this.#escaped;
    for (let i = from; i < chunk.length; i++) {
      const byte = chunk[i];
      if (byte === QUOTE && !escaped) {
        this.#escaped = false;
        this.#inString = false;
        this.#last = text === void 0 ? void 0 : folded(text);
        this.#value();
        return i + 1;
      }
      escaped = byte === BACKSLASH && !escaped;
      if (text !== void 0 && text.length < MAX_STRING) text.push(byte);
    }
    this.#escaped = escaped;
    return chunk.length;
  }
  /** After a name. */
  #look() {
    const [, first2, second, third] = this.#path;
    if (this.#depth === 3 && first2 === "critical" && second === "image" && third === "docker-manifest-digest")
      this.found = true;
  }
  /** After a string that may be a value. */
  #value() {
    if (this.#depth !== 2 || this.#path[1] !== "critical" || this.#path[2] !== "type") return;
    if (TYPE.test(this.#last ?? "")) this.found = true;
  }
}
function folded(bytes) {
  const text = Buffer.from(bytes).toString("utf8").replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))).replace(/\\(.)/gs, "$1");
  return text.toUpperCase().toLowerCase();
}
const CHUNK = 1024 * 1024;
const PAGE = 4096;
const PARALLEL = 4;
const NOFOLLOW = fs.constants.O_NOFOLLOW ?? 0;
const NONBLOCK = fs.constants.O_NONBLOCK ?? 0;
async function hashFiles(files, sink, options) {
  const pool = createPool(options.parallel ?? PARALLEL);
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const running = files.map((file) => pool.run(() => hashFile(file, sink(), { ...options, signal })));
  try {
    return await Promise.all(running);
  } finally {
    stop.abort();
    await Promise.allSettled(running);
  }
}
async function hashFile(file, sink, options) {
  options.signal.throwIfAborted();
  const handle = await open(file);
  try {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) throw refuse(file, "is not a regular file");
    await sameFile(file, before);
    const size = await pump(chunksOf(file, handle, before.size), sink, file.name, options);
    const after = await handle.stat({ bigint: true });
    const unchanged = before.size === after.size && before.mtimeNs === after.mtimeNs && after.size === BigInt(size);
    if (!unchanged) throw changed(file);
    await sameFile(file, before);
    const hashed = sink.end();
    return {
      subject: { kind: "file", name: file.name, path: file.path, size, digest: hashed.digest },
      hashed
    };
  } finally {
    await handle.close();
  }
}
async function hashStream(stream, name, sink, options) {
  const size = await pump(stream, sink, name, options);
  const hashed = sink.end();
  return { subject: { kind: "file", name, path: "-", size, digest: hashed.digest }, hashed };
}
async function pump(chunks, sink, name, options) {
  const sniffer = options.refuseConfusing ? createSniffer(name) : void 0;
  let size = 0;
  for await (const chunk of chunks) {
    options.signal.throwIfAborted();
    sink.update(chunk);
    sniffer?.update(chunk);
    size += chunk.length;
  }
  sniffer?.check();
  return size;
}
async function* chunksOf(file, handle, size) {
  const length = size < CHUNK ? Math.max(PAGE, Number(size)) : CHUNK;
  let present2 = Buffer.allocUnsafe(length);
  let other = Buffer.allocUnsafe(length);
  const read = async (into) => {
    try {
      return (await handle.read(into, 0, length, null)).bytesRead;
    } catch (error) {
      throw unreadable(file, error);
    }
  };
  let count = await read(present2);
  while (count > 0) {
    const next = read(other);
    next.catch(() => void 0);
    try {
      yield present2.subarray(0, count);
    } finally {
      await next.catch(() => void 0);
    }
    count = await next;
    [present2, other] = [other, present2];
  }
}
async function open(file) {
  try {
    return await fs.promises.open(file.path, fs.constants.O_RDONLY | NOFOLLOW | NONBLOCK);
  } catch (error) {
    throw unreadable(file, error);
  }
}
async function sameFile(file, opened) {
  try {
    const [there, real] = await Promise.all([
      fs.promises.lstat(file.path, { bigint: true }),
      fs.promises.realpath(file.path)
    ]);
    if (real !== file.path) throw refuse(file, "lies behind a symbolic link");
    if (there.ino !== opened.ino || there.dev !== opened.dev) throw changed(file);
  } catch (error) {
    throw error instanceof Failure ? error : changed(file);
  }
}
function unreadable(file, error) {
  const code = String(error.code);
  const shown = printable(file.name);
  if (code === "ENOENT") return new Failure("FILE_NOT_FOUND", `There is no file ${shown}.`);
  if (code === "ELOOP" || code === "EMLINK") return refuse(file, "is a symbolic link");
  if (code === "EISDIR" || code === "ENXIO") return refuse(file, "is not a regular file");
  return new Failure(
    "FILE_UNREADABLE",
    `${shown} cannot be read (${/^[A-Z]+$/.test(code) ? code : "unknown"}).`
  );
}
const changed = (file) => new Failure("SUBJECT_REFUSED", `${printable(file.name)} changed while it was read.`, {
  fix: "Sign after the step that writes it has ended."
});
const refuse = (file, why) => new Failure("SUBJECT_REFUSED", `${printable(file.name)} ${why}.`);
async function all(tasks) {
  const ends = await Promise.allSettled(tasks);
  const failures = ends.flatMap((end) => end.status === "rejected" ? [asFailure(end.reason)] : []);
  const different = new Map(failures.map((failure) => [`${failure.code} ${failure.message}`, failure]));
  const [first2, ...rest] = different.values();
  if (first2 !== void 0) throw together([first2, ...rest]);
  return ends.flatMap((end) => end.status === "fulfilled" ? [end.value] : []);
}
const base64 = (bytes) => (typeof bytes === "string" ? Buffer.from(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).toString("base64");
const sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest();
const certificatePem = (der) => `-----BEGIN CERTIFICATE-----
${base64(der).replace(/.{1,64}/g, "$&\n")}-----END CERTIFICATE-----
`;
const BASE64$1 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const fromBase64 = (text) => typeof text === "string" && text !== "" && BASE64$1.test(text) ? Buffer.from(text, "base64") : void 0;
function jsonObject(body) {
  try {
    return recordOf(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
  } catch {
    return void 0;
  }
}
const recordOf = (value) => typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
const statementOf = (subjects, predicateType, predicate) => ({
  _type: STATEMENT_TYPE,
  subject: subjects.map(({ name, digest, annotations }) => ({
    ...name === void 0 ? {} : { name },
    digest: { [digest.algorithm]: digest.hex },
    ...annotations === void 0 ? {} : { annotations }
  })),
  predicateType,
  predicate
});
const preAuthEncoding = (payloadType, payload) => Buffer.concat([
  Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `),
  payload
]);
const envelopeOf = (payload, signature) => ({
  payload: base64(payload),
  payloadType: IN_TOTO_TYPE,
  signatures: [{ sig: base64(signature) }]
});
const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
function endpointOf(text) {
  if (!URL.canParse(text)) return void 0;
  const url = new URL(text);
  const plain2 = url.protocol === "http:" && LOOPBACK.test(url.hostname);
  const bare = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  return (url.protocol === "https:" || plain2) && bare ? url : void 0;
}
function endpointOfInput(text, input) {
  const url = endpointOf(text.trim());
  if (url) return url;
  throw new Failure(
    "ENDPOINT_REFUSED",
    `${input} is no https: address without user, query and fragment. Only this machine is spoken to by http:.`,
    { fix: `${input}: https://HOST`, at: { input } }
  );
}
const MAX_BYTES = 1024 * 1024;
const MAX_DEPTH = 20;
const MAX_ITEMS = 200;
const BASE64 = /^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}={0,2}|[A-Za-z0-9+/_-]{3}=?)?$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
class Shape {
  #name;
  #fix;
  constructor(name, fix) {
    this.#name = name;
    this.#fix = fix;
  }
  /** The failure to throw: `what` goes on after the file's name. */
  invalid(what) {
    return new Failure("TRUST_ROOT_INVALID", `${this.#name} ${what}.`, { fix: this.#fix });
  }
  /** The outer object. Repeated keys are refused: readers differ in which of them counts. */
  parse(bytes) {
    if (bytes.byteLength > MAX_BYTES) throw this.invalid(`is larger than ${MAX_BYTES} bytes`);
    try {
      if (hasRepeatedKeys(parseJson(bytes, { maxDepth: MAX_DEPTH })))
        throw this.invalid("has a key twice in one object");
    } catch (error) {
      if (error instanceof Failure && error.code === "TRUST_ROOT_INVALID") throw error;
      throw this.invalid("is not JSON");
    }
    return this.object(JSON.parse(new TextDecoder().decode(bytes)), "the file");
  }
  object(value, at) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw this.invalid(`is not as expected: ${at} is no object`);
    return value;
  }
  /** Protobuf leaves out a list that is empty. */
  list(value, at) {
    if (value === void 0 || value === null) return [];
    if (!Array.isArray(value)) throw this.invalid(`is not as expected: ${at} is no list`);
    if (value.length > MAX_ITEMS) throw this.invalid(`has more than ${MAX_ITEMS} entries in ${at}`);
    return value.map((item, index) => this.object(item, `${at}[${index}]`));
  }
  text(value, at) {
    if (typeof value !== "string" || value === "" || value.length > 2048)
      throw this.invalid(`is not as expected: ${at} is no text`);
    return value;
  }
  bytes(value, at) {
    if (typeof value !== "string" || value === "" || !BASE64.test(value))
      throw this.invalid(`is not as expected: ${at} is no base64`);
    return Buffer.from(value, "base64");
  }
  /** A range whose start is there, and lies before its end where it has one. */
  range(value, at) {
    const { start: start2, end } = this.object(value ?? {}, at);
    if (start2 === void 0) throw this.invalid(`has no ${at}.start`);
    const from = this.#time(start2, `${at}.start`);
    const to = end === void 0 || end === null ? void 0 : this.#time(end, `${at}.end`);
    if (to !== void 0 && to < from) throw this.invalid(`has an ${at}.end before its start`);
    return { start: from, end: to };
  }
  #time(value, at) {
    const time = typeof value === "string" && TIME.test(value) ? new Date(value) : void 0;
    if (time === void 0 || Number.isNaN(time.getTime()))
      throw this.invalid(`is not as expected: ${at} is no time of RFC 3339`);
    return time;
  }
}
function hasRepeatedKeys(value) {
  if (value.kind === "list") return value.items.some(hasRepeatedKeys);
  if (value.kind !== "map") return false;
  const keys = new Set(value.items.map(({ key }) => key));
  return keys.size < value.items.length || value.items.some((item) => hasRepeatedKeys(item.value));
}
const MEDIA_TYPE$1 = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
const MAX_VERSION = 1e3;
const MAX_COUNT = 10;
function readSigningConfig({ name, bytes }) {
  const shape = signingConfigShape(name);
  const file = shape.parse(bytes);
  if (file["mediaType"] !== MEDIA_TYPE$1)
    throw shape.invalid("is no signing config of version 0.2: its mediaType is another");
  const services = (member) => shape.list(file[member], member).map((service, index) => serviceOf(shape, service, `${member}[${index}]`));
  const logs = services("rekorTlogUrls");
  const timestamps = services("tsaUrls");
  return {
    fulcio: services("caUrls"),
    logs,
    logSelector: selectorOf(shape, file["rekorTlogConfig"], "rekorTlogConfig", logs.length > 0),
    timestamps,
    timestampSelector: selectorOf(shape, file["tsaConfig"], "tsaConfig", timestamps.length > 0)
  };
}
const signingConfigShape = (name) => new Shape(
  `The signing config ${name}`,
  "signing-config: path/to/signing_config.v0.2.json  # as `cosign signing-config create` writes it"
);
function serviceOf(shape, service, at) {
  const url = endpointOf(shape.text(service["url"], `${at}.url`));
  if (url === void 0)
    throw shape.invalid(
      `has in ${at}.url no https: address without user, query and fragment (http: is for this machine only)`
    );
  const version = service["majorApiVersion"];
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1 || version > MAX_VERSION)
    throw shape.invalid(`is not as expected: ${at}.majorApiVersion is no version`);
  const operator = service["operator"];
  return {
    url,
    version,
    ...shape.range(service["validFor"], `${at}.validFor`),
    // A config without operators says nothing about who is independent of whom, other than the hosts.
    operator: operator === void 0 || operator === "" ? url.hostname : shape.text(operator, `${at}.operator`)
  };
}
function selectorOf(shape, value, at, needed) {
  if (value === void 0 && !needed) return { kind: "ANY" };
  const { selector, count } = shape.object(value ?? {}, at);
  if (selector === "ANY" || selector === "ALL") return { kind: selector };
  if (selector !== "EXACT")
    throw shape.invalid(`is not as expected: ${at}.selector is not ANY, ALL or EXACT`);
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > MAX_COUNT)
    throw shape.invalid(`is not as expected: ${at}.count is not 1 to ${MAX_COUNT}`);
  return { kind: "EXACT", count };
}
const FULCIO_VERSIONS = [1];
const LOG_VERSIONS = [2, 1];
const TIMESTAMP_VERSIONS = [1];
function chooseServices(config, name, now, wish = {}) {
  const [fulcio] = ranked(config.fulcio, FULCIO_VERSIONS, now);
  if (fulcio === void 0) throw none(name, "Fulcio", config.fulcio, now);
  const timestamps = config.timestamps.length === 0 ? [] : select(
    config.timestamps,
    TIMESTAMP_VERSIONS,
    config.timestampSelector,
    now,
    name,
    "timestamp authority"
  );
  const log = wish.noLog === true ? void 0 : chooseLog(config, name, now, wish);
  if (log?.version !== 1 && timestamps.length === 0)
    throw signingConfigShape(name).invalid(
      log === void 0 ? "lists no log to write to and no timestamp authority: nothing would say when it was signed" : "lists no timestamp authority, and Rekor 2 gives no time of its own"
    );
  return { fulcio: fulcio.url, log, timestamps: timestamps.map(({ url }) => url) };
}
function chooseLog(config, name, now, wish) {
  if (config.logs.length === 0) {
    if (wish.logVersion !== void 0) throw noOldLog(name);
    return void 0;
  }
  const versions = wish.logVersion === void 0 ? LOG_VERSIONS : [wish.logVersion];
  const fitting = config.logs.filter(({ version }) => versions.includes(version));
  if (wish.logVersion !== void 0 && ranked(fitting, versions, now).length === 0) throw noOldLog(name);
  const old = ranked(fitting, [1], now).length > 0;
  const wanted = wish.preferLog === 1 && old ? [1] : versions;
  const [log, ...more] = select(fitting, wanted, config.logSelector, now, name, "Rekor log");
  if (more.length > 0)
    throw signingConfigShape(name).invalid(
      `asks for entries in ${more.length + 1} logs; here each signature gets one`
    );
  return { url: log.url, version: log.version === 2 ? 2 : 1 };
}
function select(services, versions, selector, now, name, what) {
  const [first2, ...rest] = ranked(services, versions, now);
  if (first2 === void 0) throw none(name, what, services, now);
  if (selector.kind === "ANY") return [first2];
  const operators = /* @__PURE__ */ new Set([first2.operator]);
  const others = rest.filter(({ operator }) => !operators.has(operator) && operators.add(operator));
  const wanted = selector.kind === "EXACT" ? selector.count : operators.size;
  if (operators.size < wanted)
    throw signingConfigShape(name).invalid(
      `asks for ${wanted} operators of a ${what}, and lists ${operators.size} that can be used now`
    );
  return [first2, ...others.slice(0, wanted - 1)];
}
const ranked = (services, versions, now) => services.filter(({ version, start: start2, end }) => {
  const begun = start2.getTime() <= now && (end === void 0 || now <= end.getTime());
  return begun && versions.includes(version);
}).toSorted((a, b) => b.version - a.version || b.start.getTime() - a.start.getTime());
function none(name, what, listed, now) {
  const times = listed.map(
    ({ start: start2, end }) => start2.getTime() > now ? "begins later" : end !== void 0 && end.getTime() < now ? "is over" : "is of a version not known here"
  );
  const why = times.length === 0 ? "" : ` (of ${times.length} each ${[...new Set(times)].join(" or ")})`;
  return signingConfigShape(name).invalid(`lists no ${what} that can be used now${why}`);
}
const noOldLog = (name) => new Failure(
  "SIGNING_REFUSED",
  `The signing config ${name} lists no Rekor 1 log that can be used now, and image signatures of the old scheme need one.`,
  { fix: "Sign images in the new scheme only, or name a Rekor 1 log:\nrekor-url: https://HOST" }
);
const PUBLIC_HOST = /(?:^|\.)(?:sigstore\.dev|sigstage\.dev)\.?$/;
const GITHUB_HOST = "github.com";
function chooseInstance({ sigstore, visibility, allowPublicLog, own }) {
  if (own) {
    if (sigstore === "auto" || sigstore === "private") return "private";
    throw new Failure(
      "INPUT_INVALID",
      "Inputs name a Sigstore of your own, and `sigstore` names another one.",
      { fix: "sigstore: private", at: { input: "sigstore" } }
    );
  }
  if (sigstore === "private")
    throw new Failure("INPUT_INVALID", "`sigstore: private` does not say which one.", {
      fix: "trusted-root: path/to/trusted_root.json\nsigning-config: path/to/signing_config.v0.2.json\nfulcio-url: https://HOST",
      at: { input: "sigstore" }
    });
  if (sigstore === "github") return "github";
  const isPublic = visibility === "public";
  if (sigstore === "auto") return isPublic ? "public" : "github";
  if (isPublic || allowPublicLog) return "public";
  throw tooPublic(visibility);
}
function refusePublicServices({ fulcio, log }, { visibility, allowPublicLog }) {
  const isPublic = [fulcio, ...log === void 0 ? [] : [log.url]].some(
    ({ hostname }) => PUBLIC_HOST.test(hostname)
  );
  if (isPublic && visibility !== "public" && !allowPublicLog) throw tooPublic(visibility);
}
function tooPublic(visibility) {
  return new Failure(
    "PUBLIC_LOG_REFUSED",
    `This repository is ${printVisibility(visibility)}, and the public log would show its name, its workflow, branch and environment to everybody, for ever.`,
    {
      fix: "sigstore: github       # GitHub's own, without a public log (Enterprise Cloud)\nallow-public-log: true  # or: let the names be seen",
      at: { input: "sigstore" }
    }
  );
}
function printVisibility(visibility) {
  if (visibility === "private" || visibility === "internal") return visibility;
  return "of a visibility that the token does not state, which counts as private";
}
function refuseOnGithub(serverHost2, logVersion) {
  if (serverHost2 !== GITHUB_HOST)
    throw new Failure("SIGNING_REFUSED", "GitHub's own Sigstore is known here for github.com only.", {
      fix: "sigstore: private\nfulcio-url: https://fulcio.YOUR-HOST\ntimestamp-url: https://timestamp.YOUR-HOST/api/v1/timestamp\ntrusted-root: path/to/trusted_root.json  # from `gh attestation trusted-root`",
      at: { input: "sigstore" }
    });
  if (logVersion !== void 0)
    throw new Failure(
      "SIGNING_REFUSED",
      "GitHub's own Sigstore has no log, and image signatures of the old scheme need a Rekor 1 log.",
      {
        fix: "Sign images in the new scheme only, or, where its names may be public:\nsigstore: public\nallow-public-log: true",
        at: { input: "sigstore" }
      }
    );
}
const BUILT_IN = {
  /** Sigstore's public good instance. */
  public: "https://tuf-repo-cdn.sigstore.dev",
  /** GitHub's own instance, which signs for private repositories. */
  github: "https://tuf-repo.github.com"
};
function builtInAt(url) {
  if (url.href === `${BUILT_IN.public}/`) return "public";
  return url.href === `${BUILT_IN.github}/` ? "github" : void 0;
}
function servicesOfInputs(inputs, now, wish = {}) {
  const { signingConfig, fulcioUrl, rekorUrl, timestampUrls } = inputs;
  const fulcio = fulcioUrl === void 0 ? void 0 : endpointOfInput(fulcioUrl, "fulcio-url");
  if (signingConfig !== void 0) {
    if (rekorUrl !== void 0 || timestampUrls.length > 0)
      throw new Failure(
        "INPUT_INVALID",
        "signing-config names the log and the timestamp authorities already: rekor-url and timestamp-url cannot stand beside it.",
        { fix: "Leave out rekor-url and timestamp-url, or signing-config.", at: { input: "signing-config" } }
      );
    const services = chooseServices(readSigningConfig(signingConfig), signingConfig.name, now, wish);
    checkFulcio(services.fulcio, fulcio, signingConfig);
    return services;
  }
  if (fulcio === void 0) {
    if (rekorUrl === void 0 && timestampUrls.length === 0) return void 0;
    throw new Failure("INPUT_INVALID", "rekor-url or timestamp-url is given, but no fulcio-url.", {
      fix: "fulcio-url: https://HOST",
      at: { input: "fulcio-url" }
    });
  }
  return named(inputs, fulcio, wish);
}
function named(inputs, fulcio, wish) {
  const timestamps = inputs.timestampUrls.map((text) => endpointOfInput(text, "timestamp-url"));
  const log = inputs.rekorUrl === void 0 || wish.noLog === true ? void 0 : { url: endpointOfInput(inputs.rekorUrl, "rekor-url"), version: inputs.rekorVersion ?? 1 };
  if (log?.version !== 1 && timestamps.length === 0)
    throw new Failure(
      "INPUT_INVALID",
      log === void 0 ? "There is neither rekor-url nor timestamp-url: nothing would say when it was signed." : "Rekor 2 gives no time of its own: a timestamp authority is needed beside it.",
      { fix: "timestamp-url: https://HOST/api/v1/timestamp", at: { input: "timestamp-url" } }
    );
  if (wish.logVersion === 1 && log?.version !== 1)
    throw new Failure("SIGNING_REFUSED", "Image signatures of the old scheme need a Rekor 1 log.", {
      fix: "Sign images in the new scheme only, or name a Rekor 1 log:\nrekor-url: https://HOST",
      at: { input: "rekor-url" }
    });
  return { fulcio, log, timestamps };
}
function checkFulcio(chosen, input, config) {
  if (input === void 0 ? !config.inCheckout : input.origin === chosen.origin) return;
  throw new Failure(
    "ENDPOINT_REFUSED",
    input === void 0 ? `The signing config ${config.name} lies in the checkout and would choose who gets this job's token: its Fulcio must be named in the workflow too.` : `The signing config ${config.name} names another Fulcio than fulcio-url; the token was not sent.`,
    // The origin alone: what is pasted is what gets the token, and should be read first.
    { fix: `fulcio-url: ${chosen.origin}`, at: { input: "fulcio-url" } }
  );
}
const STRAY = /^(?:SIGSTORE|TUF|COSIGN|REKOR|FULCIO)_[A-Z0-9_]+$/;
const MAX_NAMED = 20;
function strayNote(env) {
  const names = Object.keys(env).filter((name) => STRAY.test(name) && env[name] !== void 0 && env[name] !== "").toSorted();
  if (names.length === 0) return void 0;
  const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : "";
  return `Ignored: ${names.slice(0, MAX_NAMED).join(", ")}${more}. What signs and whom it trusts is said by inputs alone.`;
}
const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.[12]|\.v0\.[12]\+json)$/;
const PKCS1 = /^PKCS1_RSA_/;
const SPKI = /^PKIX_(?:RSA_PKCS1V15_(?:2048|3072|4096)_SHA256|RSA_PSS_(?:2048|3072|4096)_SHA256|ECDSA_P256_SHA_256|ECDSA_P384_SHA_384|ECDSA_P521_SHA_512|ECDSA_P256_HMAC_SHA_256|ED25519|ED25519_PH)$|^PKIX_(?:RSA_PKCS1V5|RSA_PSS)$/;
const HASH = "SHA2_256";
const MAX_CHAIN = 10;
function readTrustedRoot({ name, bytes }) {
  const shape = new Shape(
    `The trusted root ${name}`,
    "trusted-root: path/to/trusted_root.json  # as `cosign trusted-root create` writes it"
  );
  const file = shape.parse(bytes);
  if (typeof file["mediaType"] !== "string" || !MEDIA_TYPE.test(file["mediaType"]))
    throw shape.invalid("is no trusted root of version 0.1 or 0.2: its mediaType is another");
  const reading = { shape, starts: [], notes: [], name };
  const logs = shape.list(file["tlogs"], "tlogs");
  const ctLogs = shape.list(file["ctlogs"], "ctlogs");
  const stamping = shape.list(file["timestampAuthorities"], "timestampAuthorities");
  const issuing = shape.list(file["certificateAuthorities"], "certificateAuthorities");
  for (const [index, one] of issuing.entries())
    checkAuthority(reading, one, `certificateAuthorities[${index}]`);
  for (const [index, one] of stamping.entries())
    checkAuthority(reading, one, `timestampAuthorities[${index}]`);
  const root = {
    ...file,
    tlogs: logs.filter((log, index) => isUsable(reading, log, `tlogs[${index}]`)),
    ctlogs: ctLogs.filter((log, index) => isUsable(reading, log, `ctlogs[${index}]`)),
    certificateAuthorities: issuing,
    timestampAuthorities: stamping
  };
  const newest = reading.starts.toSorted((a, b) => b.getTime() - a.getTime())[0];
  return {
    root,
    lists: {
      logs: logs.length > 0,
      ctLogs: ctLogs.length > 0,
      timestampAuthorities: stamping.length > 0
    },
    newest,
    notes: reading.notes
  };
}
function isUsable({ shape, starts, notes, name }, log, at) {
  const key = shape.object(log["publicKey"], `${at}.publicKey`);
  const details = shape.text(key["keyDetails"], `${at}.publicKey.keyDetails`);
  const { start: start2 } = shape.range(key["validFor"], `${at}.publicKey.validFor`);
  shape.bytes(shape.object(log["logId"], `${at}.logId`)["keyId"], `${at}.logId.keyId`);
  const bytes = shape.bytes(key["rawBytes"], `${at}.publicKey.rawBytes`);
  const known = PKCS1.test(details) || SPKI.test(details);
  if (!known || log["hashAlgorithm"] !== void 0 && log["hashAlgorithm"] !== HASH) {
    notes.push(
      `${at} of the trusted root ${name} has a kind of key or hash that is not known here: left out.`
    );
    return false;
  }
  try {
    const type = PKCS1.test(details) ? "pkcs1" : "spki";
    crypto.createPublicKey({ key: bytes, format: "der", type });
  } catch {
    throw shape.invalid(`has a key that cannot be read, in ${at}.publicKey`);
  }
  starts.push(start2);
  return true;
}
function checkAuthority({ shape, starts }, authority, at) {
  const { certificates } = shape.object(authority["certChain"], `${at}.certChain`);
  const chain = shape.list(certificates, `${at}.certChain.certificates`);
  if (chain.length === 0 || chain.length > MAX_CHAIN)
    throw shape.invalid(`has not 1 to ${MAX_CHAIN} certificates in ${at}.certChain`);
  for (const [index, certificate] of chain.entries()) {
    const place = `${at}.certChain.certificates[${index}]`;
    const der = shape.bytes(certificate["rawBytes"], `${place}.rawBytes`);
    try {
      void new crypto.X509Certificate(der).publicKey;
    } catch {
      throw shape.invalid(`has a certificate that cannot be read, in ${place}`);
    }
  }
  starts.push(shape.range(authority["validFor"], `${at}.validFor`).start);
}
const ROOT = "trusted_root.json";
const CONFIG = "signing_config.v0.2.json";
const CONFIG_REKOR2 = "signing_config_rekor_v2.v0.2.json";
const DAY_MS = 864e5;
const GITHUB_SERVICES = {
  fulcio: new URL("https://fulcio.githubapp.com"),
  log: void 0,
  timestamps: [new URL("https://timestamp.githubapp.com/api/v1/timestamp")]
};
const REQUIRED$1 = {
  // An entry of Rekor 2 has no time of its own; whoever verifies asks for a timestamp then.
  public: { log: true, sct: true, timestamp: false },
  github: { log: false, sct: false, timestamp: true }
};
async function openTrust(settings, host, signal) {
  const { name, named: named2 } = decideTrust(settings, host);
  const stray = strayNote(host.env);
  const now = host.clock.now();
  const found = await trustFiles(settings, name, host, signal);
  const trusted = readTrustedRoot(found.root);
  const services = settings.signing ? named2 ?? servicesOf(name, found, settings, now) : void 0;
  if (services) refusePublicServices(services, privacyOf(settings));
  return {
    instance: {
      name,
      trustedRoot: trusted.root,
      requires: requirementsOf(name, trusted, settings),
      source: found.byTuf ? found.root.name : ofFile(found.root.name, trusted.newest, now)
    },
    ...services === void 0 ? {} : { services },
    notes: [...stray === void 0 ? [] : [stray], ...trusted.notes]
  };
}
function decideTrust(settings, host) {
  const name = instanceOf(settings);
  if (!settings.signing) return { name, named: void 0 };
  const named2 = servicesOfInputs(settings, host.clock.now(), settings.wish);
  if (name === "github") refuseOnGithub(serverHost(host), settings.wish?.logVersion);
  if (named2) refusePublicServices(named2, privacyOf(settings));
  return { name, named: named2 };
}
const privacyOf = ({
  visibility,
  allowPublicLog
}) => ({
  visibility,
  allowPublicLog
});
function instanceOf(settings) {
  const { sigstore, visibility, allowPublicLog, trustedRoot, tufMirror, signingConfig, fulcioUrl } = settings;
  const { tufRoot } = settings;
  const mirror = tufMirror === void 0 ? void 0 : endpointOfInput(tufMirror, "tuf-mirror");
  const needsRoot = mirror !== void 0 && builtInAt(mirror) === void 0;
  if (tufRoot === void 0 ? needsRoot : mirror === void 0)
    throw new Failure(
      "INPUT_INVALID",
      "tuf-mirror and tuf-root belong together: an address, and whom to believe there.",
      {
        fix: "tuf-mirror: https://HOST\ntuf-root: path/to/root.json",
        at: { input: tufMirror === void 0 ? "tuf-mirror" : "tuf-root" }
      }
    );
  if (trustedRoot !== void 0 && tufMirror !== void 0)
    throw new Failure("INPUT_INVALID", "trusted-root and tuf-mirror both say whom to trust.", {
      fix: "Leave out one of them.",
      at: { input: "trusted-root" }
    });
  const ownRoot = trustedRoot !== void 0 || tufMirror !== void 0;
  if (!settings.signing) {
    if (sigstore === "auto") return ownRoot ? "private" : "public";
    if (sigstore !== "private") return sigstore;
  }
  const own = ownRoot || signingConfig !== void 0 || fulcioUrl !== void 0;
  if (own && !ownRoot)
    throw new Failure(
      "INPUT_INVALID",
      "Inputs name the services that sign, but not the root to check their signatures by.",
      {
        fix: "trusted-root: path/to/trusted_root.json",
        at: { input: "trusted-root" }
      }
    );
  return chooseInstance({ sigstore, visibility, allowPublicLog, own });
}
async function trustFiles(settings, name, host, signal) {
  if (settings.trustedRoot !== void 0)
    return { root: settings.trustedRoot, config: void 0, byTuf: false };
  const [{ readTargets }, repository] = await Promise.all([import("./signing-tuf.js").then(function(n) {
    return n.t;
  }), repositoryOf(settings, name)]);
  const configName = settings.rekor2 === true && settings.wish?.logVersion === void 0 && settings.wish?.preferLog === void 0 ? CONFIG_REKOR2 : CONFIG;
  const wanted = settings.signing && name !== "github" ? [ROOT, configName] : [ROOT];
  const targets = await readTargets(repository, wanted, host, signal);
  const file = (target) => {
    const bytes = targets.get(target);
    const where = `TUF ${repository.url.origin}`;
    return bytes && { name: target === ROOT ? where : `${target} of ${where}`, bytes, inCheckout: false };
  };
  const root = file(ROOT);
  if (root === void 0)
    throw new Failure("TRUST_ROOT_INVALID", `The TUF repository ${repository.url.origin} lists no ${ROOT}.`, {
      fix: "Publish trusted_root.json in it, or give the file:\ntrusted-root: path/to/trusted_root.json"
    });
  return { root, config: file(configName), byTuf: true };
}
async function repositoryOf({ tufMirror, tufRoot }, name) {
  const url = tufMirror === void 0 ? void 0 : endpointOfInput(tufMirror, "tuf-mirror");
  if (url !== void 0 && tufRoot !== void 0) return { url, root: tufRoot.bytes };
  const known = url === void 0 ? name : builtInAt(url);
  const { builtInRepository } = await import("./signing-tuf.js").then(function(n) {
    return n.s;
  });
  return builtInRepository(known === "github" ? "github" : "public");
}
function servicesOf(name, { config }, { wish }, now) {
  if (name === "github") return GITHUB_SERVICES;
  if (config !== void 0) return chooseServices(readSigningConfig(config), config.name, now, wish);
  throw new Failure("INPUT_INVALID", "Nothing names the services that sign.", {
    fix: "signing-config: path/to/signing_config.v0.2.json\nfulcio-url: https://HOST",
    at: { input: "signing-config" }
  });
}
function requirementsOf(name, { lists }, { require: added, signing, wish }) {
  const noLog = signing && wish?.noLog === true;
  const own = name === "private" ? { log: lists.logs, sct: lists.ctLogs, timestamp: !lists.logs } : REQUIRED$1[name];
  return {
    log: own.log && !noLog || added.includes("log"),
    sct: own.sct || added.includes("sct"),
    timestamp: own.timestamp || noLog || added.includes("timestamp")
  };
}
function ofFile(name, newest, now) {
  if (newest === void 0) return `${name}, without a key`;
  const days = Math.max(0, Math.floor((now - newest.getTime()) / DAY_MS));
  return `${name}, as it is: its newest key is from ${newest.toISOString().slice(0, 10)}, ${days} days ago`;
}
function serverHost({ env }) {
  const url = env["GITHUB_SERVER_URL"];
  return url !== void 0 && URL.canParse(url) ? new URL(url).hostname : "github.com";
}
const MAX_ARTIFACT_BYTES = 1024 * 1024 * 1024;
const MAX_BUNDLES = 1e4;
const ONE_REPOSITORY = /^[\w.-]+\/[\w.-]+$/;
function lookParts(runner, host, inputs, plan) {
  const { workspace } = runner;
  const readText = (file) => fs.statSync(path.resolve(workspace, file), { throwIfNoEntry: false })?.isFile() ? readBounded(path.resolve(workspace, file), MAX_BUNDLE_BYTES).bytes.toString("utf8") : void 0;
  const where = inputs.lookIn.length > 0 ? inputs.lookIn : defaultPlaces(inputs);
  const github = where.includes("github") ? repositoriesOf(plan).map((repository) => githubOf(runner, host, inputs, repository)) : void 0;
  return {
    registry: registryOf(runner, host, inputs),
    signaturesIn: plan.signaturesIn,
    readText,
    readBytes: (file) => readBounded(file, MAX_ARTIFACT_BYTES).bytes,
    bundles: where.includes("bundle") ? inputs.bundle.flatMap((file) => bundlesIn(workspace, file)) : [],
    github: github && (async (digest, signal) => (await Promise.all(github.map(async (one) => one.list(digest, signal)))).flat()),
    beside: where.includes("beside"),
    inRegistry: where.includes("registry")
  };
}
function repositoriesOf({ policies }) {
  const named2 = policies.flatMap(({ signer }) => {
    const text = signer === "key" ? void 0 : signer.repository?.text;
    return text !== void 0 && ONE_REPOSITORY.test(text) ? [text] : [];
  });
  return named2.length === 0 ? [void 0] : [...new Set(named2)];
}
const defaultPlaces = ({ bundle }) => bundle.length > 0 ? ["bundle"] : ["beside", "registry"];
function bundlesIn(workspace, file) {
  const text = readBounded(path.resolve(workspace, file), MAX_BUNDLE_BYTES).bytes.toString("utf8");
  if (!file.endsWith(".jsonl")) return [{ where: file, text }];
  const found = text.split(/\r?\n/).flatMap((line2, i) => line2.trim() === "" ? [] : [{ where: `${file}:${i + 1}`, text: line2 }]);
  if (found.length > MAX_BUNDLES)
    throw new Failure("LIMIT_EXCEEDED", `There are more than ${MAX_BUNDLES} bundles in one file.`, {
      at: { file },
      fix: "Name files with the bundles of what is verified here."
    });
  return found;
}
function trustsOf(runner, host, inputs, signal) {
  const { sigstore, trustedRoot, tufMirror, key, policies, require: required } = inputs;
  const isOwn = trustedRoot !== "" || tufMirror !== "";
  const load = async (name) => {
    const settings = { ...trustSettingsOf(runner.workspace, inputs), sigstore: name };
    const { instance, notes } = await openTrust(
      {
        ...settings,
        signing: false,
        allowPublicLog: false,
        timestampUrls: [],
        require: required
      },
      host,
      signal
    );
    for (const note of notes) runner.info(`    note: ${note}`);
    runner.info(`trust: Sigstore ${instance.name} (${instance.source})`);
    return { instance, now: new Date(systemClock.now()) };
  };
  const names = sigstore !== "auto" || isOwn ? [sigstore] : ["public", "github"];
  const opens = names.map((name) => {
    let opening;
    return async () => await (opening ??= load(name));
  });
  if (key === "") return opens;
  const withKey = (trust) => ({ ...trust, publicKey: keyText(runner.workspace, key) });
  const isAlone = !isOwn && required.length === 0 && sigstore === "auto";
  const byKey = isAlone ? [async () => withKey({})] : opens.map((open2) => async () => withKey(await open2()));
  return policies.trim() === "" ? byKey : [...byKey, ...opens];
}
const keyText = (workspace, key) => key.includes("-----BEGIN") ? key : Buffer.from(trustFileOf(workspace, "key", key).bytes).toString("utf8");
var verifyLook = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  lookParts,
  trustsOf
});
const PROVENANCE = "https://slsa.dev/provenance/v1";
const BUILD_TYPE = "https://actions.github.io/buildtypes/workflow/v1";
const REQUIRED = [
  "iss",
  "ref",
  "sha",
  "repository",
  "event_name",
  "job_workflow_ref",
  "workflow_ref",
  "repository_id",
  "repository_owner_id",
  "runner_environment",
  "run_id",
  "run_attempt"
];
const DOTCOM = /^https:\/\/token\.actions\.githubusercontent\.com(?:\/|$)/;
const GHE_CLOUD = /^https:\/\/token\.actions\.([a-z0-9-]+)\.ghe\.com(?:\/|$)/;
function serverOf(issuer, fallback) {
  if (DOTCOM.test(issuer)) return "https://github.com";
  const tenant = GHE_CLOUD.exec(issuer)?.[1];
  return tenant === void 0 ? fallback.replace(/\/+$/, "") : `https://${tenant}.ghe.com`;
}
function provenanceOf(claims, fallback = "https://github.com") {
  const claim = Object.fromEntries(REQUIRED.map((name) => [name, textOf(claims[name])]));
  const missing = REQUIRED.filter((name) => claim[name] === "");
  if (missing.length > 0)
    throw new Failure(
      "OIDC_TOKEN_UNAVAILABLE",
      `The job's identity token does not say what provenance needs: ${missing.join(", ")}.`,
      { fix: "attest:\n  slsaprovenance1 = provenance.json" }
    );
  const server = serverOf(claim.iss, fallback);
  const workflow = workflowOf(claim.workflow_ref, claim.repository, claim.ref);
  return {
    type: PROVENANCE,
    predicate: {
      buildDefinition: {
        buildType: BUILD_TYPE,
        externalParameters: {
          workflow: {
            ref: workflow.ref,
            repository: `${server}/${workflow.repository}`,
            path: workflow.path
          }
        },
        internalParameters: {
          github: {
            event_name: claim.event_name,
            repository_id: claim.repository_id,
            repository_owner_id: claim.repository_owner_id,
            runner_environment: claim.runner_environment
          }
        },
        resolvedDependencies: [
          { uri: `git+${server}/${claim.repository}@${claim.ref}`, digest: { gitCommit: claim.sha } }
        ]
      },
      runDetails: {
        builder: { id: `${server}/${claim.job_workflow_ref}` },
        metadata: {
          invocationId: `${server}/${claim.repository}/actions/runs/${claim.run_id}/attempts/${claim.run_attempt}`
        }
      }
    }
  };
}
function workflowOf(workflowRef, repository, ref) {
  const own = workflowRef.startsWith(`${repository}/`) && workflowRef.endsWith(`@${ref}`);
  const at = own ? workflowRef.length - ref.length - 1 : splitAt(workflowRef);
  const named2 = workflowRef.slice(0, at);
  const parts = named2.split("/");
  const from = own ? repository : parts.slice(0, 2).join("/");
  return { repository: from, path: named2.slice(from.length + 1), ref: workflowRef.slice(at + 1) || ref };
}
function splitAt(workflowRef) {
  const refs = workflowRef.indexOf("@refs/");
  const at = refs >= 0 ? refs : workflowRef.lastIndexOf("@");
  return at < 0 ? workflowRef.length : at;
}
function textOf(claim) {
  if (typeof claim === "number" && Number.isSafeInteger(claim)) return String(claim);
  return typeof claim === "string" ? claim : "";
}
const SIMPLE_SIGNING_TYPE = "cosign container image signature";
function simpleSigningPayload(image, annotations) {
  const keys = Object.keys(annotations).sort();
  const payload = {
    critical: {
      identity: { "docker-reference": repositoryOf$1(image) },
      image: { "docker-manifest-digest": image.digest },
      type: SIMPLE_SIGNING_TYPE
    },
    optional: keys.length === 0 ? null : Object.fromEntries(keys.map((key) => [key, annotations[key]]))
  };
  return Buffer.from(goEscaped(JSON.stringify(payload)));
}
const goEscaped = (json2) => json2.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
function bundleOf(content2, certificate, entry, stamps) {
  return {
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: {
      certificate: { rawBytes: base64(certificate.der) },
      ...entry === void 0 ? {} : { tlogEntries: [entry] },
      ...stamps.length === 0 ? {} : {
        timestampVerificationData: {
          rfc3161Timestamps: stamps.map(({ der }) => ({ signedTimestamp: base64(der) }))
        }
      }
    },
    ...content2.kind === "envelope" ? { dsseEnvelope: content2.envelope } : {
      messageSignature: {
        messageDigest: { algorithm: "SHA2_256", digest: base64(content2.digest) },
        signature: base64(content2.signature)
      }
    }
  };
}
const trustOf = (proof, files) => {
  const sct = proof.sct ? [] : ["--insecure-ignore-sct"];
  const log = proof.log ? [] : ["--insecure-ignore-tlog"];
  const time = proof.logTime ? [] : ["--use-signed-timestamps"];
  const root = files === void 0 ? [] : ["--trusted-root", shellPath(files.root)];
  const { ghRoot } = files ?? {};
  return {
    cosign: [...time, ...sct, ...log, ...root],
    // cosign searches the log for a signature without a bundle, which it can do at Rekor 1 alone.
    parts: proof.logTime ? partsOf(sct, files) : void 0,
    gh: ghRoot === void 0 ? [] : proof.log ? ["--custom-trusted-root", shellPath(ghRoot)] : void 0,
    ownRoot: files !== void 0
  };
};
function partsOf(sct, files) {
  if (files === void 0) return { variables: [], flags: sct };
  const { parts } = files;
  if (parts?.log === void 0) return void 0;
  const variables = [
    `SIGSTORE_ROOT_FILE=${shellWord(parts.roots)}`,
    `SIGSTORE_REKOR_PUBLIC_KEY=${shellWord(parts.logKey)}`,
    ...sct.length > 0 ? [] : [`SIGSTORE_CT_LOG_PUBLIC_KEY_FILE=${shellWord(parts.ctKey)}`]
  ];
  return { variables, flags: ["--rekor-url", shellWord(parts.log), ...sct] };
}
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
const REPOSITORY = /^https:\/\/([a-z0-9.-]+)\/([\w.-]+\/[\w.-]+)$/i;
function verifyCommands(made, facts, trust) {
  if (facts.issuer === void 0 || !isExact([...textsOf(made), facts.san, facts.issuer])) return [];
  const identity = [
    "--certificate-identity",
    shellWord(facts.san),
    "--certificate-oidc-issuer",
    shellWord(facts.issuer)
  ];
  const gh = isAttestation(made) ? ghCommand(made, facts, facts.issuer, trust) : [];
  const cosign = isOfImage(made) ? imageCommands(made, identity, trust) : fileCommands(made, identity, trust);
  return [...cosign, ...gh];
}
const line = (tool, words) => ({
  tool,
  command: words.join(" ")
});
function fileCommands(made, identity, { cosign, parts }) {
  const file = shellPath(made.file);
  if (made.kind === "blob-legacy") {
    if (parts === void 0) return [];
    const flags = ["--certificate", shellPath(made.certificate), "--signature", shellPath(made.signature)];
    return [
      line("cosign", [
        ...parts.variables,
        "cosign",
        "verify-blob",
        ...flags,
        ...identity,
        ...parts.flags,
        file
      ])
    ];
  }
  const [verb, type] = made.kind === "blob" ? ["verify-blob", []] : ["verify-blob-attestation", ["--type", shellWord(cosignTypeOf(made.type))]];
  return [
    line("cosign", [
      "cosign",
      verb,
      "--bundle",
      shellPath(made.bundle),
      ...type,
      ...identity,
      ...cosign,
      file
    ])
  ];
}
function imageCommands(made, identity, { cosign, parts, ownRoot }) {
  const isSignature2 = made.kind === "image";
  const place = made.signaturesIn === void 0 ? [] : [`COSIGN_REPOSITORY=${shellWord(made.signaturesIn)}`];
  const image = shellWord(made.image);
  const what = isSignature2 ? [] : ["--type", shellWord(cosignTypeOf(made.type))];
  const annotations = isSignature2 ? annotationFlags(made.annotations) : [];
  const verb = isSignature2 ? "verify" : "verify-attestation";
  const words = [...annotations, ...what, ...identity];
  const first2 = line("cosign", [...place, "cosign", verb, ...words, ...cosign, image]);
  if (made.legacy && (isSignature2 || !ownRoot)) return [first2];
  if (made.referrer && made.signaturesIn === void 0) {
    const flags = ["--new-bundle-format", ...what, ...identity, ...cosign];
    return [first2, line("cosign 2", ["cosign", verb, ...flags, image])];
  }
  if (!made.legacy || parts === void 0) return [first2];
  return [
    first2,
    line("cosign 2", [...parts.variables, ...place, "cosign", verb, ...words, ...parts.flags, image])
  ];
}
function ghCommand(made, facts, issuer, trust) {
  const source = REPOSITORY.exec(facts.sourceRepository ?? "");
  const host = source?.[1]?.toLowerCase() ?? "";
  const isTenant = host.endsWith(".ghe.com");
  const isImage = made.kind === "image-attestation";
  if (trust.gh === void 0 || source === null || host !== "github.com" && !isTenant) return [];
  if (isImage && made.bundle === void 0 && (!made.referrer || made.signaturesIn !== void 0)) return [];
  const words = [
    "gh",
    "attestation",
    "verify",
    isImage ? shellWord(`oci://${made.image}`) : shellPath(made.file),
    ...made.bundle === void 0 ? ["--bundle-from-oci"] : ["--bundle", shellPath(made.bundle)],
    "--repo",
    source[2],
    // Exact; --signer-workflow would be taken for the beginning of a regular expression.
    "--cert-identity",
    shellWord(facts.san),
    "--predicate-type",
    shellWord(made.type),
    ...issuer === GITHUB_ISSUER ? [] : ["--cert-oidc-issuer", shellWord(issuer)],
    ...isTenant ? ["--hostname", host] : [],
    ...trust.gh
  ];
  return [line("gh", words)];
}
const isOfImage = (made) => made.kind === "image" || made.kind === "image-attestation";
const isAttestation = (made) => made.kind === "blob-attestation" || made.kind === "image-attestation";
const annotationFlags = (annotations = {}) => Object.entries(annotations).flatMap(([key, value]) => {
  const pair = `${key}=${value}`;
  return ["-a", shellWord(/[",\r\n]/.test(pair) ? `"${pair.replaceAll('"', '""')}"` : pair)];
});
const textsOf = (made) => Object.values(made).flatMap(
  (value) => typeof value === "string" ? [value] : typeof value === "object" && value !== null ? Object.entries(value).flatMap(([key, text]) => [key, String(text)]) : []
);
const isExact = (texts) => texts.every((text) => printable(text) === text);
const MAX_BUNDLE = 32 * 1024 * 1024;
const MAX_LEGACY = 64 * 1024;
const MODE = 420;
const BUNDLE_TYPE = /^application\/vnd\.dev\.sigstore\.bundle/;
function checkBundleTarget(file, roots) {
  const there = present(file, roots, MAX_BUNDLE);
  if (there !== void 0 && !isBundles(there)) throw exists(file, "is not a signature bundle");
}
function checkLegacyTargets(file, roots) {
  const { signature, certificate } = legacyOf(file);
  const sig = present(signature, roots, MAX_LEGACY);
  const pem = present(certificate, roots, MAX_LEGACY);
  if (sig !== void 0 && !isSignature(sig)) throw exists(signature, "is not a signature of cosign's");
  if (pem !== void 0 && (sig === void 0 || !isCertificate(pem)))
    throw exists(certificate, "is not the certificate of a signature");
}
function writeBundle(file, bundle, roots) {
  checkBundleTarget(file, roots);
  const bytes = Buffer.from(`${JSON.stringify(bundle)}
`);
  return createFile(file, bytes, { roots, overwrite: true, mode: MODE });
}
function writeLegacy(file, signed, roots) {
  checkLegacyTargets(file, roots);
  const names = legacyOf(file);
  const options = { roots, overwrite: true, mode: MODE };
  const certificate = Buffer.from(`${signed.certificatePem.trim()}
`);
  const signature = Buffer.from(Buffer.from(signed.signature).toString("base64"));
  return {
    // First: a certificate without a signature beside it would be taken for the user's own.
    signature: createFile(names.signature, signature, options),
    certificate: createFile(names.certificate, certificate, options)
  };
}
function present(file, roots, max) {
  const target = safePath(file, roots);
  if (target instanceof Failure) throw target;
  try {
    return readBounded(target, max).bytes;
  } catch (error) {
    if (error instanceof Failure && error.code === "FILE_NOT_FOUND") return void 0;
    if (error instanceof Failure && error.code === "LIMIT_EXCEEDED")
      throw exists(file, "is too large for one of ours");
    throw error;
  }
}
function isBundles(bytes) {
  const text = bytes.toString("utf8").trim();
  if (isBundle(text)) return true;
  const lines = text.split("\n").filter((line2) => line2.trim() !== "");
  return lines.length > 0 && lines.every(isBundle);
}
function isBundle(text) {
  try {
    const value = JSON.parse(text);
    const type = value?.mediaType;
    return typeof type === "string" && BUNDLE_TYPE.test(type);
  } catch {
    return false;
  }
}
const isSignature = (bytes) => /^M[A-Za-z0-9+/]{20,}={0,2}\s*$/.test(bytes.toString("latin1"));
const isCertificate = (bytes) => /^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*$/.test(bytes.toString("latin1"));
const exists = (file, why) => new Failure("FILE_EXISTS", `${printable(file)} lies where a signature is to be written, and ${why}.`, {
  fix: `mv ${shellPath(file)} elsewhere`
});
const MAX_CHECKSUMS = 512 * 1024;
const ALGORITHMS = /* @__PURE__ */ new Map([
  [64, "sha256"],
  [96, "sha384"],
  [128, "sha512"]
]);
const PLAIN = /^([0-9a-f]{32,}) (?:[ *?](.+)|([^ *?].*))$/i;
const TAGGED = /^SHA-?(256|384|512) ?\((.+)\) ?= ?([0-9a-f]+)$/i;
function parseChecksums(bytes, file) {
  const fail = (code, message, line2) => new Failure(code, message, { at: line2 === void 0 ? { file } : { file, line: line2 } });
  if (bytes.length > MAX_CHECKSUMS)
    throw fail("LIMIT_EXCEEDED", `The checksums file is larger than ${MAX_CHECKSUMS} bytes.`);
  if (!buffer.isUtf8(bytes)) throw fail("SUBJECT_REFUSED", "The checksums file is not UTF-8 text.");
  const text = Buffer.from(bytes).toString("utf8").replace(/^\ufeff/, "");
  const subjects = [];
  for (const [i, raw] of text.split("\n").entries()) {
    const line2 = raw.replace(/\r$/, "");
    if (line2.trim() === "" || line2.startsWith("#")) continue;
    const subject = subjectOf(line2);
    if (typeof subject === "string") throw fail("SUBJECT_REFUSED", subject, i + 1);
    subjects.push(subject);
  }
  if (subjects.length === 0) throw fail("SUBJECT_NOT_FOUND", "The checksums file names no file.");
  return uniqueSubjects(subjects);
}
function subjectOf(line2) {
  const escaped = line2.startsWith("\\");
  const text = escaped ? line2.slice(1) : line2;
  const tagged = TAGGED.exec(text);
  const plain2 = tagged === null ? PLAIN.exec(text) : null;
  const hex = tagged?.[3] ?? plain2?.[1];
  const written = tagged?.[2] ?? plain2?.[2] ?? plain2?.[3];
  if (hex === void 0 || written === void 0)
    return "This line is not DIGEST  NAME, as sha256sum writes it.";
  const algorithm = ALGORITHMS.get(hex.length);
  if (algorithm === void 0 || tagged !== null && algorithm !== `sha${tagged[1]}`)
    return "The digest of this line is not SHA-256, SHA-384 or SHA-512.";
  const name = (escaped ? unescape(written) : written).replace(/^(?:\.\/+)+(?=.)/, "");
  const problem = nameProblem(name);
  if (problem !== void 0) return `The name of this line ${problem}.`;
  return { kind: "checksum", name, digest: { algorithm, hex: hex.toLowerCase() } };
}
const unescape = (name) => name.replace(/\\([\\nr])/g, (_, char) => char === "n" ? "\n" : char === "r" ? "\r" : "\\");
const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === "string" && value !== "";
const contexts = (json2) => [json2["@context"]].flat();
const first = (checks) => checks.find(([holds]) => !holds)?.[1];
const KINDS = [
  {
    name: "SPDX",
    types: [/^https:\/\/spdx\.dev\/Document(?:\/|$)/],
    claims: (json2) => "spdxVersion" in json2 || isSpdx3(json2),
    missing: (json2) => isSpdx3(json2) ? first([[Array.isArray(json2["@graph"]), "@graph"]]) : first([
      [/^SPDX-\d+\.\d+$/.test(String(json2["spdxVersion"])), "spdxVersion (SPDX-2.3)"],
      [json2["SPDXID"] === "SPDXRef-DOCUMENT", "SPDXID (SPDXRef-DOCUMENT)"]
    ]),
    fix: "syft IMAGE -o spdx-json"
  },
  {
    name: "CycloneDX",
    types: [/^https:\/\/cyclonedx\.org\/bom(?:\/|$)/],
    claims: (json2) => json2["bomFormat"] === "CycloneDX",
    missing: (json2) => first([
      [json2["bomFormat"] === "CycloneDX", "bomFormat (CycloneDX)"],
      [/^\d+\.\d+$/.test(String(json2["specVersion"])), "specVersion (1.6)"]
    ]),
    fix: "syft IMAGE -o cyclonedx-json"
  },
  {
    name: "OpenVEX",
    types: [/^https:\/\/openvex\.dev\/ns(?:\/|$)/],
    claims: (json2) => contexts(json2).some(isOpenVex),
    missing: (json2) => first([
      [contexts(json2).some(isOpenVex), "@context (https://openvex.dev/ns/v0.2.0)"],
      [Array.isArray(json2["statements"]), "statements"]
    ])
  },
  {
    name: "SLSA provenance v1",
    types: ["https://slsa.dev/provenance/v1"],
    claims: (json2) => isMap(json2["buildDefinition"]) && isMap(json2["runDetails"]),
    missing: (json2) => {
      const definition = isMap(json2["buildDefinition"]) ? json2["buildDefinition"] : {};
      const details = isMap(json2["runDetails"]) ? json2["runDetails"] : {};
      return first([
        [isText(definition["buildType"]), "buildDefinition.buildType"],
        [isMap(definition["externalParameters"]), "buildDefinition.externalParameters"],
        [isMap(details["builder"]) && isText(details["builder"]["id"]), "runDetails.builder.id"]
      ]);
    }
  },
  {
    name: "SLSA provenance v0.2",
    types: ["https://slsa.dev/provenance/v0.2"],
    claims: (json2) => isMap(json2["builder"]) && isText(json2["buildType"]),
    missing: (json2) => first([
      [isMap(json2["builder"]) && isText(json2["builder"]["id"]), "builder.id"],
      [isText(json2["buildType"]), "buildType"]
    ])
  },
  {
    name: "a vulnerability scan",
    types: ["https://cosign.sigstore.dev/attestation/vuln/v1"],
    claims: (json2) => isMap(json2["scanner"]) && isMap(json2["invocation"]),
    missing: (json2) => {
      const metadata = isMap(json2["metadata"]) ? json2["metadata"] : {};
      return first([
        [isMap(json2["invocation"]), "invocation"],
        [isMap(json2["scanner"]), "scanner"],
        [isTime(metadata["scanStartedOn"]), "metadata.scanStartedOn (a time as in RFC 3339)"],
        [isTime(metadata["scanFinishedOn"]), "metadata.scanFinishedOn (a time as in RFC 3339)"]
      ]);
    }
  },
  {
    name: "an in-toto link",
    types: ["https://in-toto.io/Link/v1"],
    claims: () => false,
    missing: (json2) => first([
      [isText(json2["name"]), "name"],
      [Array.isArray(json2["command"]), "command"]
    ])
  }
];
function predicateProblem(type, json2) {
  const kind = KINDS.find(
    ({ types }) => types.some((one) => typeof one === "string" ? one === type : one.test(type))
  );
  const missing = kind?.missing(json2);
  if (kind === void 0 || missing === void 0) return void 0;
  const fix = kind.fix === void 0 ? {} : { fix: kind.fix };
  const other = KINDS.find((one) => one !== kind && one.claims(json2));
  if (other !== void 0) return { why: `is ${other.name}, not ${kind.name}`, ...fix };
  return { why: `is not ${kind.name}: ${missing} is missing`, ...fix };
}
const isSpdx3 = (json2) => contexts(json2).some((one) => typeof one === "string" && one.startsWith("https://spdx.org/rdf/3."));
const isOpenVex = (context) => typeof context === "string" && /^https:\/\/openvex\.dev\/ns(?:\/|$)/.test(context);
const isTime = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value));
const CUSTOM = "https://cosign.sigstore.dev/attestation/v1";
const BOM = /^\ufeff/;
function readPredicate(name, file, folders, now) {
  const found = findFile(file, folders);
  const { bytes, realPath } = readBounded(found.path, MAX_STATEMENT);
  if (realPath !== found.path)
    throw new Failure("SUBJECT_REFUSED", `${printable(found.name)} became a symbolic link.`);
  return predicateOf(name, bytes, found.name, now);
}
function predicateOf(name, bytes, file, now) {
  const shown = printable(file);
  const invalid = (why, fix, line2) => new Failure("PREDICATE_INVALID", `${shown} ${why}.`, {
    at: line2 === void 0 ? { file } : { file, line: line2 },
    ...fix === void 0 ? {} : { fix }
  });
  const type = typeOf(name);
  if (bytes.length > MAX_STATEMENT) throw invalid(`is larger than ${MAX_STATEMENT} bytes`);
  if (!buffer.isUtf8(bytes)) throw invalid("is not UTF-8 text");
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  if (type === CUSTOM)
    return { type, predicate: { Data: text, Timestamp: now.toISOString().replace(/\.\d+Z$/, "Z") } };
  if (/^(?:\ufeff|\s|#.*\n)*SPDXVersion:/.test(text.slice(0, 4096)))
    throw invalid(
      "is SPDX as tag-value text, which cosign 3 and gh cannot read in an attestation",
      "Write the SBOM as JSON: syft IMAGE -o spdx-json"
    );
  const value = parse(text.replace(BOM, ""), invalid);
  if (value.kind !== "map") throw invalid("is not a JSON object");
  if (hasRepeatedKey(value))
    throw invalid("has one key twice in the same object, so readers do not agree on what it says");
  const predicate = plain(value);
  if ("_type" in predicate && "predicateType" in predicate && "predicate" in predicate)
    throw invalid("is a whole in-toto statement", "Give its predicate only: jq .predicate FILE");
  const problem = predicateProblem(type, predicate);
  if (problem !== void 0) throw invalid(problem.why, problem.fix);
  return { type, predicate };
}
function typeOf(name) {
  const type = predicateTypeOf(name);
  if (type === void 0)
    throw new Failure("PREDICATE_INVALID", "The predicate type is neither a name nor an absolute URI.", {
      fix: `One of ${PREDICATE_NAMES.join(", ")}, or a URI: https://example.com/tests/v1`
    });
  if (type === SIGNATURE_PREDICATE)
    throw new Failure("PREDICATE_INVALID", "This predicate type is a signature, not an attestation.", {
      fix: "Sign it instead: sign: oci://REGISTRY/NAME@sha256:DIGEST"
    });
  return type;
}
function parse(text, invalid) {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw invalid(
      error.code === "LIMIT_EXCEEDED" ? "is JSON that is nested too deeply" : "is not valid JSON",
      void 0,
      error.at?.line
    );
  }
}
function hasRepeatedKey(value) {
  if (value.kind === "list") return value.items.some(hasRepeatedKey);
  if (value.kind !== "map") return false;
  const keys = new Set(value.items.map((item) => item.key));
  return keys.size < value.items.length || value.items.some((item) => hasRepeatedKey(item.value));
}
function plain(value) {
  switch (value.kind) {
    case "map":
      return Object.fromEntries(value.items.map((item) => [item.key, plain(item.value)]));
    case "list":
      return value.items.map(plain);
    case "int":
      return Number(value.value);
    case "null":
      return null;
    default:
      return value.value;
  }
}
const MIN_MASK_LENGTH = 4;
const SIGNATURE_TAG = /^sha256-[0-9a-f]{64}(?:\.(?:sig|att))?$/;
function ownTags(tags, { lines, attests, signaturesIn }) {
  const subjects = [
    ...lines.map(({ subject }) => subject),
    ...attests.flatMap(({ subjects: some }) => some ?? [])
  ];
  const targets = signaturesIn === void 0 ? subjects.flatMap((subject) => subject.kind === "image" ? [subject.reference] : []) : [signaturesIn];
  const named2 = new Set(targets.map(({ registry, repository }) => `${registry}/${repository}`));
  return tags.filter(
    ({ registry, repository, tag }) => named2.has(`${registry}/${repository}`) && SIGNATURE_TAG.test(tag)
  );
}
async function settleTags(runner, tags, signal) {
  const [{ registryOf: registryOf2, signingHost: signingHost2 }, { readCa }] = await Promise.all([
    Promise.resolve().then(function() {
      return signHost;
    }),
    import("./commands-prepare.js").then(function(n) {
      return n.K;
    })
  ]);
  const read = readInputs(runner.env, [{ id: "signing", inputs: SIGN_INPUTS }]);
  const { plan } = planSigning(read);
  const own = ownTags(tags, plan);
  const http = lazyHttp(
    runner.env,
    () => read.inputs.caCert === "" ? void 0 : readCa(runner, read.inputs.caCert)
  );
  const host = signingHost2(runner, {
    http: loggedHttp(http, "registry", runner),
    born: (secrets) => runner.mask(runMasks(secrets, MIN_MASK_LENGTH).forms),
    idToken: async () => {
      throw new Error("Post asks for no identity.");
    }
  });
  try {
    await registryOf2(runner, host, plan.inputs).settle(signal, own);
    if (own.length < tags.length)
      throw new Failure(
        "NOT_PUBLISHED",
        `The list of signatures' tags in RUNNER_TEMP names ${tags.length - own.length} that the inputs of this step do not: left alone.`,
        { fix: "Look which later step of the job writes to RUNNER_TEMP." }
      );
  } finally {
    http.close();
  }
}
var signTags = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  ownTags,
  settleTags
});
export {
  provenanceOf as A,
  readPredicate as B,
  simpleSigningPayload as C,
  decideTrust as D,
  openTrust as E,
  serverOf as F,
  BUILT_IN as G,
  personalTrust as H,
  signHost as I,
  verifyLook as J,
  signTags as K,
  bundleOf$1 as a,
  base64 as b,
  certificatePem as c,
  all as d,
  findFiles as e,
  fromBase64 as f,
  bundleOf as g,
  hashFiles as h,
  envelopeOf as i,
  jsonObject as j,
  statementOf as k,
  legacyOf as l,
  checkBundleTarget as m,
  checkLegacyTargets as n,
  writeLegacy as o,
  preAuthEncoding as p,
  statementsFile as q,
  recordOf as r,
  sha256 as s,
  trustOf as t,
  hashStream as u,
  verifyCommands as v,
  writeBundle as w,
  parseChecksums as x,
  uniqueSubjects as y,
  subjectChunks as z
};
