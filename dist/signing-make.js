import { F as Failure, S as Secret, a as asFailure, K as readBounded, y as printable, t as together } from "./kernel-base.js";
import { I as IN_TOTO_TYPE, b as printImage, r as repositoryOf, S as SIGNATURE_PREDICATE, d as predicateName } from "./signing-inputs.js";
import { b as base64, c as certificatePem, j as jsonObject, r as recordOf, f as fromBase64, s as sha256, g as bundleOf, p as preAuthEncoding, i as envelopeOf, v as verifyCommands, t as trustOf, k as statementOf, m as checkBundleTarget, n as checkLegacyTargets, w as writeBundle, o as writeLegacy, q as statementsFile, a as bundleOf$1, l as legacyOf, h as hashFiles, u as hashStream, x as parseChecksums, y as uniqueSubjects, e as findFiles, z as subjectChunks, A as provenanceOf, B as readPredicate, C as simpleSigningPayload, D as decideTrust, E as openTrust, d as all, F as serverOf } from "./signing.js";
import { c as certificateFacts, p as proveCertificate, v as verifyBundle, S as SMALL_BYTES } from "./signing-verify.js";
import { u as unreachable, a as retry, H as HttpError, i as isTransient, r as retryAfterMs, c as createPool } from "./kernel-http-client.js";
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
const require$$0 = lazyBuiltin("node:util");
import { a as distExports } from "./vendor-sigstore.js";
const fs = lazyBuiltin("node:fs");
const path = lazyBuiltin("node:path");
const CODES = {
  STORE_UNREACHABLE: "SIGNING_UNAVAILABLE",
  STORE_ANSWER_INVALID: "SIGNING_ANSWER_INVALID"
};
const whoOf = ({ what, url }) => `${what} (${url.host})`;
function statusLine({ url }) {
  if (/(^|\.)sigstore\.dev$/.test(url.hostname)) return "Its state: https://status.sigstore.dev";
  if (/(^|\.)githubapp\.com$/.test(url.hostname)) return "Its state: https://www.githubstatus.com";
  return `Ask those who run ${url.host} whether it is up.`;
}
function notReached(error, service) {
  const { code, message, fix } = unreachable(error, whoOf(service));
  return new Failure(CODES[code] ?? code, message, { fix: `${fix ?? ""}
${statusLine(service)}`.trim() });
}
const badAnswer = (service, what) => new Failure("SIGNING_ANSWER_INVALID", `${whoOf(service)} ${what}.`, {
  fix: `Check the service's address, and that no proxy answers in its place; then run the job again. ${statusLine(service)}`
});
function statusFailure(service, { status }) {
  const who = whoOf(service);
  if (status === 429)
    return new Failure("SIGNING_UNAVAILABLE", `${who} takes no more requests for now (status 429).`, {
      fix: "Run the job again in some minutes, with fewer jobs that sign at the same time."
    });
  if (status === 408 || status >= 500)
    return new Failure("SIGNING_UNAVAILABLE", `${who} has a problem of its own (status ${status}).`, {
      fix: `Run the job again. ${statusLine(service)}`
    });
  if (status === 401 || status === 403)
    return new Failure(
      "SIGNING_REFUSED",
      `${who} lets nobody in without other credentials (status ${status}).`,
      {
        fix: "Check the service's address, and HTTPS_PROXY and NO_PROXY: a gateway in front of it may refuse."
      }
    );
  if (status === 404)
    return new Failure("SIGNING_REFUSED", `${who} does not know the path that was asked for (status 404).`, {
      fix: `Check the service's address: another service, or another version of it, is at ${service.url.host}.`
    });
  if (status >= 300 && status < 400)
    return badAnswer(service, `sends elsewhere (status ${status}), which no signing service does`);
  return new Failure("SIGNING_REFUSED", `${who} did not take the request (status ${status}).`, {
    fix: `Check the service's address and version. ${statusLine(service)}`
  });
}
class Problem extends Error {
  failure;
  verdict;
  /** Whether the service may have done what it was asked all the same. */
  maybeDone;
  constructor(failure, verdict, maybeDone = false) {
    super(failure.message);
    this.failure = failure;
    this.verdict = verdict;
    this.maybeDone = maybeDone;
  }
}
const RULES = { attempts: 8, baseMs: 500, capMs: 1e4, budgetMs: 5e4 };
async function once(line, question, signal) {
  const { service, method, headers = {}, body, limits } = question;
  const request = {
    method,
    url: below(service.url, question.path),
    headers,
    ...body === void 0 ? {} : { body },
    ...limits === void 0 ? {} : { limits }
  };
  return line.pool.run(async () => {
    const answer = await line.http.send(request, signal).catch((error) => {
      if (!(error instanceof HttpError)) throw error;
      throw new Problem(notReached(error, service), { retry: isTransient(error) }, error.kind !== "dns");
    });
    return understood(line, question, answer);
  });
}
function understood(line, question, answer) {
  const { service } = question;
  const { status } = answer;
  if (status >= 200 && status < 300) {
    const result = question.read(answer);
    if (result !== void 0) return result;
    throw new Problem(
      badAnswer(service, `answered with something else than it documents (status ${status})`),
      { retry: true },
      true
    );
  }
  const known = question.other?.(answer);
  if (known instanceof Failure) throw new Problem(known, { retry: false });
  if (known !== void 0) return known;
  const throttled = status === 429;
  if (throttled) line.pool.throttled();
  const afterMs = retryAfterMs(answer.headers, line.clock.now());
  const again = throttled || status === 408 || status >= 500;
  throw new Problem(
    statusFailure(service, answer),
    again ? { retry: true, throttled, ...afterMs === void 0 ? {} : { afterMs } } : { retry: false },
    status >= 500 || status === 408
  );
}
async function persist(line, call, signal) {
  try {
    const judge = (error) => error instanceof Problem ? error.verdict : { retry: false };
    return await retry(call, judge, line.clock, signal, RULES);
  } catch (error) {
    throw error instanceof Problem ? error.failure : error;
  }
}
const ask = (line, question, signal) => persist(line, (inner) => once(line, question, inner), signal);
function below(base, path2) {
  if (path2 === "") return base;
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/${path2}`;
  return url;
}
const SKEW_MS = 6e4;
async function requestCertificate(line, url, key, identity, signal) {
  const service = { what: "Fulcio", url };
  const subject = provenSubject(identity.claims, service);
  const body = JSON.stringify({
    credentials: { oidcIdentityToken: identity.token.reveal() },
    publicKeyRequest: {
      publicKey: { algorithm: "ECDSA", content: key.publicPem },
      proofOfPossession: base64(key.sign(Buffer.from(subject)))
    }
  });
  const chain = await ask(
    line,
    {
      service,
      method: "POST",
      path: "api/v2/signingCert",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: Secret.of(body),
      read: chainOf,
      other: (answer) => refusal$1(answer, service)
    },
    signal
  );
  return checked(chain, key, service, line.clock.now());
}
function provenSubject({ email, email_verified: verified, sub }, service) {
  if (typeof email === "string" && email !== "" && (verified === true || verified === "true")) return email;
  if (typeof sub === "string" && sub !== "") return sub;
  throw new Failure("SIGNING_REFUSED", `The identity token for ${whoOf(service)} names no subject.`, {
    fix: "Use the token of the job: permissions: { id-token: write }"
  });
}
function chainOf(answer) {
  const json = jsonObject(answer.body);
  const form = recordOf(json?.["signedCertificateEmbeddedSct"]) ?? recordOf(json?.["signedCertificateDetachedSct"]);
  const list = recordOf(form?.["chain"])?.["certificates"];
  return Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === "string") ? list : void 0;
}
function checked(chain, key, service, now) {
  const [leaf, ...rest] = chain.map((pem) => parsed(pem, service));
  if (leaf === void 0) throw badAnswer(service, "sent no certificate");
  if (!leaf.publicKey.export({ type: "spki", format: "der" }).equals(key.publicDer))
    throw badAnswer(service, "sent a certificate for another key than the one of this run");
  const notBefore = leaf.validFromDate;
  const notAfter = leaf.validToDate;
  if (notBefore.getTime() > now + SKEW_MS || notAfter.getTime() <= now)
    throw new Failure(
      "CLOCK_SKEWED",
      `A certificate that ${whoOf(service)} has just made is ${notAfter.getTime() <= now ? "past its end" : "not valid yet"} by the clock of this runner.`,
      { fix: "Set the clock of the runner (NTP), then run the job again." }
    );
  return {
    pem: certificatePem(leaf.raw),
    der: leaf.raw,
    chainPem: rest.map(({ raw }) => certificatePem(raw)),
    notBefore,
    notAfter,
    facts: factsOf$1(leaf.raw, service)
  };
}
function factsOf$1(der2, service) {
  try {
    return certificateFacts(der2);
  } catch {
    throw badAnswer(service, "sent a certificate without an identity that can be read");
  }
}
function parsed(pem, service) {
  try {
    return new crypto.X509Certificate(pem);
  } catch {
    throw badAnswer(service, "sent something else than certificates");
  }
}
const PERMISSION = "permissions:\n  id-token: write\n  contents: read";
function refusal$1(answer, service) {
  const { status } = answer;
  const who = whoOf(service);
  if (status === 401 || status === 403)
    return new Failure("SIGNING_REFUSED", `${who} does not accept this job's identity (status ${status}).`, {
      fix: `The job needs:
${PERMISSION}
and a service that takes tokens of its issuer. ${statusLine(service)}`
    });
  if (status !== 400) return void 0;
  const said = jsonObject(answer.body)?.["message"];
  const about = (words) => typeof said === "string" && words.test(said);
  if (about(/^The signature supplied/))
    return new Failure(
      "SIGNING_REFUSED",
      `${who} takes another claim of the identity token for its subject than this action: it could not check the proof of the key.`,
      { fix: "Check how its operators have set up the issuer of this token (type, subject claim)." }
    );
  if (about(/^The public key supplied/))
    return new Failure("SIGNING_REFUSED", `${who} does not take keys on the curve P-256 with SHA-256.`, {
      fix: "Its operators must allow ecdsa-sha2-256-nistp256 among its signing algorithms."
    });
  return new Failure(
    "SIGNING_REFUSED",
    `${who} does not accept this job's identity token: it has expired, has another audience than sigstore, lacks a claim, or is of an issuer that this service does not know.`,
    {
      fix: `The job needs:
${PERMISSION}
A service of your own must know the issuer https://token.actions.githubusercontent.com (on GitHub Enterprise Server, that server's). ${statusLine(service)}`
    }
  );
}
function createSigningKey() {
  const { privateKey, publicKey } = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
  const hashing = () => {
    const signing = crypto.createSign("SHA256");
    const hash = crypto.createHash("sha256");
    return {
      update: (chunk) => {
        signing.update(chunk);
        hash.update(chunk);
      },
      end: () => ({
        digest: { algorithm: "sha256", hex: hash.digest("hex") },
        signature: signing.sign(privateKey)
      })
    };
  };
  return {
    publicDer: publicKey.export({ type: "spki", format: "der" }),
    publicPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    sign: (bytes) => crypto.sign("SHA256", bytes, privateKey),
    hashing
  };
}
const ENTRY_UUID = /^(?:[0-9a-f]{16})?[0-9a-f]{64}$/;
const HASH = /^[0-9a-f]{64}$/;
function foundEntry(answer, proposal) {
  const [only, ...more] = Object.entries(jsonObject(answer.body) ?? {});
  if (only === void 0 || more.length > 0) return void 0;
  const [uuid, value] = only;
  const { body, integratedTime, logID, logIndex, verification } = recordOf(value) ?? {};
  const { signedEntryTimestamp, inclusionProof } = recordOf(verification) ?? {};
  const proof2 = proofOf$1(inclusionProof);
  const bytes = fromBase64(body);
  const kept = bytes === void 0 ? void 0 : jsonObject(bytes);
  if (!ENTRY_UUID.test(uuid) || kept === void 0 || proof2 === void 0 || !isIndex(logIndex) || !isIndex(integratedTime) || typeof logID !== "string" || !HASH.test(logID) || fromBase64(signedEntryTimestamp) === void 0)
    return void 0;
  const { kind, apiVersion } = kept;
  return {
    uuid,
    ours: require$$0.isDeepStrictEqual(kept, JSON.parse(JSON.stringify(proposal.kept))),
    entry: {
      logIndex: String(logIndex),
      logId: { keyId: fromHex(logID) },
      kindVersion: { kind: String(kind), version: String(apiVersion) },
      integratedTime: String(integratedTime),
      inclusionPromise: { signedEntryTimestamp: String(signedEntryTimestamp) },
      inclusionProof: proof2,
      canonicalizedBody: String(body)
    }
  };
}
function proofOf$1(value) {
  const { checkpoint, hashes, logIndex, rootHash, treeSize } = recordOf(value) ?? {};
  const isHash2 = (one) => typeof one === "string" && HASH.test(one);
  if (!Array.isArray(hashes) || !hashes.every(isHash2) || !isHash2(rootHash)) return void 0;
  if (!isIndex(logIndex) || !isIndex(treeSize) || typeof checkpoint !== "string" || checkpoint === "")
    return void 0;
  return {
    logIndex: String(logIndex),
    rootHash: fromHex(rootHash),
    treeSize: String(treeSize),
    hashes: hashes.map(fromHex),
    checkpoint: { envelope: checkpoint }
  };
}
const isIndex = (value) => Number.isSafeInteger(value) && value >= 0;
const fromHex = (hex2) => base64(Buffer.from(hex2, "hex"));
const LEAF_PREFIX = Buffer.from([0]);
function proposalOf(content, certificate) {
  const { sent, kept } = content.kind === "message" ? hashed(content, certificate) : dsse(content, certificate);
  const leaf = sha256(Buffer.concat([LEAF_PREFIX, Buffer.from(JSON.stringify(kept))])).toString("hex");
  return { sent, kept, leaf };
}
function hashed({ digest, signature }, { pem }) {
  const entry = {
    apiVersion: "0.0.1",
    kind: "hashedrekord",
    spec: {
      data: { hash: { algorithm: "sha256", value: Buffer.from(digest).toString("hex") } },
      signature: { content: base64(signature), publicKey: { content: base64(pem) } }
    }
  };
  return { sent: entry, kept: entry };
}
function dsse({ text: text2, payload, signature }, { pem }) {
  const kind = { apiVersion: "0.0.1", kind: "dsse" };
  const hash = (bytes) => ({
    algorithm: "sha256",
    value: sha256(bytes).toString("hex")
  });
  return {
    sent: { ...kind, spec: { proposedContent: { envelope: text2, verifiers: [base64(pem)] } } },
    kept: {
      ...kind,
      spec: {
        envelopeHash: hash(text2),
        payloadHash: hash(payload),
        signatures: [{ signature: base64(signature), verifier: base64(pem) }]
      }
    }
  };
}
const PATH = "api/v1/log/entries";
const LIMITS$1 = { headersMs: 3e4, totalMs: 4e4 };
const PUBLIC_HOST = "rekor.sigstore.dev";
function rekorV1(line, url) {
  const service = { what: "Rekor", url };
  return {
    add: async (content, certificate, signal) => {
      const found = await persist(line, attempts(line, service, content, certificate), signal);
      if (found === void 0) return void 0;
      if (!found.ours) throw badAnswer(service, "answered with the entry of another signature");
      return { entry: found.entry, url: urlOf(service, found) };
    }
  };
}
function attempts(line, service, content, certificate) {
  const proposal = proposalOf(content, certificate);
  let perhaps;
  let reads = 0;
  return async (signal) => {
    if (perhaps !== void 0) {
      const found2 = await once(line, reading(service, proposal, perhaps), signal);
      if (isFound(found2)) return found2;
      perhaps = void 0;
    }
    const told = await once(line, adding(service, proposal), signal).catch((error) => {
      if (error instanceof Problem && error.maybeDone) perhaps = proposal.leaf;
      throw error;
    });
    if (isFound(told)) return told;
    perhaps = told === "absent" ? proposal.leaf : told.existsAs ?? proposal.leaf;
    const found = await once(line, reading(service, proposal, perhaps), signal);
    if (isFound(found)) return found;
    reads += 1;
    if (reads < MAX_READS)
      throw new Problem(badAnswer(service, "says that the entry exists, and does not find it"), {
        retry: true
      });
    return void 0;
  };
}
const MAX_READS = 3;
const isFound = (told) => typeof told === "object" && "entry" in told;
const JSON_HEADERS = { accept: "application/json" };
const reading = (service, proposal, uuid) => ({
  service,
  method: "GET",
  path: `${PATH}/${uuid}`,
  headers: JSON_HEADERS,
  limits: LIMITS$1,
  read: (answer) => foundEntry(answer, proposal),
  other: ({ status }) => status === 404 ? "absent" : void 0
});
const adding = (service, proposal) => ({
  service,
  method: "POST",
  path: PATH,
  headers: { ...JSON_HEADERS, "content-type": "application/json" },
  body: JSON.stringify(proposal.sent),
  limits: LIMITS$1,
  read: (answer) => foundEntry(answer, proposal),
  other: (answer) => answer.status === 409 ? { existsAs: uuidOf(answer) } : refusal(answer, service)
});
function uuidOf({ headers }) {
  const last = (headers["location"] ?? "").split("/").at(-1) ?? "";
  return ENTRY_UUID.test(last) ? last : void 0;
}
function refusal({ status }, service) {
  if (status === 400 || status === 422)
    return new Failure("SIGNING_REFUSED", `${whoOf(service)} does not take the entry (status ${status}).`, {
      fix: `Its operators must allow the kinds hashedrekord and dsse 0.0.1, and entries of this size (a statement with fewer subjects is smaller). ${statusLine(service)}`
    });
  if (status === 413)
    return new Failure("SIGNING_REFUSED", `The entry is larger than ${whoOf(service)} takes.`, {
      fix: "Sign fewer subjects in one statement, or a smaller predicate."
    });
  if (status === 405 || status === 410)
    return new Failure("SIGNING_REFUSED", `${whoOf(service)} takes no more entries (status ${status}).`, {
      fix: "It is frozen: use the log that the signing configuration names now."
    });
  return void 0;
}
const urlOf = ({ url }, { uuid, entry }) => url.host === PUBLIC_HOST ? `https://search.sigstore.dev/?logIndex=${entry.logIndex}` : `${url.href.replace(/\/+$/, "")}/${PATH}/${uuid}`;
const KEY_DETAILS = "PKIX_ECDSA_P256_SHA_256";
const verifierOf = ({ der: der2 }) => ({
  x509Certificate: { rawBytes: base64(der2) },
  keyDetails: KEY_DETAILS
});
const hashedRequest = (content, certificate) => ({
  hashedRekordRequestV002: {
    digest: base64(content.digest),
    signature: { content: base64(content.signature), verifier: verifierOf(certificate) }
  }
});
const dsseRequest = ({ envelope }, certificate) => ({
  dsseRequestV002: {
    envelope: { ...envelope, signatures: envelope.signatures.map(({ sig }) => ({ sig, keyid: "" })) },
    verifiers: [verifierOf(certificate)]
  }
});
function isAbout(body, content, certificate) {
  const bytes = fromBase64(body);
  const spec = recordOf((bytes === void 0 ? void 0 : jsonObject(bytes))?.["spec"]);
  const hashed2 = recordOf(spec?.["hashedRekordV002"]);
  if (hashed2 !== void 0)
    return isHash(hashed2["data"], content.digest) && isSignature(hashed2["signature"], content.signature, certificate);
  const dsse2 = recordOf(spec?.["dsseV002"]);
  const signatures = dsse2?.["signatures"];
  return content.kind === "envelope" && isHash(dsse2?.["payloadHash"], sha256(content.payload)) && Array.isArray(signatures) && signatures.length === 1 && isSignature(signatures[0], content.signature, certificate);
}
const isHash = (value, digest) => recordOf(value)?.["algorithm"] === "SHA2_256" && recordOf(value)?.["digest"] === base64(digest);
function isSignature(value, signature, { der: der2 }) {
  const { content, verifier } = recordOf(value) ?? {};
  const certificate = recordOf(recordOf(verifier)?.["x509Certificate"]);
  return content === base64(signature) && certificate?.["rawBytes"] === base64(der2);
}
const LIMITS = { headersMs: 45e3, totalMs: 6e4 };
const TWICE = "An answer of the log got lost: it may hold one of the entries a second time, which belongs to no bundle.";
function rekorV2(line, url) {
  const service = { what: "Rekor", url };
  const send = async (request, signal) => {
    const question = {
      service,
      method: "POST",
      path: "api/v2/log/entries",
      headers: { accept: "application/json", "content-type": "application/json" },
      body: JSON.stringify(request),
      limits: LIMITS,
      read: entryOf,
      other: (answer) => meaning(answer, service)
    };
    let perhaps = false;
    const attempt = (inner) => once(line, question, inner).catch((error) => {
      perhaps ||= error instanceof Problem && error.maybeDone;
      throw error;
    });
    const told = await persist(line, attempt, signal);
    return perhaps && typeof told === "object" ? { ...told, note: TWICE } : told;
  };
  return {
    add: async (content, certificate, signal) => {
      const told = await firstKnown(send, content, certificate, signal);
      if (told === "exists") return void 0;
      if (told === "not this form") throw refused(service);
      if (!isAbout(told.entry.canonicalizedBody, content, certificate))
        throw badAnswer(service, "answered with the entry of another signature");
      return told;
    }
  };
}
async function firstKnown(send, content, certificate, signal) {
  const told = await send(hashedRequest(content, certificate), signal);
  return told === "not this form" && content.kind === "envelope" ? send(dsseRequest(content, certificate), signal) : told;
}
function meaning({ status }, service) {
  if (status === 409) return "exists";
  if (status === 400 || status === 422) return "not this form";
  if (status === 413)
    return new Failure("SIGNING_REFUSED", `The entry is larger than ${whoOf(service)} takes.`, {
      fix: "Use a log of a newer version, which is told hashes only, or a smaller predicate."
    });
  if (status === 405 || status === 410)
    return new Failure("SIGNING_REFUSED", `${whoOf(service)} takes no more entries (status ${status}).`, {
      fix: "This shard is frozen, as each is after some months: use the log that the signing configuration names now, or leave the log's address out."
    });
  return void 0;
}
const refused = (service) => new Failure("SIGNING_REFUSED", `${whoOf(service)} does not take the entry.`, {
  fix: `Its operators must allow PKIX_ECDSA_P256_SHA_256, and trust the CA of the certificate where they check it. ${statusLine(service)}`
});
const NUMBER = /^\d{1,19}$/;
function entryOf(answer) {
  const { logIndex, logId, kindVersion, inclusionProof, canonicalizedBody } = jsonObject(answer.body) ?? {};
  const keyId = recordOf(logId)?.["keyId"];
  const { kind, version } = recordOf(kindVersion) ?? {};
  const proof2 = proofOf(inclusionProof);
  if (proof2 === void 0 || !isNumber(logIndex) || !isBytes(keyId) || !isBytes(canonicalizedBody))
    return void 0;
  if (typeof kind !== "string" || typeof version !== "string") return void 0;
  return {
    entry: {
      logIndex: String(logIndex),
      logId: { keyId },
      kindVersion: { kind, version },
      inclusionProof: proof2,
      canonicalizedBody
    }
  };
}
function proofOf(value) {
  const { logIndex = "0", rootHash, treeSize, hashes = [], checkpoint } = recordOf(value) ?? {};
  const envelope = recordOf(checkpoint)?.["envelope"];
  if (!isNumber(logIndex) || !isNumber(treeSize) || !isBytes(rootHash)) return void 0;
  if (!Array.isArray(hashes) || !hashes.every(isBytes) || typeof envelope !== "string" || envelope === "")
    return void 0;
  return {
    logIndex: String(logIndex),
    rootHash,
    treeSize: String(treeSize),
    hashes,
    checkpoint: { envelope }
  };
}
const isNumber = (value) => typeof value === "string" ? NUMBER.test(value) : Number.isSafeInteger(value) && value >= 0;
const isBytes = (value) => fromBase64(value) !== void 0;
const TAGS = { boolean: 1, integer: 2, octets: 4, nothing: 5, oid: 6, sequence: 48 };
function element(tag, content) {
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const hex2 = length.toString(16);
  const bytes = Buffer.from(hex2.padStart(hex2.length + hex2.length % 2, "0"), "hex");
  return Buffer.concat([Buffer.from([tag, 128 | bytes.length]), bytes, content]);
}
const der = {
  sequence: (...items) => element(TAGS.sequence, Buffer.concat(items)),
  /** Of the big-endian bytes of a number that is not negative. */
  integer: (bytes) => {
    const start = bytes.findIndex((byte) => byte !== 0);
    const digits = start < 0 ? Buffer.from([0]) : bytes.subarray(start);
    return element(TAGS.integer, digits[0] >= 128 ? Buffer.concat([Buffer.from([0]), digits]) : digits);
  },
  octets: (bytes) => element(TAGS.octets, bytes),
  truth: () => element(TAGS.boolean, Buffer.from([255])),
  nothing: () => element(TAGS.nothing, Buffer.alloc(0)),
  /** Of an object identifier whose content is given as bytes. */
  oid: (bytes) => element(TAGS.oid, Buffer.from(bytes))
};
const SHA256 = [96, 134, 72, 1, 101, 3, 4, 2, 1];
const INTEGER_TAG = 2;
const BEFORE_OPTIONAL = 5;
const timestampQuery = (digest, nonce) => der.sequence(
  der.integer(Buffer.from([1])),
  der.sequence(der.sequence(der.oid(SHA256), der.nothing()), der.octets(digest)),
  der.integer(nonce),
  der.truth()
);
function timestampReply(body, digest, nonce) {
  try {
    const reply = distExports.RFC3161Timestamp.parse(Buffer.from(body));
    const status = Number(reply.status);
    if (status > 1) return { kind: "refused", status };
    const { tstInfo } = reply;
    const sameNonce = tstInfo.root.subs.slice(BEFORE_OPTIONAL).some(({ tag, value }) => tag.isUniversal() && tag.number === INTEGER_TAG && sameNumber(value, nonce));
    const sameImprint = tstInfo.messageImprintHashAlgorithm === "sha256" && tstInfo.messageImprintHashedMessage.equals(digest);
    return sameNonce && sameImprint ? { kind: "granted", time: tstInfo.genTime } : { kind: "foreign" };
  } catch {
    return void 0;
  }
}
const sameNumber = (a, b) => BigInt(hex(a)) === BigInt(hex(b));
const hex = (bytes) => `0x${Buffer.from(bytes).toString("hex") || "0"}`;
const NONCE_BYTES = 8;
async function requestTimestamp(line, url, signature, signal) {
  const service = { what: "The timestamp authority", url };
  const digest = sha256(signature);
  const nonce = crypto.randomBytes(NONCE_BYTES);
  const { body, reply } = await ask(
    line,
    {
      service,
      method: "POST",
      path: "",
      headers: { "content-type": "application/timestamp-query", accept: "application/timestamp-reply" },
      body: timestampQuery(digest, nonce),
      read: (answer) => {
        const read = timestampReply(answer.body, digest, nonce);
        return read === void 0 ? void 0 : { body: answer.body, reply: read };
      },
      other: ({ status }) => status === 400 || status === 415 ? new Failure(
        "SIGNING_REFUSED",
        `${whoOf(service)} does not take a query of RFC 3161 (status ${status}).`,
        { fix: `Check its address: it is a whole one, with the path. ${statusLine(service)}` }
      ) : void 0
    },
    signal
  );
  if (reply.kind === "granted") return { der: body, time: reply.time };
  if (reply.kind === "foreign") throw badAnswer(service, "stamped something else than it was asked to");
  throw new Failure("SIGNING_REFUSED", `${whoOf(service)} gives no timestamp (PKI status ${reply.status}).`, {
    fix: `It must take SHA-256 and queries without a policy. ${statusLine(service)}`
  });
}
const ROUNDS = 3;
function createSealer(services, line, certificates) {
  const log = logOf(services, line);
  const gate = createGate();
  return {
    seal: async (first, again, signal) => {
      const notes = [];
      for (let content = first, round = 1; ; round += 1) {
        const certificate = await certificates.current(signal);
        const { logged, stamps } = await prove(content, certificate, { log, services, line, gate }, signal);
        const problem = problemOf(log, logged, stamps, certificate);
        if (logged?.note !== void 0) notes.push(logged.note);
        if (problem === void 0) return signed(content, certificate, logged, stamps, notes);
        if (round === ROUNDS) throw tooOften(services, problem);
        notes.push(
          `${problem} It was signed again${again === void 0 ? " under a new certificate" : ""}; the first entry, if there is one, belongs to no bundle.`
        );
        if (again === void 0) certificates.drop(certificate);
        else content = again();
      }
    }
  };
}
function logOf({ log }, line) {
  if (log === void 0) return void 0;
  return log.version === 1 ? rekorV1(line, log.url) : rekorV2(line, log.url);
}
function createGate() {
  let first;
  return (stamping) => {
    first ??= stamping;
    return first.catch(() => stamping);
  };
}
async function prove(content, certificate, using, signal) {
  const own = new AbortController();
  const both = AbortSignal.any([signal, own.signal]);
  const stamping = Promise.all(
    using.services.timestamps.map((url) => requestTimestamp(using.line, url, content.signature, both))
  );
  const logging = using.gate(stamping).then(() => using.log?.add(content, certificate, both));
  try {
    const [logged, stamps] = await Promise.all([logging, stamping]);
    return { logged, stamps };
  } catch (error) {
    own.abort();
    throw error;
  }
}
function problemOf(log, logged, stamps, { notBefore, notAfter }) {
  if (log !== void 0 && logged === void 0)
    return "The log holds the entry already and cannot tell where, as after an answer that got lost.";
  const seconds = logged?.entry.integratedTime;
  const times = stamps.map(({ time }) => time.getTime());
  if (seconds !== void 0) times.push(Number(seconds) * 1e3);
  const outside = times.some((time) => time < notBefore.getTime() || time > notAfter.getTime());
  return outside ? "The log or a timestamp says a time at which the certificate was not valid." : void 0;
}
function tooOften({ fulcio, log }, problem) {
  const hosts = [fulcio.host, ...log === void 0 ? [] : [log.url.host]].join(" and ");
  return new Failure("SIGNING_ANSWER_INVALID", `Signing was begun ${ROUNDS} times. ${problem}`, {
    fix: `Run the job again; if it stays so, those who run ${hosts} must look at their clocks and logs.`
  });
}
function signed(content, certificate, logged, stamps, notes) {
  return {
    bundle: bundleOf(content, certificate, logged?.entry, stamps),
    certificate,
    certificatePem: certificate.pem,
    chainPem: certificate.chainPem,
    signature: content.signature,
    notes,
    ...content.kind === "envelope" ? { envelopeText: content.text } : {},
    ...logged?.url === void 0 ? {} : { logUrl: logged.url },
    ...logged === void 0 ? {} : { logIndex: logged.entry.logIndex }
  };
}
const RENEW_BEFORE_MS = 6e4;
function createCertificateSession(obtain, clock) {
  let held;
  let asking;
  const start = (signal) => {
    const promise = obtain(signal).then((certificate) => held = certificate).finally(() => asking = void 0);
    asking = { promise, signal };
    return promise;
  };
  return {
    current: async (signal) => {
      for (; ; ) {
        if (held !== void 0 && held.notAfter.getTime() - clock.now() >= RENEW_BEFORE_MS) return held;
        const shared = asking;
        if (shared === void 0) return start(signal);
        try {
          return await shared.promise;
        } catch (error) {
          if (!shared.signal.aborted || signal.aborted) throw error;
        }
      }
    },
    drop: (certificate) => {
      if (held === certificate) held = void 0;
    }
  };
}
const MAX_IN_FLIGHT = 8;
function createSigner(services, host) {
  const key = createSigningKey();
  const line = { http: host.http, clock: host.clock, pool: createPool(MAX_IN_FLIGHT) };
  const certificates = createCertificateSession(async (signal) => {
    const identity = await host.idToken("sigstore", signal);
    return requestCertificate(line, services.fulcio, key, identity, signal);
  }, host.clock);
  const sealer = createSealer(services, line, certificates);
  const artifacts = createPool(MAX_IN_FLIGHT);
  return {
    hashing: key.hashing,
    certificate: certificates.current,
    signMessage: ({ digest, signature }, signal) => {
      const content = { kind: "message", digest: Buffer.from(digest.hex, "hex"), signature };
      return artifacts.run(() => sealer.seal(content, void 0, signal));
    },
    signStatement: (statement2, signal) => {
      const payload = Buffer.from(JSON.stringify(statement2));
      const make = () => signedEnvelope(key, payload);
      return artifacts.run(() => sealer.seal(make(), make, signal));
    },
    signPayload: async (bytes, signal) => {
      if (services.log?.version !== 1) throw needsVersion1(services);
      const make = () => ({ kind: "message", digest: sha256(bytes), signature: key.sign(bytes) });
      return artifacts.run(() => sealer.seal(make(), make, signal));
    }
  };
}
function signedEnvelope(key, payload) {
  const encoded = preAuthEncoding(IN_TOTO_TYPE, payload);
  const signature = key.sign(encoded);
  const envelope = envelopeOf(payload, signature);
  return {
    kind: "envelope",
    digest: sha256(encoded),
    signature,
    envelope,
    text: JSON.stringify(envelope),
    payload
  };
}
const needsVersion1 = ({ log }) => new Failure(
  "SIGNING_REFUSED",
  `A signature in the older format needs an entry in a log of version 1, and ${log === void 0 ? "no log is used" : `${log.url.host} is of version 2`}.`,
  { fix: "Use the newer format alone, or a log of version 1." }
);
const imagesOf$1 = (made) => made.kind === "message" ? [] : made.kind === "payload" ? [made.work.image] : made.work.subjects.flatMap(({ image }) => image === void 0 ? [] : [image]);
function plannedFacts(ready) {
  const { work } = ready;
  const planned = (subject, more, digest, what) => ({
    subject,
    more,
    digest: `${digest.algorithm}:${digest.hex}`,
    what,
    places: [],
    log: void 0,
    commands: []
  });
  return {
    ...common(ready),
    dryRun: true,
    identity: "",
    issuer: "",
    until: void 0,
    artifacts: [
      ...work.messages.map(({ subject }) => planned(subject.name, 0, subject.digest, "signature")),
      ...work.statements.map(
        (one) => planned(subjectOf(one), one.subjects.length - 1, one.subjects[0].digest, one.what)
      ),
      ...work.payloads.map(
        ({ image }) => planned(printImage(image.reference), 0, digestOfImage(image.reference.digest), "signature")
      )
    ],
    notes: [],
    failed: void 0
  };
}
function factsOf(ready, outcome) {
  const { certificate, made, places, notes, failed } = outcome;
  return {
    ...common(ready),
    dryRun: false,
    identity: certificate?.facts.san ?? "",
    issuer: certificate?.facts.issuer ?? "",
    until: certificate?.notAfter,
    artifacts: made.map((one) => artifactOf(ready, one, places)),
    notes,
    failed
  };
}
const common = ({ trust: { instance } }) => ({
  instance: instance.name,
  source: instance.source
});
function artifactOf(ready, made, all2) {
  const places = all2.get(made) ?? [];
  const { logIndex, logUrl, certificate } = made.signed;
  const base = {
    places,
    log: logIndex === void 0 ? void 0 : { index: logIndex, url: logUrl ?? "" },
    commands: commandsFor(ready, made, all2, certificate.facts)
  };
  if (made.kind === "message") {
    const { name, digest } = made.file.subject;
    return { ...base, subject: name, more: 0, digest: text(digest), what: "signature" };
  }
  if (made.kind === "payload") {
    const { reference } = made.work.image;
    return { ...base, subject: printImage(reference), more: 0, digest: reference.digest, what: "signature" };
  }
  const { subjects, what } = made.work;
  return {
    ...base,
    subject: subjectOf(made.work),
    more: subjects.length - 1,
    digest: text(subjects[0].digest),
    what
  };
}
const text = ({ algorithm, hex: hex2 }) => `${algorithm}:${hex2}`;
const digestOfImage = (digest) => ({
  algorithm: "sha256",
  hex: digest.slice("sha256:".length)
});
function subjectOf({ subjects: [first] }) {
  return first.image === void 0 ? first.name : printImage(first.image.reference);
}
const ROOT = "trusted_root.json";
const GH_ROOT = "trusted_root.jsonl";
const PARTS = { roots: "fulcio.pem", logKey: "rekor.pub", ctKey: "ctfe.pub" };
function trustFor({ trust: { instance, services } }, { signed: signed2 }) {
  const [entry] = signed2.bundle.verificationMaterial.tlogEntries ?? [];
  const proof2 = {
    sct: instance.requires.sct,
    log: entry !== void 0,
    logTime: entry?.inclusionPromise !== void 0
  };
  if (instance.name === "public") return trustOf(proof2);
  if (instance.name === "github") return trustOf(proof2, { root: ROOT });
  return trustOf(proof2, {
    root: ROOT,
    ghRoot: GH_ROOT,
    parts: { ...PARTS, log: services?.log?.url.href.replace(/\/$/, "") }
  });
}
function commandsFor(ready, made, all2, facts) {
  const trust = trustFor(ready, made);
  const commands = shownOf(ready, made, all2).flatMap((one) => verifyCommands(one, facts, trust));
  return [...new Set(commands.map(({ command }) => command))];
}
function shownOf({ plan }, made, all2) {
  const placed = (...forms) => all2.get(made)?.find(({ form }) => forms.includes(form));
  const elsewhere = plan.signaturesIn === void 0 ? {} : { signaturesIn: repositoryOf(plan.signaturesIn) };
  if (made.kind === "message") {
    const bundle2 = placed("bundle");
    const file = made.file.subject.name;
    const [signature, certificate] = [placed(".sig"), placed(".pem")];
    return [
      ...bundle2 === void 0 ? [] : [{ kind: "blob", file, bundle: bundle2.where }],
      ...signature === void 0 || certificate === void 0 ? [] : [
        {
          kind: "blob-legacy",
          file,
          signature: signature.where,
          certificate: certificate.where
        }
      ]
    ];
  }
  if (made.kind === "payload") {
    const { reference } = made.work.image;
    const { annotations: annotations2 } = plan;
    const image = printImage(reference);
    return placed(".sig tag") === void 0 ? [] : [{ kind: "image", image, annotations: annotations2, referrer: false, legacy: true, ...elsewhere }];
  }
  const { subjects, predicateType, what, annotations } = made.work;
  const referrer = placed("referrer", "referrer tag") !== void 0;
  const legacy = placed(".att tag") !== void 0;
  const bundle = placed("statement");
  const ofImages = referrer || legacy ? imagesOf$1(made) : [];
  const firstFile = subjects.find(({ image }) => image === void 0);
  return [
    ...ofImages.map(({ reference }) => {
      const image = printImage(reference);
      return what === "signature" ? {
        kind: "image",
        image,
        annotations,
        referrer,
        legacy: hasPayload(all2, reference.digest),
        ...elsewhere
      } : { kind: "image-attestation", image, type: predicateType, referrer, legacy, ...elsewhere };
    }),
    ...firstFile === void 0 || bundle === void 0 ? [] : [
      {
        kind: "blob-attestation",
        file: firstFile.name,
        bundle: bundle.where,
        type: predicateType
      }
    ]
  ];
}
const hasPayload = (all2, digest) => [...all2].some(
  ([made, places]) => made.kind === "payload" && made.work.image.reference.digest === digest && places.some(({ form }) => form === ".sig tag")
);
const AT_ONCE$1 = 8;
async function makeSignatures(work, signer, instance, signal) {
  let certificate;
  try {
    certificate = await signer.certificate(signal);
    requireTrusted(certificate, instance);
  } catch (error) {
    return { certificate: void 0, made: [], failures: [asFailure(error)], orphans: 0 };
  }
  const tasks = [
    ...work.messages.map((file) => async () => ({
      kind: "message",
      file,
      signed: await signer.signMessage(file.hashed, signal)
    })),
    ...work.statements.map((one) => async () => ({
      kind: "statement",
      work: one,
      signed: await signer.signStatement(statement(one), signal)
    })),
    ...work.payloads.map((one) => async () => ({
      kind: "payload",
      work: one,
      signed: await signer.signPayload(one.payload, signal)
    }))
  ];
  const pool = createPool(AT_ONCE$1);
  const own = [];
  const ends = await Promise.allSettled(
    tasks.map(
      (task) => pool.run(async () => {
        if (own.length > 0) throw own[0];
        try {
          const made = await task();
          check(made, instance);
          return made;
        } catch (error) {
          own.push(error);
          throw error;
        }
      })
    )
  );
  return {
    certificate,
    made: ends.flatMap((end) => end.status === "fulfilled" ? [end.value] : []),
    failures: ends.flatMap((end) => end.status === "rejected" ? [asFailure(end.reason)] : []),
    orphans: own.length
  };
}
const statement = ({ subjects, predicateType, predicate, annotations }) => statementOf(
  subjects.map(({ name, digest, image }) => ({
    // As cosign does it: a signature of an image has no name, so it holds wherever the image is copied to.
    ...image !== void 0 && predicateType === SIGNATURE_PREDICATE ? {} : { name },
    digest,
    ...Object.keys(annotations).length > 0 ? { annotations } : {}
  })),
  predicateType,
  predicate
);
function requireTrusted({ der: der2, notBefore }, instance) {
  try {
    proveCertificate(der2, notBefore, instance);
  } catch (error) {
    const { message } = asFailure(error);
    throw new Failure(
      "SIGNING_ANSWER_INVALID",
      `Fulcio gave a certificate that its own users do not accept: ${message}`,
      {
        fix: "Check that the trusted root is the one of this Fulcio: trusted-root, fulcio-url, signing-config."
      }
    );
  }
}
function check(made, instance) {
  const bundle = JSON.stringify(made.signed.bundle);
  const found = verifyBundle(bundle, { digests: [digestOf(made)], ...bytesOf(made) }, { instance });
  if (found.certificate?.san !== made.signed.certificate.facts.san)
    throw new Failure("SIGNING_ANSWER_INVALID", "The certificate in the bundle is of another identity.", {
      fix: "Check what the input fulcio-url or the signing config names."
    });
}
function bytesOf(made) {
  if (made.kind === "payload") return { bytes: () => made.work.payload, small: true };
  if (made.kind === "statement") return {};
  const { path: path2, size } = made.file.subject;
  return { bytes: () => readBounded(path2, SMALL_BYTES).bytes, small: path2 !== "-" && size <= SMALL_BYTES };
}
function digestOf(made) {
  if (made.kind === "message") return made.file.subject.digest;
  if (made.kind === "statement") return made.work.subjects[0].digest;
  const digest = made.signed.bundle.messageSignature.messageDigest.digest;
  return { algorithm: "sha256", hex: Buffer.from(digest, "base64").toString("hex") };
}
const folderOf = ({ host, folder }, { inputs }) => inputs.bundlesFolder === "" ? folder : path.resolve(host.workspace, inputs.bundlesFolder);
function besideOf(parts, plan, { subject }) {
  const isElsewhere = plan.inputs.bundlesFolder !== "" || subject.path === "-";
  return isElsewhere ? path.join(folderOf(parts, plan), subject.name) : subject.path;
}
function checkTargets(parts, plan, files) {
  const roots = [parts.host.workspace, parts.host.temp];
  for (const file of files) {
    const beside = besideOf(parts, plan, file);
    checkBundleTarget(bundleOf$1(beside), roots);
    if (plan.inputs.legacyFiles) checkLegacyTargets(beside, roots);
  }
}
function writeFilesOf(parts, plan, made, taken) {
  const roots = [parts.host.workspace, parts.host.temp];
  const folder = folderOf(parts, plan);
  const { bundle } = made.signed;
  const place = (form, file) => ({
    form,
    where: shown(parts, file)
  });
  if (made.kind === "message") {
    const beside = besideOf(parts, plan, made.file);
    fs.mkdirSync(path.dirname(beside), { recursive: true });
    const written = place("bundle", writeBundle(bundleOf$1(beside), bundle, roots));
    if (!plan.inputs.legacyFiles) return [written];
    writeLegacy(beside, made.signed, roots);
    const { signature, certificate } = legacyOf(beside);
    return [written, place(".sig", signature), place(".pem", certificate)];
  }
  const name = statementsFile(nameOf(made), taken);
  taken.add(name);
  fs.mkdirSync(folder, { recursive: true });
  return [place("statement", writeBundle(path.join(folder, name), bundle, roots))];
}
function nameOf(made) {
  const [image, ...others] = imagesOf$1(made);
  const what = made.kind === "payload" ? "sig" : made.work.what;
  if (image === void 0 || others.length > 0) return what;
  const { repository, digest } = image.reference;
  const short = digest.slice("sha256:".length, "sha256:".length + SHORT);
  return `${path.posix.basename(repository)}-${short}-${what.replace(/^[a-z]+:\/+/, "")}`;
}
const SHORT = 12;
function shown({ host: { workspace } }, file) {
  const relative = path.relative(fs.realpathSync(workspace), file);
  return relative.startsWith("..") || path.isAbsolute(relative) ? file : relative.replaceAll("\\", "/");
}
const SIMPLE_SIGNING_MEDIA_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";
const ENVELOPE_MEDIA_TYPE = "application/vnd.dsse.envelope.v1+json";
const signatureLayer = (made) => ({
  mediaType: SIMPLE_SIGNING_MEDIA_TYPE,
  bytes: made.work.payload,
  annotations: {
    "dev.cosignproject.cosign/signature": Buffer.from(made.signed.signature).toString("base64"),
    ...proof(made),
    ...stampOf(made)
  }
});
const attestationLayer = (made) => ({
  mediaType: ENVELOPE_MEDIA_TYPE,
  bytes: Buffer.from(made.signed.envelopeText),
  annotations: {
    "dev.cosignproject.cosign/signature": "",
    predicateType: made.work.predicateType,
    ...proof(made)
  }
});
function proof({ signed: signed2 }) {
  const [entry] = signed2.bundle.verificationMaterial.tlogEntries ?? [];
  return {
    "dev.sigstore.cosign/certificate": signed2.certificatePem,
    "dev.sigstore.cosign/chain": signed2.chainPem.join(""),
    ...entry?.inclusionPromise === void 0 ? {} : {
      "dev.sigstore.cosign/bundle": JSON.stringify({
        SignedEntryTimestamp: entry.inclusionPromise.signedEntryTimestamp,
        Payload: {
          body: entry.canonicalizedBody,
          integratedTime: Number(entry.integratedTime),
          logIndex: Number(entry.logIndex),
          logID: Buffer.from(entry.logId.keyId, "base64").toString("hex")
        }
      })
    }
  };
}
function stampOf({ signed: signed2 }) {
  const [stamp] = signed2.bundle.verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? [];
  return stamp === void 0 ? {} : {
    "dev.sigstore.cosign/rfc3161timestamp": JSON.stringify({
      SignedRFC3161Timestamp: stamp.signedTimestamp
    })
  };
}
function pushesOf(ready, made, image) {
  if (made.kind === "message") return [];
  if (made.kind === "payload") return [toTag(ready, image, "sig", signatureLayer(made))];
  const { referrers, legacy } = ready.schemes;
  const isAttestation = made.work.what !== "signature";
  return [
    ...referrers ? [asReferrer(ready, made, image)] : [],
    ...legacy && isAttestation && made.signed.envelopeText !== void 0 ? [toTag(ready, image, "att", attestationLayer(made))] : []
  ];
}
const toTag = ({ registry, plan }, image, kind, layer) => async (signal) => {
  const target = plan.signaturesIn ?? image.reference;
  const where = repositoryOf(target);
  const { how, tag } = await registry.attachLegacy(image, kind, layer, target, signal);
  if (how === "immutable")
    return {
      note: `${where} does not let tags change: ${printImage(image.reference)} has its signatures as referrers only.`
    };
  return {
    place: { form: kind === "sig" ? ".sig tag" : ".att tag", where: `${where}:${tag}` },
    readBack: async (stop) => {
      const layers = await registry.readLegacy(image, kind, target, stop);
      if (!layers.some((one) => isSame(one, layer))) throw gone(`${where}:${tag}`);
    }
  };
};
const asReferrer = ({ registry, plan }, made, image) => async (signal) => {
  const target = plan.signaturesIn ?? image.reference;
  const where = repositoryOf(target);
  const { predicateType } = made.work;
  const text2 = JSON.stringify(made.signed.bundle);
  const { digest, how } = await registry.attach(image, text2, { predicateType, in: target }, signal);
  if (how === "immutable")
    return {
      note: `${where} has no referrers API and does not let tags change: cosign and others cannot find the signature of ${printImage(image.reference)} there.`
    };
  return {
    place: { form: how === "tag" ? "referrer tag" : "referrer", where: `${where}@${digest}` },
    readBack: async (stop) => {
      const listed = await registry.referrers(image, target, stop);
      const own = listed.find((one) => one.digest === digest);
      const found = own === void 0 ? void 0 : await registry.bundle(image, own, target, stop);
      if (found?.text !== text2) throw gone(`${where}@${digest}`);
    }
  };
};
const isSame = (found, { bytes, annotations }) => Buffer.from(found.bytes).equals(Buffer.from(bytes)) && Object.entries(annotations).every(([name, text2]) => found.annotations[name] === text2);
const gone = (where) => new Failure("NOT_PUBLISHED", `It was pushed, but ${where} does not give it back.`, {
  fix: "Run the step again; if it stays so, look at the registry's cache or cleaning rules."
});
const AT_ONCE = 4;
async function publish(parts, ready, made, signal, files = true) {
  const places = new Map(made.map((one) => [one, []]));
  const notes = /* @__PURE__ */ new Set();
  const failures = [];
  const missed = [];
  const taken = /* @__PURE__ */ new Set();
  for (const one of files ? made : [])
    try {
      places.get(one).push(...writeFilesOf(parts, ready.plan, one, taken));
    } catch (error) {
      failures.push(asFailure(error));
    }
  const toPush = made.filter((one) => imagesOf$1(one).length > 0 && places.get(one).length > 0);
  parts.journal.made(files ? toPush.map((one) => places.get(one)[0].where) : ready.plan.inputs.publish);
  const pool = createPool(AT_ONCE);
  const pushes = made.flatMap(
    (one) => imagesOf$1(one).flatMap((image) => pushesOf(ready, one, image).map((push) => ({ one, image, push })))
  );
  const readBacks = [];
  await Promise.all(
    pushes.map(
      async ({ one, image, push }) => pool.run(async () => {
        try {
          const { place, note, readBack } = await push(signal);
          if (place !== void 0) places.get(one).push(place);
          if (note !== void 0) notes.add(note);
          if (readBack !== void 0)
            readBacks.push({
              readBack,
              miss: (cause) => ({
                cause,
                where: printImage(image.reference),
                bundle: places.get(one)[0]?.where
              })
            });
        } catch (error) {
          missed.push({
            cause: asFailure(error),
            where: printImage(image.reference),
            bundle: places.get(one)[0]?.where
          });
        }
      })
    )
  );
  await ready.registry.settle(signal).catch((error) => failures.push(asFailure(error)));
  missed.push(...await readAll(ready, readBacks, signal));
  if (ready.plan.inputs.githubAttestations)
    for (const one of made.filter(({ kind }) => kind === "statement"))
      try {
        const { algorithm, hex: hex2 } = digestOf(one);
        const github = parts.github(ready.plan.inputs);
        const url = await github.upload(one.signed.bundle, `${algorithm}:${hex2}`, signal);
        places.get(one).push({ form: "GitHub", where: url });
      } catch (error) {
        missed.push({
          cause: asFailure(error),
          where: "GitHub's attestations",
          bundle: places.get(one)[0]?.where
        });
      }
  parts.journal.done();
  for (const note of parts.listArtifacts(made.flatMap(artifactsOf))) notes.add(note);
  return { places, notes: [...notes], failures: [...failures, ...notPublished(missed)] };
}
const READS = 4;
async function readAll({ registry }, all2, signal) {
  const pool = createPool(AT_ONCE);
  let left = all2;
  for (let read = 1; ; read += 1) {
    const ends = await Promise.allSettled(left.map(({ readBack }) => pool.run(() => readBack(signal))));
    const missed = left.flatMap((one, index) => {
      const end = ends[index];
      return end.status === "rejected" ? [{ one, cause: asFailure(end.reason) }] : [];
    });
    if (missed.length === 0 || read === READS || signal.aborted)
      return missed.map(({ one, cause }) => one.miss(cause));
    left = missed.map(({ one }) => one);
    await registry.settle(signal).catch(() => void 0);
  }
}
function notPublished(missed) {
  const same = Map.groupBy(missed, ({ cause, where }) => `${where} ${cause.message}`);
  return [...same.values()].map((group) => {
    const { cause, where } = group[0];
    const bundles = [...new Set(group.flatMap(({ bundle }) => bundle ?? []))];
    return new Failure(
      "NOT_PUBLISHED",
      `Signed, but not published at ${printable(where)}: ${cause.message}`,
      {
        fix: [
          ...cause.fix === void 0 ? [] : [cause.fix],
          ...bundles.length === 0 ? [] : [
            "In a later step (if: always()), which signs nothing again:",
            "publish: |",
            ...bundles.map((file) => `  ${file}`)
          ]
        ].join("\n"),
        requestId: cause.requestId
      }
    );
  });
}
function artifactsOf(made) {
  if (made.kind === "payload") return [];
  const subjects = made.kind === "message" ? [made.file.subject] : made.work.subjects;
  return subjects.flatMap(({ path: path2, digest: { algorithm, hex: hex2 }, image }) => {
    const digest = `${algorithm}:${hex2}`;
    if (image !== void 0) return [{ kind: "oci", name: repositoryOf(image.reference), digest }];
    return path2 === void 0 || path2 === "-" ? [] : [{ kind: "file", path: path2, digest }];
  });
}
async function makeAndPublish(parts, ready, signal) {
  const { work, signer, trust } = ready;
  parts.journal.signing(work.messages.length + work.statements.length + work.payloads.length);
  const { certificate, made, failures, orphans } = await makeSignatures(work, signer, trust.instance, signal);
  const published = await publish(parts, ready, made, signal);
  return factsOf(ready, {
    certificate,
    made,
    places: published.places,
    notes: [
      ...new Set(made.flatMap(({ signed: signed2 }) => signed2.notes)),
      ...orphans > 0 && trust.services?.log !== void 0 ? [orphansNote(orphans)] : [],
      ...published.notes
    ],
    failed: worst([...failures, ...published.failures])
  });
}
const orphansNote = (count) => `The log may hold ${count === 1 ? "an entry of the signature that failed, which belongs" : `up to ${count} entries of signatures that failed, which belong`} to no bundle.`;
function worst(failures) {
  const different = new Map(failures.map((failure) => [`${failure.code} ${failure.message}`, failure]));
  const [first, ...rest] = different.values();
  return first === void 0 ? void 0 : together([first, ...rest]);
}
function findNamed({ host: { workspace, temp } }, plan) {
  const find = (subjects) => findFiles(
    subjects.flatMap(({ kind, pattern }) => kind === "files" ? [pattern] : []),
    { workspace, temp }
  );
  return {
    signs: find(plan.lines.map(({ subject }) => subject)),
    attested: new Map(plan.attests.map(({ line, subjects }) => [line, find(subjects ?? []).files]))
  };
}
async function findSubjects(parts, plan, { signs, attested }, images, signer, signal) {
  const signLines = plan.lines.map(({ subject }) => subject);
  const sink = () => signer.hashing();
  const toSign = await hashFiles(signs.files, sink, {
    signal,
    refuseConfusing: plan.inputs.fileFormat !== "statement"
  });
  const known = new Map(toSign.map((file) => [file.subject.path, file]));
  const others = new Map([...attested.values()].flat().map((file) => [file.path, file]));
  for (const path2 of known.keys()) others.delete(path2);
  for (const file of await hashFiles([...others.values()], sink, { signal, refuseConfusing: false }))
    known.set(file.subject.path, file);
  const stdin = signLines.find((subject) => subject.kind === "stdin");
  const piped = stdin === void 0 ? [] : [await hashStream(parts.stdin(), stdin.name, sink(), { signal, refuseConfusing: true })];
  const checksums = plan.inputs.checksums.flatMap((file) => parseChecksums(parts.read(file).bytes, file));
  const signed2 = [...toSign, ...piped];
  uniqueSubjects([...signed2.map(({ subject }) => subject), ...checksums]);
  const ofLine = (subjects) => imagesOf(images, subjects ?? []);
  return {
    signed: signed2,
    checksums,
    images: imagesOf(images, signLines),
    of: new Map(
      plan.attests.filter(({ subjects }) => subjects !== void 0).map(({ line, subjects }) => [
        line,
        {
          files: [
            ...(attested.get(line) ?? []).map(({ path: path2 }) => known.get(path2)),
            ...subjects.some(({ kind }) => kind === "stdin") ? piped : []
          ],
          images: ofLine(subjects)
        }
      ])
    ),
    notes: signs.skipped.length === 0 ? [] : [`Not signed, since these are signatures themselves: ${signs.skipped.map(printable).join(", ")}.`]
  };
}
function imagesOf(images, subjects) {
  const named = subjects.flatMap((subject) => subject.kind === "image" ? [subject.reference] : []);
  return images.filter(
    ({ reference, of }) => named.some(
      (one) => one.registry === reference.registry && one.repository === reference.repository && (one.digest === void 0 ? one.tag === (reference.tag ?? of?.tag) : one.digest === reference.digest || one.digest === of?.digest)
    )
  );
}
function workOf(parts, plan, subjects, claims, schemes) {
  const { inputs, annotations } = plan;
  const asStatement = inputs.fileFormat !== "bundle";
  const listed = subjects.checksums.map(({ name, digest }) => ({ name, digest }));
  const signature = (some, noted) => ({
    what: "signature",
    predicateType: SIGNATURE_PREDICATE,
    predicate: {},
    subjects: some,
    annotations: noted
  });
  const statements = [];
  if (asStatement)
    for (const chunk of subjectChunks([...subjects.signed.map(ofFile), ...listed]))
      statements.push(signature(chunk, {}));
  if (schemes.referrers)
    for (const image of subjects.images) statements.push(signature([ofImage(image)], annotations));
  for (const { line, name, predicateType, file } of plan.attests) {
    const named = subjects.of.get(line);
    const about = named ?? { files: subjects.signed, images: subjects.images };
    const { predicate } = file === void 0 ? provenanceOf(claims, parts.host.env["GITHUB_SERVER_URL"]) : readPredicate(name, file, parts.host, new Date(parts.host.clock.now()));
    const every = [
      ...about.files.map(ofFile),
      ...named === void 0 ? listed : [],
      ...about.images.map(ofImage)
    ];
    if (every.length === 0)
      throw new Failure("INPUT_INVALID", "This line is about nothing.", {
        at: { input: "attest", line },
        fix: "provenance for dist/*.tgz"
      });
    for (const chunk of subjectChunks(every))
      statements.push({ what: name, predicateType, predicate, subjects: chunk, annotations: {} });
  }
  return {
    messages: inputs.fileFormat === "statement" ? [] : subjects.signed,
    statements,
    payloads: schemes.legacy ? subjects.images.map((image) => ({
      image,
      payload: simpleSigningPayload(image.reference, annotations)
    })) : []
  };
}
const ofFile = ({ subject: { name, digest, path: path2 } }) => ({ name, digest, path: path2 });
const ofImage = (image) => ({
  name: repositoryOf(image.reference),
  digest: { algorithm: "sha256", hex: image.reference.digest.slice("sha256:".length) },
  image
});
const namesImages = ({ lines, attests }) => [...lines.map(({ subject }) => subject), ...attests.flatMap(({ subjects }) => subjects ?? [])].some(
  ({ kind }) => kind === "image"
);
function chooseTrust(parts, plan, claims) {
  const { imageFormat, log } = plan.inputs;
  const hasImages = namesImages(plan);
  const noLog = log === "none";
  if (noLog && imageFormat === "legacy" && hasImages)
    throw new Failure("INPUT_INVALID", "Image signatures of the old scheme need a log.", {
      at: { input: "image-format" },
      fix: "image-format: referrers"
    });
  const wanted = hasImages && imageFormat !== "referrers" && !noLog;
  const must = imageFormat === "legacy" ? { logVersion: 1 } : { preferLog: 1 };
  const settings = {
    ...parts.trustSettings(plan.inputs, claims),
    wish: { noLog, ...wanted ? must : {} }
  };
  decideTrust(settings, parts.host);
  return async (signal) => {
    const trust = await openTrust(settings, parts.host, signal);
    const legacy = wanted && trust.services?.log?.version === 1;
    return {
      trust,
      schemes: { referrers: imageFormat !== "legacy", legacy },
      notes: wanted && !legacy ? [NEW_SCHEME_ONLY] : []
    };
  };
}
const NEW_SCHEME_ONLY = "Images are signed in the new scheme only (referrers): the old one needs a log of version 1, which this Sigstore has not. Verifiers that read only tags (cosign 2 without --new-bundle-format, policy-controller) will not find it.";
async function checkSigning(parts, plan, signal) {
  const { host } = parts;
  const named = findNamed(parts, plan);
  const { claims } = await host.idToken("sigstore", signal);
  const open = chooseTrust(parts, plan, claims);
  const registry = parts.registry(plan.inputs);
  const [{ trust, schemes, notes }, images] = await all([
    open(signal),
    resolveImages(registry, plan, signal)
  ]);
  const signer = createSigner(trust.services, host);
  const [subjects] = await all([
    findSubjects(parts, plan, named, images, signer, signal),
    checkRights(parts, plan, registry, images, signal)
  ]);
  const work = workOf(parts, plan, subjects, claims, schemes);
  checkTargets(parts, plan, work.messages);
  const ready = { plan, work, signer, trust, registry, schemes };
  const notices = [...trust.notes, ...notes, ...subjects.notes];
  return {
    notices,
    planned: plannedFacts(ready),
    sign: async (stop) => makeAndPublish(parts, ready, stop)
  };
}
async function resolveImages(registry, { lines, attests, inputs }, signal) {
  const subjects = [
    ...lines.map(({ subject }) => subject),
    ...attests.flatMap(({ subjects: some }) => some ?? [])
  ];
  const references = new Map(
    subjects.flatMap(
      (subject) => subject.kind === "image" ? [[printImage(subject.reference), subject.reference]] : []
    )
  );
  const found = await all([...references.values()].map((reference) => registry.resolve(reference, signal)));
  const children = inputs.recursive ? await all(
    found.map(
      async (image) => (await registry.children(image, signal)).map((child) => ({ ...child, of: image.reference }))
    )
  ) : [];
  const every = new Map([...found, ...children.flat()].map((image) => [printImage(image.reference), image]));
  return [...every.values()];
}
async function checkRights(parts, { inputs, signaturesIn }, registry, images, signal) {
  const targets = new Map(
    images.map(({ reference }) => {
      const target = signaturesIn ?? reference;
      return [`${target.registry}/${target.repository}`, target];
    })
  );
  await all([
    ...[...targets.values()].map((target) => registry.canPush(target, signal)),
    ...inputs.githubAttestations ? [parts.github(inputs).check(signal)] : []
  ]);
}
var signCheck = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  checkRights,
  checkSigning,
  resolveImages
});
async function checkPublishing(parts, plan, signal) {
  const registry = parts.registry(plan.inputs);
  const { host } = parts;
  const { claims } = await host.idToken("sigstore", signal);
  const settings = parts.trustSettings(plan.inputs, claims);
  const { name } = decideTrust({ ...settings, allowPublicLog: true }, host);
  const [trust, images] = await all([
    openTrust({ ...settings, sigstore: name, signing: false }, host, signal),
    resolveImages(registry, plan, signal)
  ]);
  await checkRights(parts, plan, registry, images, signal);
  const identity = identityOf(claims, host.env["GITHUB_SERVER_URL"] ?? "https://github.com");
  const made = [];
  const failures = [];
  for (const file of plan.inputs.publish)
    try {
      made.push(...madeOf(file, parts.readBundle(file), images, plan, trust, identity));
    } catch (error) {
      const { code, message, fix } = asFailure(error);
      failures.push(new Failure(code, message, { at: { file }, ...fix === void 0 ? {} : { fix } }));
    }
  const [first, ...rest] = failures;
  if (first !== void 0) throw together([first, ...rest]);
  const schemes = {
    referrers: plan.inputs.imageFormat !== "legacy",
    legacy: plan.inputs.imageFormat !== "referrers"
  };
  const statements = made.flatMap((one) => one.kind === "statement" ? [one.work] : []);
  const payloads = made.flatMap((one) => one.kind === "payload" ? [one.work] : []);
  const ready = {
    plan,
    trust,
    registry,
    schemes,
    work: { messages: [], statements, payloads }
  };
  return {
    notices: trust.notes,
    planned: plannedFacts(ready),
    sign: async (stop) => {
      const { places, notes, failures: unpublished } = await publish(parts, ready, made, stop, false);
      const [one, ...others] = unpublished;
      return factsOf(ready, {
        certificate: made[0]?.signed.certificate,
        made,
        places,
        notes,
        failed: one === void 0 ? void 0 : together([one, ...others])
      });
    }
  };
}
function identityOf(claims, fallback) {
  const claim = (name) => {
    const value = claims[name];
    return typeof value === "string" && value !== "" ? value : void 0;
  };
  const server = serverOf(claim("iss") ?? "", fallback);
  const at = (name) => name && `${server}/${name}`;
  return {
    san: at(claim("job_workflow_ref")),
    issuer: claim("iss"),
    sourceRepository: at(claim("repository")),
    sourceRef: claim("ref")
  };
}
const isOwn = (certificate, identity) => certificate !== void 0 && ["san", "issuer", "sourceRepository", "sourceRef"].every(
  (fact) => identity[fact] !== void 0 && certificate[fact] === identity[fact]
);
function madeOf(file, text2, images, { annotations }, { instance }, identity) {
  const isMessage = text2.includes('"messageSignature"');
  const found = [];
  let mismatch;
  for (const image of images) {
    const payload = isMessage ? simpleSigningPayload(image.reference, annotations) : void 0;
    const artifact = payload === void 0 ? { image: image.reference.digest } : { digests: [{ algorithm: "sha256", hex: sha256(payload).toString("hex") }] };
    try {
      found.push({ image, payload, verified: verifyBundle(text2, artifact, { instance }) });
    } catch (error) {
      mismatch ??= asFailure(error);
    }
  }
  const [one] = found;
  if (one === void 0)
    throw mismatch ?? new Failure("SUBJECT_NOT_FOUND", "No image stands in sign, so a bundle has nothing to be pushed to.", {
      fix: "sign: oci://ghcr.io/OWNER/NAME@sha256:DIGEST"
    });
  const { certificate } = one.verified;
  if (!isOwn(certificate, identity))
    throw new Failure(
      "IDENTITY_MISMATCH",
      `The bundle was signed by another workflow, repository or ref than this one (${file}).`,
      { fix: "Publish in the workflow, and for the ref, that signed; or sign again here." }
    );
  const signed2 = signedOf(JSON.parse(text2), one.verified);
  const { content } = one.verified;
  if (content.kind !== "statement")
    return found.map(({ image, payload }) => ({
      kind: "payload",
      work: { image, payload },
      signed: signed2
    }));
  const { predicateType, predicate } = content.statement;
  const subjects = found.map(({ image }) => ({
    name: printImage(image.reference),
    digest: { algorithm: "sha256", hex: image.reference.digest.slice("sha256:".length) },
    image
  }));
  const what = predicateType === SIGNATURE_PREDICATE ? "signature" : predicateName(predicateType) ?? predicateType;
  return [{ kind: "statement", work: { what, predicateType, predicate, subjects, annotations: {} }, signed: signed2 }];
}
function signedOf(bundle, { certificate, log }) {
  const facts = certificate;
  const der2 = Buffer.from(bundle.verificationMaterial.certificate?.rawBytes ?? "", "base64");
  const pem = certificatePem(der2);
  const envelopeText = envelopeTextOf(bundle);
  return {
    bundle,
    certificate: { pem, der: der2, chainPem: [], notBefore: facts.notBefore, notAfter: facts.notAfter, facts },
    certificatePem: pem,
    chainPem: [],
    signature: Buffer.from(
      bundle.messageSignature?.signature ?? bundle.dsseEnvelope?.signatures[0]?.sig ?? "",
      "base64"
    ),
    ...envelopeText === void 0 ? {} : { envelopeText },
    ...log === void 0 ? {} : { logIndex: log.index },
    notes: []
  };
}
function envelopeTextOf({ dsseEnvelope, verificationMaterial }) {
  if (dsseEnvelope === void 0) return void 0;
  const text2 = JSON.stringify(dsseEnvelope);
  const [entry] = verificationMaterial.tlogEntries ?? [];
  if (entry?.kindVersion.kind !== "dsse") return void 0;
  const body = JSON.parse(Buffer.from(entry.canonicalizedBody, "base64").toString("utf8"));
  return body.spec?.envelopeHash?.value === sha256(Buffer.from(text2)).toString("hex") ? text2 : void 0;
}
var signAgain = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  checkPublishing,
  identityOf,
  isOwn
});
export {
  signAgain as a,
  signCheck as s
};
