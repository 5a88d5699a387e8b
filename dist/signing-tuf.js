const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key2) => key2 === "__esModule" ? void 0 : load()[key2],
    has: (_, key2) => key2 in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key2) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key2);
      return found && { ...found, configurable: true };
    }
  });
};
const fs = lazyBuiltin("node:fs");
const path = lazyBuiltin("node:path");
const require$$0 = lazyBuiltin("node:util");
const crypto = lazyBuiltin("node:crypto");
import { g as getAugmentedNamespace } from "./vendor-shared.js";
const require$$0$1 = lazyBuiltin("node:url");
import { F as Failure } from "./kernel-base.js";
import { a as retry, H as HttpError, u as unreachable, r as retryAfterMs, i as isTransient } from "./kernel-http-client.js";
import { G as BUILT_IN } from "./signing.js";
var dist$1 = {};
var dist = {};
var base = {};
var error$1 = {};
var hasRequiredError$1;
function requireError$1() {
  if (hasRequiredError$1) return error$1;
  hasRequiredError$1 = 1;
  Object.defineProperty(error$1, "__esModule", { value: true });
  error$1.UnsupportedAlgorithmError = error$1.CryptoError = error$1.LengthOrHashMismatchError = error$1.UnsignedMetadataError = error$1.RepositoryError = error$1.ValueError = void 0;
  class ValueError extends Error {
  }
  error$1.ValueError = ValueError;
  class RepositoryError extends Error {
  }
  error$1.RepositoryError = RepositoryError;
  class UnsignedMetadataError extends RepositoryError {
  }
  error$1.UnsignedMetadataError = UnsignedMetadataError;
  class LengthOrHashMismatchError extends RepositoryError {
  }
  error$1.LengthOrHashMismatchError = LengthOrHashMismatchError;
  class CryptoError extends Error {
  }
  error$1.CryptoError = CryptoError;
  class UnsupportedAlgorithmError extends CryptoError {
  }
  error$1.UnsupportedAlgorithmError = UnsupportedAlgorithmError;
  return error$1;
}
var utils = {};
var guard = {};
var hasRequiredGuard;
function requireGuard() {
  if (hasRequiredGuard) return guard;
  hasRequiredGuard = 1;
  Object.defineProperty(guard, "__esModule", { value: true });
  guard.isDefined = isDefined;
  guard.isObject = isObject;
  guard.isStringArray = isStringArray;
  guard.isObjectArray = isObjectArray;
  guard.isStringRecord = isStringRecord;
  guard.isObjectRecord = isObjectRecord;
  function isDefined(val) {
    return val !== void 0;
  }
  function isObject(value) {
    return typeof value === "object" && value !== null;
  }
  function isStringArray(value) {
    return Array.isArray(value) && value.every((v) => typeof v === "string");
  }
  function isObjectArray(value) {
    return Array.isArray(value) && value.every(isObject);
  }
  function isStringRecord(value) {
    return typeof value === "object" && value !== null && Object.keys(value).every((k) => typeof k === "string") && Object.values(value).every((v) => typeof v === "string");
  }
  function isObjectRecord(value) {
    return typeof value === "object" && value !== null && Object.keys(value).every((k) => typeof k === "string") && Object.values(value).every((v) => typeof v === "object" && v !== null);
  }
  return guard;
}
var verify = {};
var lib;
var hasRequiredLib;
function requireLib() {
  if (hasRequiredLib) return lib;
  hasRequiredLib = 1;
  const COMMA = ",";
  const COLON = ":";
  const LEFT_SQUARE_BRACKET = "[";
  const RIGHT_SQUARE_BRACKET = "]";
  const LEFT_CURLY_BRACKET = "{";
  const RIGHT_CURLY_BRACKET = "}";
  function canonicalize(object) {
    const buffer = [];
    if (typeof object === "string") {
      buffer.push(canonicalizeString(object));
    } else if (typeof object === "boolean") {
      buffer.push(JSON.stringify(object));
    } else if (Number.isInteger(object)) {
      buffer.push(JSON.stringify(object));
    } else if (object === null) {
      buffer.push(JSON.stringify(object));
    } else if (Array.isArray(object)) {
      buffer.push(LEFT_SQUARE_BRACKET);
      let first = true;
      object.forEach((element) => {
        if (!first) {
          buffer.push(COMMA);
        }
        first = false;
        buffer.push(canonicalize(element));
      });
      buffer.push(RIGHT_SQUARE_BRACKET);
    } else if (typeof object === "object") {
      buffer.push(LEFT_CURLY_BRACKET);
      let first = true;
      Object.keys(object).sort().forEach((property) => {
        if (!first) {
          buffer.push(COMMA);
        }
        first = false;
        buffer.push(canonicalizeString(property));
        buffer.push(COLON);
        buffer.push(canonicalize(object[property]));
      });
      buffer.push(RIGHT_CURLY_BRACKET);
    } else {
      throw new TypeError("cannot encode " + object.toString());
    }
    return buffer.join("");
  }
  function canonicalizeString(string) {
    const escapedString = string.replace(/\\/g, "\\\\").replace(/"/g, '\\"');
    return '"' + escapedString + '"';
  }
  lib = {
    canonicalize
  };
  return lib;
}
var hasRequiredVerify;
function requireVerify() {
  if (hasRequiredVerify) return verify;
  hasRequiredVerify = 1;
  var __importDefault = verify && verify.__importDefault || function(mod) {
    return mod && mod.__esModule ? mod : { "default": mod };
  };
  Object.defineProperty(verify, "__esModule", { value: true });
  verify.verifySignature = void 0;
  const canonical_json_1 = requireLib();
  const crypto_1 = __importDefault(crypto);
  const verifySignature = (metaDataSignedData, key2, signature2) => {
    const canonicalData = Buffer.from((0, canonical_json_1.canonicalize)(metaDataSignedData));
    return crypto_1.default.verify(key2.hashAlgorithm, canonicalData, key2, Buffer.from(signature2, "hex"));
  };
  verify.verifySignature = verifySignature;
  return verify;
}
var hasRequiredUtils;
function requireUtils() {
  if (hasRequiredUtils) return utils;
  hasRequiredUtils = 1;
  var __createBinding = utils && utils.__createBinding || (Object.create ? (function(o, m, k, k2) {
    if (k2 === void 0) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() {
        return m[k];
      } };
    }
    Object.defineProperty(o, k2, desc);
  }) : (function(o, m, k, k2) {
    if (k2 === void 0) k2 = k;
    o[k2] = m[k];
  }));
  var __setModuleDefault = utils && utils.__setModuleDefault || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
  }) : function(o, v) {
    o["default"] = v;
  });
  var __importStar = utils && utils.__importStar || /* @__PURE__ */ (function() {
    var ownKeys = function(o) {
      ownKeys = Object.getOwnPropertyNames || function(o2) {
        var ar = [];
        for (var k in o2) if (Object.prototype.hasOwnProperty.call(o2, k)) ar[ar.length] = k;
        return ar;
      };
      return ownKeys(o);
    };
    return function(mod) {
      if (mod && mod.__esModule) return mod;
      var result = {};
      if (mod != null) {
        for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
      }
      __setModuleDefault(result, mod);
      return result;
    };
  })();
  Object.defineProperty(utils, "__esModule", { value: true });
  utils.crypto = utils.guard = void 0;
  utils.guard = __importStar(requireGuard());
  utils.crypto = __importStar(requireVerify());
  return utils;
}
var hasRequiredBase;
function requireBase() {
  if (hasRequiredBase) return base;
  hasRequiredBase = 1;
  var __importDefault = base && base.__importDefault || function(mod) {
    return mod && mod.__esModule ? mod : { "default": mod };
  };
  Object.defineProperty(base, "__esModule", { value: true });
  base.Signed = base.MetadataKind = void 0;
  base.isMetadataKind = isMetadataKind;
  const util_1 = __importDefault(require$$0);
  const error_1 = requireError$1();
  const utils_1 = requireUtils();
  const SPECIFICATION_VERSION = ["1", "0", "31"];
  var MetadataKind;
  (function(MetadataKind2) {
    MetadataKind2["Root"] = "root";
    MetadataKind2["Timestamp"] = "timestamp";
    MetadataKind2["Snapshot"] = "snapshot";
    MetadataKind2["Targets"] = "targets";
  })(MetadataKind || (base.MetadataKind = MetadataKind = {}));
  function isMetadataKind(value) {
    return typeof value === "string" && Object.values(MetadataKind).includes(value);
  }
  class Signed {
    specVersion;
    expires;
    version;
    unrecognizedFields;
    constructor(options) {
      this.specVersion = options.specVersion || SPECIFICATION_VERSION.join(".");
      const specList = this.specVersion.split(".");
      if (!(specList.length === 2 || specList.length === 3) || !specList.every((item) => isNumeric(item))) {
        throw new error_1.ValueError("Failed to parse specVersion");
      }
      if (specList[0] != SPECIFICATION_VERSION[0]) {
        throw new error_1.ValueError("Unsupported specVersion");
      }
      this.expires = options.expires;
      this.version = options.version;
      this.unrecognizedFields = options.unrecognizedFields || {};
    }
    equals(other) {
      if (!(other instanceof Signed)) {
        return false;
      }
      return this.specVersion === other.specVersion && this.expires === other.expires && this.version === other.version && util_1.default.isDeepStrictEqual(this.unrecognizedFields, other.unrecognizedFields);
    }
    isExpired(referenceTime) {
      if (!referenceTime) {
        referenceTime = /* @__PURE__ */ new Date();
      }
      return referenceTime >= new Date(this.expires);
    }
    static commonFieldsFromJSON(data) {
      const { spec_version, expires, version: version2, ...rest } = data;
      if (!utils_1.guard.isDefined(spec_version)) {
        throw new error_1.ValueError("spec_version is not defined");
      } else if (typeof spec_version !== "string") {
        throw new TypeError("spec_version must be a string");
      }
      if (!utils_1.guard.isDefined(expires)) {
        throw new error_1.ValueError("expires is not defined");
      } else if (!(typeof expires === "string")) {
        throw new TypeError("expires must be a string");
      } else if (Number.isNaN(new Date(expires).getTime())) {
        throw new error_1.ValueError("Failed to parse expires");
      }
      if (!utils_1.guard.isDefined(version2)) {
        throw new error_1.ValueError("version is not defined");
      } else if (!(typeof version2 === "number")) {
        throw new TypeError("version must be a number");
      }
      return {
        specVersion: spec_version,
        expires,
        version: version2,
        unrecognizedFields: rest
      };
    }
  }
  base.Signed = Signed;
  function isNumeric(str) {
    return !isNaN(Number(str));
  }
  return base;
}
var file = {};
var hasRequiredFile;
function requireFile() {
  if (hasRequiredFile) return file;
  hasRequiredFile = 1;
  var __importDefault = file && file.__importDefault || function(mod) {
    return mod && mod.__esModule ? mod : { "default": mod };
  };
  Object.defineProperty(file, "__esModule", { value: true });
  file.TargetFile = file.MetaFile = void 0;
  const crypto_1 = __importDefault(crypto);
  const util_1 = __importDefault(require$$0);
  const error_1 = requireError$1();
  const utils_1 = requireUtils();
  class MetaFile {
    version;
    length;
    hashes;
    unrecognizedFields;
    constructor(opts) {
      if (opts.version <= 0) {
        throw new error_1.ValueError("Metafile version must be at least 1");
      }
      if (opts.length !== void 0) {
        validateLength(opts.length);
      }
      this.version = opts.version;
      this.length = opts.length;
      this.hashes = opts.hashes;
      this.unrecognizedFields = opts.unrecognizedFields || {};
    }
    equals(other) {
      if (!(other instanceof MetaFile)) {
        return false;
      }
      return this.version === other.version && this.length === other.length && util_1.default.isDeepStrictEqual(this.hashes, other.hashes) && util_1.default.isDeepStrictEqual(this.unrecognizedFields, other.unrecognizedFields);
    }
    verify(data) {
      if (this.length !== void 0) {
        if (data.length !== this.length) {
          throw new error_1.LengthOrHashMismatchError(`Expected length ${this.length} but got ${data.length}`);
        }
      }
      if (this.hashes) {
        Object.entries(this.hashes).forEach(([key2, value]) => {
          let hash;
          try {
            hash = crypto_1.default.createHash(key2);
          } catch (e) {
            throw new error_1.LengthOrHashMismatchError(`Hash algorithm ${key2} not supported`);
          }
          const observedHash = hash.update(data).digest("hex");
          if (observedHash !== value) {
            throw new error_1.LengthOrHashMismatchError(`Expected hash ${value} but got ${observedHash}`);
          }
        });
      }
    }
    toJSON() {
      const json = {
        version: this.version,
        ...this.unrecognizedFields
      };
      if (this.length !== void 0) {
        json.length = this.length;
      }
      if (this.hashes) {
        json.hashes = this.hashes;
      }
      return json;
    }
    static fromJSON(data) {
      const { version: version2, length, hashes, ...rest } = data;
      if (typeof version2 !== "number") {
        throw new TypeError("version must be a number");
      }
      if (utils_1.guard.isDefined(length) && typeof length !== "number") {
        throw new TypeError("length must be a number");
      }
      if (utils_1.guard.isDefined(hashes) && !utils_1.guard.isStringRecord(hashes)) {
        throw new TypeError("hashes must be string keys and values");
      }
      return new MetaFile({
        version: version2,
        length,
        hashes,
        unrecognizedFields: rest
      });
    }
  }
  file.MetaFile = MetaFile;
  class TargetFile {
    length;
    path;
    hashes;
    unrecognizedFields;
    constructor(opts) {
      validateLength(opts.length);
      this.length = opts.length;
      this.path = opts.path;
      this.hashes = opts.hashes;
      this.unrecognizedFields = opts.unrecognizedFields || {};
    }
    get custom() {
      const custom = this.unrecognizedFields["custom"];
      if (!custom || Array.isArray(custom) || !(typeof custom === "object")) {
        return {};
      }
      return custom;
    }
    equals(other) {
      if (!(other instanceof TargetFile)) {
        return false;
      }
      return this.length === other.length && this.path === other.path && util_1.default.isDeepStrictEqual(this.hashes, other.hashes) && util_1.default.isDeepStrictEqual(this.unrecognizedFields, other.unrecognizedFields);
    }
    async verify(stream) {
      let observedLength = 0;
      const digests = Object.keys(this.hashes).reduce((acc, key2) => {
        try {
          acc[key2] = crypto_1.default.createHash(key2);
        } catch (e) {
          throw new error_1.LengthOrHashMismatchError(`Hash algorithm ${key2} not supported`);
        }
        return acc;
      }, {});
      for await (const chunk of stream) {
        observedLength += chunk.length;
        Object.values(digests).forEach((digest) => {
          digest.update(chunk);
        });
      }
      if (observedLength !== this.length) {
        throw new error_1.LengthOrHashMismatchError(`Expected length ${this.length} but got ${observedLength}`);
      }
      Object.entries(digests).forEach(([key2, value]) => {
        const expected = this.hashes[key2];
        const actual = value.digest("hex");
        if (actual !== expected) {
          throw new error_1.LengthOrHashMismatchError(`Expected hash ${expected} but got ${actual}`);
        }
      });
    }
    toJSON() {
      return {
        length: this.length,
        hashes: this.hashes,
        ...this.unrecognizedFields
      };
    }
    static fromJSON(path2, data) {
      const { length, hashes, ...rest } = data;
      if (typeof length !== "number") {
        throw new TypeError("length must be a number");
      }
      if (!utils_1.guard.isStringRecord(hashes)) {
        throw new TypeError("hashes must have string keys and values");
      }
      return new TargetFile({
        length,
        path: path2,
        hashes,
        unrecognizedFields: rest
      });
    }
  }
  file.TargetFile = TargetFile;
  function validateLength(length) {
    if (length < 0) {
      throw new error_1.ValueError("Length must be at least 0");
    }
  }
  return file;
}
var key$1 = {};
var key = {};
var oid = {};
var hasRequiredOid;
function requireOid() {
  if (hasRequiredOid) return oid;
  hasRequiredOid = 1;
  Object.defineProperty(oid, "__esModule", { value: true });
  oid.encodeOIDString = encodeOIDString;
  const ANS1_TAG_OID = 6;
  function encodeOIDString(oid2) {
    const parts = oid2.split(".");
    const first = parseInt(parts[0], 10) * 40 + parseInt(parts[1], 10);
    const rest = [];
    parts.slice(2).forEach((part) => {
      const bytes = encodeVariableLengthInteger(parseInt(part, 10));
      rest.push(...bytes);
    });
    const der = Buffer.from([first, ...rest]);
    return Buffer.from([ANS1_TAG_OID, der.length, ...der]);
  }
  function encodeVariableLengthInteger(value) {
    const bytes = [];
    let mask = 0;
    do {
      bytes.unshift(value & 127 | mask);
      value >>= 7;
      mask = 128;
    } while (value > 0);
    return bytes;
  }
  return oid;
}
var hasRequiredKey$1;
function requireKey$1() {
  if (hasRequiredKey$1) return key;
  hasRequiredKey$1 = 1;
  var __importDefault = key && key.__importDefault || function(mod) {
    return mod && mod.__esModule ? mod : { "default": mod };
  };
  Object.defineProperty(key, "__esModule", { value: true });
  key.getPublicKey = getPublicKey;
  const crypto_1 = __importDefault(crypto);
  const error_1 = requireError$1();
  const oid_1 = requireOid();
  const ASN1_TAG_SEQUENCE = 48;
  const ANS1_TAG_BIT_STRING = 3;
  const NULL_BYTE = 0;
  const OID_EDDSA = "1.3.101.112";
  const OID_EC_PUBLIC_KEY = "1.2.840.10045.2.1";
  const OID_EC_CURVE_P256V1 = "1.2.840.10045.3.1.7";
  const OID_EC_CURVE_P384 = "1.3.132.0.34";
  const PEM_HEADER = "-----BEGIN PUBLIC KEY-----";
  function getPublicKey(keyInfo) {
    switch (keyInfo.keyType) {
      case "rsa":
        return getRSAPublicKey(keyInfo);
      case "ed25519":
        return getED25519PublicKey(keyInfo);
      case "ecdsa":
      case "ecdsa-sha2-nistp256":
      case "ecdsa-sha2-nistp384":
        return getECDCSAPublicKey(keyInfo);
      default:
        throw new error_1.UnsupportedAlgorithmError(`Unsupported key type: ${keyInfo.keyType}`);
    }
  }
  function getRSAPublicKey(keyInfo) {
    if (!keyInfo.keyVal.startsWith(PEM_HEADER)) {
      throw new error_1.CryptoError("Invalid key format");
    }
    const key2 = crypto_1.default.createPublicKey(keyInfo.keyVal);
    switch (keyInfo.scheme) {
      case "rsassa-pss-sha256":
      case "rsassa-pss-sha384":
      case "rsassa-pss-sha512":
        return {
          key: key2,
          hashAlgorithm: keyInfo.scheme.slice("rsassa-pss-".length),
          padding: crypto_1.default.constants.RSA_PKCS1_PSS_PADDING
        };
      default:
        throw new error_1.UnsupportedAlgorithmError(`Unsupported RSA scheme: ${keyInfo.scheme}`);
    }
  }
  function getED25519PublicKey(keyInfo) {
    let key2;
    if (keyInfo.keyVal.startsWith(PEM_HEADER)) {
      key2 = crypto_1.default.createPublicKey(keyInfo.keyVal);
    } else {
      if (!isHex(keyInfo.keyVal)) {
        throw new error_1.CryptoError("Invalid key format");
      }
      key2 = crypto_1.default.createPublicKey({
        key: ed25519.hexToDER(keyInfo.keyVal),
        format: "der",
        type: "spki"
      });
    }
    return { key: key2 };
  }
  function getECDCSAPublicKey(keyInfo) {
    let namedCurve;
    let curveOID;
    let hashAlgorithm;
    switch (keyInfo.scheme) {
      case "ecdsa-sha2-nistp256":
        namedCurve = "prime256v1";
        curveOID = OID_EC_CURVE_P256V1;
        hashAlgorithm = "sha256";
        break;
      case "ecdsa-sha2-nistp384":
        namedCurve = "secp384r1";
        curveOID = OID_EC_CURVE_P384;
        hashAlgorithm = "sha384";
        break;
      default:
        throw new error_1.UnsupportedAlgorithmError(`Unsupported ECDSA scheme: ${keyInfo.scheme}`);
    }
    if (keyInfo.keyType !== "ecdsa" && keyInfo.keyType !== keyInfo.scheme) {
      throw new error_1.CryptoError("ECDSA key type does not match scheme");
    }
    let key2;
    if (keyInfo.keyVal.startsWith(PEM_HEADER)) {
      key2 = crypto_1.default.createPublicKey(keyInfo.keyVal);
    } else {
      if (!isHex(keyInfo.keyVal)) {
        throw new error_1.CryptoError("Invalid key format");
      }
      key2 = crypto_1.default.createPublicKey({
        key: ecdsa.hexToDER(keyInfo.keyVal, curveOID),
        format: "der",
        type: "spki"
      });
    }
    if (key2.asymmetricKeyType !== "ec" || key2.asymmetricKeyDetails?.namedCurve !== namedCurve) {
      throw new error_1.CryptoError("ECDSA key curve does not match scheme");
    }
    return { key: key2, hashAlgorithm };
  }
  const ed25519 = {
    // Translates a hex key into a crypto KeyObject
    // https://keygen.sh/blog/how-to-use-hexadecimal-ed25519-keys-in-node/
    hexToDER: (hex) => {
      const key2 = Buffer.from(hex, "hex");
      const oid2 = (0, oid_1.encodeOIDString)(OID_EDDSA);
      const elements = Buffer.concat([
        Buffer.concat([
          Buffer.from([ASN1_TAG_SEQUENCE]),
          Buffer.from([oid2.length]),
          oid2
        ]),
        Buffer.concat([
          Buffer.from([ANS1_TAG_BIT_STRING]),
          Buffer.from([key2.length + 1]),
          Buffer.from([NULL_BYTE]),
          key2
        ])
      ]);
      const der = Buffer.concat([
        Buffer.from([ASN1_TAG_SEQUENCE]),
        Buffer.from([elements.length]),
        elements
      ]);
      return der;
    }
  };
  const ecdsa = {
    hexToDER: (hex, curveOID) => {
      const key2 = Buffer.from(hex, "hex");
      const bitString = Buffer.concat([
        Buffer.from([ANS1_TAG_BIT_STRING]),
        Buffer.from([key2.length + 1]),
        Buffer.from([NULL_BYTE]),
        key2
      ]);
      const oids = Buffer.concat([
        (0, oid_1.encodeOIDString)(OID_EC_PUBLIC_KEY),
        (0, oid_1.encodeOIDString)(curveOID)
      ]);
      const oidSequence = Buffer.concat([
        Buffer.from([ASN1_TAG_SEQUENCE]),
        Buffer.from([oids.length]),
        oids
      ]);
      const der = Buffer.concat([
        Buffer.from([ASN1_TAG_SEQUENCE]),
        Buffer.from([oidSequence.length + bitString.length]),
        oidSequence,
        bitString
      ]);
      return der;
    }
  };
  const isHex = (key2) => /^[0-9a-fA-F]+$/.test(key2);
  return key;
}
var hasRequiredKey;
function requireKey() {
  if (hasRequiredKey) return key$1;
  hasRequiredKey = 1;
  var __importDefault = key$1 && key$1.__importDefault || function(mod) {
    return mod && mod.__esModule ? mod : { "default": mod };
  };
  Object.defineProperty(key$1, "__esModule", { value: true });
  key$1.Key = void 0;
  const util_1 = __importDefault(require$$0);
  const error_1 = requireError$1();
  const utils_1 = requireUtils();
  const key_1 = requireKey$1();
  class Key {
    keyID;
    keyType;
    scheme;
    keyVal;
    unrecognizedFields;
    constructor(options) {
      const { keyID, keyType, scheme, keyVal, unrecognizedFields } = options;
      this.keyID = keyID;
      this.keyType = keyType;
      this.scheme = scheme;
      this.keyVal = keyVal;
      this.unrecognizedFields = unrecognizedFields || {};
    }
    // Verifies the that the metadata.signatures contains a signature made with
    // this key and is correctly signed.
    verifySignature(metadata2) {
      const signature2 = metadata2.signatures[this.keyID];
      if (!signature2)
        throw new error_1.UnsignedMetadataError("no signature for key found in metadata");
      if (!this.keyVal.public)
        throw new error_1.UnsignedMetadataError("no public key found");
      const publicKey = (0, key_1.getPublicKey)({
        keyType: this.keyType,
        scheme: this.scheme,
        keyVal: this.keyVal.public
      });
      const signedData = metadata2.signed.toJSON();
      try {
        if (!utils_1.crypto.verifySignature(signedData, publicKey, signature2.sig)) {
          throw new error_1.UnsignedMetadataError(`failed to verify ${this.keyID} signature`);
        }
      } catch (error2) {
        if (error2 instanceof error_1.UnsignedMetadataError) {
          throw error2;
        }
        throw new error_1.UnsignedMetadataError(`failed to verify ${this.keyID} signature`);
      }
    }
    equals(other) {
      if (!(other instanceof Key)) {
        return false;
      }
      return this.keyID === other.keyID && this.keyType === other.keyType && this.scheme === other.scheme && util_1.default.isDeepStrictEqual(this.keyVal, other.keyVal) && util_1.default.isDeepStrictEqual(this.unrecognizedFields, other.unrecognizedFields);
    }
    toJSON() {
      return {
        keytype: this.keyType,
        scheme: this.scheme,
        keyval: this.keyVal,
        ...this.unrecognizedFields
      };
    }
    static fromJSON(keyID, data) {
      const { keytype, scheme, keyval, ...rest } = data;
      if (typeof keytype !== "string") {
        throw new TypeError("keytype must be a string");
      }
      if (typeof scheme !== "string") {
        throw new TypeError("scheme must be a string");
      }
      if (!utils_1.guard.isStringRecord(keyval)) {
        throw new TypeError("keyval must be a string record");
      }
      return new Key({
        keyID,
        keyType: keytype,
        scheme,
        keyVal: keyval,
        unrecognizedFields: rest
      });
    }
  }
  key$1.Key = Key;
  return key$1;
}
var metadata = {};
var root = {};
var role = {};
const SPECIAL = /[.+^${}()|[\]\\]/g;
const minimatch = (text, pattern) => {
  const source = pattern.replaceAll(SPECIAL, String.raw`\$&`).replaceAll(/\*+/g, ".*").replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
};
var tufGlob = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  minimatch
});
var require$$1$2 = /* @__PURE__ */ getAugmentedNamespace(tufGlob);
var hasRequiredRole;
function requireRole() {
  if (hasRequiredRole) return role;
  hasRequiredRole = 1;
  var __importDefault = role && role.__importDefault || function(mod) {
    return mod && mod.__esModule ? mod : { "default": mod };
  };
  Object.defineProperty(role, "__esModule", { value: true });
  role.SuccinctRoles = role.DelegatedRole = role.Role = role.TOP_LEVEL_ROLE_NAMES = void 0;
  const crypto_1 = __importDefault(crypto);
  const minimatch_1 = require$$1$2;
  const util_1 = __importDefault(require$$0);
  const error_1 = requireError$1();
  const utils_1 = requireUtils();
  role.TOP_LEVEL_ROLE_NAMES = [
    "root",
    "targets",
    "snapshot",
    "timestamp"
  ];
  class Role {
    keyIDs;
    threshold;
    unrecognizedFields;
    constructor(options) {
      const { keyIDs, threshold, unrecognizedFields } = options;
      if (hasDuplicates(keyIDs)) {
        throw new error_1.ValueError("duplicate key IDs found");
      }
      if (threshold < 1) {
        throw new error_1.ValueError("threshold must be at least 1");
      }
      this.keyIDs = keyIDs;
      this.threshold = threshold;
      this.unrecognizedFields = unrecognizedFields || {};
    }
    equals(other) {
      if (!(other instanceof Role)) {
        return false;
      }
      return this.threshold === other.threshold && util_1.default.isDeepStrictEqual(this.keyIDs, other.keyIDs) && util_1.default.isDeepStrictEqual(this.unrecognizedFields, other.unrecognizedFields);
    }
    toJSON() {
      return {
        keyids: this.keyIDs,
        threshold: this.threshold,
        ...this.unrecognizedFields
      };
    }
    static fromJSON(data) {
      const { keyids, threshold, ...rest } = data;
      if (!utils_1.guard.isStringArray(keyids)) {
        throw new TypeError("keyids must be an array");
      }
      if (typeof threshold !== "number") {
        throw new TypeError("threshold must be a number");
      }
      return new Role({
        keyIDs: keyids,
        threshold,
        unrecognizedFields: rest
      });
    }
  }
  role.Role = Role;
  function hasDuplicates(array) {
    return new Set(array).size !== array.length;
  }
  class DelegatedRole extends Role {
    name;
    terminating;
    paths;
    pathHashPrefixes;
    constructor(opts) {
      super(opts);
      const { name, terminating, paths, pathHashPrefixes } = opts;
      this.name = name;
      this.terminating = terminating;
      if (opts.paths && opts.pathHashPrefixes) {
        throw new error_1.ValueError("paths and pathHashPrefixes are mutually exclusive");
      }
      this.paths = paths;
      this.pathHashPrefixes = pathHashPrefixes;
    }
    equals(other) {
      if (!(other instanceof DelegatedRole)) {
        return false;
      }
      return super.equals(other) && this.name === other.name && this.terminating === other.terminating && util_1.default.isDeepStrictEqual(this.paths, other.paths) && util_1.default.isDeepStrictEqual(this.pathHashPrefixes, other.pathHashPrefixes);
    }
    isDelegatedPath(targetFilepath) {
      if (this.paths) {
        return this.paths.some((pathPattern) => isTargetInPathPattern(targetFilepath, pathPattern));
      }
      if (this.pathHashPrefixes) {
        const hasher = crypto_1.default.createHash("sha256");
        const pathHash = hasher.update(targetFilepath).digest("hex");
        return this.pathHashPrefixes.some((pathHashPrefix) => pathHash.startsWith(pathHashPrefix));
      }
      return false;
    }
    toJSON() {
      const json = {
        ...super.toJSON(),
        name: this.name,
        terminating: this.terminating
      };
      if (this.paths) {
        json.paths = this.paths;
      }
      if (this.pathHashPrefixes) {
        json.path_hash_prefixes = this.pathHashPrefixes;
      }
      return json;
    }
    static fromJSON(data) {
      const { keyids, threshold, name, terminating, paths, path_hash_prefixes, ...rest } = data;
      if (!utils_1.guard.isStringArray(keyids)) {
        throw new TypeError("keyids must be an array of strings");
      }
      if (typeof threshold !== "number") {
        throw new TypeError("threshold must be a number");
      }
      if (typeof name !== "string") {
        throw new TypeError("name must be a string");
      }
      if (typeof terminating !== "boolean") {
        throw new TypeError("terminating must be a boolean");
      }
      if (utils_1.guard.isDefined(paths) && !utils_1.guard.isStringArray(paths)) {
        throw new TypeError("paths must be an array of strings");
      }
      if (utils_1.guard.isDefined(path_hash_prefixes) && !utils_1.guard.isStringArray(path_hash_prefixes)) {
        throw new TypeError("path_hash_prefixes must be an array of strings");
      }
      return new DelegatedRole({
        keyIDs: keyids,
        threshold,
        name,
        terminating,
        paths,
        pathHashPrefixes: path_hash_prefixes,
        unrecognizedFields: rest
      });
    }
  }
  role.DelegatedRole = DelegatedRole;
  const zip = (a, b) => a.map((k, i) => [k, b[i]]);
  function isTargetInPathPattern(target, pattern) {
    const targetParts = target.split("/");
    const patternParts = pattern.split("/");
    if (patternParts.length != targetParts.length) {
      return false;
    }
    return zip(targetParts, patternParts).every(([targetPart, patternPart]) => (0, minimatch_1.minimatch)(targetPart, patternPart));
  }
  class SuccinctRoles extends Role {
    bitLength;
    namePrefix;
    numberOfBins;
    suffixLen;
    constructor(opts) {
      super(opts);
      const { bitLength, namePrefix } = opts;
      if (bitLength <= 0 || bitLength > 32) {
        throw new error_1.ValueError("bitLength must be between 1 and 32");
      }
      this.bitLength = bitLength;
      this.namePrefix = namePrefix;
      this.numberOfBins = Math.pow(2, bitLength);
      this.suffixLen = (this.numberOfBins - 1).toString(16).length;
    }
    equals(other) {
      if (!(other instanceof SuccinctRoles)) {
        return false;
      }
      return super.equals(other) && this.bitLength === other.bitLength && this.namePrefix === other.namePrefix;
    }
    /***
     * Calculates the name of the delegated role responsible for 'target_filepath'.
     *
     * The target at path ''target_filepath' is assigned to a bin by casting
     * the left-most 'bit_length' of bits of the file path hash digest to
     * int, using it as bin index between 0 and '2**bit_length - 1'.
     *
     * Args:
     *  target_filepath: URL path to a target file, relative to a base
     *  targets URL.
     */
    getRoleForTarget(targetFilepath) {
      const hasher = crypto_1.default.createHash("sha256");
      const hasherBuffer = hasher.update(targetFilepath).digest();
      const hashBytes = hasherBuffer.subarray(0, 4);
      const shiftValue = 32 - this.bitLength;
      const binNumber = hashBytes.readUInt32BE() >>> shiftValue;
      const suffix = binNumber.toString(16).padStart(this.suffixLen, "0");
      return `${this.namePrefix}-${suffix}`;
    }
    *getRoles() {
      for (let i = 0; i < this.numberOfBins; i++) {
        const suffix = i.toString(16).padStart(this.suffixLen, "0");
        yield `${this.namePrefix}-${suffix}`;
      }
    }
    /***
     * Determines whether the given ``role_name`` is in one of
     * the delegated roles that ``SuccinctRoles`` represents.
     *
     * Args:
     *  role_name: The name of the role to check against.
     */
    isDelegatedRole(roleName) {
      const desiredPrefix = this.namePrefix + "-";
      if (!roleName.startsWith(desiredPrefix)) {
        return false;
      }
      const suffix = roleName.slice(desiredPrefix.length, roleName.length);
      if (suffix.length != this.suffixLen) {
        return false;
      }
      if (!suffix.match(/^[0-9a-fA-F]+$/)) {
        return false;
      }
      const num = parseInt(suffix, 16);
      return 0 <= num && num < this.numberOfBins;
    }
    toJSON() {
      const json = {
        ...super.toJSON(),
        bit_length: this.bitLength,
        name_prefix: this.namePrefix
      };
      return json;
    }
    static fromJSON(data) {
      const { keyids, threshold, bit_length, name_prefix, ...rest } = data;
      if (!utils_1.guard.isStringArray(keyids)) {
        throw new TypeError("keyids must be an array of strings");
      }
      if (typeof threshold !== "number") {
        throw new TypeError("threshold must be a number");
      }
      if (typeof bit_length !== "number") {
        throw new TypeError("bit_length must be a number");
      }
      if (typeof name_prefix !== "string") {
        throw new TypeError("name_prefix must be a string");
      }
      return new SuccinctRoles({
        keyIDs: keyids,
        threshold,
        bitLength: bit_length,
        namePrefix: name_prefix,
        unrecognizedFields: rest
      });
    }
  }
  role.SuccinctRoles = SuccinctRoles;
  return role;
}
var hasRequiredRoot;
function requireRoot() {
  if (hasRequiredRoot) return root;
  hasRequiredRoot = 1;
  var __importDefault = root && root.__importDefault || function(mod) {
    return mod && mod.__esModule ? mod : { "default": mod };
  };
  Object.defineProperty(root, "__esModule", { value: true });
  root.Root = void 0;
  const util_1 = __importDefault(require$$0);
  const base_1 = requireBase();
  const error_1 = requireError$1();
  const key_1 = requireKey();
  const role_1 = requireRole();
  const utils_1 = requireUtils();
  class Root extends base_1.Signed {
    type = base_1.MetadataKind.Root;
    keys;
    roles;
    consistentSnapshot;
    constructor(options) {
      super(options);
      this.keys = options.keys || {};
      this.consistentSnapshot = options.consistentSnapshot ?? true;
      if (!options.roles) {
        this.roles = role_1.TOP_LEVEL_ROLE_NAMES.reduce((acc, role2) => ({
          ...acc,
          [role2]: new role_1.Role({ keyIDs: [], threshold: 1 })
        }), {});
      } else {
        const roleNames = new Set(Object.keys(options.roles));
        if (!role_1.TOP_LEVEL_ROLE_NAMES.every((role2) => roleNames.has(role2))) {
          throw new error_1.ValueError("missing top-level role");
        }
        this.roles = options.roles;
      }
    }
    addKey(key2, role2) {
      if (!this.roles[role2]) {
        throw new error_1.ValueError(`role ${role2} does not exist`);
      }
      if (!this.roles[role2].keyIDs.includes(key2.keyID)) {
        this.roles[role2].keyIDs.push(key2.keyID);
      }
      this.keys[key2.keyID] = key2;
    }
    equals(other) {
      if (!(other instanceof Root)) {
        return false;
      }
      return super.equals(other) && this.consistentSnapshot === other.consistentSnapshot && util_1.default.isDeepStrictEqual(this.keys, other.keys) && util_1.default.isDeepStrictEqual(this.roles, other.roles);
    }
    toJSON() {
      return {
        _type: this.type,
        spec_version: this.specVersion,
        version: this.version,
        expires: this.expires,
        keys: keysToJSON(this.keys),
        roles: rolesToJSON(this.roles),
        consistent_snapshot: this.consistentSnapshot,
        ...this.unrecognizedFields
      };
    }
    static fromJSON(data) {
      const { unrecognizedFields, ...commonFields } = base_1.Signed.commonFieldsFromJSON(data);
      const { keys, roles, consistent_snapshot, ...rest } = unrecognizedFields;
      if (typeof consistent_snapshot !== "boolean") {
        throw new TypeError("consistent_snapshot must be a boolean");
      }
      return new Root({
        ...commonFields,
        keys: keysFromJSON(keys),
        roles: rolesFromJSON(roles),
        consistentSnapshot: consistent_snapshot,
        unrecognizedFields: rest
      });
    }
  }
  root.Root = Root;
  function keysToJSON(keys) {
    return Object.entries(keys).reduce((acc, [keyID, key2]) => ({ ...acc, [keyID]: key2.toJSON() }), {});
  }
  function rolesToJSON(roles) {
    return Object.entries(roles).reduce((acc, [roleName, role2]) => ({ ...acc, [roleName]: role2.toJSON() }), {});
  }
  function keysFromJSON(data) {
    let keys;
    if (utils_1.guard.isDefined(data)) {
      if (!utils_1.guard.isObjectRecord(data)) {
        throw new TypeError("keys must be an object");
      }
      keys = Object.entries(data).reduce((acc, [keyID, keyData]) => ({
        ...acc,
        [keyID]: key_1.Key.fromJSON(keyID, keyData)
      }), {});
    }
    return keys;
  }
  function rolesFromJSON(data) {
    let roles;
    if (utils_1.guard.isDefined(data)) {
      if (!utils_1.guard.isObjectRecord(data)) {
        throw new TypeError("roles must be an object");
      }
      roles = Object.entries(data).reduce((acc, [roleName, roleData]) => ({
        ...acc,
        [roleName]: role_1.Role.fromJSON(roleData)
      }), {});
    }
    return roles;
  }
  return root;
}
var signature = {};
var hasRequiredSignature;
function requireSignature() {
  if (hasRequiredSignature) return signature;
  hasRequiredSignature = 1;
  Object.defineProperty(signature, "__esModule", { value: true });
  signature.Signature = void 0;
  class Signature {
    keyID;
    sig;
    constructor(options) {
      const { keyID, sig } = options;
      this.keyID = keyID;
      this.sig = sig;
    }
    toJSON() {
      return {
        keyid: this.keyID,
        sig: this.sig
      };
    }
    static fromJSON(data) {
      const { keyid, sig } = data;
      if (typeof keyid !== "string") {
        throw new TypeError("keyid must be a string");
      }
      if (typeof sig !== "string") {
        throw new TypeError("sig must be a string");
      }
      return new Signature({
        keyID: keyid,
        sig
      });
    }
  }
  signature.Signature = Signature;
  return signature;
}
var snapshot = {};
var hasRequiredSnapshot;
function requireSnapshot() {
  if (hasRequiredSnapshot) return snapshot;
  hasRequiredSnapshot = 1;
  var __importDefault = snapshot && snapshot.__importDefault || function(mod) {
    return mod && mod.__esModule ? mod : { "default": mod };
  };
  Object.defineProperty(snapshot, "__esModule", { value: true });
  snapshot.Snapshot = void 0;
  const util_1 = __importDefault(require$$0);
  const base_1 = requireBase();
  const file_1 = requireFile();
  const utils_1 = requireUtils();
  class Snapshot extends base_1.Signed {
    type = base_1.MetadataKind.Snapshot;
    meta;
    constructor(opts) {
      super(opts);
      this.meta = opts.meta || { "targets.json": new file_1.MetaFile({ version: 1 }) };
    }
    equals(other) {
      if (!(other instanceof Snapshot)) {
        return false;
      }
      return super.equals(other) && util_1.default.isDeepStrictEqual(this.meta, other.meta);
    }
    toJSON() {
      return {
        _type: this.type,
        meta: metaToJSON(this.meta),
        spec_version: this.specVersion,
        version: this.version,
        expires: this.expires,
        ...this.unrecognizedFields
      };
    }
    static fromJSON(data) {
      const { unrecognizedFields, ...commonFields } = base_1.Signed.commonFieldsFromJSON(data);
      const { meta, ...rest } = unrecognizedFields;
      return new Snapshot({
        ...commonFields,
        meta: metaFromJSON(meta),
        unrecognizedFields: rest
      });
    }
  }
  snapshot.Snapshot = Snapshot;
  function metaToJSON(meta) {
    return Object.entries(meta).reduce((acc, [path2, metadata2]) => ({
      ...acc,
      [path2]: metadata2.toJSON()
    }), {});
  }
  function metaFromJSON(data) {
    let meta;
    if (utils_1.guard.isDefined(data)) {
      if (!utils_1.guard.isObjectRecord(data)) {
        throw new TypeError("meta field is malformed");
      } else {
        meta = Object.entries(data).reduce((acc, [path2, metadata2]) => ({
          ...acc,
          [path2]: file_1.MetaFile.fromJSON(metadata2)
        }), {});
      }
    }
    return meta;
  }
  return snapshot;
}
var targets = {};
var delegations = {};
var hasRequiredDelegations;
function requireDelegations() {
  if (hasRequiredDelegations) return delegations;
  hasRequiredDelegations = 1;
  var __importDefault = delegations && delegations.__importDefault || function(mod) {
    return mod && mod.__esModule ? mod : { "default": mod };
  };
  Object.defineProperty(delegations, "__esModule", { value: true });
  delegations.Delegations = void 0;
  const util_1 = __importDefault(require$$0);
  const error_1 = requireError$1();
  const key_1 = requireKey();
  const role_1 = requireRole();
  const utils_1 = requireUtils();
  class Delegations {
    keys;
    roles;
    unrecognizedFields;
    succinctRoles;
    constructor(options) {
      this.keys = options.keys;
      this.unrecognizedFields = options.unrecognizedFields || {};
      if (options.roles) {
        if (Object.keys(options.roles).some((roleName) => role_1.TOP_LEVEL_ROLE_NAMES.includes(roleName))) {
          throw new error_1.ValueError("Delegated role name conflicts with top-level role name");
        }
      }
      this.succinctRoles = options.succinctRoles;
      this.roles = options.roles;
    }
    equals(other) {
      if (!(other instanceof Delegations)) {
        return false;
      }
      return util_1.default.isDeepStrictEqual(this.keys, other.keys) && util_1.default.isDeepStrictEqual(this.roles, other.roles) && util_1.default.isDeepStrictEqual(this.unrecognizedFields, other.unrecognizedFields) && util_1.default.isDeepStrictEqual(this.succinctRoles, other.succinctRoles);
    }
    *rolesForTarget(targetPath) {
      if (this.roles) {
        for (const role2 of Object.values(this.roles)) {
          if (role2.isDelegatedPath(targetPath)) {
            yield { role: role2.name, terminating: role2.terminating };
          }
        }
      } else if (this.succinctRoles) {
        yield {
          role: this.succinctRoles.getRoleForTarget(targetPath),
          terminating: true
        };
      }
    }
    toJSON() {
      const json = {
        keys: keysToJSON(this.keys),
        ...this.unrecognizedFields
      };
      if (this.roles) {
        json.roles = rolesToJSON(this.roles);
      } else if (this.succinctRoles) {
        json.succinct_roles = this.succinctRoles.toJSON();
      }
      return json;
    }
    static fromJSON(data) {
      const { keys, roles, succinct_roles, ...unrecognizedFields } = data;
      let succinctRoles;
      if (utils_1.guard.isObject(succinct_roles)) {
        succinctRoles = role_1.SuccinctRoles.fromJSON(succinct_roles);
      }
      return new Delegations({
        keys: keysFromJSON(keys),
        roles: rolesFromJSON(roles),
        unrecognizedFields,
        succinctRoles
      });
    }
  }
  delegations.Delegations = Delegations;
  function keysToJSON(keys) {
    return Object.entries(keys).reduce((acc, [keyId, key2]) => ({
      ...acc,
      [keyId]: key2.toJSON()
    }), {});
  }
  function rolesToJSON(roles) {
    return Object.values(roles).map((role2) => role2.toJSON());
  }
  function keysFromJSON(data) {
    if (!utils_1.guard.isObjectRecord(data)) {
      throw new TypeError("keys is malformed");
    }
    return Object.entries(data).reduce((acc, [keyID, keyData]) => ({
      ...acc,
      [keyID]: key_1.Key.fromJSON(keyID, keyData)
    }), {});
  }
  function rolesFromJSON(data) {
    let roleMap;
    if (utils_1.guard.isDefined(data)) {
      if (!utils_1.guard.isObjectArray(data)) {
        throw new TypeError("roles is malformed");
      }
      roleMap = data.reduce((acc, role2) => {
        const delegatedRole = role_1.DelegatedRole.fromJSON(role2);
        if (Object.hasOwn(acc, delegatedRole.name)) {
          throw new error_1.ValueError(`duplicate delegated role: ${delegatedRole.name}`);
        }
        return {
          ...acc,
          [delegatedRole.name]: delegatedRole
        };
      }, {});
    }
    return roleMap;
  }
  return delegations;
}
var hasRequiredTargets;
function requireTargets() {
  if (hasRequiredTargets) return targets;
  hasRequiredTargets = 1;
  var __importDefault = targets && targets.__importDefault || function(mod) {
    return mod && mod.__esModule ? mod : { "default": mod };
  };
  Object.defineProperty(targets, "__esModule", { value: true });
  targets.Targets = void 0;
  const util_1 = __importDefault(require$$0);
  const base_1 = requireBase();
  const delegations_1 = requireDelegations();
  const file_1 = requireFile();
  const utils_1 = requireUtils();
  class Targets extends base_1.Signed {
    type = base_1.MetadataKind.Targets;
    targets;
    delegations;
    constructor(options) {
      super(options);
      this.targets = options.targets || {};
      this.delegations = options.delegations;
    }
    addTarget(target) {
      this.targets[target.path] = target;
    }
    equals(other) {
      if (!(other instanceof Targets)) {
        return false;
      }
      return super.equals(other) && util_1.default.isDeepStrictEqual(this.targets, other.targets) && util_1.default.isDeepStrictEqual(this.delegations, other.delegations);
    }
    toJSON() {
      const json = {
        _type: this.type,
        spec_version: this.specVersion,
        version: this.version,
        expires: this.expires,
        targets: targetsToJSON(this.targets),
        ...this.unrecognizedFields
      };
      if (this.delegations) {
        json.delegations = this.delegations.toJSON();
      }
      return json;
    }
    static fromJSON(data) {
      const { unrecognizedFields, ...commonFields } = base_1.Signed.commonFieldsFromJSON(data);
      const { targets: targets2, delegations: delegations2, ...rest } = unrecognizedFields;
      return new Targets({
        ...commonFields,
        targets: targetsFromJSON(targets2),
        delegations: delegationsFromJSON(delegations2),
        unrecognizedFields: rest
      });
    }
  }
  targets.Targets = Targets;
  function targetsToJSON(targets2) {
    return Object.entries(targets2).reduce((acc, [path2, target]) => ({
      ...acc,
      [path2]: target.toJSON()
    }), {});
  }
  function targetsFromJSON(data) {
    let targets2;
    if (utils_1.guard.isDefined(data)) {
      if (!utils_1.guard.isObjectRecord(data)) {
        throw new TypeError("targets must be an object");
      } else {
        targets2 = Object.entries(data).reduce((acc, [path2, target]) => ({
          ...acc,
          [path2]: file_1.TargetFile.fromJSON(path2, target)
        }), {});
      }
    }
    return targets2;
  }
  function delegationsFromJSON(data) {
    let delegations2;
    if (utils_1.guard.isDefined(data)) {
      if (!utils_1.guard.isObject(data)) {
        throw new TypeError("delegations must be an object");
      } else {
        delegations2 = delegations_1.Delegations.fromJSON(data);
      }
    }
    return delegations2;
  }
  return targets;
}
var timestamp = {};
var hasRequiredTimestamp;
function requireTimestamp() {
  if (hasRequiredTimestamp) return timestamp;
  hasRequiredTimestamp = 1;
  Object.defineProperty(timestamp, "__esModule", { value: true });
  timestamp.Timestamp = void 0;
  const base_1 = requireBase();
  const file_1 = requireFile();
  const utils_1 = requireUtils();
  class Timestamp extends base_1.Signed {
    type = base_1.MetadataKind.Timestamp;
    snapshotMeta;
    constructor(options) {
      super(options);
      this.snapshotMeta = options.snapshotMeta || new file_1.MetaFile({ version: 1 });
    }
    equals(other) {
      if (!(other instanceof Timestamp)) {
        return false;
      }
      return super.equals(other) && this.snapshotMeta.equals(other.snapshotMeta);
    }
    toJSON() {
      return {
        _type: this.type,
        spec_version: this.specVersion,
        version: this.version,
        expires: this.expires,
        meta: { "snapshot.json": this.snapshotMeta.toJSON() },
        ...this.unrecognizedFields
      };
    }
    static fromJSON(data) {
      const { unrecognizedFields, ...commonFields } = base_1.Signed.commonFieldsFromJSON(data);
      const { meta, ...rest } = unrecognizedFields;
      return new Timestamp({
        ...commonFields,
        snapshotMeta: snapshotMetaFromJSON(meta),
        unrecognizedFields: rest
      });
    }
  }
  timestamp.Timestamp = Timestamp;
  function snapshotMetaFromJSON(data) {
    let snapshotMeta;
    if (utils_1.guard.isDefined(data)) {
      const snapshotData = data["snapshot.json"];
      if (!utils_1.guard.isDefined(snapshotData) || !utils_1.guard.isObject(snapshotData)) {
        throw new TypeError("missing snapshot.json in meta");
      } else {
        snapshotMeta = file_1.MetaFile.fromJSON(snapshotData);
      }
    }
    return snapshotMeta;
  }
  return timestamp;
}
var hasRequiredMetadata;
function requireMetadata() {
  if (hasRequiredMetadata) return metadata;
  hasRequiredMetadata = 1;
  var __importDefault = metadata && metadata.__importDefault || function(mod) {
    return mod && mod.__esModule ? mod : { "default": mod };
  };
  Object.defineProperty(metadata, "__esModule", { value: true });
  metadata.Metadata = void 0;
  const canonical_json_1 = requireLib();
  const util_1 = __importDefault(require$$0);
  const base_1 = requireBase();
  const error_1 = requireError$1();
  const root_1 = requireRoot();
  const signature_1 = requireSignature();
  const snapshot_1 = requireSnapshot();
  const targets_1 = requireTargets();
  const timestamp_1 = requireTimestamp();
  const utils_1 = requireUtils();
  class Metadata {
    signed;
    signatures;
    unrecognizedFields;
    constructor(signed2, signatures2, unrecognizedFields) {
      this.signed = signed2;
      this.signatures = signatures2 || {};
      this.unrecognizedFields = unrecognizedFields || {};
    }
    sign(signer, append = true) {
      const bytes = Buffer.from((0, canonical_json_1.canonicalize)(this.signed.toJSON()));
      const signature2 = signer(bytes);
      if (!append) {
        this.signatures = {};
      }
      this.signatures[signature2.keyID] = signature2;
    }
    verifyDelegate(delegatedRole, delegatedMetadata) {
      let role2;
      let keys = {};
      switch (this.signed.type) {
        case base_1.MetadataKind.Root:
          keys = this.signed.keys;
          role2 = this.signed.roles[delegatedRole];
          break;
        case base_1.MetadataKind.Targets:
          if (!this.signed.delegations) {
            throw new error_1.ValueError(`No delegations found for ${delegatedRole}`);
          }
          keys = this.signed.delegations.keys;
          if (this.signed.delegations.roles) {
            role2 = this.signed.delegations.roles[delegatedRole];
          } else if (this.signed.delegations.succinctRoles) {
            if (this.signed.delegations.succinctRoles.isDelegatedRole(delegatedRole)) {
              role2 = this.signed.delegations.succinctRoles;
            }
          }
          break;
        default:
          throw new TypeError("invalid metadata type");
      }
      if (!role2) {
        throw new error_1.ValueError(`no delegation found for ${delegatedRole}`);
      }
      const signingKeys = /* @__PURE__ */ new Set();
      role2.keyIDs.forEach((keyID) => {
        const key2 = keys[keyID];
        if (!key2) {
          return;
        }
        try {
          key2.verifySignature(delegatedMetadata);
          signingKeys.add(key2.keyID);
        } catch (error2) {
        }
      });
      if (signingKeys.size < role2.threshold) {
        throw new error_1.UnsignedMetadataError(`${delegatedRole} was signed by ${signingKeys.size}/${role2.threshold} keys`);
      }
    }
    equals(other) {
      if (!(other instanceof Metadata)) {
        return false;
      }
      return (
        // eslint-disable-next-line @typescript-eslint/no-unsafe-argument
        this.signed.equals(other.signed) && util_1.default.isDeepStrictEqual(this.signatures, other.signatures) && util_1.default.isDeepStrictEqual(this.unrecognizedFields, other.unrecognizedFields)
      );
    }
    toJSON() {
      const signatures2 = Object.values(this.signatures).map((signature2) => {
        return signature2.toJSON();
      });
      return {
        signatures: signatures2,
        signed: this.signed.toJSON(),
        ...this.unrecognizedFields
      };
    }
    static fromJSON(type, data) {
      const { signed: signed2, signatures: signatures2, ...rest } = data;
      if (!utils_1.guard.isDefined(signed2) || !utils_1.guard.isObject(signed2)) {
        throw new TypeError("signed is not defined");
      }
      if (type !== signed2._type) {
        throw new error_1.ValueError(`expected '${type}', got ${signed2["_type"]}`);
      }
      if (!utils_1.guard.isObjectArray(signatures2)) {
        throw new TypeError("signatures is not an array");
      }
      let signedObj;
      switch (type) {
        case base_1.MetadataKind.Root:
          signedObj = root_1.Root.fromJSON(signed2);
          break;
        case base_1.MetadataKind.Timestamp:
          signedObj = timestamp_1.Timestamp.fromJSON(signed2);
          break;
        case base_1.MetadataKind.Snapshot:
          signedObj = snapshot_1.Snapshot.fromJSON(signed2);
          break;
        case base_1.MetadataKind.Targets:
          signedObj = targets_1.Targets.fromJSON(signed2);
          break;
        default:
          throw new TypeError("invalid metadata type");
      }
      const sigMap = {};
      signatures2.forEach((sigData) => {
        const sig = signature_1.Signature.fromJSON(sigData);
        if (sigMap[sig.keyID]) {
          throw new error_1.ValueError(`multiple signatures found for keyid: ${sig.keyID}`);
        }
        sigMap[sig.keyID] = sig;
      });
      return new Metadata(signedObj, sigMap, rest);
    }
  }
  metadata.Metadata = Metadata;
  return metadata;
}
var hasRequiredDist$1;
function requireDist$1() {
  if (hasRequiredDist$1) return dist;
  hasRequiredDist$1 = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Timestamp = exports.Targets = exports.Snapshot = exports.Signature = exports.Root = exports.Metadata = exports.Key = exports.TargetFile = exports.MetaFile = exports.ValueError = exports.MetadataKind = void 0;
    var base_1 = requireBase();
    Object.defineProperty(exports, "MetadataKind", { enumerable: true, get: function() {
      return base_1.MetadataKind;
    } });
    var error_1 = requireError$1();
    Object.defineProperty(exports, "ValueError", { enumerable: true, get: function() {
      return error_1.ValueError;
    } });
    var file_1 = requireFile();
    Object.defineProperty(exports, "MetaFile", { enumerable: true, get: function() {
      return file_1.MetaFile;
    } });
    Object.defineProperty(exports, "TargetFile", { enumerable: true, get: function() {
      return file_1.TargetFile;
    } });
    var key_1 = requireKey();
    Object.defineProperty(exports, "Key", { enumerable: true, get: function() {
      return key_1.Key;
    } });
    var metadata_1 = requireMetadata();
    Object.defineProperty(exports, "Metadata", { enumerable: true, get: function() {
      return metadata_1.Metadata;
    } });
    var root_1 = requireRoot();
    Object.defineProperty(exports, "Root", { enumerable: true, get: function() {
      return root_1.Root;
    } });
    var signature_1 = requireSignature();
    Object.defineProperty(exports, "Signature", { enumerable: true, get: function() {
      return signature_1.Signature;
    } });
    var snapshot_1 = requireSnapshot();
    Object.defineProperty(exports, "Snapshot", { enumerable: true, get: function() {
      return snapshot_1.Snapshot;
    } });
    var targets_1 = requireTargets();
    Object.defineProperty(exports, "Targets", { enumerable: true, get: function() {
      return targets_1.Targets;
    } });
    var timestamp_1 = requireTimestamp();
    Object.defineProperty(exports, "Timestamp", { enumerable: true, get: function() {
      return timestamp_1.Timestamp;
    } });
  })(dist);
  return dist;
}
class DefaultFetcher {
  constructor() {
    throw new Error("tuf-js was given no fetcher.");
  }
}
var tufNoFetcher = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  BaseFetcher: DefaultFetcher,
  DefaultFetcher
});
var require$$1$1 = /* @__PURE__ */ getAugmentedNamespace(tufNoFetcher);
var updater = {};
var tufNoDebug = () => () => void 0;
var tufNoDebug$1 = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  default: tufNoDebug
});
var require$$1 = /* @__PURE__ */ getAugmentedNamespace(tufNoDebug$1);
var version = "6.0.2";
var require$$4 = {
  version
};
var config = {};
var hasRequiredConfig;
function requireConfig() {
  if (hasRequiredConfig) return config;
  hasRequiredConfig = 1;
  Object.defineProperty(config, "__esModule", { value: true });
  config.defaultConfig = void 0;
  config.defaultConfig = {
    maxRootRotations: 256,
    maxDelegations: 32,
    rootMaxLength: 512e3,
    //bytes
    timestampMaxLength: 16384,
    // bytes
    snapshotMaxLength: 2e6,
    // bytes
    targetsMaxLength: 5e6,
    // bytes
    prefixTargetsWithHash: true,
    fetchTimeout: 1e5,
    // milliseconds
    fetchRetries: void 0,
    fetchRetry: 2,
    userAgent: ""
  };
  return config;
}
var error = {};
var hasRequiredError;
function requireError() {
  if (hasRequiredError) return error;
  hasRequiredError = 1;
  Object.defineProperty(error, "__esModule", { value: true });
  error.DownloadHTTPError = error.DownloadLengthMismatchError = error.DownloadError = error.ExpiredMetadataError = error.EqualVersionError = error.BadVersionError = error.RepositoryError = error.PersistError = error.RuntimeError = error.ValueError = void 0;
  class ValueError extends Error {
  }
  error.ValueError = ValueError;
  class RuntimeError extends Error {
  }
  error.RuntimeError = RuntimeError;
  class PersistError extends Error {
  }
  error.PersistError = PersistError;
  class RepositoryError extends Error {
  }
  error.RepositoryError = RepositoryError;
  class BadVersionError extends RepositoryError {
  }
  error.BadVersionError = BadVersionError;
  class EqualVersionError extends BadVersionError {
  }
  error.EqualVersionError = EqualVersionError;
  class ExpiredMetadataError extends RepositoryError {
  }
  error.ExpiredMetadataError = ExpiredMetadataError;
  class DownloadError extends Error {
  }
  error.DownloadError = DownloadError;
  class DownloadLengthMismatchError extends DownloadError {
  }
  error.DownloadLengthMismatchError = DownloadLengthMismatchError;
  class DownloadHTTPError extends DownloadError {
    statusCode;
    constructor(message, statusCode) {
      super(message);
      this.statusCode = statusCode;
    }
  }
  error.DownloadHTTPError = DownloadHTTPError;
  return error;
}
var store = {};
var hasRequiredStore;
function requireStore() {
  if (hasRequiredStore) return store;
  hasRequiredStore = 1;
  Object.defineProperty(store, "__esModule", { value: true });
  store.TrustedMetadataStore = void 0;
  const models_1 = requireDist$1();
  const error_1 = requireError();
  class TrustedMetadataStore {
    trustedSet = {};
    referenceTime;
    constructor(rootData) {
      this.referenceTime = /* @__PURE__ */ new Date();
      this.loadTrustedRoot(rootData);
    }
    get root() {
      if (!this.trustedSet.root) {
        throw new ReferenceError("No trusted root metadata");
      }
      return this.trustedSet.root;
    }
    get timestamp() {
      return this.trustedSet.timestamp;
    }
    get snapshot() {
      return this.trustedSet.snapshot;
    }
    get targets() {
      return this.trustedSet.targets;
    }
    getRole(name) {
      return this.trustedSet[name];
    }
    updateRoot(bytesBuffer) {
      const data = JSON.parse(bytesBuffer.toString("utf8"));
      const newRoot = models_1.Metadata.fromJSON(models_1.MetadataKind.Root, data);
      if (newRoot.signed.type != models_1.MetadataKind.Root) {
        throw new error_1.RepositoryError(`Expected 'root', got ${newRoot.signed.type}`);
      }
      this.root.verifyDelegate(models_1.MetadataKind.Root, newRoot);
      if (newRoot.signed.version != this.root.signed.version + 1) {
        throw new error_1.BadVersionError(`Expected version ${this.root.signed.version + 1}, got ${newRoot.signed.version}`);
      }
      newRoot.verifyDelegate(models_1.MetadataKind.Root, newRoot);
      this.trustedSet.root = newRoot;
      return newRoot;
    }
    updateTimestamp(bytesBuffer) {
      if (this.snapshot) {
        throw new error_1.RuntimeError("Cannot update timestamp after snapshot");
      }
      if (this.root.signed.isExpired(this.referenceTime)) {
        throw new error_1.ExpiredMetadataError("Final root.json is expired");
      }
      const data = JSON.parse(bytesBuffer.toString("utf8"));
      const newTimestamp = models_1.Metadata.fromJSON(models_1.MetadataKind.Timestamp, data);
      if (newTimestamp.signed.type != models_1.MetadataKind.Timestamp) {
        throw new error_1.RepositoryError(`Expected 'timestamp', got ${newTimestamp.signed.type}`);
      }
      this.root.verifyDelegate(models_1.MetadataKind.Timestamp, newTimestamp);
      if (this.timestamp) {
        if (newTimestamp.signed.version < this.timestamp.signed.version) {
          throw new error_1.BadVersionError(`New timestamp version ${newTimestamp.signed.version} is less than current version ${this.timestamp.signed.version}`);
        }
        if (newTimestamp.signed.version === this.timestamp.signed.version) {
          throw new error_1.EqualVersionError(`New timestamp version ${newTimestamp.signed.version} is equal to current version ${this.timestamp.signed.version}`);
        }
        const snapshotMeta = this.timestamp.signed.snapshotMeta;
        const newSnapshotMeta = newTimestamp.signed.snapshotMeta;
        if (newSnapshotMeta.version < snapshotMeta.version) {
          throw new error_1.BadVersionError(`New snapshot version ${newSnapshotMeta.version} is less than current version ${snapshotMeta.version}`);
        }
      }
      this.trustedSet.timestamp = newTimestamp;
      this.checkFinalTimestamp();
      return newTimestamp;
    }
    updateSnapshot(bytesBuffer, trusted = false) {
      if (!this.timestamp) {
        throw new error_1.RuntimeError("Cannot update snapshot before timestamp");
      }
      if (this.targets) {
        throw new error_1.RuntimeError("Cannot update snapshot after targets");
      }
      this.checkFinalTimestamp();
      const snapshotMeta = this.timestamp.signed.snapshotMeta;
      if (!trusted) {
        snapshotMeta.verify(bytesBuffer);
      }
      const data = JSON.parse(bytesBuffer.toString("utf8"));
      const newSnapshot = models_1.Metadata.fromJSON(models_1.MetadataKind.Snapshot, data);
      if (newSnapshot.signed.type != models_1.MetadataKind.Snapshot) {
        throw new error_1.RepositoryError(`Expected 'snapshot', got ${newSnapshot.signed.type}`);
      }
      this.root.verifyDelegate(models_1.MetadataKind.Snapshot, newSnapshot);
      if (this.snapshot) {
        Object.entries(this.snapshot.signed.meta).forEach(([fileName, fileInfo]) => {
          const newFileInfo = newSnapshot.signed.meta[fileName];
          if (!newFileInfo) {
            throw new error_1.RepositoryError(`Missing file ${fileName} in new snapshot`);
          }
          if (newFileInfo.version < fileInfo.version) {
            throw new error_1.BadVersionError(`New version ${newFileInfo.version} of ${fileName} is less than current version ${fileInfo.version}`);
          }
        });
      }
      this.trustedSet.snapshot = newSnapshot;
      this.checkFinalSnapsnot();
      return newSnapshot;
    }
    updateDelegatedTargets(bytesBuffer, roleName, delegatorName) {
      if (!this.snapshot) {
        throw new error_1.RuntimeError("Cannot update delegated targets before snapshot");
      }
      this.checkFinalSnapsnot();
      const delegator = this.trustedSet[delegatorName];
      if (!delegator) {
        throw new error_1.RuntimeError(`No trusted ${delegatorName} metadata`);
      }
      const meta = this.snapshot.signed.meta?.[`${roleName}.json`];
      if (!meta) {
        throw new error_1.RepositoryError(`Missing ${roleName}.json in snapshot`);
      }
      meta.verify(bytesBuffer);
      const data = JSON.parse(bytesBuffer.toString("utf8"));
      const newDelegate = models_1.Metadata.fromJSON(models_1.MetadataKind.Targets, data);
      if (newDelegate.signed.type != models_1.MetadataKind.Targets) {
        throw new error_1.RepositoryError(`Expected 'targets', got ${newDelegate.signed.type}`);
      }
      delegator.verifyDelegate(roleName, newDelegate);
      const version2 = newDelegate.signed.version;
      if (version2 != meta.version) {
        throw new error_1.BadVersionError(`Version ${version2} of ${roleName} does not match snapshot version ${meta.version}`);
      }
      if (newDelegate.signed.isExpired(this.referenceTime)) {
        throw new error_1.ExpiredMetadataError(`${roleName}.json is expired`);
      }
      this.trustedSet[roleName] = newDelegate;
    }
    // Verifies and loads data as trusted root metadata.
    // Note that an expired initial root is still considered valid.
    loadTrustedRoot(bytesBuffer) {
      const data = JSON.parse(bytesBuffer.toString("utf8"));
      const root2 = models_1.Metadata.fromJSON(models_1.MetadataKind.Root, data);
      if (root2.signed.type != models_1.MetadataKind.Root) {
        throw new error_1.RepositoryError(`Expected 'root', got ${root2.signed.type}`);
      }
      root2.verifyDelegate(models_1.MetadataKind.Root, root2);
      this.trustedSet["root"] = root2;
    }
    checkFinalTimestamp() {
      if (!this.timestamp) {
        throw new ReferenceError("No trusted timestamp metadata");
      }
      if (this.timestamp.signed.isExpired(this.referenceTime)) {
        throw new error_1.ExpiredMetadataError("Final timestamp.json is expired");
      }
    }
    checkFinalSnapsnot() {
      if (!this.snapshot) {
        throw new ReferenceError("No trusted snapshot metadata");
      }
      if (!this.timestamp) {
        throw new ReferenceError("No trusted timestamp metadata");
      }
      if (this.snapshot.signed.isExpired(this.referenceTime)) {
        throw new error_1.ExpiredMetadataError("snapshot.json is expired");
      }
      const snapshotMeta = this.timestamp.signed.snapshotMeta;
      if (this.snapshot.signed.version !== snapshotMeta.version) {
        throw new error_1.BadVersionError("Snapshot version doesn't match timestamp");
      }
    }
  }
  store.TrustedMetadataStore = TrustedMetadataStore;
  return store;
}
var url = {};
var hasRequiredUrl;
function requireUrl() {
  if (hasRequiredUrl) return url;
  hasRequiredUrl = 1;
  Object.defineProperty(url, "__esModule", { value: true });
  url.join = join;
  const url_1 = require$$0$1;
  function join(base2, path2) {
    return new url_1.URL(ensureTrailingSlash(base2) + removeLeadingSlash(path2)).toString();
  }
  function ensureTrailingSlash(path2) {
    return path2.endsWith("/") ? path2 : path2 + "/";
  }
  function removeLeadingSlash(path2) {
    return path2.startsWith("/") ? path2.slice(1) : path2;
  }
  return url;
}
var hasRequiredUpdater;
function requireUpdater() {
  if (hasRequiredUpdater) return updater;
  hasRequiredUpdater = 1;
  var __createBinding = updater && updater.__createBinding || (Object.create ? (function(o, m, k, k2) {
    if (k2 === void 0) k2 = k;
    var desc = Object.getOwnPropertyDescriptor(m, k);
    if (!desc || ("get" in desc ? !m.__esModule : desc.writable || desc.configurable)) {
      desc = { enumerable: true, get: function() {
        return m[k];
      } };
    }
    Object.defineProperty(o, k2, desc);
  }) : (function(o, m, k, k2) {
    if (k2 === void 0) k2 = k;
    o[k2] = m[k];
  }));
  var __setModuleDefault = updater && updater.__setModuleDefault || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
  }) : function(o, v) {
    o["default"] = v;
  });
  var __importStar = updater && updater.__importStar || /* @__PURE__ */ (function() {
    var ownKeys = function(o) {
      ownKeys = Object.getOwnPropertyNames || function(o2) {
        var ar = [];
        for (var k in o2) if (Object.prototype.hasOwnProperty.call(o2, k)) ar[ar.length] = k;
        return ar;
      };
      return ownKeys(o);
    };
    return function(mod) {
      if (mod && mod.__esModule) return mod;
      var result = {};
      if (mod != null) {
        for (var k = ownKeys(mod), i = 0; i < k.length; i++) if (k[i] !== "default") __createBinding(result, mod, k[i]);
      }
      __setModuleDefault(result, mod);
      return result;
    };
  })();
  var __importDefault = updater && updater.__importDefault || function(mod) {
    return mod && mod.__esModule ? mod : { "default": mod };
  };
  Object.defineProperty(updater, "__esModule", { value: true });
  updater.Updater = void 0;
  const models_1 = requireDist$1();
  const debug_1 = __importDefault(require$$1);
  const fs$1 = __importStar(fs);
  const path$1 = __importStar(path);
  const package_json_1 = require$$4;
  const config_1 = requireConfig();
  const error_1 = requireError();
  const fetcher_1 = require$$1$1;
  const store_1 = requireStore();
  const url2 = __importStar(requireUrl());
  const log = (0, debug_1.default)("tuf:cache");
  class Updater {
    dir;
    metadataBaseUrl;
    targetDir;
    targetBaseUrl;
    forceCache;
    trustedSet;
    config;
    fetcher;
    constructor(options) {
      const { metadataDir, metadataBaseUrl, targetDir, targetBaseUrl, fetcher, config: config2 } = options;
      this.dir = metadataDir;
      this.metadataBaseUrl = metadataBaseUrl;
      this.targetDir = targetDir;
      this.targetBaseUrl = targetBaseUrl;
      this.forceCache = options.forceCache ?? false;
      const data = this.loadLocalMetadata(models_1.MetadataKind.Root);
      this.trustedSet = new store_1.TrustedMetadataStore(data);
      this.config = { ...config_1.defaultConfig, ...config2 };
      const userAgent = config2?.userAgent ? `${config2.userAgent} tuf-js/${package_json_1.version}` : `tuf-js/${package_json_1.version}`;
      this.fetcher = fetcher || new fetcher_1.DefaultFetcher({
        userAgent,
        timeout: this.config.fetchTimeout,
        retry: this.config.fetchRetries ?? this.config.fetchRetry
      });
    }
    // refresh and load the metadata before downloading the target
    // refresh should be called once after the client is initialized
    async refresh() {
      if (this.forceCache) {
        try {
          await this.loadTimestamp({ checkRemote: false });
        } catch (error2) {
          await this.loadRoot();
          await this.loadTimestamp();
        }
      } else {
        await this.loadRoot();
        await this.loadTimestamp();
      }
      await this.loadSnapshot();
      await this.loadTargets(models_1.MetadataKind.Targets, models_1.MetadataKind.Root);
    }
    // Returns the TargetFile instance with information for the given target path.
    //
    // Implicitly calls refresh if it hasn't already been called.
    async getTargetInfo(targetPath) {
      if (!this.trustedSet.targets) {
        await this.refresh();
      }
      return this.preorderDepthFirstWalk(targetPath);
    }
    async downloadTarget(targetInfo, filePath, targetBaseUrl) {
      const targetPath = filePath || this.generateTargetPath(targetInfo);
      if (!targetBaseUrl) {
        if (!this.targetBaseUrl) {
          throw new error_1.ValueError("Target base URL not set");
        }
        targetBaseUrl = this.targetBaseUrl;
      }
      let targetFilePath = targetInfo.path;
      const consistentSnapshot = this.trustedSet.root.signed.consistentSnapshot;
      if (consistentSnapshot && this.config.prefixTargetsWithHash) {
        const hashes = Object.values(targetInfo.hashes);
        const { dir, base: base2 } = path$1.parse(targetFilePath);
        const filename = `${hashes[0]}.${base2}`;
        targetFilePath = dir ? `${dir}/${filename}` : filename;
      }
      const targetUrl = url2.join(targetBaseUrl, targetFilePath);
      await this.fetcher.downloadFile(targetUrl, targetInfo.length, async (fileName) => {
        await targetInfo.verify(fs$1.createReadStream(fileName));
        log("WRITE %s", targetPath);
        fs$1.copyFileSync(fileName, targetPath);
      });
      return targetPath;
    }
    async findCachedTarget(targetInfo, filePath) {
      if (!filePath) {
        filePath = this.generateTargetPath(targetInfo);
      }
      try {
        if (fs$1.existsSync(filePath)) {
          await targetInfo.verify(fs$1.createReadStream(filePath));
          return filePath;
        }
      } catch (error2) {
        return;
      }
      return;
    }
    loadLocalMetadata(fileName) {
      const filePath = path$1.join(this.dir, `${fileName}.json`);
      log("READ %s", filePath);
      return fs$1.readFileSync(filePath);
    }
    // Sequentially load and persist on local disk every newer root metadata
    // version available on the remote.
    // Client workflow 5.3: update root role
    async loadRoot() {
      const rootVersion = this.trustedSet.root.signed.version;
      const lowerBound = rootVersion + 1;
      const upperBound = lowerBound + this.config.maxRootRotations;
      for (let version2 = lowerBound; version2 < upperBound; version2++) {
        const rootUrl = url2.join(this.metadataBaseUrl, `${version2}.root.json`);
        try {
          const bytesData = await this.fetcher.downloadBytes(rootUrl, this.config.rootMaxLength);
          this.trustedSet.updateRoot(bytesData);
          this.persistMetadata(models_1.MetadataKind.Root, bytesData);
        } catch (error2) {
          if (error2 instanceof error_1.DownloadHTTPError) {
            if ([403, 404].includes(error2.statusCode)) {
              break;
            }
          }
          throw error2;
        }
      }
    }
    // Load local and remote timestamp metadata.
    // Client workflow 5.4: update timestamp role
    async loadTimestamp({ checkRemote } = { checkRemote: true }) {
      try {
        const data = this.loadLocalMetadata(models_1.MetadataKind.Timestamp);
        this.trustedSet.updateTimestamp(data);
        if (!checkRemote) {
          return;
        }
      } catch (error2) {
      }
      const timestampUrl = url2.join(this.metadataBaseUrl, "timestamp.json");
      const bytesData = await this.fetcher.downloadBytes(timestampUrl, this.config.timestampMaxLength);
      try {
        this.trustedSet.updateTimestamp(bytesData);
      } catch (error2) {
        if (error2 instanceof error_1.EqualVersionError) {
          return;
        }
        throw error2;
      }
      this.persistMetadata(models_1.MetadataKind.Timestamp, bytesData);
    }
    // Load local and remote snapshot metadata.
    // Client workflow 5.5: update snapshot role
    async loadSnapshot() {
      try {
        const data = this.loadLocalMetadata(models_1.MetadataKind.Snapshot);
        this.trustedSet.updateSnapshot(data, true);
      } catch (error2) {
        if (!this.trustedSet.timestamp) {
          throw new ReferenceError("No timestamp metadata", { cause: error2 });
        }
        const snapshotMeta = this.trustedSet.timestamp.signed.snapshotMeta;
        const maxLength = snapshotMeta.length || this.config.snapshotMaxLength;
        const version2 = this.trustedSet.root.signed.consistentSnapshot ? snapshotMeta.version : void 0;
        const snapshotUrl = url2.join(this.metadataBaseUrl, version2 ? `${version2}.snapshot.json` : "snapshot.json");
        try {
          const bytesData = await this.fetcher.downloadBytes(snapshotUrl, maxLength);
          this.trustedSet.updateSnapshot(bytesData);
          this.persistMetadata(models_1.MetadataKind.Snapshot, bytesData);
        } catch (error3) {
          throw new error_1.RuntimeError(`Unable to load snapshot metadata error ${error3}`);
        }
      }
    }
    // Load local and remote targets metadata.
    // Client workflow 5.6: update targets role
    async loadTargets(role2, parentRole) {
      const cachedRole = this.trustedSet.getRole(role2);
      if (cachedRole) {
        const delegator = this.trustedSet.getRole(parentRole);
        if (!delegator) {
          throw new error_1.RuntimeError(`No trusted ${parentRole} metadata`);
        }
        delegator.verifyDelegate(role2, cachedRole);
        return cachedRole;
      }
      try {
        const buffer = this.loadLocalMetadata(role2);
        this.trustedSet.updateDelegatedTargets(buffer, role2, parentRole);
      } catch (error2) {
        if (!this.trustedSet.snapshot) {
          throw new ReferenceError("No snapshot metadata", { cause: error2 });
        }
        const metaInfo = this.trustedSet.snapshot.signed.meta[`${role2}.json`];
        const maxLength = metaInfo.length || this.config.targetsMaxLength;
        const version2 = this.trustedSet.root.signed.consistentSnapshot ? metaInfo.version : void 0;
        const encodedRole = encodeURIComponent(role2);
        const metadataUrl = url2.join(this.metadataBaseUrl, version2 ? `${version2}.${encodedRole}.json` : `${encodedRole}.json`);
        try {
          const bytesData = await this.fetcher.downloadBytes(metadataUrl, maxLength);
          this.trustedSet.updateDelegatedTargets(bytesData, role2, parentRole);
          this.persistMetadata(role2, bytesData);
        } catch (error3) {
          throw new error_1.RuntimeError(`Unable to load targets error ${error3}`);
        }
      }
      return this.trustedSet.getRole(role2);
    }
    async preorderDepthFirstWalk(targetPath) {
      const delegationsToVisit = [
        {
          roleName: models_1.MetadataKind.Targets,
          parentRoleName: models_1.MetadataKind.Root
        }
      ];
      const visitedRoleNames = /* @__PURE__ */ new Set();
      while (visitedRoleNames.size <= this.config.maxDelegations && delegationsToVisit.length > 0) {
        const { roleName, parentRoleName } = delegationsToVisit.pop();
        if (visitedRoleNames.has(roleName)) {
          continue;
        }
        const targets2 = (await this.loadTargets(roleName, parentRoleName))?.signed;
        if (!targets2) {
          continue;
        }
        const target = targets2.targets?.[targetPath];
        if (target) {
          return target;
        }
        visitedRoleNames.add(roleName);
        if (targets2.delegations) {
          const childRolesToVisit = [];
          const rolesForTarget = targets2.delegations.rolesForTarget(targetPath);
          for (const { role: childName, terminating } of rolesForTarget) {
            childRolesToVisit.push({
              roleName: childName,
              parentRoleName: roleName
            });
            if (terminating) {
              delegationsToVisit.splice(0);
              break;
            }
          }
          childRolesToVisit.reverse();
          delegationsToVisit.push(...childRolesToVisit);
        }
      }
      return;
    }
    generateTargetPath(targetInfo) {
      if (!this.targetDir) {
        throw new error_1.ValueError("Target directory not set");
      }
      const filePath = encodeURIComponent(targetInfo.path);
      return path$1.join(this.targetDir, filePath);
    }
    persistMetadata(metaDataName, bytesData) {
      const encodedName = encodeURIComponent(metaDataName);
      try {
        const filePath = path$1.join(this.dir, `${encodedName}.json`);
        log("WRITE %s", filePath);
        fs$1.writeFileSync(filePath, bytesData.toString("utf8"));
      } catch (error2) {
        throw new error_1.PersistError(`Failed to persist metadata ${encodedName} error: ${error2}`);
      }
    }
  }
  updater.Updater = Updater;
  return updater;
}
var hasRequiredDist;
function requireDist() {
  if (hasRequiredDist) return dist$1;
  hasRequiredDist = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Updater = exports.BaseFetcher = exports.TargetFile = void 0;
    var models_1 = requireDist$1();
    Object.defineProperty(exports, "TargetFile", { enumerable: true, get: function() {
      return models_1.TargetFile;
    } });
    var fetcher_1 = require$$1$1;
    Object.defineProperty(exports, "BaseFetcher", { enumerable: true, get: function() {
      return fetcher_1.BaseFetcher;
    } });
    var updater_1 = requireUpdater();
    Object.defineProperty(exports, "Updater", { enumerable: true, get: function() {
      return updater_1.Updater;
    } });
  })(dist$1);
  return dist$1;
}
var distExports = requireDist();
var errorExports = requireError();
const HEADERS_MS = 1e4;
const TOTAL_MS = 2e4;
const ALL_MS = 12e4;
const NONE = /* @__PURE__ */ new Set([403, 404]);
const OK = 200;
const THROTTLED = 429;
const BROKEN = 500;
function tufFetcher(host, folder, signal) {
  let failure;
  let count = 0;
  const end = host.clock.now() + ALL_MS;
  const download = async (address, maxBytes) => {
    failure = void 0;
    try {
      const url2 = new URL(address);
      if (host.clock.now() > end) throw unanswered(whoOf(url2), "its answers took more than two minutes");
      return await getBounded(host, url2, maxBytes, signal);
    } catch (error2) {
      failure = error2 instanceof Failure ? error2 : void 0;
      throw error2;
    }
  };
  return {
    failure: () => failure,
    downloadBytes: download,
    downloadFile: async (address, maxBytes, handler) => {
      const bytes = await download(address, maxBytes);
      count += 1;
      const file2 = path.join(folder, `download-${count}`);
      fs.writeFileSync(file2, bytes, { mode: 384, flag: "wx" });
      return handler(file2);
    }
  };
}
async function getBounded({ http, clock }, url2, maxBytes, signal) {
  const limits = { headersMs: HEADERS_MS, totalMs: TOTAL_MS, maxBytes };
  const who = whoOf(url2);
  const judge = (error2) => {
    if (error2 instanceof Busy) return { retry: true, ...error2.verdict };
    return { retry: error2 instanceof HttpError && isTransient(error2) };
  };
  const ask = async (inner) => {
    const answer = await http.send({ method: "GET", url: url2, limits }, inner);
    if (answer.status === OK) return Buffer.from(answer.body);
    if (NONE.has(answer.status)) throw new errorExports.DownloadHTTPError("not there", answer.status);
    if (answer.status === THROTTLED || answer.status >= BROKEN)
      throw new Busy(answer.status, retryAfterMs(answer.headers, clock.now()));
    throw unanswered(who, `it answered with status ${answer.status}`);
  };
  try {
    return await retry(ask, judge, clock, signal);
  } catch (error2) {
    if (error2 instanceof Busy)
      throw unanswered(who, `it answered with status ${error2.status}, several times`);
    if (!(error2 instanceof HttpError)) throw error2;
    const { message, fix } = unreachable(error2, who);
    throw new Failure("TRUST_ROOT_UNAVAILABLE", message, {
      fix: fix === void 0 ? OFFLINE : `${fix}
${OFFLINE}`
    });
  }
}
const OFFLINE = "Without TUF, give the trusted root itself (it is then yours to keep fresh):\ntrusted-root: path/to/trusted_root.json";
const whoOf = ({ origin }) => `The TUF repository ${origin}`;
const unanswered = (who, what) => new Failure("TRUST_ROOT_UNAVAILABLE", `${who} could not be asked: ${what}.`, {
  fix: `Run the job again, and check that this runner may reach it.
${OFFLINE}`
});
class Busy extends Error {
  status;
  verdict;
  constructor(status, afterMs) {
    super("busy");
    this.status = status;
    this.verdict = {
      throttled: status === THROTTLED,
      ...afterMs === void 0 ? {} : { afterMs }
    };
  }
}
const MAX_ROTATIONS = 64;
const MAX_DELEGATIONS = 8;
const MAX_TARGET_BYTES = 1024 * 1024;
async function readTargets({ url: url2, root: root2 }, names, host, signal) {
  const folder = fs.mkdtempSync(path.join(host.temp, "tuf-"));
  const fetcher = tufFetcher(host, folder, signal);
  try {
    fs.writeFileSync(path.join(folder, "root.json"), root2, { mode: 384 });
    const updater2 = new distExports.Updater({
      metadataDir: folder,
      metadataBaseUrl: url2.href,
      targetDir: folder,
      targetBaseUrl: new URL("targets", url2.href.endsWith("/") ? url2 : `${url2.href}/`).href,
      fetcher,
      config: { maxRootRotations: MAX_ROTATIONS, maxDelegations: MAX_DELEGATIONS }
    });
    await updater2.refresh();
    const found = /* @__PURE__ */ new Map();
    for (const name of names) found.set(name, await readTarget(updater2, name, folder));
    return found;
  } catch (error2) {
    if (signal.aborted) throw isTimeout(signal.reason) ? tooLate(url2) : signal.reason;
    throw fetcher.failure() ?? failureOf(error2, url2);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
const isTimeout = (reason) => reason instanceof Error && reason.name === "TimeoutError";
const tooLate = (url2) => new Failure("TRUST_ROOT_UNAVAILABLE", `The TUF repository ${url2.origin} did not answer in time.`, {
  fix: `Run the job again, or raise the input timeout.
${OFFLINE}`
});
async function readTarget(updater2, name, folder) {
  const info = await updater2.getTargetInfo(name);
  if (info === void 0) return void 0;
  if (info.length > MAX_TARGET_BYTES) throw new Error("too long");
  const file2 = path.join(folder, "target");
  await updater2.downloadTarget(info, file2);
  return fs.readFileSync(file2);
}
const CAUSES = [
  [/expired/i, "its metadata is expired", "TRUST_ROOT_UNAVAILABLE"],
  [/not there/, "a file that must be there is missing", "TRUST_ROOT_UNAVAILABLE"],
  [
    /expected version|less than (?:current )?version|less than current|equal to current|match snapshot version|match timestamp|version of/i,
    "it serves an older or another version than it announces",
    "TRUST_ROOT_INVALID"
  ],
  [/was signed by|verif|signature|threshold/i, "a signature in it is wrong or missing", "TRUST_ROOT_INVALID"],
  [/hash|length/i, "a file is not the one that its metadata describes", "TRUST_ROOT_INVALID"]
];
function failureOf(error2, url2) {
  if (error2 instanceof Failure) return error2;
  const text = error2 instanceof Error ? error2.message : "";
  const [, what, code] = CAUSES.find(([words]) => words.test(text)) ?? [
    void 0,
    "its metadata cannot be read",
    "TRUST_ROOT_INVALID"
  ];
  return new Failure(code, `The TUF repository ${url2.origin} is not to be trusted now: ${what}.`, {
    fix: code === "TRUST_ROOT_UNAVAILABLE" ? `Run the job again; check the clock of this runner. If it stays so, the repository itself is stale.
${OFFLINE}` : `Something between this runner and the repository changes answers, or tuf-root belongs to another repository.
${OFFLINE}`
  });
}
var tuf = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  readTargets
});
var publicSeeds = {
  "https://tuf-repo-cdn.sigstore.dev": {
    "root.json": "ewogInNpZ25hdHVyZXMiOiBbCiAgewogICAia2V5aWQiOiAiZTcxYTU0ZDU0MzgzNWJhODZhZGFkOTQ2MDM3OWM3NjQxZmI4NzI2ZDE2NGVhNzY2ODAxYTFjNTIyYWJhN2VhMiIsCiAgICJzaWciOiAiMzA0NTAyMjA2NWM2OGYyOGViZTQ0ZDBhNGUwNDdhNmUyODdmOTY2OWM4ZTNiMzFlMDg1MzYzOTZjNjdhMTQ4MzMyNmJlOGM2MDIyMTAwZTc1MjRhODg5ZTQwZGUwZGY4NDIzMWRkNDBlMWZjYzU3ZmJiYmY2MjA1NWMxNzA3NjU2ODMwN2RiYzUwOTA0NiIKICB9LAogIHsKICAgImtleWlkIjogIjIyZjRjYWVjNmQ4ZTZmOTU1NWFmNjZiM2Q0YzNjYjA2YTNiYjIzZmRjN2UzOWM5MTZjNjFmNDYyZTZmNTJiMDYiLAogICAic2lnIjogIjMwNDUwMjIwNmZlZGM0YTM4MmEwYzUxNTVlODEyYzliNzQ2MWZlMzg4ZWY3MDRmZWY5ZTA5M2M1YzIzNmUyMGFiYmY4ZTY2MjAyMjEwMDhiYmVjMzZiNjNiZjliYWViYzAzYTgzYzc3MGNmOTM4N2VmYzkwOTA3ZWI4MzA3MGI3YTg3NTEyOTUxMmQ2ODciCiAgfSwKICB7CiAgICJrZXlpZCI6ICI2MTY0MzgzODEyNWI0NDBiNDBkYjY5NDJmNWNiNWEzMWMwZGMwNDM2ODMxNmViMmFhYTU4Yjk1OTA0YTU4MjIyIiwKICAgInNpZyI6ICIzMDQ1MDIyMDQ2OGY0MjE5ZGI1MWM3ZTgxNWUxZTNkMzNkOTk4Nzg3OGFhMTJhZWFmMzMxNjA0ZDUxODBkZDYwYjE5ZGZiMzUwMjIxMDA5Zjc3OGVmNWU5NjY0N2MwOGJkMjNkNjNmNjljMGNjZTZmYzM1M2Q3NDdiOWQ1MWYzNWRjMGY4Njc4ZGU5ZmVmIgogIH0sCiAgewogICAia2V5aWQiOiAiYTY4N2U1YmY0ZmFiODJiMGVlNThkNDZlMDVjOTUzNTE0NWEyYzlhZmI0NThmNDNkNDJiNDVjYTBmZGNlMmE3MCIsCiAgICJzaWciOiAiMzA0NTAyMjAyOWUyNTE4YTdiY2FjMDVlYzBiMjI3ODA5Y2UwYzk2OTQwNjc0MzQxMmY5MGRjNTI1NTQwMWFmYjEzMzYzZjQ2MDIyMTAwODdhNjQxODIyNDllNDFkZDExZGU5MWM5ZjM4NWEzMzY1OWJkNjAxNDdhOTNkMTNjODZiN2E2NGU0NDdmOTgyNiIKICB9LAogIHsKICAgImtleWlkIjogIjE4M2U2NGYzNzY3MGRjMTNjYTBkMjg5OTVhMzA1M2YzNzQwOTU0ZGRjZTQ0MzIxYTQxZTQ2NTM0Y2Y0NGU2MzIiLAogICAic2lnIjogIjMwNDUwMjIxMDA4MDUxYzQ1NmVkMmJmNDhhYTVmYzU3NDI5MjhhYjA5MDQyNjZjMWQ2YmRkZTVmYzc1YWUyMGYxMmQwOThhOTU1MDIyMDNjYzY4M2JkODY3OTM4MDhlNmM5Zjg5ZTJjYTkzZjgwYjAwYzZlYTY0ODgwYWM0ZTM3ZGI2OWUyZTg2YjI0ZTMiCiAgfQogXSwKICJzaWduZWQiOiB7CiAgIl90eXBlIjogInJvb3QiLAogICJjb25zaXN0ZW50X3NuYXBzaG90IjogdHJ1ZSwKICAiZXhwaXJlcyI6ICIyMDI3LTA0LTIyVDE5OjI3OjMxWiIsCiAgImtleXMiOiB7CiAgICIwYzg3NDMyYzNiZjA5ZmQ5OTE4OWZkYzMyZmE1ZWFlZGY0ZTRhNWZhYzdiYWI3M2ZhMDRhMmUwZmM2NGFmNmY1IjogewogICAgImtleWlkX2hhc2hfYWxnb3JpdGhtcyI6IFsKICAgICAic2hhMjU2IiwKICAgICAic2hhNTEyIgogICAgXSwKICAgICJrZXl0eXBlIjogImVjZHNhIiwKICAgICJrZXl2YWwiOiB7CiAgICAgInB1YmxpYyI6ICItLS0tLUJFR0lOIFBVQkxJQyBLRVktLS0tLVxuTUZrd0V3WUhLb1pJemowQ0FRWUlLb1pJemowREFRY0RRZ0FFV1JpR3I1K2orM0o1U3NIK1p0cjVuRTJIMndPN1xuQlYrbk8zczkzZ0xjYTE4cVRPekhZMW9XeUFHRHlrTVNzR1RVQlN0OUQrQW4wS2ZLc0QybWZTTTQyUT09XG4tLS0tLUVORCBQVUJMSUMgS0VZLS0tLS1cbiIKICAgIH0sCiAgICAic2NoZW1lIjogImVjZHNhLXNoYTItbmlzdHAyNTYiLAogICAgIngtdHVmLW9uLWNpLW9ubGluZS11cmkiOiAiZ2Nwa21zOnByb2plY3RzL3NpZ3N0b3JlLXJvb3Qtc2lnbmluZy9sb2NhdGlvbnMvZ2xvYmFsL2tleVJpbmdzL3Jvb3QvY3J5cHRvS2V5cy90aW1lc3RhbXAvY3J5cHRvS2V5VmVyc2lvbnMvMSIKICAgfSwKICAgIjE4M2U2NGYzNzY3MGRjMTNjYTBkMjg5OTVhMzA1M2YzNzQwOTU0ZGRjZTQ0MzIxYTQxZTQ2NTM0Y2Y0NGU2MzIiOiB7CiAgICAia2V5dHlwZSI6ICJlY2RzYSIsCiAgICAia2V5dmFsIjogewogICAgICJwdWJsaWMiOiAiLS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS1cbk1Ga3dFd1lIS29aSXpqMENBUVlJS29aSXpqMERBUWNEUWdBRU14cFBPSkNJWjVvdEc0MTA2ZkdKc2VFUWkzVjlcbnBrTVlRNHV5VjlUajFNN1dIWEl5TEcramtmdnVHMGdsUTFKWmJSWlpCVjNnQVI0c29qZEdISVNlb3c9PVxuLS0tLS1FTkQgUFVCTElDIEtFWS0tLS0tXG4iCiAgICB9LAogICAgInNjaGVtZSI6ICJlY2RzYS1zaGEyLW5pc3RwMjU2IiwKICAgICJ4LXR1Zi1vbi1jaS1rZXlvd25lciI6ICJAbGFuY2UiCiAgIH0sCiAgICIyMmY0Y2FlYzZkOGU2Zjk1NTVhZjY2YjNkNGMzY2IwNmEzYmIyM2ZkYzdlMzljOTE2YzYxZjQ2MmU2ZjUyYjA2IjogewogICAgImtleWlkX2hhc2hfYWxnb3JpdGhtcyI6IFsKICAgICAic2hhMjU2IiwKICAgICAic2hhNTEyIgogICAgXSwKICAgICJrZXl0eXBlIjogImVjZHNhIiwKICAgICJrZXl2YWwiOiB7CiAgICAgInB1YmxpYyI6ICItLS0tLUJFR0lOIFBVQkxJQyBLRVktLS0tLVxuTUZrd0V3WUhLb1pJemowQ0FRWUlLb1pJemowREFRY0RRZ0FFekJ6Vk9tSENQb2pNVkxTSTM2NFdpaVY4TlByRFxuNklnUnhWbGlza3ovdit5M0pFUjVtY1ZHY09ObGlEY1dNQzVKMmxmSG1qUE5QaGI0SDd4bThMemZTQT09XG4tLS0tLUVORCBQVUJMSUMgS0VZLS0tLS1cbiIKICAgIH0sCiAgICAic2NoZW1lIjogImVjZHNhLXNoYTItbmlzdHAyNTYiLAogICAgIngtdHVmLW9uLWNpLWtleW93bmVyIjogIkBzYW50aWFnb3RvcnJlcyIKICAgfSwKICAgIjYxNjQzODM4MTI1YjQ0MGI0MGRiNjk0MmY1Y2I1YTMxYzBkYzA0MzY4MzE2ZWIyYWFhNThiOTU5MDRhNTgyMjIiOiB7CiAgICAia2V5aWRfaGFzaF9hbGdvcml0aG1zIjogWwogICAgICJzaGEyNTYiLAogICAgICJzaGE1MTIiCiAgICBdLAogICAgImtleXR5cGUiOiAiZWNkc2EiLAogICAgImtleXZhbCI6IHsKICAgICAicHVibGljIjogIi0tLS0tQkVHSU4gUFVCTElDIEtFWS0tLS0tXG5NRmt3RXdZSEtvWkl6ajBDQVFZSUtvWkl6ajBEQVFjRFFnQUVpbmlrU3NBUW1Za05lSDVlWXEvQ25JekxhYWNPXG54bFNhYXdRRE93cUt5L3RDcXhxNXh4UFNKYzIxSzRXSWhzOUd5T2tLZnp1ZVkzR0lMemNNSlo0Y1d3PT1cbi0tLS0tRU5EIFBVQkxJQyBLRVktLS0tLVxuIgogICAgfSwKICAgICJzY2hlbWUiOiAiZWNkc2Etc2hhMi1uaXN0cDI1NiIsCiAgICAieC10dWYtb24tY2kta2V5b3duZXIiOiAiQGJvYmNhbGxhd2F5IgogICB9LAogICAiYTY4N2U1YmY0ZmFiODJiMGVlNThkNDZlMDVjOTUzNTE0NWEyYzlhZmI0NThmNDNkNDJiNDVjYTBmZGNlMmE3MCI6IHsKICAgICJrZXlpZF9oYXNoX2FsZ29yaXRobXMiOiBbCiAgICAgInNoYTI1NiIsCiAgICAgInNoYTUxMiIKICAgIF0sCiAgICAia2V5dHlwZSI6ICJlY2RzYSIsCiAgICAia2V5dmFsIjogewogICAgICJwdWJsaWMiOiAiLS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS1cbk1Ga3dFd1lIS29aSXpqMENBUVlJS29aSXpqMERBUWNEUWdBRTBnaHJoOTJMdzFZcjNpZEdWNVdxQ3RNREI4Q3hcbitEOGhkQzR3MlpMTklwbFZSb1ZHTHNrWWEzZ2hlTXlPamlKOGtQaTE1YVEyLy83UCtvajdVdkpQR3c9PVxuLS0tLS1FTkQgUFVCTElDIEtFWS0tLS0tXG4iCiAgICB9LAogICAgInNjaGVtZSI6ICJlY2RzYS1zaGEyLW5pc3RwMjU2IiwKICAgICJ4LXR1Zi1vbi1jaS1rZXlvd25lciI6ICJAam9zaHVhZ2wiCiAgIH0sCiAgICJlNzFhNTRkNTQzODM1YmE4NmFkYWQ5NDYwMzc5Yzc2NDFmYjg3MjZkMTY0ZWE3NjY4MDFhMWM1MjJhYmE3ZWEyIjogewogICAgImtleWlkX2hhc2hfYWxnb3JpdGhtcyI6IFsKICAgICAic2hhMjU2IiwKICAgICAic2hhNTEyIgogICAgXSwKICAgICJrZXl0eXBlIjogImVjZHNhIiwKICAgICJrZXl2YWwiOiB7CiAgICAgInB1YmxpYyI6ICItLS0tLUJFR0lOIFBVQkxJQyBLRVktLS0tLVxuTUZrd0V3WUhLb1pJemowQ0FRWUlLb1pJemowREFRY0RRZ0FFRVhzejNTWlhGYjhqTVY0Mmo2cEpseWpialI4S1xuTjNCd29jZXhxNkxNSWI1cXNXS09RdkxOMTZOVWVmTGM0SHN3T291bVJzVlZhYWpTcFFTNmZvYmtSdz09XG4tLS0tLUVORCBQVUJMSUMgS0VZLS0tLS1cbiIKICAgIH0sCiAgICAic2NoZW1lIjogImVjZHNhLXNoYTItbmlzdHAyNTYiLAogICAgIngtdHVmLW9uLWNpLWtleW93bmVyIjogIkBtbm02NzgiCiAgIH0KICB9LAogICJyb2xlcyI6IHsKICAgInJvb3QiOiB7CiAgICAia2V5aWRzIjogWwogICAgICJlNzFhNTRkNTQzODM1YmE4NmFkYWQ5NDYwMzc5Yzc2NDFmYjg3MjZkMTY0ZWE3NjY4MDFhMWM1MjJhYmE3ZWEyIiwKICAgICAiMjJmNGNhZWM2ZDhlNmY5NTU1YWY2NmIzZDRjM2NiMDZhM2JiMjNmZGM3ZTM5YzkxNmM2MWY0NjJlNmY1MmIwNiIsCiAgICAgIjYxNjQzODM4MTI1YjQ0MGI0MGRiNjk0MmY1Y2I1YTMxYzBkYzA0MzY4MzE2ZWIyYWFhNThiOTU5MDRhNTgyMjIiLAogICAgICJhNjg3ZTViZjRmYWI4MmIwZWU1OGQ0NmUwNWM5NTM1MTQ1YTJjOWFmYjQ1OGY0M2Q0MmI0NWNhMGZkY2UyYTcwIiwKICAgICAiMTgzZTY0ZjM3NjcwZGMxM2NhMGQyODk5NWEzMDUzZjM3NDA5NTRkZGNlNDQzMjFhNDFlNDY1MzRjZjQ0ZTYzMiIKICAgIF0sCiAgICAidGhyZXNob2xkIjogMwogICB9LAogICAic25hcHNob3QiOiB7CiAgICAia2V5aWRzIjogWwogICAgICIwYzg3NDMyYzNiZjA5ZmQ5OTE4OWZkYzMyZmE1ZWFlZGY0ZTRhNWZhYzdiYWI3M2ZhMDRhMmUwZmM2NGFmNmY1IgogICAgXSwKICAgICJ0aHJlc2hvbGQiOiAxLAogICAgIngtdHVmLW9uLWNpLWV4cGlyeS1wZXJpb2QiOiAzNjUwLAogICAgIngtdHVmLW9uLWNpLXNpZ25pbmctcGVyaW9kIjogMzY1CiAgIH0sCiAgICJ0YXJnZXRzIjogewogICAgImtleWlkcyI6IFsKICAgICAiZTcxYTU0ZDU0MzgzNWJhODZhZGFkOTQ2MDM3OWM3NjQxZmI4NzI2ZDE2NGVhNzY2ODAxYTFjNTIyYWJhN2VhMiIsCiAgICAgIjIyZjRjYWVjNmQ4ZTZmOTU1NWFmNjZiM2Q0YzNjYjA2YTNiYjIzZmRjN2UzOWM5MTZjNjFmNDYyZTZmNTJiMDYiLAogICAgICI2MTY0MzgzODEyNWI0NDBiNDBkYjY5NDJmNWNiNWEzMWMwZGMwNDM2ODMxNmViMmFhYTU4Yjk1OTA0YTU4MjIyIiwKICAgICAiYTY4N2U1YmY0ZmFiODJiMGVlNThkNDZlMDVjOTUzNTE0NWEyYzlhZmI0NThmNDNkNDJiNDVjYTBmZGNlMmE3MCIsCiAgICAgIjE4M2U2NGYzNzY3MGRjMTNjYTBkMjg5OTVhMzA1M2YzNzQwOTU0ZGRjZTQ0MzIxYTQxZTQ2NTM0Y2Y0NGU2MzIiCiAgICBdLAogICAgInRocmVzaG9sZCI6IDMKICAgfSwKICAgInRpbWVzdGFtcCI6IHsKICAgICJrZXlpZHMiOiBbCiAgICAgIjBjODc0MzJjM2JmMDlmZDk5MTg5ZmRjMzJmYTVlYWVkZjRlNGE1ZmFjN2JhYjczZmEwNGEyZTBmYzY0YWY2ZjUiCiAgICBdLAogICAgInRocmVzaG9sZCI6IDEsCiAgICAieC10dWYtb24tY2ktZXhwaXJ5LXBlcmlvZCI6IDcsCiAgICAieC10dWYtb24tY2ktc2lnbmluZy1wZXJpb2QiOiA2CiAgIH0KICB9LAogICJzcGVjX3ZlcnNpb24iOiAiMS4wIiwKICAidmVyc2lvbiI6IDE2LAogICJ4LXR1Zi1vbi1jaS1leHBpcnktcGVyaW9kIjogMTk3LAogICJ4LXR1Zi1vbi1jaS1zaWduaW5nLXBlcmlvZCI6IDQ2CiB9Cn0="
  }
};
var signatures = [
  {
    keyid: "4f4d1dd75f2d7f3860e3a068d7bed90dec5f0faafcbe1ace7fb7d95d29e07228",
    sig: ""
  },
  {
    keyid: "eb8eff37f93af2faaba519f341decec3cecd3eeafcace32966db9723842c8a62",
    sig: ""
  },
  {
    keyid: "539dde44014c850fe6eeb8b299eb7dae2e1f4bf83454b949e98aa73542cdc65a",
    sig: ""
  },
  {
    keyid: "a10513a5ab61acd0c6b6fbe0504856ead18f3b17c4fabbe3fa848c79a5a187cf",
    sig: "3046022100ca341d3ba2ef7657d69c2825729959681f55aec497b612e81a547e2abb616b49022100cd605b412a3d991f92e0818e07e60383bbd23904723eec221d6e39fdfeae3104"
  },
  {
    keyid: "5e01c9a0b2641a8965a4a74e7df0bc7b2d8278a2c3ca0cf7a3f2f783d3c69800",
    sig: "3046022100d0f70effe60d6a18319e2890088cd01d45c654ee6d2ce1d5c3cdcf2dc7f637570221008f947a2d7334d948f1c4794b0a465f1dfb99a578dd8d1f4563cee0581f457db2"
  },
  {
    keyid: "54809115b40137aac01af4b7ac2408c77ea0d58fa4dad48fc3196497d2a26f44",
    sig: "304502201ae931db1c48020fb37af54d446ac856306f619dfc3f93ddcff70d2880e443dc022100992b70451aa74805adef24e85ec352e598812267f623979bd4ce719b66b62d22"
  },
  {
    keyid: "88737ccdac7b49cc237e9aaead81be2a40278b886a693d8149a19cf543f093d3",
    sig: "3045022023bba8e14c177609f43873aa0087ef983ddd2bad9a0a832c0cf279e1be8798f2022100facfaecc1d7ee793042eaaa6970fb9ca700c3bdbf4ee43ed0f8d0fc3aef96563"
  },
  {
    keyid: "d6a89e23fb22801a0d1186bf1bdd007e228f65a8aa9964d24d06cb5fbb0ce91c",
    sig: "3046022100d2f6cceb05d135ce6a6ce7fe1dc76c24508154ad71c433028e64ca95ba716ffb022100f0592d60eb67508dd5f9cc593a4cca33bbaf94882c3d74a560fda845a456c6cc"
  },
  {
    keyid: "8b498a80a1b7af188c10c9abdf6aade81d14faaffcde2abcd6063baa673ebd12",
    sig: "30450221009af2f0c534ed92de909a3b727f7101319c18e10623de8f48a0eba980d3d54d830220095842b16c58567c71f9dfa0b54e79daca1b2fecf3cb2ea4ee6d8393bdf93294"
  }
];
var signed = {
  _type: "root",
  consistent_snapshot: true,
  expires: "2025-04-11T14:36:57Z",
  keys: {
    "4f4d1dd75f2d7f3860e3a068d7bed90dec5f0faafcbe1ace7fb7d95d29e07228": {
      keytype: "ecdsa",
      keyval: {
        "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAENki7aZVips5SgRzCd/Om0CGzQKY/\nnv84giqVDmdwb2ys82Z6soFLasvYYEEQcwqaC170n9gr93wHUgPc796uJA==\n-----END PUBLIC KEY-----\n"
      },
      scheme: "ecdsa-sha2-nistp256",
      "x-tuf-on-ci-keyowner": "@ashtom"
    },
    "539dde44014c850fe6eeb8b299eb7dae2e1f4bf83454b949e98aa73542cdc65a": {
      keytype: "ecdsa",
      keyval: {
        "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAElD0o2sOZN9n3RKQ7PtMLAoXj+2Ai\nn4PKT/pfnzDlNLrD3VTQwCc4sR4t+OLu4KQ+qk+kXkR9YuBsu3bdJZ1OWw==\n-----END PUBLIC KEY-----\n"
      },
      scheme: "ecdsa-sha2-nistp256",
      "x-tuf-on-ci-keyowner": "@nerdneha"
    },
    "54809115b40137aac01af4b7ac2408c77ea0d58fa4dad48fc3196497d2a26f44": {
      keytype: "ecdsa",
      keyval: {
        "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEimKcdST+ORD+g0aGEFDOVZDAaIYg\nIgesNKiIe2L7MUsYx5UHhzQ08quvew13eYSCNJnfwooFZu7cdTu8AwqFjQ==\n-----END PUBLIC KEY-----\n"
      },
      scheme: "ecdsa-sha2-nistp256",
      "x-tuf-on-ci-keyowner": "@alexiswales"
    },
    "88737ccdac7b49cc237e9aaead81be2a40278b886a693d8149a19cf543f093d3": {
      keytype: "ecdsa",
      keyval: {
        "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEBagkskNOpOTbetTX5CdnvMy+LiWn\nonRrNrqAHL4WgiebH7Uig7GLhC3bkeA/qgb926/vr9qhOPG9Buj2HatrPw==\n-----END PUBLIC KEY-----\n"
      },
      scheme: "ecdsa-sha2-nistp256",
      "x-tuf-on-ci-keyowner": "@gregose"
    },
    "8b498a80a1b7af188c10c9abdf6aade81d14faaffcde2abcd6063baa673ebd12": {
      keytype: "ecdsa",
      keyval: {
        "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE7IEoVNwrprchXGhT5sAhSax7SOd3\n8duuISghCzfmHdKJWSbV2wJRamRiUVRtmA83K/qm5cT20WXMCT5QeM/D3A==\n-----END PUBLIC KEY-----\n"
      },
      scheme: "ecdsa-sha2-nistp256",
      "x-tuf-on-ci-keyowner": "@trevrosen"
    },
    a10513a5ab61acd0c6b6fbe0504856ead18f3b17c4fabbe3fa848c79a5a187cf: {
      keytype: "ecdsa",
      keyval: {
        "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEC2wJ3xscyXxBLybJ9FVjwkyQMe53\nRHUz77AjMO8MzVaT8xw6ZvJqdNZiytYtigWULlINxw6frNsWJKb/f7lC8A==\n-----END PUBLIC KEY-----\n"
      },
      scheme: "ecdsa-sha2-nistp256",
      "x-tuf-on-ci-keyowner": "@kommendorkapten"
    },
    d6a89e23fb22801a0d1186bf1bdd007e228f65a8aa9964d24d06cb5fbb0ce91c: {
      keytype: "ecdsa",
      keyval: {
        "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEDdORwcruW3gqAgaLjH/nNdGMB4kQ\nAvA+wD6DyO4P/wR8ee2ce83NZHq1ZADKhve0rlYKaKy3CqyQ5SmlZ36Zhw==\n-----END PUBLIC KEY-----\n"
      },
      scheme: "ecdsa-sha2-nistp256",
      "x-tuf-on-ci-keyowner": "@krukow"
    },
    eb8eff37f93af2faaba519f341decec3cecd3eeafcace32966db9723842c8a62: {
      keytype: "ecdsa",
      keyval: {
        "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAENynVdQnM9h7xU71G7PiJpQaDemub\nkbjsjYwLlPJTQVuxQO8WeIpJf8MEh5rf01t2dDIuCsZ5gRx+QvDv0UzfsA==\n-----END PUBLIC KEY-----\n"
      },
      scheme: "ecdsa-sha2-nistp256",
      "x-tuf-on-ci-keyowner": "@mph4"
    },
    eb9799b483affac9da87ef4c9ea467928415c961349e607e5e6e485679b07f8f: {
      keytype: "ecdsa",
      keyval: {
        "public": "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAENKNcNcX+d73lS1TRFb9Vnp8JvOoh\nzYQ+in43iGenbG8RGo9L/6FJ2hoRbVU6xskvyuErcdPbCdI4GxrQ5i8hkw==\n-----END PUBLIC KEY-----\n"
      },
      scheme: "ecdsa-sha2-nistp256",
      "x-tuf-on-ci-online-uri": "azurekms://production-tuf-root.vault.azure.net/keys/Online-Key/aaf375fd8ed24acb949a5cc173700b05"
    }
  },
  roles: {
    root: {
      keyids: [
        "a10513a5ab61acd0c6b6fbe0504856ead18f3b17c4fabbe3fa848c79a5a187cf",
        "4f4d1dd75f2d7f3860e3a068d7bed90dec5f0faafcbe1ace7fb7d95d29e07228",
        "88737ccdac7b49cc237e9aaead81be2a40278b886a693d8149a19cf543f093d3",
        "d6a89e23fb22801a0d1186bf1bdd007e228f65a8aa9964d24d06cb5fbb0ce91c",
        "eb8eff37f93af2faaba519f341decec3cecd3eeafcace32966db9723842c8a62",
        "8b498a80a1b7af188c10c9abdf6aade81d14faaffcde2abcd6063baa673ebd12",
        "539dde44014c850fe6eeb8b299eb7dae2e1f4bf83454b949e98aa73542cdc65a",
        "54809115b40137aac01af4b7ac2408c77ea0d58fa4dad48fc3196497d2a26f44"
      ],
      threshold: 3
    },
    snapshot: {
      keyids: [
        "eb9799b483affac9da87ef4c9ea467928415c961349e607e5e6e485679b07f8f"
      ],
      threshold: 1,
      "x-tuf-on-ci-expiry-period": 21,
      "x-tuf-on-ci-signing-period": 7
    },
    targets: {
      keyids: [
        "a10513a5ab61acd0c6b6fbe0504856ead18f3b17c4fabbe3fa848c79a5a187cf",
        "4f4d1dd75f2d7f3860e3a068d7bed90dec5f0faafcbe1ace7fb7d95d29e07228",
        "88737ccdac7b49cc237e9aaead81be2a40278b886a693d8149a19cf543f093d3",
        "d6a89e23fb22801a0d1186bf1bdd007e228f65a8aa9964d24d06cb5fbb0ce91c",
        "eb8eff37f93af2faaba519f341decec3cecd3eeafcace32966db9723842c8a62",
        "8b498a80a1b7af188c10c9abdf6aade81d14faaffcde2abcd6063baa673ebd12",
        "539dde44014c850fe6eeb8b299eb7dae2e1f4bf83454b949e98aa73542cdc65a",
        "54809115b40137aac01af4b7ac2408c77ea0d58fa4dad48fc3196497d2a26f44"
      ],
      threshold: 3
    },
    timestamp: {
      keyids: [
        "eb9799b483affac9da87ef4c9ea467928415c961349e607e5e6e485679b07f8f"
      ],
      threshold: 1,
      "x-tuf-on-ci-expiry-period": 7,
      "x-tuf-on-ci-signing-period": 6
    }
  },
  spec_version: "1.0.31",
  version: 3,
  "x-tuf-on-ci-expiry-period": 240,
  "x-tuf-on-ci-signing-period": 60
};
var githubRoot = {
  signatures,
  signed
};
function builtInRepository(name) {
  const url2 = new URL(BUILT_IN[name]);
  return name === "public" ? { url: url2, root: Buffer.from(publicSeeds[BUILT_IN.public]["root.json"], "base64") } : (
    // Signatures are over the canonical form, so that the root may be written anew.
    { url: url2, root: Buffer.from(JSON.stringify(githubRoot)) }
  );
}
var seeds = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  builtInRepository
});
export {
  seeds as s,
  tuf as t
};
