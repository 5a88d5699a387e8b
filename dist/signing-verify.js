import { F as Failure, a as asFailure } from "./kernel-base.js";
import { p as preAuthEncoding, c as certificatePem, f as fromBase64, b as base64, s as sha256, a as bundleOf, l as legacyOf, d as all, e as findFiles, h as hashFiles } from "./signing.js";
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
const path = lazyBuiltin("node:path");
import { c as createPool } from "./kernel-http-client.js";
const crypto = lazyBuiltin("node:crypto");
import { p as p521, a as p384, b as p256 } from "./vendor--noble-curves.js";
import { d as distExports, a as distExports$1, b as distExports$2, c as distExports$3 } from "./vendor-sigstore.js";
import { d as parseJson } from "./providers-list.js";
const CURVES$1 = { "P-256": p256, "P-384": p384, "P-521": p521 };
const DIGEST_INFO = {
  sha256: "3031300d060960864801650304020105000420",
  sha384: "3041300d060960864801650304020205000430",
  sha512: "3051300d060960864801650304020305000440"
};
function verifyDigest(key, digest, signature) {
  try {
    if (key.asymmetricKeyType === "rsa") {
      const opened = crypto.publicDecrypt({ key, padding: crypto.constants.RSA_PKCS1_PADDING }, signature);
      return opened.toString("hex") === DIGEST_INFO[digest.algorithm] + digest.hex;
    }
    if (key.asymmetricKeyType !== "ec") return false;
    const { crv, x, y } = key.export({ format: "jwk" });
    const curve = CURVES$1[crv];
    const point = Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
    const options = { prehash: false, lowS: false, format: "der" };
    return curve.verify(signature, Buffer.from(digest.hex, "hex"), point, options);
  } catch {
    return false;
  }
}
const REASONS = {
  "bundle-unreadable": "The bundle is not a Sigstore bundle: a field is missing, unknown or not well-formed.",
  "bundle-version": "The bundle's version is none of 0.1, 0.2 and 0.3.",
  "bundle-too-large": "The bundle is too large.",
  "content-kind": "The signature is of a kind that does not count here: an image needs a signed statement.",
  "digest-mismatch": "The signature is over another artifact.",
  "digest-unsupported": "The signature names the artifact by a digest that was not computed.",
  "bytes-needed": "A signature by an Ed25519 key can only be checked with the artifact's bytes at hand.",
  "subject-mismatch": "The signed statement is about another artifact.",
  "statement-unreadable": "The signed payload is not an in-toto statement.",
  "payload-unreadable": "The signed payload is not a simple-signing payload of cosign's.",
  "payload-mismatch": "The signed payload is about another image.",
  "signature-wrong": "The signature does not fit the signed bytes and the key.",
  "key-expected": "The bundle was not signed by a key, and a key is asked for.",
  "certificate-expected": "The bundle holds no certificate, and an identity is asked for.",
  "certificate-unreadable": "The certificate is not one of a Sigstore CA: an extension or its name is not well-formed.",
  "certificate-purpose": "The certificate is not for signing code.",
  "certificate-untrusted": "No CA of this Sigstore issued the certificate at the time of the signature.",
  "certificate-log-missing": "The certificate holds no proof that a certificate transparency log knows it.",
  "certificate-log-untrusted": "The certificate's proof of certificate transparency is not of a log of this Sigstore.",
  "log-missing": "The signature is not in a transparency log, as this Sigstore requires.",
  "log-untrusted": "The log entry is not proven by a transparency log of this Sigstore.",
  "log-mismatch": "The log entry is about another signature, artifact or certificate.",
  "log-kind": "The log entry is of a kind that does not fit the signature.",
  "timestamp-missing": "No timestamp of an authority of this Sigstore is there, as it requires.",
  "time-missing": "Nothing that this Sigstore trusts says when the signature was made.",
  "time-outside": "The signature was made outside of the certificate's validity.",
  "time-future": "The signature was made in the future."
};
const invalid = (reason) => new Failure("SIGNATURE_INVALID", REASONS[reason], {
  fix: "Do not deploy this artifact. If it should have been signed, sign it again where it is built."
});
const reasonOf = (failure) => failure.code === "SIGNATURE_INVALID" ? Object.keys(REASONS).find((reason) => REASONS[reason] === failure.message) : void 0;
function refusing(reason, read) {
  try {
    return read();
  } catch (error) {
    throw error instanceof Failure ? error : invalid(reason);
  }
}
const ALGORITHMS$1 = { 32: "sha256", 48: "sha384", 64: "sha512" };
const hash = (algorithm, bytes2) => crypto.createHash(algorithm).update(bytes2).digest();
function isDigestOf(digest, bytes2) {
  const algorithm = ALGORITHMS$1[digest.length];
  return algorithm !== void 0 && hash(algorithm, bytes2).equals(digest);
}
const SMALL_BYTES = 4 * 1024 * 1024;
function messageContent(signature, digest, bytes2, small = false) {
  const expected = Buffer.from(digest.hex, "hex");
  return {
    kind: "message",
    signature,
    compareSignature: (other) => signature.equals(other),
    compareDigest: (other) => expected.equals(other),
    compareSignedDigest: (other) => expected.equals(other),
    verifySignature: (key) => {
      if (key.asymmetricKeyType !== "ed25519") {
        const known2 = small ? readAgain(bytes2, digest) : void 0;
        return known2 === void 0 || !Object.hasOwn(HASHES, key.asymmetricKeyDetails?.namedCurve ?? "") ? verifyDigest(key, digest, signature) : crypto.verify(digest.algorithm, known2, key, signature);
      }
      if (bytes2 === void 0) throw invalid("bytes-needed");
      const artifact = bytes2();
      return hash(digest.algorithm, artifact).equals(expected) && verifyBytes(key, artifact, signature);
    }
  };
}
function readAgain(bytes2, digest) {
  try {
    const artifact = bytes2?.();
    return artifact !== void 0 && hash(digest.algorithm, artifact).toString("hex") === digest.hex ? artifact : void 0;
  } catch {
    return void 0;
  }
}
function envelopeContent(signature, payloadType, payload, envelopeHash) {
  const signed = preAuthEncoding(payloadType, payload);
  return {
    kind: "envelope",
    envelopeHash,
    signature,
    compareSignature: (other) => signature.equals(other),
    compareDigest: (other) => isDigestOf(other, payload),
    compareSignedDigest: (other) => isDigestOf(other, signed),
    verifySignature: (key) => verifyBytes(key, signed, signature)
  };
}
const HASHES = {
  prime256v1: ["sha256"],
  secp384r1: ["sha384", "sha256"],
  secp521r1: ["sha512", "sha256"]
};
function verifyBytes(key, bytes2, signature) {
  if (key.asymmetricKeyType === "ed25519") return crypto.verify(null, bytes2, key, signature);
  const hashes = HASHES[key.asymmetricKeyDetails?.namedCurve ?? ""];
  const known2 = hashes ?? (key.asymmetricKeyType === "rsa" ? ["sha256"] : []);
  return known2.some((name) => crypto.verify(name, bytes2, key, signature));
}
const MAX_DEPTH = 200;
function strictJson(text2, reason) {
  try {
    return plain(parseJson(text2, { maxDepth: MAX_DEPTH }), reason);
  } catch (error) {
    throw error instanceof Failure && error.code === "SIGNATURE_INVALID" ? error : invalid(reason);
  }
}
function plain(value, reason) {
  switch (value.kind) {
    case "null":
      return null;
    case "int":
      return Number(value.value);
    case "list":
      return value.items.map((item) => plain(item, reason));
    case "map": {
      const seen = new Map(value.items.map(({ key, value: item }) => [key, plain(item, reason)]));
      if (seen.size !== value.items.length) throw invalid(reason);
      return Object.fromEntries(seen);
    }
    default:
      return value.value;
  }
}
function member(value, ...path2) {
  let at = value;
  for (const key of path2) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return void 0;
    at = at[key];
  }
  return at;
}
const MAX_TEXT$1 = 32 * 1024 * 1024;
const MAX_ENTRIES = 16;
const MAX_TIMESTAMPS = 32;
const MAX_CERTIFICATES = 10;
const MAX_HASHES = 64;
const MAX_SMALL = 64 * 1024;
const HASH_BYTES = 32;
const UINT63 = /^(?:0|[1-9]\d{0,18})$/;
const MAX_INT64 = 2n ** 63n - 1n;
const VERSIONS = /^application\/vnd\.dev\.sigstore\.bundle(?:\+json;version=0\.[123]|\.v0\.3\+json)$/;
const bytes = (most, least = 1) => (value) => {
  if (typeof value !== "string" || value.length > Math.ceil(most / 3) * 4) return false;
  const decoded = Buffer.from(value, "base64");
  return decoded.length >= least && decoded.length <= most && decoded.toString("base64") === value;
};
const text = (most) => (value) => typeof value === "string" && value.length <= most;
const count = (value) => typeof value === "number" ? Number.isSafeInteger(value) && value >= 0 : typeof value === "string" && UINT63.test(value) && BigInt(value) <= MAX_INT64;
const oneOf = (...allowed) => (value) => allowed.includes(value);
const list = (item, most, least = 0) => (value) => Array.isArray(value) && value.length >= least && value.length <= most && value.every(item);
const object = (needed, other = {}) => (value) => typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(needed).every((key) => Object.hasOwn(value, key) && needed[key](value[key])) && Object.entries(value).every(
  ([key, item]) => Object.hasOwn(needed, key) || Object.hasOwn(other, key) && (item === null || other[key](item))
);
const certificate = object({ rawBytes: bytes(MAX_SMALL) });
const proof = object(
  {
    logIndex: count,
    rootHash: bytes(HASH_BYTES, HASH_BYTES),
    treeSize: count
  },
  {
    hashes: list(bytes(HASH_BYTES, HASH_BYTES), MAX_HASHES),
    checkpoint: object({ envelope: text(MAX_SMALL) })
  }
);
const entry = object(
  {
    logId: object({ keyId: bytes(HASH_BYTES, HASH_BYTES) }),
    kindVersion: object({ kind: text(64), version: text(64) }),
    canonicalizedBody: bytes(MAX_TEXT$1)
  },
  {
    // The first entry of a log has the index 0, which protobuf may leave out.
    logIndex: count,
    integratedTime: count,
    inclusionPromise: object({ signedEntryTimestamp: bytes(MAX_SMALL) }),
    inclusionProof: proof
  }
);
const material = object(
  {},
  {
    certificate,
    x509CertificateChain: object({ certificates: list(certificate, MAX_CERTIFICATES, 1) }),
    publicKey: object({}, { hint: text(1024) }),
    tlogEntries: list(entry, MAX_ENTRIES),
    timestampVerificationData: object(
      {},
      { rfc3161Timestamps: list(object({ signedTimestamp: bytes(MAX_SMALL) }), MAX_TIMESTAMPS) }
    )
  }
);
const ENVELOPE = object({
  payload: bytes(MAX_TEXT$1),
  payloadType: text(256),
  // One: cosign and Rekor know no other, and of several it is not clear which one counts.
  signatures: list(object({ sig: bytes(MAX_SMALL) }, { keyid: text(1024) }), 1, 1)
});
const messageDigest = object({
  algorithm: oneOf("SHA2_256", "SHA2_384", "SHA2_512"),
  digest: bytes(64, HASH_BYTES)
});
const noDigest = object({});
const message = object({
  messageDigest: (value) => messageDigest(value) || noDigest(value),
  signature: bytes(MAX_SMALL)
});
const bundle = object(
  { mediaType: text(256), verificationMaterial: material },
  { messageSignature: message, dsseEnvelope: ENVELOPE }
);
const holds = (value, keys) => keys.filter((key) => (value[key] ?? null) !== null).length;
function readBundle(source) {
  if (source.length > MAX_TEXT$1) throw invalid("bundle-too-large");
  const value = strictJson(source, "bundle-unreadable");
  const mediaType = value?.mediaType;
  if (typeof mediaType === "string" && !VERSIONS.test(mediaType)) throw invalid("bundle-version");
  if (!bundle(value)) throw invalid("bundle-unreadable");
  const inside = value.verificationMaterial;
  const one = holds(value, ["messageSignature", "dsseEnvelope"]) === 1 && holds(inside, ["certificate", "x509CertificateChain", "publicKey"]) === 1;
  if (!one) throw invalid("bundle-unreadable");
  return refusing("bundle-unreadable", () => withoutHalfProofs(parse$1(value)));
}
function parse$1(value) {
  const { messageSignature } = value;
  if (!messageSignature || !noDigest(messageSignature.messageDigest)) return distExports.bundleFromJSON(value);
  const filler = { algorithm: "SHA2_256", digest: Buffer.alloc(HASH_BYTES).toString("base64") };
  const parsed = distExports.bundleFromJSON({
    ...value,
    messageSignature: { ...messageSignature, messageDigest: filler }
  });
  if (parsed.content.$case === "messageSignature")
    parsed.content.messageSignature.messageDigest.digest = Buffer.alloc(0);
  return parsed;
}
function withoutHalfProofs(parsed) {
  for (const one of parsed.verificationMaterial.tlogEntries)
    if (one.inclusionProof !== void 0 && one.inclusionProof.checkpoint === void 0)
      one.inclusionProof = void 0;
  return parsed;
}
const FULCIO = "1.3.6.1.4.1.57264.1.";
const SUBJECT_ALT_NAME = "2.5.29.17";
const UTF8_STRING = 12;
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
const LAST_RAW = 6;
const LAST_KNOWN = 24;
const OTHER_NAME = "1.3.6.1.4.1.57264.1.7";
const PRINTABLE = /^[\x21-\x7e]+$/;
function certificateFacts(der2) {
  return refusing("certificate-unreadable", () => {
    const bytes2 = Buffer.from(der2);
    const native = new crypto.X509Certificate(bytes2);
    const certificate2 = distExports$1.X509Certificate.parse(bytes2);
    if (!native.raw.equals(bytes2)) throw invalid("certificate-unreadable");
    const fact = extensions(certificate2);
    const issuer = fact(8, 1);
    const repository = issuer === GITHUB_ISSUER ? fact(5) : void 0;
    return {
      san: subjectName(certificate2),
      issuer,
      sourceRepository: fact(12) ?? (repository && `https://github.com/${repository}`),
      sourceRepositoryId: fact(15),
      sourceOwner: fact(16),
      sourceOwnerId: fact(17),
      sourceRef: fact(14, 6),
      sourceDigest: fact(13, 3),
      sourceVisibility: fact(22),
      buildSigner: fact(9),
      buildSignerDigest: fact(10),
      buildConfig: fact(18),
      buildConfigDigest: fact(19),
      trigger: fact(20, 2),
      runner: fact(11),
      run: fact(21),
      environment: fact(23),
      serial: native.serialNumber.toLowerCase(),
      notBefore: certificate2.notBefore,
      notAfter: certificate2.notAfter,
      pem: certificatePem(bytes2)
    };
  });
}
function extensions(certificate2) {
  const oids = certificate2.extensions.map((extension) => extension.subs[0].toOID());
  if (new Set(oids).size !== oids.length) throw invalid("certificate-unreadable");
  const values = /* @__PURE__ */ new Map();
  for (let number = 1; number <= LAST_KNOWN; number++) {
    const value = certificate2.extension(`${FULCIO}${number}`)?.value;
    if (value !== void 0) values.set(number, decode(number <= LAST_RAW ? value : utf8String(value)));
  }
  return (...numbers) => values.get(numbers.find((number) => values.has(number)) ?? 0);
}
const decode = (bytes2) => new TextDecoder("utf-8", { fatal: true }).decode(bytes2);
function utf8String(der2) {
  const first = der2[1] ?? 0;
  const long = first & 128 ? first & 127 : 0;
  const start = 2 + long;
  const length = long === 0 ? first : der2.readUIntBE(2, long);
  if (der2[0] !== UTF8_STRING || start + length !== der2.length) throw invalid("certificate-unreadable");
  return der2.subarray(start);
}
function subjectName(certificate2) {
  const names = certificate2.extension(SUBJECT_ALT_NAME)?.valueObj.subs[0]?.subs ?? [];
  const [name] = names;
  if (names.length !== 1 || name === void 0) throw invalid("certificate-unreadable");
  const plain2 = name.tag.isContextSpecific(1) || name.tag.isContextSpecific(6);
  const value = plain2 ? name.value : userName(name);
  const text2 = value === void 0 ? void 0 : decode(value);
  if (text2 === void 0 || !PRINTABLE.test(text2)) throw invalid("certificate-unreadable");
  return text2;
}
function userName(name) {
  const [kind, wrapped] = name.tag.isContextSpecific(0) ? name.subs : [];
  const value = wrapped?.subs[0];
  const known2 = kind?.tag.isOID() === true && kind.toOID() === OTHER_NAME;
  return known2 && value?.tag.number === UTF8_STRING ? value.value : void 0;
}
function signsCode(der2) {
  const certificate2 = new crypto.X509Certificate(der2);
  return !certificate2.ca && (certificate2.keyUsage ?? []).includes("1.3.6.1.5.5.7.3.3");
}
const only = (list2) => Array.isArray(list2) && list2.length === 1 ? list2[0] : void 0;
const der = (verifier) => ({
  der: member(verifier, "x509Certificate", "rawBytes") ?? member(verifier, "publicKey", "rawBytes")
});
const record1 = (body) => member(body, "spec", "signature");
const record2 = (body) => member(body, "spec", "hashedRekordV002", "signature");
const dsse1 = (body) => only(member(body, "spec", "signatures"));
const dsse2 = (body) => only(member(body, "spec", "dsseV002", "signatures"));
const intoto = (body) => only(member(body, "spec", "content", "envelope", "signatures"));
const hashedRecord2 = (content) => ({
  content,
  verifier: (body) => der(member(record2(body), "verifier")),
  signature: (body) => member(record2(body), "content"),
  rekor: 2
});
const KINDS = {
  "hashedrekord 0.0.1": [
    {
      content: "message",
      verifier: (body) => ({ pem: member(record1(body), "publicKey", "content") }),
      signature: (body) => member(record1(body), "content"),
      rekor: 1
    }
  ],
  "hashedrekord 0.0.2": [hashedRecord2("message"), hashedRecord2("envelope")],
  "dsse 0.0.1": [
    {
      content: "envelope",
      verifier: (body) => ({ pem: member(dsse1(body), "verifier") }),
      signature: (body) => member(dsse1(body), "signature"),
      envelopeHash: (body) => member(body, "spec", "envelopeHash", "value"),
      rekor: 1
    }
  ],
  "dsse 0.0.2": [
    {
      content: "envelope",
      verifier: (body) => der(member(dsse2(body), "verifier")),
      signature: (body) => member(dsse2(body), "content"),
      rekor: 2
    }
  ],
  "intoto 0.0.1": [
    {
      content: "envelope",
      verifier: (body) => ({ pem: member(body, "spec", "publicKey") }),
      envelopeHash: (body) => member(body, "spec", "content", "hash", "value"),
      rekor: 1
    }
  ],
  "intoto 0.0.2": [
    {
      content: "envelope",
      verifier: (body) => ({ pem: member(intoto(body), "publicKey") }),
      // Base64 of base64: Rekor keeps the envelope's own text.
      signature: (body) => fromBase64(member(intoto(body), "sig"))?.toString(),
      rekor: 1
    }
  ]
};
function matchBody(entry2, content, signer) {
  const { kind, version } = entry2.kindVersion;
  const found = (KINDS[`${kind} ${version}`] ?? []).find((one) => one.content === content.kind);
  if (found === void 0) throw invalid("log-kind");
  const body = strictJson(entry2.canonicalizedBody, "log-mismatch");
  if (member(body, "kind") !== kind || member(body, "apiVersion") !== version) throw invalid("log-kind");
  if (!binds(found, body, content)) throw invalid("log-mismatch");
  const verifier = found.verifier(body);
  const named2 = "der" in verifier ? fromBase64(verifier.der) : pemBytes(fromBase64(verifier.pem)?.toString());
  const expected = signer.kind === "certificate" ? signer.der : signer.key.export({ format: "der", type: "spki" });
  if (named2 === void 0 || !named2.equals(expected)) throw invalid("log-mismatch");
  return found.rekor;
}
function binds({ signature, envelopeHash }, body, content) {
  const bySignature = signature && fromBase64(signature(body));
  if (signature !== void 0 && (bySignature === void 0 || !content.compareSignature(bySignature)))
    return false;
  if (envelopeHash !== void 0 && content.envelopeHash !== void 0)
    return envelopeHash(body) === content.envelopeHash;
  return signature !== void 0;
}
function pemBytes(pem) {
  try {
    if (pem === void 0) return void 0;
    if (/^\s*-----BEGIN PUBLIC KEY-----/.test(pem))
      return crypto.createPublicKey(pem).export({ format: "der", type: "spki" });
    return /^\s*-----BEGIN CERTIFICATE-----/.test(pem) ? new crypto.X509Certificate(pem).raw : void 0;
  } catch {
    return void 0;
  }
}
function matchCheckpoint(entry2, rekor) {
  const proof2 = entry2.inclusionProof;
  if (proof2 === void 0) return;
  const [, size, root] = proof2.checkpoint?.envelope.split("\n") ?? [];
  const same = size === proof2.treeSize && root === proof2.rootHash.toString("base64");
  if (!same || rekor === 2 && entry2.logIndex !== proof2.logIndex) throw invalid("log-untrusted");
}
const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.[12]|\.v0\.[12]\+json)$/;
const LISTS = ["tlogs", "certificateAuthorities", "ctlogs", "timestampAuthorities"];
const MIN_RSA_BITS = 2048;
const CURVES = ["prime256v1", "secp384r1", "secp521r1"];
const unusable = (what) => new Failure("TRUST_ROOT_INVALID", `The trusted root cannot be used: ${what}.`, {
  fix: "Take the trusted root of your Sigstore again, for example by: cosign trusted-root create"
});
const known = /* @__PURE__ */ new WeakMap();
function materialOf(instance) {
  const before = known.get(instance);
  if (before !== void 0) return before;
  const material2 = parse(instance.trustedRoot);
  known.set(instance, material2);
  return material2;
}
function parse(source) {
  const mediaType = source?.mediaType;
  if (typeof mediaType !== "string" || !MEDIA_TYPE.test(mediaType))
    throw unusable("its media type is not known");
  const lists = LISTS.map((name) => source[name] ?? []);
  if (!lists.every(Array.isArray)) throw unusable("it is not well-formed");
  let root;
  try {
    root = distExports$2.TrustedRoot.fromJSON(source);
  } catch {
    throw unusable("it is not well-formed");
  }
  const timeless = [...root.tlogs, ...root.ctlogs].some(
    ({ publicKey }) => publicKey?.validFor?.start === void 0
  );
  if (timeless) throw unusable("the key of a log has no start of its validity");
  try {
    const material2 = distExports$3.toTrustMaterial(root);
    const authorities = [...material2.certificateAuthorities, ...material2.timestampAuthorities];
    if (authorities.some(({ certChain }) => certChain.length === 0))
      throw unusable("an authority has no certificate");
    return material2;
  } catch (error) {
    throw error instanceof Failure ? error : unusable("a key or a certificate in it is not well-formed");
  }
}
const NO_MATERIAL = {
  certificateAuthorities: [],
  timestampAuthorities: [],
  tlogs: [],
  ctlogs: [],
  publicKey: () => {
    throw unusable("it has no key of the user's");
  }
};
function readPublicKey(pem) {
  const fix = "cosign public-key --key YOUR_KEY > cosign.pub";
  const headings = [...pem.matchAll(/-----BEGIN ([A-Z ]+)-----/g)].map(([, name]) => name);
  if (headings.length !== 1 || headings[0] !== "PUBLIC KEY" && headings[0] !== "RSA PUBLIC KEY")
    throw new Failure("KEY_UNUSABLE", "The public key is not one PEM block PUBLIC KEY.", { fix });
  let key;
  try {
    key = crypto.createPublicKey(pem);
  } catch {
    throw new Failure("KEY_UNUSABLE", "The public key is not well-formed.", { fix });
  }
  const details = key.asymmetricKeyDetails;
  const usable = key.asymmetricKeyType === "ed25519" || key.asymmetricKeyType === "ec" && CURVES.includes(details?.namedCurve ?? "") || key.asymmetricKeyType === "rsa" && (details?.modulusLength ?? 0) >= MIN_RSA_BITS;
  if (!usable)
    throw new Failure(
      "KEY_UNUSABLE",
      "The public key is of a kind that no signature is verified with: ECDSA, Ed25519 and RSA from 2048 bits are.",
      { fix }
    );
  return key;
}
const isOldAttestation = ({ kindVersion }) => kindVersion.kind === "intoto" && kindVersion.version === "0.0.1";
function requirePromise(entry2, { tlogs }) {
  const time = new Date(Number(entry2.integratedTime) * 1e3);
  const promised = JSON.stringify({
    body: base64(entry2.canonicalizedBody),
    integratedTime: Number(entry2.integratedTime),
    logID: entry2.logId.keyId.toString("hex"),
    logIndex: Number(entry2.logIndex)
  });
  const signature = entry2.inclusionPromise?.signedEntryTimestamp ?? Buffer.alloc(0);
  const known2 = tlogs.some(
    ({ logID, validFor, publicKey }) => logID.equals(entry2.logId.keyId) && validFor.start <= time && time <= validFor.end && crypto.verify("SHA256", Buffer.from(promised), publicKey, signature)
  );
  if (!known2) throw invalid("log-untrusted");
}
const GRANTED = [0n, 1n];
function trustedTimestamps(answers, content, key, material2) {
  const found = /* @__PURE__ */ new Map();
  for (const der2 of answers) {
    const timestamp = trusted(der2, content, key, material2);
    if (timestamp === void 0) continue;
    const signer = timestamp.signerSerialNumber.toString("hex");
    found.set(`${signer} ${timestamp.signingTime.toISOString()}`, timestamp);
  }
  return [...found.values()];
}
function trusted(der2, content, key, material2) {
  try {
    const timestamp = distExports$1.RFC3161Timestamp.parse(Buffer.from(der2));
    if (!GRANTED.includes(timestamp.status)) return void 0;
    const alone = { ...material2, publicKey: () => ({ publicKey: key, validFor: () => true }) };
    new distExports$3.Verifier(alone, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 1 }).verify({
      signature: { ...content, verifySignature: () => true },
      key: { $case: "public-key", hint: "" },
      timestamps: [{ $case: "timestamp-authority", timestamp }],
      tlogEntries: []
    });
    return timestamp;
  } catch {
    return void 0;
  }
}
const CLOCK_SKEW_MS = 5 * 6e4;
const NOTHING = { log: false, sct: false, timestamp: false };
function prove(evidence, trust) {
  const { content } = evidence;
  const instance = trust.instance;
  const requires = instance?.requires ?? NOTHING;
  const material2 = instance === void 0 ? NO_MATERIAL : materialOf(instance);
  const entries = instance === void 0 ? [] : evidence.entries;
  const { signer, facts } = signerOf(evidence, trust);
  if (!refusing("signature-wrong", () => content.verifySignature(signer.key)))
    throw invalid("signature-wrong");
  if (requires.log && entries.length === 0) throw invalid("log-missing");
  const rekors = entries.map((entry22) => {
    const rekor = matchBody(entry22, content, signer);
    matchCheckpoint(entry22, rekor);
    return rekor;
  });
  const stamps = instance === void 0 ? [] : trustedTimestamps(evidence.timestamps, content, signer.key, material2);
  if (requires.timestamp && stamps.length === 0) throw invalid("timestamp-missing");
  const logTimes = requires.timestamp ? [] : distinctTimes(entries.filter(hasTime));
  const times = [...stamps.map(({ signingTime }) => signingTime), ...logTimes.map(integratedAt)];
  checkTimes(times, facts, trust.now);
  const entity = {
    signature: content,
    key: signer.kind === "key" ? { $case: "public-key", hint: "" } : { $case: "certificate", certificate: certificateFor(signer.der, requires) },
    timestamps: [
      ...stamps.map((timestamp) => ({ $case: "timestamp-authority", timestamp })),
      ...logTimes.map((tlogEntry) => ({ $case: "transparency-log", tlogEntry }))
    ],
    tlogEntries: entries.filter((entry22) => !isOldAttestation(entry22))
  };
  const old = entries.filter(isOldAttestation);
  for (const entry22 of old) refusing("log-untrusted", () => requirePromise(entry22, material2));
  const left = { ...requires, log: requires.log && old.length === 0 };
  verify(entity, withLogs(material2, entries, rekors, times, signer), left);
  const [entry2] = entries;
  return {
    certificate: facts,
    signedAt: [...new Set(times.map(Number))].map((time) => new Date(time)),
    log: entry2 && { index: entry2.logIndex, keyId: entry2.logId.keyId.toString("hex") }
  };
}
function proveCertificate(der2, at, instance) {
  const certificate2 = Buffer.from(der2);
  const { key } = signerOf({ certificate: certificate2 }, { instance }).signer;
  const time = {
    inclusionPromise: {},
    integratedTime: String(Math.floor(Number(at) / 1e3)),
    logId: { keyId: Buffer.alloc(0) }
  };
  const entity = {
    // Nothing is signed yet.
    signature: {
      signature: Buffer.alloc(0),
      compareDigest: () => true,
      compareSignature: () => true,
      compareSignedDigest: () => true,
      verifySignature: () => true
    },
    key: { $case: "certificate", certificate: certificateFor(certificate2, instance.requires) },
    timestamps: [{ $case: "transparency-log", tlogEntry: time }],
    tlogEntries: []
  };
  const material2 = { ...materialOf(instance), publicKey: () => ({ publicKey: key, validFor: () => true }) };
  verify(entity, material2, { ...instance.requires, log: false, timestamp: false });
}
function signerOf({ certificate: certificate2 }, trust) {
  if ("publicKey" in trust) {
    if (certificate2 !== void 0) throw invalid("key-expected");
    return { signer: { kind: "key", key: readPublicKey(trust.publicKey) }, facts: void 0 };
  }
  if (certificate2 === void 0) throw invalid("certificate-expected");
  const facts = certificateFacts(certificate2);
  return refusing("certificate-unreadable", () => {
    if (!signsCode(certificate2)) throw invalid("certificate-purpose");
    const key = new crypto.X509Certificate(certificate2).publicKey;
    return { signer: { kind: "certificate", der: certificate2, key }, facts };
  });
}
const integratedAt = (entry2) => new Date(Number(entry2.integratedTime) * 1e3);
const hasTime = (entry2) => entry2.inclusionPromise !== void 0 && Number(entry2.integratedTime) > 0;
const distinctTimes = (entries) => [
  ...new Map(
    entries.map((entry2) => [`${entry2.logId.keyId.toString("hex")} ${entry2.integratedTime}`, entry2])
  ).values()
];
function checkTimes(times, facts, now) {
  if (now !== void 0 && times.some((time) => Number(time) > Number(now) + CLOCK_SKEW_MS))
    throw invalid("time-future");
  if (facts === void 0) return;
  if (times.length === 0) throw invalid("time-missing");
  if (times.some((time) => time < facts.notBefore || time > facts.notAfter)) throw invalid("time-outside");
}
function certificateFor(der2, requires) {
  const certificate2 = distExports$1.X509Certificate.parse(Buffer.from(der2));
  if (requires.sct) return certificate2;
  return Object.defineProperty(certificate2, "clone", { value: () => ({ extensions: [] }) });
}
function withLogs(material2, entries, rekors, times, signer) {
  const names = entries.filter((_, index) => rekors[index] === 1).map(checkpointOf);
  const timeless = entries.some((entry2) => !hasTime(entry2));
  return {
    ...material2,
    tlogs: material2.tlogs.filter(
      ({ validFor }) => !timeless || times.every((time) => validFor.start <= time && time <= validFor.end)
    ).map((log) => ({ ...log, baseURL: [log.baseURL, ...names].join("\n") })),
    publicKey: () => ({ publicKey: signer.key, validFor: () => true })
  };
}
const checkpointOf = (entry2) => entry2.inclusionProof?.checkpoint?.envelope ?? "";
function verify(entity, material2, requires) {
  const thresholds = {
    tlogThreshold: requires.log ? 1 : 0,
    ctlogThreshold: requires.sct ? 1 : 0,
    timestampThreshold: requires.timestamp ? 1 : 0
  };
  try {
    new distExports$3.Verifier(material2, thresholds).verify(entity);
  } catch (error) {
    throw invalid(error instanceof distExports$3.VerificationError ? reasonFor(error) : "bundle-unreadable");
  }
}
function reasonFor({ code, message: message2 }) {
  switch (code) {
    case "TIMESTAMP_ERROR":
      return "timestamp-missing";
    case "CERTIFICATE_ERROR":
      if (!message2.includes("SCT")) return "certificate-untrusted";
      return message2.startsWith("expected") ? "certificate-log-missing" : "certificate-log-untrusted";
    case "TLOG_BODY_ERROR":
      return "log-mismatch";
    case "SIGNATURE_ERROR":
      return "signature-wrong";
    default:
      return "log-untrusted";
  }
}
const TYPES = ["https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1"];
const PAYLOAD_TYPE$1 = "application/vnd.in-toto+json";
const MAX_SUBJECTS = 5e3;
function readStatement(payloadType, payload) {
  if (payloadType !== PAYLOAD_TYPE$1) throw invalid("statement-unreadable");
  const value = strictJson(payload, "statement-unreadable");
  const subjects = member(value, "subject");
  const predicateType = member(value, "predicateType");
  const readable = TYPES.includes(member(value, "_type")) && typeof predicateType === "string" && predicateType !== "" && Array.isArray(subjects) && subjects.length > 0 && subjects.length <= MAX_SUBJECTS;
  if (!readable) throw invalid("statement-unreadable");
  return { predicateType, predicate: member(value, "predicate"), subjects: subjects.map(subject) };
}
function subject(value) {
  const digest = member(value, "digest");
  const name = member(value, "name") ?? void 0;
  const annotations = member(value, "annotations") ?? void 0;
  const readable = isObject(digest) && Object.values(digest).every((hex) => typeof hex === "string" && hex !== "") && (name === void 0 || typeof name === "string") && (annotations === void 0 || isObject(annotations));
  if (!readable) throw invalid("statement-unreadable");
  return {
    digest,
    ...name === void 0 ? {} : { name },
    ...annotations === void 0 ? {} : { annotations }
  };
}
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function requireSubject(statement, digests) {
  const about = statement.subjects.some(({ digest }) => {
    const common = digests.filter(({ algorithm }) => Object.hasOwn(digest, algorithm));
    return common.length > 0 && common.every(({ algorithm, hex }) => digest[algorithm]?.toLowerCase() === hex);
  });
  if (!about) throw invalid("subject-mismatch");
}
const ALGORITHMS = {
  [distExports$2.HashAlgorithm.SHA2_256]: "sha256",
  [distExports$2.HashAlgorithm.SHA2_384]: "sha384",
  [distExports$2.HashAlgorithm.SHA2_512]: "sha512"
};
function verifyBundle(text2, artifact, trust) {
  const bundle2 = readBundle(text2);
  return bundle2.content.$case === "messageSignature" ? verifyMessage(bundle2, bundle2.content.messageSignature, artifact, trust) : verifyStatement(bundle2, bundle2.content.dsseEnvelope, artifact, trust);
}
function verifyMessage(bundle2, message2, artifact, trust) {
  if ("image" in artifact) throw invalid("content-kind");
  const { algorithm, digest } = message2.messageDigest;
  const own = digest.length === 0 ? artifact.digests[0] : digestOf(artifact, ALGORITHMS[algorithm]);
  if (own === void 0) throw invalid("digest-unsupported");
  if (digest.length > 0 && digest.toString("hex") !== own.hex) throw invalid("digest-mismatch");
  const content = messageContent(message2.signature, own, artifact.bytes, artifact.small);
  return { content: { kind: "message", digest: own }, ...prove(evidenceOf$1(bundle2, content), trust) };
}
function digestOf({ digests, bytes: bytes2 }, algorithm) {
  const known2 = digests.find((one) => one.algorithm === algorithm);
  if (known2 !== void 0 || algorithm === void 0 || bytes2 === void 0) return known2;
  const artifact = bytes2();
  const hash2 = (name) => crypto.createHash(name).update(artifact).digest("hex");
  if (digests.some((one) => hash2(one.algorithm) !== one.hex)) throw invalid("digest-mismatch");
  return { algorithm, hex: hash2(algorithm) };
}
function verifyStatement(bundle2, envelope, artifact, trust) {
  const content = envelopeContent(envelope.signatures[0].sig, envelope.payloadType, envelope.payload);
  const proven = prove(evidenceOf$1(bundle2, content), trust);
  return statementFor(envelope.payloadType, envelope.payload, artifact, proven);
}
function statementFor(payloadType, payload, artifact, proven) {
  const statement = readStatement(payloadType, payload);
  requireSubject(
    statement,
    "image" in artifact ? [imageDigest(artifact.image)] : digestsFor(artifact, statement.subjects)
  );
  return { content: { kind: "statement", statement }, ...proven };
}
function digestsFor(artifact, subjects) {
  const names = (algorithm) => subjects.some(({ digest }) => Object.hasOwn(digest, algorithm));
  if (artifact.digests.some(({ algorithm }) => names(algorithm))) return artifact.digests;
  const other = ["sha512", "sha384"].filter(names).slice(0, 1);
  return [...artifact.digests, ...other.flatMap((algorithm) => digestOf(artifact, algorithm) ?? [])];
}
const imageDigest = (text2) => ({
  algorithm: "sha256",
  hex: text2.replace(/^sha256:/, "")
});
function evidenceOf$1(bundle2, content) {
  const { tlogEntries, timestampVerificationData } = bundle2.verificationMaterial;
  return {
    content,
    certificate: certificateOf$2(bundle2),
    entries: tlogEntries,
    timestamps: (timestampVerificationData?.rfc3161Timestamps ?? []).map(
      ({ signedTimestamp }) => signedTimestamp
    )
  };
}
function certificateOf$2(bundle2) {
  const { content } = bundle2.verificationMaterial;
  if (content.$case === "publicKey") return void 0;
  if (content.$case === "certificate") return content.certificate.rawBytes;
  const [leaf, ...others] = content.x509CertificateChain.certificates.map(({ rawBytes }) => rawBytes);
  const root = refusing(
    "certificate-unreadable",
    () => others.some((der2) => {
      const certificate2 = new crypto.X509Certificate(der2);
      return certificate2.checkIssued(certificate2);
    })
  );
  if (root) throw invalid("bundle-unreadable");
  return leaf;
}
const LOG_ID = /^[0-9a-f]{64}$/;
const whole = (value) => Number.isSafeInteger(value) && value >= 0;
function rekorBundle(value) {
  const promise = fromBase64(member(value, "SignedEntryTimestamp"));
  const body = fromBase64(member(value, "Payload", "body"));
  const time = member(value, "Payload", "integratedTime");
  const index = member(value, "Payload", "logIndex");
  const log = member(value, "Payload", "logID");
  const readable = promise !== void 0 && body !== void 0 && whole(time) && whole(index) && typeof log === "string" && LOG_ID.test(log);
  if (!readable) throw invalid("bundle-unreadable");
  const parsed = strictJson(body, "log-mismatch");
  return {
    logIndex: String(index),
    logId: { keyId: Buffer.from(log, "hex") },
    kindVersion: { kind: String(member(parsed, "kind")), version: String(member(parsed, "apiVersion")) },
    integratedTime: String(time),
    inclusionPromise: { signedEntryTimestamp: promise },
    inclusionProof: void 0,
    canonicalizedBody: body
  };
}
const OWN_HASHES = {
  secp384r1: "sha384",
  secp521r1: "sha512"
};
function byUnsaidHash(certificate2, trust, verifyAs) {
  try {
    return verifyAs("sha256");
  } catch (error) {
    if (!(error instanceof Failure) || reasonOf(error) !== "signature-wrong") throw error;
    const own = OWN_HASHES[curveOf(certificate2, trust) ?? ""];
    if (own === void 0) throw error;
    try {
      return verifyAs(own);
    } catch (second) {
      throw second instanceof Failure && reasonOf(second) === "digest-unsupported" ? error : second;
    }
  }
}
function curveOf(certificate2, trust) {
  const key = "publicKey" in trust ? readPublicKey(trust.publicKey) : certificate2 && refusing("certificate-unreadable", () => new crypto.X509Certificate(certificate2).publicKey);
  return key?.asymmetricKeyDetails?.namedCurve;
}
const MAX_TEXT = 1024 * 1024;
const isLegacyBlobBundle = (text2) => /^\s*\{/.test(text2) && text2.includes('"base64Signature"');
function verifyLegacyBlob(text2, artifact, trust) {
  if (text2.length > MAX_TEXT) throw invalid("bundle-too-large");
  const value = strictJson(text2, "bundle-unreadable");
  const log = member(value, "rekorBundle") ?? void 0;
  return verifyParts(
    member(value, "base64Signature"),
    member(value, "cert") ?? void 0,
    log === void 0 ? [] : [rekorBundle(log)],
    artifact,
    trust
  );
}
const verifyDetached = (signature, certificate2, artifact, trust) => verifyParts(signature.trim(), certificate2?.trim(), [], artifact, trust);
function verifyParts(signatureText, certificateText, entries, artifact, trust) {
  const signature = fromBase64(signatureText);
  if (signature === void 0) throw invalid("bundle-unreadable");
  const certificate2 = certificateOf$1(certificateText);
  const verifyAs = (algorithm) => {
    const digest = digestOf(artifact, algorithm);
    if (digest === void 0) throw invalid("digest-unsupported");
    const content = messageContent(signature, digest, artifact.bytes, artifact.small);
    return {
      content: { kind: "message", digest },
      ...prove({ content, certificate: certificate2, entries, timestamps: [] }, trust)
    };
  };
  return byUnsaidHash(certificate2, trust, verifyAs);
}
function certificateOf$1(text2) {
  if (text2 === void 0 || text2 === "") return void 0;
  const pem = typeof text2 === "string" && !text2.startsWith("-----") ? fromBase64(text2)?.toString() : text2;
  if (typeof pem === "string" && pem.startsWith("-----BEGIN PUBLIC KEY-----")) return void 0;
  const der2 = typeof pem === "string" ? pemBytes(pem) : void 0;
  if (der2 === void 0) throw invalid("certificate-unreadable");
  return der2;
}
const SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
const ENVELOPE_LAYER = "application/vnd.dsse.envelope.v1+json";
const SIGNATURE = "dev.cosignproject.cosign/signature";
const CERTIFICATE = "dev.sigstore.cosign/certificate";
const LOG = "dev.sigstore.cosign/bundle";
const TIMESTAMP = "dev.sigstore.cosign/rfc3161timestamp";
const PAYLOAD_TYPE = "cosign container image signature";
const MAX_LAYER = 32 * 1024 * 1024;
function verifyLegacy(layer, image, trust) {
  if (layer.bytes.length > MAX_LAYER) throw invalid("bundle-too-large");
  if (layer.mediaType === SIMPLE_SIGNING) return verifyPayload(layer, image, trust);
  if (layer.mediaType === ENVELOPE_LAYER) return verifyEnvelope(layer, image, trust);
  throw invalid("content-kind");
}
function verifyPayload(layer, image, trust) {
  const signature = fromBase64(layer.annotations[SIGNATURE]);
  if (signature === void 0) throw invalid("bundle-unreadable");
  const proven = byUnsaidHash(certificateOf(layer), trust, (algorithm) => {
    const digest = { algorithm, hex: crypto.createHash(algorithm).update(layer.bytes).digest("hex") };
    return prove(
      evidenceOf(
        layer,
        messageContent(signature, digest, () => layer.bytes, true)
      ),
      trust
    );
  });
  const payload = strictJson(layer.bytes, "payload-unreadable");
  const reference = member(payload, "critical", "identity", "docker-reference");
  const about = member(payload, "critical", "image", "docker-manifest-digest");
  const optional = member(payload, "optional") ?? {};
  const readable = member(payload, "critical", "type") === PAYLOAD_TYPE && typeof reference === "string" && typeof about === "string" && typeof optional === "object" && !Array.isArray(optional);
  if (!readable) throw invalid("payload-unreadable");
  if (about !== image) throw invalid("payload-mismatch");
  const annotations = optional;
  return { content: { kind: "simple-signing", imageDigest: about, reference, annotations }, ...proven };
}
function verifyEnvelope(layer, image, trust) {
  const envelope = strictJson(layer.bytes, "bundle-unreadable");
  if (!ENVELOPE(envelope)) throw invalid("bundle-unreadable");
  const { payload, payloadType, signatures } = envelope;
  const bytes2 = Buffer.from(payload, "base64");
  const content = envelopeContent(
    Buffer.from(signatures[0].sig, "base64"),
    payloadType,
    bytes2,
    sha256(layer.bytes).toString("hex")
  );
  return statementFor(payloadType, bytes2, { image }, prove(evidenceOf(layer, content), trust));
}
function certificateOf({ annotations }) {
  const pem = annotations[CERTIFICATE] ?? "";
  const certificate2 = pem === "" ? void 0 : pemBytes(pem);
  if (pem !== "" && certificate2 === void 0) throw invalid("certificate-unreadable");
  return certificate2;
}
function evidenceOf(layer, content) {
  const { annotations } = layer;
  const log = annotations[LOG] ?? "";
  const stamp = annotations[TIMESTAMP] ?? "";
  return {
    content,
    certificate: certificateOf(layer),
    entries: log === "" ? [] : [rekorBundle(strictJson(log, "bundle-unreadable"))],
    timestamps: stamp === "" ? [] : [readStamp(stamp)]
  };
}
function readStamp(text2) {
  const der2 = fromBase64(member(strictJson(text2, "bundle-unreadable"), "SignedRFC3161Timestamp"));
  if (der2 === void 0) throw invalid("bundle-unreadable");
  return der2;
}
const AT_ONCE = 8;
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;
async function findForFile(parts, file, signal) {
  const artifact = {
    digests: [file.digest],
    bytes: () => parts.readBytes(file.path),
    small: file.size <= SMALL_BYTES
  };
  const ofText = (where, text2) => ({
    where,
    verify: (trust) => isLegacyBlobBundle(text2) ? verifyLegacyBlob(text2, artifact, trust) : verifyBundle(text2, artifact, trust)
  });
  const found = await named(parts, `${file.digest.algorithm}:${file.digest.hex}`, ofText, signal);
  if (!parts.beside) return found;
  const bundle2 = parts.readText(bundleOf(file.path));
  if (bundle2 !== void 0) found.push(ofText(path.basename(bundleOf(file.path)), bundle2));
  const legacy = legacyOf(file.path);
  const signature = parts.readText(legacy.signature);
  if (signature !== void 0) {
    const certificate2 = parts.readText(legacy.certificate);
    found.push({
      where: path.basename(legacy.signature),
      verify: (trust) => verifyDetached(signature, certificate2, artifact, trust)
    });
  }
  return found;
}
async function findForImage(parts, image, signal) {
  const { registry, signaturesIn } = parts;
  const { digest } = image.reference;
  const ofText = (where, text2) => ({
    where,
    verify: (trust) => verifyBundle(text2, { image: digest }, trust)
  });
  const found = await named(parts, digest, ofText, signal);
  if (!parts.inRegistry) return found;
  const [referrers, ...layers] = await Promise.all([
    registry.referrers(image, signaturesIn, signal),
    registry.readLegacy(image, "sig", signaturesIn, signal),
    registry.readLegacy(image, "att", signaturesIn, signal)
  ]);
  const pool = createPool(AT_ONCE);
  let total = 0;
  const attached = await Promise.all(
    referrers.map(
      async (referrer) => pool.run(async () => {
        const where = `referrer ${referrer.digest}`;
        try {
          const bundle2 = await registry.bundle(image, referrer, signaturesIn, signal);
          total += bundle2?.text.length ?? 0;
          if (total > MAX_TOTAL_BYTES) throw tooLarge(image);
          return bundle2 === void 0 ? [] : [ofText(where, bundle2.text)];
        } catch (error) {
          const failure = asFailure(error);
          if (failure.code === "REGISTRY_UNREACHABLE" || total > MAX_TOTAL_BYTES) throw failure;
          return [{ where, verify: () => rethrow(failure) }];
        }
      })
    )
  );
  const [signatures, attestations] = layers;
  const ofLayer = (kind) => (layer) => ({
    where: `tag ${digest.replace(":", "-")}.${kind}`,
    verify: (trust) => verifyLegacy(layer, digest, trust)
  });
  return [
    ...found,
    ...attached.flat(),
    ...signatures.map(ofLayer("sig")),
    ...attestations.map(ofLayer("att"))
  ];
}
const tooLarge = ({ reference }) => new Failure(
  "REGISTRY_ANSWER_INVALID",
  `${reference.registry} holds bundles of more than ${MAX_TOTAL_BYTES} bytes for one image in ${reference.repository}.`,
  { fix: "Remove what does not belong there, or name the bundle in a file:\nbundle: api.sigstore.json" }
);
const rethrow = (failure) => {
  throw failure;
};
async function named({ bundles, github }, digest, ofText, signal) {
  const stored = await github?.(digest, signal) ?? [];
  return [
    ...bundles.map(({ where, text: text2 }) => ofText(where, text2)),
    ...stored.map((text2, i) => ofText(`GitHub's attestation ${i + 1}`, text2))
  ];
}
const OF_ONE = /* @__PURE__ */ new Set([
  "SIGNATURE_INVALID",
  "REGISTRY_ANSWER_INVALID",
  "REGISTRY_REFUSED",
  "SUBJECT_NOT_FOUND",
  "LIMIT_EXCEEDED"
]);
const OF_OTHERS = /* @__PURE__ */ new Set(["key-expected", "certificate-expected"]);
async function candidatesOf(found, trusts) {
  const candidates = [];
  for (const { where, verify: verify2 } of found) {
    let first;
    let verified;
    for (const open of trusts) {
      const trust = await open();
      try {
        verified = verify2(trust);
        break;
      } catch (error) {
        const failure = asFailure(error);
        if (!OF_ONE.has(failure.code)) throw failure;
        if (first === void 0 || OF_OTHERS.has(reasonOf(first))) first = failure;
      }
    }
    candidates.push({
      where,
      outcome: verified === void 0 ? { failure: first } : { verified }
    });
  }
  return candidates;
}
async function examine(parts, inputs, plan, signal) {
  const [look, trusts] = await Promise.all([parts.look(inputs, plan), parts.trusts(inputs, signal)]);
  const subjects = await all(plan.lines.map(async (line) => subjectsOf(parts, look, line, signal)));
  return await all(
    plan.lines.flatMap(
      (line, i) => subjects[i].map(async (subject2) => {
        const found = subject2.kind === "image" ? await findForImage(look, subject2, signal) : await findForFile(look, subject2, signal);
        return { line: line.line, subject: subject2, needs: line.needs, candidates: await candidatesOf(found, trusts) };
      })
    )
  );
}
async function subjectsOf({ hashing, runner }, { registry }, { subject: subject2, line }, signal) {
  if (subject2.kind === "image") {
    const image = await registry.resolve(subject2.reference, signal);
    if (subject2.reference.digest === void 0)
      runner.info(
        `line ${line}: ${subject2.reference.repository}:${subject2.reference.tag} is ${image.reference.digest} now; deploy that digest, a tag can change.`
      );
    return [image];
  }
  if (subject2.kind === "stdin") throw new Failure("INTERNAL", "Stdin was let through.");
  const { files } = findFiles([subject2.pattern], { workspace: runner.workspace, temp: runner.temp });
  const hashed = await hashFiles(files, hashing, { signal, refuseConfusing: false });
  return hashed.map((one) => one.subject);
}
var verifyExamine = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  examine
});
export {
  SMALL_BYTES as S,
  verifyExamine as a,
  certificateFacts as c,
  proveCertificate as p,
  verifyBundle as v
};
