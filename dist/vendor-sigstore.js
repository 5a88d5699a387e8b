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
const crypto$1 = lazyBuiltin("node:crypto");
const require$$0 = lazyBuiltin("node:util");
var dist$3 = {};
var envelope = {};
var hasRequiredEnvelope;
function requireEnvelope() {
  if (hasRequiredEnvelope) return envelope;
  hasRequiredEnvelope = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Signature = exports.Envelope = void 0;
    exports.Envelope = {
      fromJSON(object) {
        return {
          payload: isSet(object.payload) ? Buffer.from(bytesFromBase64(object.payload)) : Buffer.alloc(0),
          payloadType: isSet(object.payloadType) ? globalThis.String(object.payloadType) : "",
          signatures: globalThis.Array.isArray(object?.signatures) ? object.signatures.map((e) => exports.Signature.fromJSON(e)) : []
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.payload.length !== 0) {
          obj2.payload = base64FromBytes(message2.payload);
        }
        if (message2.payloadType !== "") {
          obj2.payloadType = message2.payloadType;
        }
        if (message2.signatures?.length) {
          obj2.signatures = message2.signatures.map((e) => exports.Signature.toJSON(e));
        }
        return obj2;
      }
    };
    exports.Signature = {
      fromJSON(object) {
        return {
          sig: isSet(object.sig) ? Buffer.from(bytesFromBase64(object.sig)) : Buffer.alloc(0),
          keyid: isSet(object.keyid) ? globalThis.String(object.keyid) : ""
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.sig.length !== 0) {
          obj2.sig = base64FromBytes(message2.sig);
        }
        if (message2.keyid !== "") {
          obj2.keyid = message2.keyid;
        }
        return obj2;
      }
    };
    function bytesFromBase64(b64) {
      return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
    }
    function base64FromBytes(arr) {
      return globalThis.Buffer.from(arr).toString("base64");
    }
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  })(envelope);
  return envelope;
}
var sigstore_bundle = {};
var sigstore_common = {};
var timestamp$2 = {};
var hasRequiredTimestamp$2;
function requireTimestamp$2() {
  if (hasRequiredTimestamp$2) return timestamp$2;
  hasRequiredTimestamp$2 = 1;
  Object.defineProperty(timestamp$2, "__esModule", { value: true });
  timestamp$2.Timestamp = void 0;
  timestamp$2.Timestamp = {
    fromJSON(object) {
      return {
        seconds: isSet(object.seconds) ? globalThis.String(object.seconds) : "0",
        nanos: isSet(object.nanos) ? globalThis.Number(object.nanos) : 0
      };
    },
    toJSON(message2) {
      const obj2 = {};
      if (message2.seconds !== "0") {
        obj2.seconds = message2.seconds;
      }
      if (message2.nanos !== 0) {
        obj2.nanos = Math.round(message2.nanos);
      }
      return obj2;
    }
  };
  function isSet(value) {
    return value !== null && value !== void 0;
  }
  return timestamp$2;
}
var hasRequiredSigstore_common;
function requireSigstore_common() {
  if (hasRequiredSigstore_common) return sigstore_common;
  hasRequiredSigstore_common = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.TimeRange = exports.X509CertificateChain = exports.SubjectAlternativeName = exports.X509Certificate = exports.DistinguishedName = exports.ObjectIdentifierValuePair = exports.ObjectIdentifier = exports.PublicKeyIdentifier = exports.PublicKey = exports.RFC3161SignedTimestamp = exports.LogId = exports.MessageSignature = exports.HashOutput = exports.SubjectAlternativeNameType = exports.PublicKeyDetails = exports.HashAlgorithm = void 0;
    exports.hashAlgorithmFromJSON = hashAlgorithmFromJSON;
    exports.hashAlgorithmToJSON = hashAlgorithmToJSON;
    exports.publicKeyDetailsFromJSON = publicKeyDetailsFromJSON;
    exports.publicKeyDetailsToJSON = publicKeyDetailsToJSON;
    exports.subjectAlternativeNameTypeFromJSON = subjectAlternativeNameTypeFromJSON;
    exports.subjectAlternativeNameTypeToJSON = subjectAlternativeNameTypeToJSON;
    const timestamp_1 = requireTimestamp$2();
    var HashAlgorithm;
    (function(HashAlgorithm2) {
      HashAlgorithm2[HashAlgorithm2["HASH_ALGORITHM_UNSPECIFIED"] = 0] = "HASH_ALGORITHM_UNSPECIFIED";
      HashAlgorithm2[HashAlgorithm2["SHA2_256"] = 1] = "SHA2_256";
      HashAlgorithm2[HashAlgorithm2["SHA2_384"] = 2] = "SHA2_384";
      HashAlgorithm2[HashAlgorithm2["SHA2_512"] = 3] = "SHA2_512";
      HashAlgorithm2[HashAlgorithm2["SHA3_256"] = 4] = "SHA3_256";
      HashAlgorithm2[HashAlgorithm2["SHA3_384"] = 5] = "SHA3_384";
    })(HashAlgorithm || (exports.HashAlgorithm = HashAlgorithm = {}));
    function hashAlgorithmFromJSON(object) {
      switch (object) {
        case 0:
        case "HASH_ALGORITHM_UNSPECIFIED":
          return HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED;
        case 1:
        case "SHA2_256":
          return HashAlgorithm.SHA2_256;
        case 2:
        case "SHA2_384":
          return HashAlgorithm.SHA2_384;
        case 3:
        case "SHA2_512":
          return HashAlgorithm.SHA2_512;
        case 4:
        case "SHA3_256":
          return HashAlgorithm.SHA3_256;
        case 5:
        case "SHA3_384":
          return HashAlgorithm.SHA3_384;
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum HashAlgorithm");
      }
    }
    function hashAlgorithmToJSON(object) {
      switch (object) {
        case HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED:
          return "HASH_ALGORITHM_UNSPECIFIED";
        case HashAlgorithm.SHA2_256:
          return "SHA2_256";
        case HashAlgorithm.SHA2_384:
          return "SHA2_384";
        case HashAlgorithm.SHA2_512:
          return "SHA2_512";
        case HashAlgorithm.SHA3_256:
          return "SHA3_256";
        case HashAlgorithm.SHA3_384:
          return "SHA3_384";
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum HashAlgorithm");
      }
    }
    var PublicKeyDetails;
    (function(PublicKeyDetails2) {
      PublicKeyDetails2[PublicKeyDetails2["PUBLIC_KEY_DETAILS_UNSPECIFIED"] = 0] = "PUBLIC_KEY_DETAILS_UNSPECIFIED";
      PublicKeyDetails2[PublicKeyDetails2["PKCS1_RSA_PKCS1V5"] = 1] = "PKCS1_RSA_PKCS1V5";
      PublicKeyDetails2[PublicKeyDetails2["PKCS1_RSA_PSS"] = 2] = "PKCS1_RSA_PSS";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PKCS1V5"] = 3] = "PKIX_RSA_PKCS1V5";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PSS"] = 4] = "PKIX_RSA_PSS";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PKCS1V15_2048_SHA256"] = 9] = "PKIX_RSA_PKCS1V15_2048_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PKCS1V15_3072_SHA256"] = 10] = "PKIX_RSA_PKCS1V15_3072_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PKCS1V15_4096_SHA256"] = 11] = "PKIX_RSA_PKCS1V15_4096_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PSS_2048_SHA256"] = 16] = "PKIX_RSA_PSS_2048_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PSS_3072_SHA256"] = 17] = "PKIX_RSA_PSS_3072_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_RSA_PSS_4096_SHA256"] = 18] = "PKIX_RSA_PSS_4096_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ECDSA_P256_HMAC_SHA_256"] = 6] = "PKIX_ECDSA_P256_HMAC_SHA_256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ECDSA_P256_SHA_256"] = 5] = "PKIX_ECDSA_P256_SHA_256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ECDSA_P384_SHA_384"] = 12] = "PKIX_ECDSA_P384_SHA_384";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ECDSA_P521_SHA_512"] = 13] = "PKIX_ECDSA_P521_SHA_512";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ED25519"] = 7] = "PKIX_ED25519";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ED25519_PH"] = 8] = "PKIX_ED25519_PH";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ECDSA_P384_SHA_256"] = 19] = "PKIX_ECDSA_P384_SHA_256";
      PublicKeyDetails2[PublicKeyDetails2["PKIX_ECDSA_P521_SHA_256"] = 20] = "PKIX_ECDSA_P521_SHA_256";
      PublicKeyDetails2[PublicKeyDetails2["LMS_SHA256"] = 14] = "LMS_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["LMOTS_SHA256"] = 15] = "LMOTS_SHA256";
      PublicKeyDetails2[PublicKeyDetails2["ML_DSA_44"] = 23] = "ML_DSA_44";
      PublicKeyDetails2[PublicKeyDetails2["ML_DSA_65"] = 21] = "ML_DSA_65";
      PublicKeyDetails2[PublicKeyDetails2["ML_DSA_87"] = 22] = "ML_DSA_87";
    })(PublicKeyDetails || (exports.PublicKeyDetails = PublicKeyDetails = {}));
    function publicKeyDetailsFromJSON(object) {
      switch (object) {
        case 0:
        case "PUBLIC_KEY_DETAILS_UNSPECIFIED":
          return PublicKeyDetails.PUBLIC_KEY_DETAILS_UNSPECIFIED;
        case 1:
        case "PKCS1_RSA_PKCS1V5":
          return PublicKeyDetails.PKCS1_RSA_PKCS1V5;
        case 2:
        case "PKCS1_RSA_PSS":
          return PublicKeyDetails.PKCS1_RSA_PSS;
        case 3:
        case "PKIX_RSA_PKCS1V5":
          return PublicKeyDetails.PKIX_RSA_PKCS1V5;
        case 4:
        case "PKIX_RSA_PSS":
          return PublicKeyDetails.PKIX_RSA_PSS;
        case 9:
        case "PKIX_RSA_PKCS1V15_2048_SHA256":
          return PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256;
        case 10:
        case "PKIX_RSA_PKCS1V15_3072_SHA256":
          return PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256;
        case 11:
        case "PKIX_RSA_PKCS1V15_4096_SHA256":
          return PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256;
        case 16:
        case "PKIX_RSA_PSS_2048_SHA256":
          return PublicKeyDetails.PKIX_RSA_PSS_2048_SHA256;
        case 17:
        case "PKIX_RSA_PSS_3072_SHA256":
          return PublicKeyDetails.PKIX_RSA_PSS_3072_SHA256;
        case 18:
        case "PKIX_RSA_PSS_4096_SHA256":
          return PublicKeyDetails.PKIX_RSA_PSS_4096_SHA256;
        case 6:
        case "PKIX_ECDSA_P256_HMAC_SHA_256":
          return PublicKeyDetails.PKIX_ECDSA_P256_HMAC_SHA_256;
        case 5:
        case "PKIX_ECDSA_P256_SHA_256":
          return PublicKeyDetails.PKIX_ECDSA_P256_SHA_256;
        case 12:
        case "PKIX_ECDSA_P384_SHA_384":
          return PublicKeyDetails.PKIX_ECDSA_P384_SHA_384;
        case 13:
        case "PKIX_ECDSA_P521_SHA_512":
          return PublicKeyDetails.PKIX_ECDSA_P521_SHA_512;
        case 7:
        case "PKIX_ED25519":
          return PublicKeyDetails.PKIX_ED25519;
        case 8:
        case "PKIX_ED25519_PH":
          return PublicKeyDetails.PKIX_ED25519_PH;
        case 19:
        case "PKIX_ECDSA_P384_SHA_256":
          return PublicKeyDetails.PKIX_ECDSA_P384_SHA_256;
        case 20:
        case "PKIX_ECDSA_P521_SHA_256":
          return PublicKeyDetails.PKIX_ECDSA_P521_SHA_256;
        case 14:
        case "LMS_SHA256":
          return PublicKeyDetails.LMS_SHA256;
        case 15:
        case "LMOTS_SHA256":
          return PublicKeyDetails.LMOTS_SHA256;
        case 23:
        case "ML_DSA_44":
          return PublicKeyDetails.ML_DSA_44;
        case 21:
        case "ML_DSA_65":
          return PublicKeyDetails.ML_DSA_65;
        case 22:
        case "ML_DSA_87":
          return PublicKeyDetails.ML_DSA_87;
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum PublicKeyDetails");
      }
    }
    function publicKeyDetailsToJSON(object) {
      switch (object) {
        case PublicKeyDetails.PUBLIC_KEY_DETAILS_UNSPECIFIED:
          return "PUBLIC_KEY_DETAILS_UNSPECIFIED";
        case PublicKeyDetails.PKCS1_RSA_PKCS1V5:
          return "PKCS1_RSA_PKCS1V5";
        case PublicKeyDetails.PKCS1_RSA_PSS:
          return "PKCS1_RSA_PSS";
        case PublicKeyDetails.PKIX_RSA_PKCS1V5:
          return "PKIX_RSA_PKCS1V5";
        case PublicKeyDetails.PKIX_RSA_PSS:
          return "PKIX_RSA_PSS";
        case PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256:
          return "PKIX_RSA_PKCS1V15_2048_SHA256";
        case PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256:
          return "PKIX_RSA_PKCS1V15_3072_SHA256";
        case PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256:
          return "PKIX_RSA_PKCS1V15_4096_SHA256";
        case PublicKeyDetails.PKIX_RSA_PSS_2048_SHA256:
          return "PKIX_RSA_PSS_2048_SHA256";
        case PublicKeyDetails.PKIX_RSA_PSS_3072_SHA256:
          return "PKIX_RSA_PSS_3072_SHA256";
        case PublicKeyDetails.PKIX_RSA_PSS_4096_SHA256:
          return "PKIX_RSA_PSS_4096_SHA256";
        case PublicKeyDetails.PKIX_ECDSA_P256_HMAC_SHA_256:
          return "PKIX_ECDSA_P256_HMAC_SHA_256";
        case PublicKeyDetails.PKIX_ECDSA_P256_SHA_256:
          return "PKIX_ECDSA_P256_SHA_256";
        case PublicKeyDetails.PKIX_ECDSA_P384_SHA_384:
          return "PKIX_ECDSA_P384_SHA_384";
        case PublicKeyDetails.PKIX_ECDSA_P521_SHA_512:
          return "PKIX_ECDSA_P521_SHA_512";
        case PublicKeyDetails.PKIX_ED25519:
          return "PKIX_ED25519";
        case PublicKeyDetails.PKIX_ED25519_PH:
          return "PKIX_ED25519_PH";
        case PublicKeyDetails.PKIX_ECDSA_P384_SHA_256:
          return "PKIX_ECDSA_P384_SHA_256";
        case PublicKeyDetails.PKIX_ECDSA_P521_SHA_256:
          return "PKIX_ECDSA_P521_SHA_256";
        case PublicKeyDetails.LMS_SHA256:
          return "LMS_SHA256";
        case PublicKeyDetails.LMOTS_SHA256:
          return "LMOTS_SHA256";
        case PublicKeyDetails.ML_DSA_44:
          return "ML_DSA_44";
        case PublicKeyDetails.ML_DSA_65:
          return "ML_DSA_65";
        case PublicKeyDetails.ML_DSA_87:
          return "ML_DSA_87";
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum PublicKeyDetails");
      }
    }
    var SubjectAlternativeNameType;
    (function(SubjectAlternativeNameType2) {
      SubjectAlternativeNameType2[SubjectAlternativeNameType2["SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED"] = 0] = "SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED";
      SubjectAlternativeNameType2[SubjectAlternativeNameType2["EMAIL"] = 1] = "EMAIL";
      SubjectAlternativeNameType2[SubjectAlternativeNameType2["URI"] = 2] = "URI";
      SubjectAlternativeNameType2[SubjectAlternativeNameType2["OTHER_NAME"] = 3] = "OTHER_NAME";
    })(SubjectAlternativeNameType || (exports.SubjectAlternativeNameType = SubjectAlternativeNameType = {}));
    function subjectAlternativeNameTypeFromJSON(object) {
      switch (object) {
        case 0:
        case "SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED":
          return SubjectAlternativeNameType.SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED;
        case 1:
        case "EMAIL":
          return SubjectAlternativeNameType.EMAIL;
        case 2:
        case "URI":
          return SubjectAlternativeNameType.URI;
        case 3:
        case "OTHER_NAME":
          return SubjectAlternativeNameType.OTHER_NAME;
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum SubjectAlternativeNameType");
      }
    }
    function subjectAlternativeNameTypeToJSON(object) {
      switch (object) {
        case SubjectAlternativeNameType.SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED:
          return "SUBJECT_ALTERNATIVE_NAME_TYPE_UNSPECIFIED";
        case SubjectAlternativeNameType.EMAIL:
          return "EMAIL";
        case SubjectAlternativeNameType.URI:
          return "URI";
        case SubjectAlternativeNameType.OTHER_NAME:
          return "OTHER_NAME";
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum SubjectAlternativeNameType");
      }
    }
    exports.HashOutput = {
      fromJSON(object) {
        return {
          algorithm: isSet(object.algorithm) ? hashAlgorithmFromJSON(object.algorithm) : 0,
          digest: isSet(object.digest) ? Buffer.from(bytesFromBase64(object.digest)) : Buffer.alloc(0)
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.algorithm !== 0) {
          obj2.algorithm = hashAlgorithmToJSON(message2.algorithm);
        }
        if (message2.digest.length !== 0) {
          obj2.digest = base64FromBytes(message2.digest);
        }
        return obj2;
      }
    };
    exports.MessageSignature = {
      fromJSON(object) {
        return {
          messageDigest: isSet(object.messageDigest) ? exports.HashOutput.fromJSON(object.messageDigest) : void 0,
          signature: isSet(object.signature) ? Buffer.from(bytesFromBase64(object.signature)) : Buffer.alloc(0)
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.messageDigest !== void 0) {
          obj2.messageDigest = exports.HashOutput.toJSON(message2.messageDigest);
        }
        if (message2.signature.length !== 0) {
          obj2.signature = base64FromBytes(message2.signature);
        }
        return obj2;
      }
    };
    exports.LogId = {
      fromJSON(object) {
        return { keyId: isSet(object.keyId) ? Buffer.from(bytesFromBase64(object.keyId)) : Buffer.alloc(0) };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.keyId.length !== 0) {
          obj2.keyId = base64FromBytes(message2.keyId);
        }
        return obj2;
      }
    };
    exports.RFC3161SignedTimestamp = {
      fromJSON(object) {
        return {
          signedTimestamp: isSet(object.signedTimestamp) ? Buffer.from(bytesFromBase64(object.signedTimestamp)) : Buffer.alloc(0)
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.signedTimestamp.length !== 0) {
          obj2.signedTimestamp = base64FromBytes(message2.signedTimestamp);
        }
        return obj2;
      }
    };
    exports.PublicKey = {
      fromJSON(object) {
        return {
          rawBytes: isSet(object.rawBytes) ? Buffer.from(bytesFromBase64(object.rawBytes)) : void 0,
          keyDetails: isSet(object.keyDetails) ? publicKeyDetailsFromJSON(object.keyDetails) : 0,
          validFor: isSet(object.validFor) ? exports.TimeRange.fromJSON(object.validFor) : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.rawBytes !== void 0) {
          obj2.rawBytes = base64FromBytes(message2.rawBytes);
        }
        if (message2.keyDetails !== 0) {
          obj2.keyDetails = publicKeyDetailsToJSON(message2.keyDetails);
        }
        if (message2.validFor !== void 0) {
          obj2.validFor = exports.TimeRange.toJSON(message2.validFor);
        }
        return obj2;
      }
    };
    exports.PublicKeyIdentifier = {
      fromJSON(object) {
        return { hint: isSet(object.hint) ? globalThis.String(object.hint) : "" };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.hint !== "") {
          obj2.hint = message2.hint;
        }
        return obj2;
      }
    };
    exports.ObjectIdentifier = {
      fromJSON(object) {
        return { id: globalThis.Array.isArray(object?.id) ? object.id.map((e) => globalThis.Number(e)) : [] };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.id?.length) {
          obj2.id = message2.id.map((e) => Math.round(e));
        }
        return obj2;
      }
    };
    exports.ObjectIdentifierValuePair = {
      fromJSON(object) {
        return {
          oid: isSet(object.oid) ? exports.ObjectIdentifier.fromJSON(object.oid) : void 0,
          value: isSet(object.value) ? Buffer.from(bytesFromBase64(object.value)) : Buffer.alloc(0)
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.oid !== void 0) {
          obj2.oid = exports.ObjectIdentifier.toJSON(message2.oid);
        }
        if (message2.value.length !== 0) {
          obj2.value = base64FromBytes(message2.value);
        }
        return obj2;
      }
    };
    exports.DistinguishedName = {
      fromJSON(object) {
        return {
          organization: isSet(object.organization) ? globalThis.String(object.organization) : "",
          commonName: isSet(object.commonName) ? globalThis.String(object.commonName) : ""
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.organization !== "") {
          obj2.organization = message2.organization;
        }
        if (message2.commonName !== "") {
          obj2.commonName = message2.commonName;
        }
        return obj2;
      }
    };
    exports.X509Certificate = {
      fromJSON(object) {
        return { rawBytes: isSet(object.rawBytes) ? Buffer.from(bytesFromBase64(object.rawBytes)) : Buffer.alloc(0) };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.rawBytes.length !== 0) {
          obj2.rawBytes = base64FromBytes(message2.rawBytes);
        }
        return obj2;
      }
    };
    exports.SubjectAlternativeName = {
      fromJSON(object) {
        return {
          type: isSet(object.type) ? subjectAlternativeNameTypeFromJSON(object.type) : 0,
          identity: isSet(object.regexp) ? { $case: "regexp", regexp: globalThis.String(object.regexp) } : isSet(object.value) ? { $case: "value", value: globalThis.String(object.value) } : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.type !== 0) {
          obj2.type = subjectAlternativeNameTypeToJSON(message2.type);
        }
        if (message2.identity?.$case === "regexp") {
          obj2.regexp = message2.identity.regexp;
        } else if (message2.identity?.$case === "value") {
          obj2.value = message2.identity.value;
        }
        return obj2;
      }
    };
    exports.X509CertificateChain = {
      fromJSON(object) {
        return {
          certificates: globalThis.Array.isArray(object?.certificates) ? object.certificates.map((e) => exports.X509Certificate.fromJSON(e)) : []
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.certificates?.length) {
          obj2.certificates = message2.certificates.map((e) => exports.X509Certificate.toJSON(e));
        }
        return obj2;
      }
    };
    exports.TimeRange = {
      fromJSON(object) {
        return {
          start: isSet(object.start) ? fromJsonTimestamp(object.start) : void 0,
          end: isSet(object.end) ? fromJsonTimestamp(object.end) : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.start !== void 0) {
          obj2.start = message2.start.toISOString();
        }
        if (message2.end !== void 0) {
          obj2.end = message2.end.toISOString();
        }
        return obj2;
      }
    };
    function bytesFromBase64(b64) {
      return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
    }
    function base64FromBytes(arr) {
      return globalThis.Buffer.from(arr).toString("base64");
    }
    function fromTimestamp(t) {
      let millis = (globalThis.Number(t.seconds) || 0) * 1e3;
      millis += (t.nanos || 0) / 1e6;
      return new globalThis.Date(millis);
    }
    function fromJsonTimestamp(o) {
      if (o instanceof globalThis.Date) {
        return o;
      } else if (typeof o === "string") {
        return new globalThis.Date(o);
      } else {
        return fromTimestamp(timestamp_1.Timestamp.fromJSON(o));
      }
    }
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  })(sigstore_common);
  return sigstore_common;
}
var sigstore_rekor = {};
var hasRequiredSigstore_rekor;
function requireSigstore_rekor() {
  if (hasRequiredSigstore_rekor) return sigstore_rekor;
  hasRequiredSigstore_rekor = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.TransparencyLogEntry = exports.InclusionPromise = exports.InclusionProof = exports.Checkpoint = exports.KindVersion = void 0;
    const sigstore_common_1 = requireSigstore_common();
    exports.KindVersion = {
      fromJSON(object) {
        return {
          kind: isSet(object.kind) ? globalThis.String(object.kind) : "",
          version: isSet(object.version) ? globalThis.String(object.version) : ""
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.kind !== "") {
          obj2.kind = message2.kind;
        }
        if (message2.version !== "") {
          obj2.version = message2.version;
        }
        return obj2;
      }
    };
    exports.Checkpoint = {
      fromJSON(object) {
        return { envelope: isSet(object.envelope) ? globalThis.String(object.envelope) : "" };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.envelope !== "") {
          obj2.envelope = message2.envelope;
        }
        return obj2;
      }
    };
    exports.InclusionProof = {
      fromJSON(object) {
        return {
          logIndex: isSet(object.logIndex) ? globalThis.String(object.logIndex) : "0",
          rootHash: isSet(object.rootHash) ? Buffer.from(bytesFromBase64(object.rootHash)) : Buffer.alloc(0),
          treeSize: isSet(object.treeSize) ? globalThis.String(object.treeSize) : "0",
          hashes: globalThis.Array.isArray(object?.hashes) ? object.hashes.map((e) => Buffer.from(bytesFromBase64(e))) : [],
          checkpoint: isSet(object.checkpoint) ? exports.Checkpoint.fromJSON(object.checkpoint) : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.logIndex !== "0") {
          obj2.logIndex = message2.logIndex;
        }
        if (message2.rootHash.length !== 0) {
          obj2.rootHash = base64FromBytes(message2.rootHash);
        }
        if (message2.treeSize !== "0") {
          obj2.treeSize = message2.treeSize;
        }
        if (message2.hashes?.length) {
          obj2.hashes = message2.hashes.map((e) => base64FromBytes(e));
        }
        if (message2.checkpoint !== void 0) {
          obj2.checkpoint = exports.Checkpoint.toJSON(message2.checkpoint);
        }
        return obj2;
      }
    };
    exports.InclusionPromise = {
      fromJSON(object) {
        return {
          signedEntryTimestamp: isSet(object.signedEntryTimestamp) ? Buffer.from(bytesFromBase64(object.signedEntryTimestamp)) : Buffer.alloc(0)
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.signedEntryTimestamp.length !== 0) {
          obj2.signedEntryTimestamp = base64FromBytes(message2.signedEntryTimestamp);
        }
        return obj2;
      }
    };
    exports.TransparencyLogEntry = {
      fromJSON(object) {
        return {
          logIndex: isSet(object.logIndex) ? globalThis.String(object.logIndex) : "0",
          logId: isSet(object.logId) ? sigstore_common_1.LogId.fromJSON(object.logId) : void 0,
          kindVersion: isSet(object.kindVersion) ? exports.KindVersion.fromJSON(object.kindVersion) : void 0,
          integratedTime: isSet(object.integratedTime) ? globalThis.String(object.integratedTime) : "0",
          inclusionPromise: isSet(object.inclusionPromise) ? exports.InclusionPromise.fromJSON(object.inclusionPromise) : void 0,
          inclusionProof: isSet(object.inclusionProof) ? exports.InclusionProof.fromJSON(object.inclusionProof) : void 0,
          canonicalizedBody: isSet(object.canonicalizedBody) ? Buffer.from(bytesFromBase64(object.canonicalizedBody)) : Buffer.alloc(0)
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.logIndex !== "0") {
          obj2.logIndex = message2.logIndex;
        }
        if (message2.logId !== void 0) {
          obj2.logId = sigstore_common_1.LogId.toJSON(message2.logId);
        }
        if (message2.kindVersion !== void 0) {
          obj2.kindVersion = exports.KindVersion.toJSON(message2.kindVersion);
        }
        if (message2.integratedTime !== "0") {
          obj2.integratedTime = message2.integratedTime;
        }
        if (message2.inclusionPromise !== void 0) {
          obj2.inclusionPromise = exports.InclusionPromise.toJSON(message2.inclusionPromise);
        }
        if (message2.inclusionProof !== void 0) {
          obj2.inclusionProof = exports.InclusionProof.toJSON(message2.inclusionProof);
        }
        if (message2.canonicalizedBody.length !== 0) {
          obj2.canonicalizedBody = base64FromBytes(message2.canonicalizedBody);
        }
        return obj2;
      }
    };
    function bytesFromBase64(b64) {
      return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
    }
    function base64FromBytes(arr) {
      return globalThis.Buffer.from(arr).toString("base64");
    }
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  })(sigstore_rekor);
  return sigstore_rekor;
}
var hasRequiredSigstore_bundle;
function requireSigstore_bundle() {
  if (hasRequiredSigstore_bundle) return sigstore_bundle;
  hasRequiredSigstore_bundle = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Bundle = exports.VerificationMaterial = exports.TimestampVerificationData = void 0;
    const envelope_1 = requireEnvelope();
    const sigstore_common_1 = requireSigstore_common();
    const sigstore_rekor_1 = requireSigstore_rekor();
    exports.TimestampVerificationData = {
      fromJSON(object) {
        return {
          rfc3161Timestamps: globalThis.Array.isArray(object?.rfc3161Timestamps) ? object.rfc3161Timestamps.map((e) => sigstore_common_1.RFC3161SignedTimestamp.fromJSON(e)) : []
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.rfc3161Timestamps?.length) {
          obj2.rfc3161Timestamps = message2.rfc3161Timestamps.map((e) => sigstore_common_1.RFC3161SignedTimestamp.toJSON(e));
        }
        return obj2;
      }
    };
    exports.VerificationMaterial = {
      fromJSON(object) {
        return {
          content: isSet(object.publicKey) ? { $case: "publicKey", publicKey: sigstore_common_1.PublicKeyIdentifier.fromJSON(object.publicKey) } : isSet(object.x509CertificateChain) ? {
            $case: "x509CertificateChain",
            x509CertificateChain: sigstore_common_1.X509CertificateChain.fromJSON(object.x509CertificateChain)
          } : isSet(object.certificate) ? { $case: "certificate", certificate: sigstore_common_1.X509Certificate.fromJSON(object.certificate) } : void 0,
          tlogEntries: globalThis.Array.isArray(object?.tlogEntries) ? object.tlogEntries.map((e) => sigstore_rekor_1.TransparencyLogEntry.fromJSON(e)) : [],
          timestampVerificationData: isSet(object.timestampVerificationData) ? exports.TimestampVerificationData.fromJSON(object.timestampVerificationData) : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.content?.$case === "publicKey") {
          obj2.publicKey = sigstore_common_1.PublicKeyIdentifier.toJSON(message2.content.publicKey);
        } else if (message2.content?.$case === "x509CertificateChain") {
          obj2.x509CertificateChain = sigstore_common_1.X509CertificateChain.toJSON(message2.content.x509CertificateChain);
        } else if (message2.content?.$case === "certificate") {
          obj2.certificate = sigstore_common_1.X509Certificate.toJSON(message2.content.certificate);
        }
        if (message2.tlogEntries?.length) {
          obj2.tlogEntries = message2.tlogEntries.map((e) => sigstore_rekor_1.TransparencyLogEntry.toJSON(e));
        }
        if (message2.timestampVerificationData !== void 0) {
          obj2.timestampVerificationData = exports.TimestampVerificationData.toJSON(message2.timestampVerificationData);
        }
        return obj2;
      }
    };
    exports.Bundle = {
      fromJSON(object) {
        return {
          mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
          verificationMaterial: isSet(object.verificationMaterial) ? exports.VerificationMaterial.fromJSON(object.verificationMaterial) : void 0,
          content: isSet(object.messageSignature) ? { $case: "messageSignature", messageSignature: sigstore_common_1.MessageSignature.fromJSON(object.messageSignature) } : isSet(object.dsseEnvelope) ? { $case: "dsseEnvelope", dsseEnvelope: envelope_1.Envelope.fromJSON(object.dsseEnvelope) } : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.mediaType !== "") {
          obj2.mediaType = message2.mediaType;
        }
        if (message2.verificationMaterial !== void 0) {
          obj2.verificationMaterial = exports.VerificationMaterial.toJSON(message2.verificationMaterial);
        }
        if (message2.content?.$case === "messageSignature") {
          obj2.messageSignature = sigstore_common_1.MessageSignature.toJSON(message2.content.messageSignature);
        } else if (message2.content?.$case === "dsseEnvelope") {
          obj2.dsseEnvelope = envelope_1.Envelope.toJSON(message2.content.dsseEnvelope);
        }
        return obj2;
      }
    };
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  })(sigstore_bundle);
  return sigstore_bundle;
}
var sigstore_trustroot = {};
var hasRequiredSigstore_trustroot;
function requireSigstore_trustroot() {
  if (hasRequiredSigstore_trustroot) return sigstore_trustroot;
  hasRequiredSigstore_trustroot = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.ClientTrustConfig = exports.ServiceConfiguration = exports.Service = exports.SigningConfig = exports.TrustedRoot = exports.CertificateAuthority = exports.TransparencyLogInstance = exports.ServiceSelector = void 0;
    exports.serviceSelectorFromJSON = serviceSelectorFromJSON;
    exports.serviceSelectorToJSON = serviceSelectorToJSON;
    const sigstore_common_1 = requireSigstore_common();
    var ServiceSelector;
    (function(ServiceSelector2) {
      ServiceSelector2[ServiceSelector2["SERVICE_SELECTOR_UNDEFINED"] = 0] = "SERVICE_SELECTOR_UNDEFINED";
      ServiceSelector2[ServiceSelector2["ALL"] = 1] = "ALL";
      ServiceSelector2[ServiceSelector2["ANY"] = 2] = "ANY";
      ServiceSelector2[ServiceSelector2["EXACT"] = 3] = "EXACT";
    })(ServiceSelector || (exports.ServiceSelector = ServiceSelector = {}));
    function serviceSelectorFromJSON(object) {
      switch (object) {
        case 0:
        case "SERVICE_SELECTOR_UNDEFINED":
          return ServiceSelector.SERVICE_SELECTOR_UNDEFINED;
        case 1:
        case "ALL":
          return ServiceSelector.ALL;
        case 2:
        case "ANY":
          return ServiceSelector.ANY;
        case 3:
        case "EXACT":
          return ServiceSelector.EXACT;
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum ServiceSelector");
      }
    }
    function serviceSelectorToJSON(object) {
      switch (object) {
        case ServiceSelector.SERVICE_SELECTOR_UNDEFINED:
          return "SERVICE_SELECTOR_UNDEFINED";
        case ServiceSelector.ALL:
          return "ALL";
        case ServiceSelector.ANY:
          return "ANY";
        case ServiceSelector.EXACT:
          return "EXACT";
        default:
          throw new globalThis.Error("Unrecognized enum value " + object + " for enum ServiceSelector");
      }
    }
    exports.TransparencyLogInstance = {
      fromJSON(object) {
        return {
          baseUrl: isSet(object.baseUrl) ? globalThis.String(object.baseUrl) : "",
          hashAlgorithm: isSet(object.hashAlgorithm) ? (0, sigstore_common_1.hashAlgorithmFromJSON)(object.hashAlgorithm) : 0,
          publicKey: isSet(object.publicKey) ? sigstore_common_1.PublicKey.fromJSON(object.publicKey) : void 0,
          logId: isSet(object.logId) ? sigstore_common_1.LogId.fromJSON(object.logId) : void 0,
          checkpointKeyId: isSet(object.checkpointKeyId) ? sigstore_common_1.LogId.fromJSON(object.checkpointKeyId) : void 0,
          operator: isSet(object.operator) ? globalThis.String(object.operator) : ""
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.baseUrl !== "") {
          obj2.baseUrl = message2.baseUrl;
        }
        if (message2.hashAlgorithm !== 0) {
          obj2.hashAlgorithm = (0, sigstore_common_1.hashAlgorithmToJSON)(message2.hashAlgorithm);
        }
        if (message2.publicKey !== void 0) {
          obj2.publicKey = sigstore_common_1.PublicKey.toJSON(message2.publicKey);
        }
        if (message2.logId !== void 0) {
          obj2.logId = sigstore_common_1.LogId.toJSON(message2.logId);
        }
        if (message2.checkpointKeyId !== void 0) {
          obj2.checkpointKeyId = sigstore_common_1.LogId.toJSON(message2.checkpointKeyId);
        }
        if (message2.operator !== "") {
          obj2.operator = message2.operator;
        }
        return obj2;
      }
    };
    exports.CertificateAuthority = {
      fromJSON(object) {
        return {
          subject: isSet(object.subject) ? sigstore_common_1.DistinguishedName.fromJSON(object.subject) : void 0,
          uri: isSet(object.uri) ? globalThis.String(object.uri) : "",
          certChain: isSet(object.certChain) ? sigstore_common_1.X509CertificateChain.fromJSON(object.certChain) : void 0,
          validFor: isSet(object.validFor) ? sigstore_common_1.TimeRange.fromJSON(object.validFor) : void 0,
          operator: isSet(object.operator) ? globalThis.String(object.operator) : ""
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.subject !== void 0) {
          obj2.subject = sigstore_common_1.DistinguishedName.toJSON(message2.subject);
        }
        if (message2.uri !== "") {
          obj2.uri = message2.uri;
        }
        if (message2.certChain !== void 0) {
          obj2.certChain = sigstore_common_1.X509CertificateChain.toJSON(message2.certChain);
        }
        if (message2.validFor !== void 0) {
          obj2.validFor = sigstore_common_1.TimeRange.toJSON(message2.validFor);
        }
        if (message2.operator !== "") {
          obj2.operator = message2.operator;
        }
        return obj2;
      }
    };
    exports.TrustedRoot = {
      fromJSON(object) {
        return {
          mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
          tlogs: globalThis.Array.isArray(object?.tlogs) ? object.tlogs.map((e) => exports.TransparencyLogInstance.fromJSON(e)) : [],
          certificateAuthorities: globalThis.Array.isArray(object?.certificateAuthorities) ? object.certificateAuthorities.map((e) => exports.CertificateAuthority.fromJSON(e)) : [],
          ctlogs: globalThis.Array.isArray(object?.ctlogs) ? object.ctlogs.map((e) => exports.TransparencyLogInstance.fromJSON(e)) : [],
          timestampAuthorities: globalThis.Array.isArray(object?.timestampAuthorities) ? object.timestampAuthorities.map((e) => exports.CertificateAuthority.fromJSON(e)) : []
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.mediaType !== "") {
          obj2.mediaType = message2.mediaType;
        }
        if (message2.tlogs?.length) {
          obj2.tlogs = message2.tlogs.map((e) => exports.TransparencyLogInstance.toJSON(e));
        }
        if (message2.certificateAuthorities?.length) {
          obj2.certificateAuthorities = message2.certificateAuthorities.map((e) => exports.CertificateAuthority.toJSON(e));
        }
        if (message2.ctlogs?.length) {
          obj2.ctlogs = message2.ctlogs.map((e) => exports.TransparencyLogInstance.toJSON(e));
        }
        if (message2.timestampAuthorities?.length) {
          obj2.timestampAuthorities = message2.timestampAuthorities.map((e) => exports.CertificateAuthority.toJSON(e));
        }
        return obj2;
      }
    };
    exports.SigningConfig = {
      fromJSON(object) {
        return {
          mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
          caUrls: globalThis.Array.isArray(object?.caUrls) ? object.caUrls.map((e) => exports.Service.fromJSON(e)) : [],
          oidcUrls: globalThis.Array.isArray(object?.oidcUrls) ? object.oidcUrls.map((e) => exports.Service.fromJSON(e)) : [],
          rekorTlogUrls: globalThis.Array.isArray(object?.rekorTlogUrls) ? object.rekorTlogUrls.map((e) => exports.Service.fromJSON(e)) : [],
          rekorTlogConfig: isSet(object.rekorTlogConfig) ? exports.ServiceConfiguration.fromJSON(object.rekorTlogConfig) : void 0,
          tsaUrls: globalThis.Array.isArray(object?.tsaUrls) ? object.tsaUrls.map((e) => exports.Service.fromJSON(e)) : [],
          tsaConfig: isSet(object.tsaConfig) ? exports.ServiceConfiguration.fromJSON(object.tsaConfig) : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.mediaType !== "") {
          obj2.mediaType = message2.mediaType;
        }
        if (message2.caUrls?.length) {
          obj2.caUrls = message2.caUrls.map((e) => exports.Service.toJSON(e));
        }
        if (message2.oidcUrls?.length) {
          obj2.oidcUrls = message2.oidcUrls.map((e) => exports.Service.toJSON(e));
        }
        if (message2.rekorTlogUrls?.length) {
          obj2.rekorTlogUrls = message2.rekorTlogUrls.map((e) => exports.Service.toJSON(e));
        }
        if (message2.rekorTlogConfig !== void 0) {
          obj2.rekorTlogConfig = exports.ServiceConfiguration.toJSON(message2.rekorTlogConfig);
        }
        if (message2.tsaUrls?.length) {
          obj2.tsaUrls = message2.tsaUrls.map((e) => exports.Service.toJSON(e));
        }
        if (message2.tsaConfig !== void 0) {
          obj2.tsaConfig = exports.ServiceConfiguration.toJSON(message2.tsaConfig);
        }
        return obj2;
      }
    };
    exports.Service = {
      fromJSON(object) {
        return {
          url: isSet(object.url) ? globalThis.String(object.url) : "",
          majorApiVersion: isSet(object.majorApiVersion) ? globalThis.Number(object.majorApiVersion) : 0,
          validFor: isSet(object.validFor) ? sigstore_common_1.TimeRange.fromJSON(object.validFor) : void 0,
          operator: isSet(object.operator) ? globalThis.String(object.operator) : ""
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.url !== "") {
          obj2.url = message2.url;
        }
        if (message2.majorApiVersion !== 0) {
          obj2.majorApiVersion = Math.round(message2.majorApiVersion);
        }
        if (message2.validFor !== void 0) {
          obj2.validFor = sigstore_common_1.TimeRange.toJSON(message2.validFor);
        }
        if (message2.operator !== "") {
          obj2.operator = message2.operator;
        }
        return obj2;
      }
    };
    exports.ServiceConfiguration = {
      fromJSON(object) {
        return {
          selector: isSet(object.selector) ? serviceSelectorFromJSON(object.selector) : 0,
          count: isSet(object.count) ? globalThis.Number(object.count) : 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.selector !== 0) {
          obj2.selector = serviceSelectorToJSON(message2.selector);
        }
        if (message2.count !== 0) {
          obj2.count = Math.round(message2.count);
        }
        return obj2;
      }
    };
    exports.ClientTrustConfig = {
      fromJSON(object) {
        return {
          mediaType: isSet(object.mediaType) ? globalThis.String(object.mediaType) : "",
          trustedRoot: isSet(object.trustedRoot) ? exports.TrustedRoot.fromJSON(object.trustedRoot) : void 0,
          signingConfig: isSet(object.signingConfig) ? exports.SigningConfig.fromJSON(object.signingConfig) : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.mediaType !== "") {
          obj2.mediaType = message2.mediaType;
        }
        if (message2.trustedRoot !== void 0) {
          obj2.trustedRoot = exports.TrustedRoot.toJSON(message2.trustedRoot);
        }
        if (message2.signingConfig !== void 0) {
          obj2.signingConfig = exports.SigningConfig.toJSON(message2.signingConfig);
        }
        return obj2;
      }
    };
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  })(sigstore_trustroot);
  return sigstore_trustroot;
}
var sigstore_verification = {};
var hasRequiredSigstore_verification;
function requireSigstore_verification() {
  if (hasRequiredSigstore_verification) return sigstore_verification;
  hasRequiredSigstore_verification = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Input = exports.Artifact = exports.ArtifactVerificationOptions_ObserverTimestampOptions = exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions = exports.ArtifactVerificationOptions_TimestampAuthorityOptions = exports.ArtifactVerificationOptions_CtlogOptions = exports.ArtifactVerificationOptions_TlogOptions = exports.ArtifactVerificationOptions = exports.PublicKeyIdentities = exports.CertificateIdentities = exports.CertificateIdentity = void 0;
    const sigstore_bundle_1 = requireSigstore_bundle();
    const sigstore_common_1 = requireSigstore_common();
    const sigstore_trustroot_1 = requireSigstore_trustroot();
    exports.CertificateIdentity = {
      fromJSON(object) {
        return {
          issuer: isSet(object.issuer) ? globalThis.String(object.issuer) : "",
          san: isSet(object.san) ? sigstore_common_1.SubjectAlternativeName.fromJSON(object.san) : void 0,
          oids: globalThis.Array.isArray(object?.oids) ? object.oids.map((e) => sigstore_common_1.ObjectIdentifierValuePair.fromJSON(e)) : []
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.issuer !== "") {
          obj2.issuer = message2.issuer;
        }
        if (message2.san !== void 0) {
          obj2.san = sigstore_common_1.SubjectAlternativeName.toJSON(message2.san);
        }
        if (message2.oids?.length) {
          obj2.oids = message2.oids.map((e) => sigstore_common_1.ObjectIdentifierValuePair.toJSON(e));
        }
        return obj2;
      }
    };
    exports.CertificateIdentities = {
      fromJSON(object) {
        return {
          identities: globalThis.Array.isArray(object?.identities) ? object.identities.map((e) => exports.CertificateIdentity.fromJSON(e)) : []
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.identities?.length) {
          obj2.identities = message2.identities.map((e) => exports.CertificateIdentity.toJSON(e));
        }
        return obj2;
      }
    };
    exports.PublicKeyIdentities = {
      fromJSON(object) {
        return {
          publicKeys: globalThis.Array.isArray(object?.publicKeys) ? object.publicKeys.map((e) => sigstore_common_1.PublicKey.fromJSON(e)) : []
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.publicKeys?.length) {
          obj2.publicKeys = message2.publicKeys.map((e) => sigstore_common_1.PublicKey.toJSON(e));
        }
        return obj2;
      }
    };
    exports.ArtifactVerificationOptions = {
      fromJSON(object) {
        return {
          signers: isSet(object.certificateIdentities) ? {
            $case: "certificateIdentities",
            certificateIdentities: exports.CertificateIdentities.fromJSON(object.certificateIdentities)
          } : isSet(object.publicKeys) ? { $case: "publicKeys", publicKeys: exports.PublicKeyIdentities.fromJSON(object.publicKeys) } : void 0,
          tlogOptions: isSet(object.tlogOptions) ? exports.ArtifactVerificationOptions_TlogOptions.fromJSON(object.tlogOptions) : void 0,
          ctlogOptions: isSet(object.ctlogOptions) ? exports.ArtifactVerificationOptions_CtlogOptions.fromJSON(object.ctlogOptions) : void 0,
          tsaOptions: isSet(object.tsaOptions) ? exports.ArtifactVerificationOptions_TimestampAuthorityOptions.fromJSON(object.tsaOptions) : void 0,
          integratedTsOptions: isSet(object.integratedTsOptions) ? exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions.fromJSON(object.integratedTsOptions) : void 0,
          observerOptions: isSet(object.observerOptions) ? exports.ArtifactVerificationOptions_ObserverTimestampOptions.fromJSON(object.observerOptions) : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.signers?.$case === "certificateIdentities") {
          obj2.certificateIdentities = exports.CertificateIdentities.toJSON(message2.signers.certificateIdentities);
        } else if (message2.signers?.$case === "publicKeys") {
          obj2.publicKeys = exports.PublicKeyIdentities.toJSON(message2.signers.publicKeys);
        }
        if (message2.tlogOptions !== void 0) {
          obj2.tlogOptions = exports.ArtifactVerificationOptions_TlogOptions.toJSON(message2.tlogOptions);
        }
        if (message2.ctlogOptions !== void 0) {
          obj2.ctlogOptions = exports.ArtifactVerificationOptions_CtlogOptions.toJSON(message2.ctlogOptions);
        }
        if (message2.tsaOptions !== void 0) {
          obj2.tsaOptions = exports.ArtifactVerificationOptions_TimestampAuthorityOptions.toJSON(message2.tsaOptions);
        }
        if (message2.integratedTsOptions !== void 0) {
          obj2.integratedTsOptions = exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions.toJSON(message2.integratedTsOptions);
        }
        if (message2.observerOptions !== void 0) {
          obj2.observerOptions = exports.ArtifactVerificationOptions_ObserverTimestampOptions.toJSON(message2.observerOptions);
        }
        return obj2;
      }
    };
    exports.ArtifactVerificationOptions_TlogOptions = {
      fromJSON(object) {
        return {
          threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
          performOnlineVerification: isSet(object.performOnlineVerification) ? globalThis.Boolean(object.performOnlineVerification) : false,
          disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.threshold !== 0) {
          obj2.threshold = Math.round(message2.threshold);
        }
        if (message2.performOnlineVerification !== false) {
          obj2.performOnlineVerification = message2.performOnlineVerification;
        }
        if (message2.disable !== false) {
          obj2.disable = message2.disable;
        }
        return obj2;
      }
    };
    exports.ArtifactVerificationOptions_CtlogOptions = {
      fromJSON(object) {
        return {
          threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
          disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.threshold !== 0) {
          obj2.threshold = Math.round(message2.threshold);
        }
        if (message2.disable !== false) {
          obj2.disable = message2.disable;
        }
        return obj2;
      }
    };
    exports.ArtifactVerificationOptions_TimestampAuthorityOptions = {
      fromJSON(object) {
        return {
          threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
          disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.threshold !== 0) {
          obj2.threshold = Math.round(message2.threshold);
        }
        if (message2.disable !== false) {
          obj2.disable = message2.disable;
        }
        return obj2;
      }
    };
    exports.ArtifactVerificationOptions_TlogIntegratedTimestampOptions = {
      fromJSON(object) {
        return {
          threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
          disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.threshold !== 0) {
          obj2.threshold = Math.round(message2.threshold);
        }
        if (message2.disable !== false) {
          obj2.disable = message2.disable;
        }
        return obj2;
      }
    };
    exports.ArtifactVerificationOptions_ObserverTimestampOptions = {
      fromJSON(object) {
        return {
          threshold: isSet(object.threshold) ? globalThis.Number(object.threshold) : 0,
          disable: isSet(object.disable) ? globalThis.Boolean(object.disable) : false
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.threshold !== 0) {
          obj2.threshold = Math.round(message2.threshold);
        }
        if (message2.disable !== false) {
          obj2.disable = message2.disable;
        }
        return obj2;
      }
    };
    exports.Artifact = {
      fromJSON(object) {
        return {
          data: isSet(object.artifactUri) ? { $case: "artifactUri", artifactUri: globalThis.String(object.artifactUri) } : isSet(object.artifact) ? { $case: "artifact", artifact: Buffer.from(bytesFromBase64(object.artifact)) } : isSet(object.artifactDigest) ? { $case: "artifactDigest", artifactDigest: sigstore_common_1.HashOutput.fromJSON(object.artifactDigest) } : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.data?.$case === "artifactUri") {
          obj2.artifactUri = message2.data.artifactUri;
        } else if (message2.data?.$case === "artifact") {
          obj2.artifact = base64FromBytes(message2.data.artifact);
        } else if (message2.data?.$case === "artifactDigest") {
          obj2.artifactDigest = sigstore_common_1.HashOutput.toJSON(message2.data.artifactDigest);
        }
        return obj2;
      }
    };
    exports.Input = {
      fromJSON(object) {
        return {
          artifactTrustRoot: isSet(object.artifactTrustRoot) ? sigstore_trustroot_1.TrustedRoot.fromJSON(object.artifactTrustRoot) : void 0,
          artifactVerificationOptions: isSet(object.artifactVerificationOptions) ? exports.ArtifactVerificationOptions.fromJSON(object.artifactVerificationOptions) : void 0,
          bundle: isSet(object.bundle) ? sigstore_bundle_1.Bundle.fromJSON(object.bundle) : void 0,
          artifact: isSet(object.artifact) ? exports.Artifact.fromJSON(object.artifact) : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.artifactTrustRoot !== void 0) {
          obj2.artifactTrustRoot = sigstore_trustroot_1.TrustedRoot.toJSON(message2.artifactTrustRoot);
        }
        if (message2.artifactVerificationOptions !== void 0) {
          obj2.artifactVerificationOptions = exports.ArtifactVerificationOptions.toJSON(message2.artifactVerificationOptions);
        }
        if (message2.bundle !== void 0) {
          obj2.bundle = sigstore_bundle_1.Bundle.toJSON(message2.bundle);
        }
        if (message2.artifact !== void 0) {
          obj2.artifact = exports.Artifact.toJSON(message2.artifact);
        }
        return obj2;
      }
    };
    function bytesFromBase64(b64) {
      return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
    }
    function base64FromBytes(arr) {
      return globalThis.Buffer.from(arr).toString("base64");
    }
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  })(sigstore_verification);
  return sigstore_verification;
}
var hasRequiredDist$3;
function requireDist$3() {
  if (hasRequiredDist$3) return dist$3;
  hasRequiredDist$3 = 1;
  (function(exports) {
    var __createBinding = dist$3 && dist$3.__createBinding || (Object.create ? (function(o, m, k, k2) {
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
    var __exportStar = dist$3 && dist$3.__exportStar || function(m, exports2) {
      for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports2, p)) __createBinding(exports2, m, p);
    };
    Object.defineProperty(exports, "__esModule", { value: true });
    __exportStar(requireEnvelope(), exports);
    __exportStar(requireSigstore_bundle(), exports);
    __exportStar(requireSigstore_common(), exports);
    __exportStar(requireSigstore_rekor(), exports);
    __exportStar(requireSigstore_trustroot(), exports);
    __exportStar(requireSigstore_verification(), exports);
  })(dist$3);
  return dist$3;
}
var distExports$3 = requireDist$3();
var dist$2 = {};
var build = {};
var bundle$1 = {};
var hasRequiredBundle$1;
function requireBundle$1() {
  if (hasRequiredBundle$1) return bundle$1;
  hasRequiredBundle$1 = 1;
  Object.defineProperty(bundle$1, "__esModule", { value: true });
  bundle$1.BUNDLE_V03_MEDIA_TYPE = bundle$1.BUNDLE_V03_LEGACY_MEDIA_TYPE = bundle$1.BUNDLE_V02_MEDIA_TYPE = bundle$1.BUNDLE_V01_MEDIA_TYPE = void 0;
  bundle$1.isBundleWithCertificateChain = isBundleWithCertificateChain;
  bundle$1.isBundleWithPublicKey = isBundleWithPublicKey;
  bundle$1.isBundleWithMessageSignature = isBundleWithMessageSignature;
  bundle$1.isBundleWithDsseEnvelope = isBundleWithDsseEnvelope;
  bundle$1.BUNDLE_V01_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.1";
  bundle$1.BUNDLE_V02_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.2";
  bundle$1.BUNDLE_V03_LEGACY_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.3";
  bundle$1.BUNDLE_V03_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
  function isBundleWithCertificateChain(b) {
    return b.verificationMaterial.content.$case === "x509CertificateChain";
  }
  function isBundleWithPublicKey(b) {
    return b.verificationMaterial.content.$case === "publicKey";
  }
  function isBundleWithMessageSignature(b) {
    return b.content.$case === "messageSignature";
  }
  function isBundleWithDsseEnvelope(b) {
    return b.content.$case === "dsseEnvelope";
  }
  return bundle$1;
}
var hasRequiredBuild;
function requireBuild() {
  if (hasRequiredBuild) return build;
  hasRequiredBuild = 1;
  Object.defineProperty(build, "__esModule", { value: true });
  build.toMessageSignatureBundle = toMessageSignatureBundle;
  build.toDSSEBundle = toDSSEBundle;
  const protobuf_specs_1 = requireDist$3();
  const bundle_1 = requireBundle$1();
  function toMessageSignatureBundle(options) {
    return {
      mediaType: options.certificateChain ? bundle_1.BUNDLE_V02_MEDIA_TYPE : bundle_1.BUNDLE_V03_MEDIA_TYPE,
      content: {
        $case: "messageSignature",
        messageSignature: {
          messageDigest: {
            algorithm: protobuf_specs_1.HashAlgorithm.SHA2_256,
            digest: options.digest
          },
          signature: options.signature
        }
      },
      verificationMaterial: toVerificationMaterial(options)
    };
  }
  function toDSSEBundle(options) {
    return {
      mediaType: options.certificateChain ? bundle_1.BUNDLE_V02_MEDIA_TYPE : bundle_1.BUNDLE_V03_MEDIA_TYPE,
      content: {
        $case: "dsseEnvelope",
        dsseEnvelope: toEnvelope(options)
      },
      verificationMaterial: toVerificationMaterial(options)
    };
  }
  function toEnvelope(options) {
    return {
      payloadType: options.artifactType,
      payload: options.artifact,
      signatures: [toSignature(options)]
    };
  }
  function toSignature(options) {
    return {
      keyid: options.keyHint || "",
      sig: options.signature
    };
  }
  function toVerificationMaterial(options) {
    return {
      content: toKeyContent(options),
      tlogEntries: [],
      timestampVerificationData: { rfc3161Timestamps: [] }
    };
  }
  function toKeyContent(options) {
    if (options.certificate) {
      if (options.certificateChain) {
        return {
          $case: "x509CertificateChain",
          x509CertificateChain: {
            certificates: [{ rawBytes: options.certificate }]
          }
        };
      } else {
        return {
          $case: "certificate",
          certificate: { rawBytes: options.certificate }
        };
      }
    } else {
      return {
        $case: "publicKey",
        publicKey: {
          hint: options.keyHint || ""
        }
      };
    }
  }
  return build;
}
var error$3 = {};
var hasRequiredError$3;
function requireError$3() {
  if (hasRequiredError$3) return error$3;
  hasRequiredError$3 = 1;
  Object.defineProperty(error$3, "__esModule", { value: true });
  error$3.ValidationError = void 0;
  class ValidationError extends Error {
    fields;
    constructor(message2, fields) {
      super(message2);
      this.fields = fields;
    }
  }
  error$3.ValidationError = ValidationError;
  return error$3;
}
var serialized = {};
var validate = {};
var hasRequiredValidate;
function requireValidate() {
  if (hasRequiredValidate) return validate;
  hasRequiredValidate = 1;
  Object.defineProperty(validate, "__esModule", { value: true });
  validate.assertBundle = assertBundle;
  validate.assertBundleV01 = assertBundleV01;
  validate.isBundleV01 = isBundleV01;
  validate.assertBundleV02 = assertBundleV02;
  validate.assertBundleLatest = assertBundleLatest;
  const error_1 = requireError$3();
  function assertBundle(b) {
    const invalidValues = validateBundleBase(b);
    if (invalidValues.length > 0) {
      throw new error_1.ValidationError("invalid bundle", invalidValues);
    }
  }
  function assertBundleV01(b) {
    const invalidValues = [];
    invalidValues.push(...validateBundleBase(b));
    invalidValues.push(...validateInclusionPromise(b));
    if (invalidValues.length > 0) {
      throw new error_1.ValidationError("invalid v0.1 bundle", invalidValues);
    }
  }
  function isBundleV01(b) {
    try {
      assertBundleV01(b);
      return true;
    } catch (e) {
      return false;
    }
  }
  function assertBundleV02(b) {
    const invalidValues = [];
    invalidValues.push(...validateBundleBase(b));
    invalidValues.push(...validateInclusionProof(b));
    if (invalidValues.length > 0) {
      throw new error_1.ValidationError("invalid v0.2 bundle", invalidValues);
    }
  }
  function assertBundleLatest(b) {
    const invalidValues = [];
    invalidValues.push(...validateBundleBase(b));
    invalidValues.push(...validateInclusionProof(b));
    invalidValues.push(...validateNoCertificateChain(b));
    if (invalidValues.length > 0) {
      throw new error_1.ValidationError("invalid bundle", invalidValues);
    }
  }
  function validateBundleBase(b) {
    const invalidValues = [];
    if (b.mediaType === void 0 || !b.mediaType.match(/^application\/vnd\.dev\.sigstore\.bundle\+json;version=\d\.\d/) && !b.mediaType.match(/^application\/vnd\.dev\.sigstore\.bundle\.v\d\.\d\+json/)) {
      invalidValues.push("mediaType");
    }
    if (b.content === void 0) {
      invalidValues.push("content");
    } else {
      switch (b.content.$case) {
        case "messageSignature":
          if (b.content.messageSignature.messageDigest === void 0) {
            invalidValues.push("content.messageSignature.messageDigest");
          } else {
            if (b.content.messageSignature.messageDigest.digest.length === 0) {
              invalidValues.push("content.messageSignature.messageDigest.digest");
            }
          }
          if (b.content.messageSignature.signature.length === 0) {
            invalidValues.push("content.messageSignature.signature");
          }
          break;
        case "dsseEnvelope":
          if (b.content.dsseEnvelope.payload.length === 0) {
            invalidValues.push("content.dsseEnvelope.payload");
          }
          if (b.content.dsseEnvelope.signatures.length !== 1) {
            invalidValues.push("content.dsseEnvelope.signatures");
          } else {
            if (b.content.dsseEnvelope.signatures[0].sig.length === 0) {
              invalidValues.push("content.dsseEnvelope.signatures[0].sig");
            }
          }
          break;
      }
    }
    if (b.verificationMaterial === void 0) {
      invalidValues.push("verificationMaterial");
    } else {
      if (b.verificationMaterial.content === void 0) {
        invalidValues.push("verificationMaterial.content");
      } else {
        switch (b.verificationMaterial.content.$case) {
          case "x509CertificateChain":
            if (b.verificationMaterial.content.x509CertificateChain.certificates.length === 0) {
              invalidValues.push("verificationMaterial.content.x509CertificateChain.certificates");
            }
            b.verificationMaterial.content.x509CertificateChain.certificates.forEach((cert2, i) => {
              if (cert2.rawBytes.length === 0) {
                invalidValues.push(`verificationMaterial.content.x509CertificateChain.certificates[${i}].rawBytes`);
              }
            });
            break;
          case "certificate":
            if (b.verificationMaterial.content.certificate.rawBytes.length === 0) {
              invalidValues.push("verificationMaterial.content.certificate.rawBytes");
            }
            break;
        }
      }
      if (b.verificationMaterial.tlogEntries === void 0) {
        invalidValues.push("verificationMaterial.tlogEntries");
      } else {
        if (b.verificationMaterial.tlogEntries.length > 0) {
          b.verificationMaterial.tlogEntries.forEach((entry2, i) => {
            if (entry2.logId === void 0) {
              invalidValues.push(`verificationMaterial.tlogEntries[${i}].logId`);
            }
            if (entry2.kindVersion === void 0) {
              invalidValues.push(`verificationMaterial.tlogEntries[${i}].kindVersion`);
            }
          });
        }
      }
    }
    return invalidValues;
  }
  function validateInclusionPromise(b) {
    const invalidValues = [];
    if (b.verificationMaterial && b.verificationMaterial.tlogEntries?.length > 0) {
      b.verificationMaterial.tlogEntries.forEach((entry2, i) => {
        if (entry2.inclusionPromise === void 0) {
          invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionPromise`);
        }
      });
    }
    return invalidValues;
  }
  function validateInclusionProof(b) {
    const invalidValues = [];
    if (b.verificationMaterial && b.verificationMaterial.tlogEntries?.length > 0) {
      b.verificationMaterial.tlogEntries.forEach((entry2, i) => {
        if (entry2.inclusionProof === void 0) {
          invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionProof`);
        } else {
          if (entry2.inclusionProof.checkpoint === void 0) {
            invalidValues.push(`verificationMaterial.tlogEntries[${i}].inclusionProof.checkpoint`);
          }
        }
      });
    }
    return invalidValues;
  }
  function validateNoCertificateChain(b) {
    const invalidValues = [];
    if (b.verificationMaterial?.content?.$case === "x509CertificateChain") {
      invalidValues.push("verificationMaterial.content.$case");
    }
    return invalidValues;
  }
  return validate;
}
var hasRequiredSerialized;
function requireSerialized() {
  if (hasRequiredSerialized) return serialized;
  hasRequiredSerialized = 1;
  Object.defineProperty(serialized, "__esModule", { value: true });
  serialized.envelopeToJSON = serialized.envelopeFromJSON = serialized.bundleToJSON = serialized.bundleFromJSON = void 0;
  const protobuf_specs_1 = requireDist$3();
  const bundle_1 = requireBundle$1();
  const validate_1 = requireValidate();
  const bundleFromJSON = (obj2) => {
    const bundle2 = protobuf_specs_1.Bundle.fromJSON(obj2);
    switch (bundle2.mediaType) {
      case bundle_1.BUNDLE_V01_MEDIA_TYPE:
        (0, validate_1.assertBundleV01)(bundle2);
        break;
      case bundle_1.BUNDLE_V02_MEDIA_TYPE:
        (0, validate_1.assertBundleV02)(bundle2);
        break;
      default:
        (0, validate_1.assertBundleLatest)(bundle2);
        break;
    }
    return bundle2;
  };
  serialized.bundleFromJSON = bundleFromJSON;
  const bundleToJSON = (bundle2) => {
    return protobuf_specs_1.Bundle.toJSON(bundle2);
  };
  serialized.bundleToJSON = bundleToJSON;
  const envelopeFromJSON = (obj2) => {
    return protobuf_specs_1.Envelope.fromJSON(obj2);
  };
  serialized.envelopeFromJSON = envelopeFromJSON;
  const envelopeToJSON = (envelope2) => {
    return protobuf_specs_1.Envelope.toJSON(envelope2);
  };
  serialized.envelopeToJSON = envelopeToJSON;
  return serialized;
}
var hasRequiredDist$2;
function requireDist$2() {
  if (hasRequiredDist$2) return dist$2;
  hasRequiredDist$2 = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.isBundleV01 = exports.assertBundleV02 = exports.assertBundleV01 = exports.assertBundleLatest = exports.assertBundle = exports.envelopeToJSON = exports.envelopeFromJSON = exports.bundleToJSON = exports.bundleFromJSON = exports.ValidationError = exports.isBundleWithPublicKey = exports.isBundleWithMessageSignature = exports.isBundleWithDsseEnvelope = exports.isBundleWithCertificateChain = exports.BUNDLE_V03_MEDIA_TYPE = exports.BUNDLE_V03_LEGACY_MEDIA_TYPE = exports.BUNDLE_V02_MEDIA_TYPE = exports.BUNDLE_V01_MEDIA_TYPE = exports.toMessageSignatureBundle = exports.toDSSEBundle = void 0;
    var build_1 = requireBuild();
    Object.defineProperty(exports, "toDSSEBundle", { enumerable: true, get: function() {
      return build_1.toDSSEBundle;
    } });
    Object.defineProperty(exports, "toMessageSignatureBundle", { enumerable: true, get: function() {
      return build_1.toMessageSignatureBundle;
    } });
    var bundle_1 = requireBundle$1();
    Object.defineProperty(exports, "BUNDLE_V01_MEDIA_TYPE", { enumerable: true, get: function() {
      return bundle_1.BUNDLE_V01_MEDIA_TYPE;
    } });
    Object.defineProperty(exports, "BUNDLE_V02_MEDIA_TYPE", { enumerable: true, get: function() {
      return bundle_1.BUNDLE_V02_MEDIA_TYPE;
    } });
    Object.defineProperty(exports, "BUNDLE_V03_LEGACY_MEDIA_TYPE", { enumerable: true, get: function() {
      return bundle_1.BUNDLE_V03_LEGACY_MEDIA_TYPE;
    } });
    Object.defineProperty(exports, "BUNDLE_V03_MEDIA_TYPE", { enumerable: true, get: function() {
      return bundle_1.BUNDLE_V03_MEDIA_TYPE;
    } });
    Object.defineProperty(exports, "isBundleWithCertificateChain", { enumerable: true, get: function() {
      return bundle_1.isBundleWithCertificateChain;
    } });
    Object.defineProperty(exports, "isBundleWithDsseEnvelope", { enumerable: true, get: function() {
      return bundle_1.isBundleWithDsseEnvelope;
    } });
    Object.defineProperty(exports, "isBundleWithMessageSignature", { enumerable: true, get: function() {
      return bundle_1.isBundleWithMessageSignature;
    } });
    Object.defineProperty(exports, "isBundleWithPublicKey", { enumerable: true, get: function() {
      return bundle_1.isBundleWithPublicKey;
    } });
    var error_1 = requireError$3();
    Object.defineProperty(exports, "ValidationError", { enumerable: true, get: function() {
      return error_1.ValidationError;
    } });
    var serialized_1 = requireSerialized();
    Object.defineProperty(exports, "bundleFromJSON", { enumerable: true, get: function() {
      return serialized_1.bundleFromJSON;
    } });
    Object.defineProperty(exports, "bundleToJSON", { enumerable: true, get: function() {
      return serialized_1.bundleToJSON;
    } });
    Object.defineProperty(exports, "envelopeFromJSON", { enumerable: true, get: function() {
      return serialized_1.envelopeFromJSON;
    } });
    Object.defineProperty(exports, "envelopeToJSON", { enumerable: true, get: function() {
      return serialized_1.envelopeToJSON;
    } });
    var validate_1 = requireValidate();
    Object.defineProperty(exports, "assertBundle", { enumerable: true, get: function() {
      return validate_1.assertBundle;
    } });
    Object.defineProperty(exports, "assertBundleLatest", { enumerable: true, get: function() {
      return validate_1.assertBundleLatest;
    } });
    Object.defineProperty(exports, "assertBundleV01", { enumerable: true, get: function() {
      return validate_1.assertBundleV01;
    } });
    Object.defineProperty(exports, "assertBundleV02", { enumerable: true, get: function() {
      return validate_1.assertBundleV02;
    } });
    Object.defineProperty(exports, "isBundleV01", { enumerable: true, get: function() {
      return validate_1.isBundleV01;
    } });
  })(dist$2);
  return dist$2;
}
var distExports$2 = requireDist$2();
var dist$1 = {};
var asn1 = {};
var obj = {};
var stream = {};
var hasRequiredStream;
function requireStream() {
  if (hasRequiredStream) return stream;
  hasRequiredStream = 1;
  Object.defineProperty(stream, "__esModule", { value: true });
  stream.ByteStream = void 0;
  class StreamError extends Error {
    constructor(message2) {
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 0;
      super(message2);
      Error.stackTraceLimit = stackTraceLimit;
    }
  }
  const EMPTY = Buffer.alloc(0);
  class ByteStream {
    static BLOCK_SIZE = 128;
    buf;
    view;
    start = 0;
    constructor(buffer) {
      if (buffer) {
        this.buf = buffer;
        this.view = Buffer.from(buffer);
      } else {
        this.buf = EMPTY;
        this.view = EMPTY;
      }
    }
    get buffer() {
      return this.view.subarray(0, this.start);
    }
    get length() {
      return this.view.byteLength;
    }
    get position() {
      return this.start;
    }
    seek(position) {
      this.start = position;
    }
    // Returns a Buffer containing the specified number of bytes starting at the
    // given start position.
    slice(start, len) {
      const end = start + len;
      if (end > this.length) {
        throw new StreamError("request past end of buffer");
      }
      return this.view.subarray(start, end);
    }
    appendChar(char) {
      this.ensureCapacity(1);
      this.view[this.start] = char;
      this.start += 1;
    }
    appendUint16(num) {
      this.ensureCapacity(2);
      const value = new Uint16Array([num]);
      const view = new Uint8Array(value.buffer);
      this.view[this.start] = view[1];
      this.view[this.start + 1] = view[0];
      this.start += 2;
    }
    appendUint24(num) {
      this.ensureCapacity(3);
      const value = new Uint32Array([num]);
      const view = new Uint8Array(value.buffer);
      this.view[this.start] = view[2];
      this.view[this.start + 1] = view[1];
      this.view[this.start + 2] = view[0];
      this.start += 3;
    }
    appendView(view) {
      this.ensureCapacity(view.length);
      this.view.set(view, this.start);
      this.start += view.length;
    }
    getBlock(size) {
      if (size <= 0) {
        return Buffer.alloc(0);
      }
      if (this.start + size > this.view.length) {
        throw new Error("request past end of buffer");
      }
      const result = this.view.subarray(this.start, this.start + size);
      this.start += size;
      return result;
    }
    getUint8() {
      return this.getBlock(1)[0];
    }
    getUint16() {
      const block = this.getBlock(2);
      return block[0] << 8 | block[1];
    }
    ensureCapacity(size) {
      if (this.start + size > this.view.byteLength) {
        const blockSize = ByteStream.BLOCK_SIZE + (size > ByteStream.BLOCK_SIZE ? size : 0);
        this.realloc(this.view.byteLength + blockSize);
      }
    }
    realloc(size) {
      const newArray = Buffer.allocUnsafe(size);
      const newView = newArray;
      newView.set(this.view);
      this.buf = newArray;
      this.view = newView;
    }
  }
  stream.ByteStream = ByteStream;
  return stream;
}
var error$2 = {};
var hasRequiredError$2;
function requireError$2() {
  if (hasRequiredError$2) return error$2;
  hasRequiredError$2 = 1;
  Object.defineProperty(error$2, "__esModule", { value: true });
  error$2.ASN1TypeError = error$2.ASN1ParseError = void 0;
  class ASN1ParseError extends Error {
    constructor(message2) {
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 0;
      super(message2);
      Error.stackTraceLimit = stackTraceLimit;
    }
  }
  error$2.ASN1ParseError = ASN1ParseError;
  class ASN1TypeError extends Error {
  }
  error$2.ASN1TypeError = ASN1TypeError;
  return error$2;
}
var length = {};
var hasRequiredLength;
function requireLength() {
  if (hasRequiredLength) return length;
  hasRequiredLength = 1;
  Object.defineProperty(length, "__esModule", { value: true });
  length.decodeLength = decodeLength;
  length.encodeLength = encodeLength;
  const error_1 = requireError$2();
  function decodeLength(stream2) {
    const buf = stream2.getUint8();
    if ((buf & 128) === 0) {
      return buf;
    }
    const byteCount = buf & 127;
    if (byteCount > 6) {
      throw new error_1.ASN1ParseError("length exceeds 6 byte limit");
    }
    let len = 0;
    for (let i = 0; i < byteCount; i++) {
      const byte = stream2.getUint8();
      if (i === 0 && byte === 0) {
        throw new error_1.ASN1ParseError("non-minimal length encoding");
      }
      len = len * 256 + byte;
    }
    if (len === 0) {
      throw new error_1.ASN1ParseError("indefinite length encoding not supported");
    }
    if (len < 128) {
      throw new error_1.ASN1ParseError("non-minimal length encoding");
    }
    return len;
  }
  function encodeLength(len) {
    if (len < 128) {
      return Buffer.from([len]);
    }
    let val = BigInt(len);
    const bytes = [];
    while (val > 0n) {
      bytes.unshift(Number(val & 255n));
      val = val >> 8n;
    }
    return Buffer.from([128 | bytes.length, ...bytes]);
  }
  return length;
}
var parse = {};
var hasRequiredParse;
function requireParse() {
  if (hasRequiredParse) return parse;
  hasRequiredParse = 1;
  Object.defineProperty(parse, "__esModule", { value: true });
  parse.parseInteger = parseInteger;
  parse.parseStringASCII = parseStringASCII;
  parse.parseTime = parseTime;
  parse.parseOID = parseOID;
  parse.parseBoolean = parseBoolean;
  parse.parseBitString = parseBitString;
  const error_1 = requireError$2();
  const RE_TIME_SHORT_YEAR = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{3})?Z$/;
  const RE_TIME_LONG_YEAR = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{3})?Z$/;
  function parseInteger(buf) {
    let pos = 0;
    const end = buf.length;
    let val = buf[pos];
    const neg = val > 127;
    const pad = neg ? 255 : 0;
    while (val == pad && ++pos < end) {
      val = buf[pos];
    }
    const len = end - pos;
    if (len === 0)
      return BigInt(neg ? -1 : 0);
    val = neg ? val - 256 : val;
    let n = BigInt(val);
    for (let i = pos + 1; i < end; ++i) {
      n = n * BigInt(256) + BigInt(buf[i]);
    }
    return n;
  }
  function parseStringASCII(buf) {
    return buf.toString("ascii");
  }
  function parseTime(buf, shortYear) {
    const timeStr = parseStringASCII(buf);
    const m = shortYear ? RE_TIME_SHORT_YEAR.exec(timeStr) : RE_TIME_LONG_YEAR.exec(timeStr);
    if (!m) {
      throw new Error("invalid time");
    }
    if (shortYear) {
      let year = Number(m[1]);
      year += year >= 50 ? 1900 : 2e3;
      m[1] = year.toString();
    }
    return /* @__PURE__ */ new Date(`${m[1]}-${m[2]}-${m[3]}T${m[4]}:${m[5]}:${m[6]}Z`);
  }
  function parseOID(buf) {
    let pos = 0;
    const end = buf.length;
    let n = buf[pos++];
    const first = Math.floor(n / 40);
    const second = n % 40;
    let oid2 = `${first}.${second}`;
    let val = 0n;
    for (; pos < end; ++pos) {
      n = buf[pos];
      val = (val << 7n) + BigInt(n & 127);
      if ((n & 128) === 0) {
        oid2 += `.${val}`;
        val = 0n;
      }
    }
    return oid2;
  }
  function parseBoolean(buf) {
    if (buf.length !== 1) {
      throw new error_1.ASN1ParseError("invalid boolean");
    }
    switch (buf[0]) {
      case 0:
        return false;
      case 255:
        return true;
      default:
        throw new error_1.ASN1ParseError("invalid boolean");
    }
  }
  function parseBitString(buf) {
    const unused = buf[0];
    if (unused > 7) {
      throw new error_1.ASN1ParseError("invalid bit string");
    }
    const start = 1;
    const end = buf.length;
    const bits = [];
    for (let i = start; i < end; ++i) {
      const byte = buf[i];
      const skip = i === end - 1 ? unused : 0;
      for (let j = 7; j >= skip; --j) {
        bits.push(byte >> j & 1);
      }
    }
    return bits;
  }
  return parse;
}
var tag = {};
var hasRequiredTag;
function requireTag() {
  if (hasRequiredTag) return tag;
  hasRequiredTag = 1;
  Object.defineProperty(tag, "__esModule", { value: true });
  tag.ASN1Tag = void 0;
  const error_1 = requireError$2();
  const UNIVERSAL_TAG = {
    BOOLEAN: 1,
    INTEGER: 2,
    BIT_STRING: 3,
    OCTET_STRING: 4,
    OBJECT_IDENTIFIER: 6,
    UTC_TIME: 23,
    GENERALIZED_TIME: 24
  };
  const TAG_CLASS = {
    UNIVERSAL: 0,
    CONTEXT_SPECIFIC: 2
  };
  class ASN1Tag {
    number;
    constructed;
    class;
    constructor(enc) {
      this.number = enc & 31;
      this.constructed = (enc & 32) === 32;
      this.class = enc >> 6;
      if (this.number === 31) {
        throw new error_1.ASN1ParseError("long form tags not supported");
      }
      if (this.class === TAG_CLASS.UNIVERSAL && this.number === 0) {
        throw new error_1.ASN1ParseError("unsupported tag 0x00");
      }
    }
    isUniversal() {
      return this.class === TAG_CLASS.UNIVERSAL;
    }
    isContextSpecific(num) {
      const res = this.class === TAG_CLASS.CONTEXT_SPECIFIC;
      return num !== void 0 ? res && this.number === num : res;
    }
    isBoolean() {
      return this.isUniversal() && this.number === UNIVERSAL_TAG.BOOLEAN;
    }
    isInteger() {
      return this.isUniversal() && this.number === UNIVERSAL_TAG.INTEGER;
    }
    isBitString() {
      return this.isUniversal() && this.number === UNIVERSAL_TAG.BIT_STRING;
    }
    isOctetString() {
      return this.isUniversal() && this.number === UNIVERSAL_TAG.OCTET_STRING;
    }
    isOID() {
      return this.isUniversal() && this.number === UNIVERSAL_TAG.OBJECT_IDENTIFIER;
    }
    isUTCTime() {
      return this.isUniversal() && this.number === UNIVERSAL_TAG.UTC_TIME;
    }
    isGeneralizedTime() {
      return this.isUniversal() && this.number === UNIVERSAL_TAG.GENERALIZED_TIME;
    }
    toDER() {
      return this.number | (this.constructed ? 32 : 0) | this.class << 6;
    }
  }
  tag.ASN1Tag = ASN1Tag;
  return tag;
}
var hasRequiredObj;
function requireObj() {
  if (hasRequiredObj) return obj;
  hasRequiredObj = 1;
  Object.defineProperty(obj, "__esModule", { value: true });
  obj.ASN1Obj = void 0;
  const stream_1 = requireStream();
  const error_1 = requireError$2();
  const length_1 = requireLength();
  const parse_1 = requireParse();
  const tag_1 = requireTag();
  class ASN1Obj {
    tag;
    subs;
    value;
    constructor(tag2, value, subs) {
      this.tag = tag2;
      this.value = value;
      this.subs = subs;
    }
    // Constructs an ASN.1 object from a Buffer of DER-encoded bytes.
    static parseBuffer(buf) {
      const stream2 = new stream_1.ByteStream(buf);
      const obj2 = parseStream(stream2);
      if (stream2.position !== stream2.length) {
        throw new error_1.ASN1ParseError("invalid trailing data");
      }
      return obj2;
    }
    toDER() {
      const valueStream = new stream_1.ByteStream();
      if (this.subs.length > 0) {
        for (const sub of this.subs) {
          valueStream.appendView(sub.toDER());
        }
      } else {
        valueStream.appendView(this.value);
      }
      const value = valueStream.buffer;
      const obj2 = new stream_1.ByteStream();
      obj2.appendChar(this.tag.toDER());
      obj2.appendView((0, length_1.encodeLength)(value.length));
      obj2.appendView(value);
      return obj2.buffer;
    }
    /////////////////////////////////////////////////////////////////////////////
    // Convenience methods for parsing ASN.1 primitives into JS types
    // Returns the ASN.1 object's value as a boolean. Throws an error if the
    // object is not a boolean.
    toBoolean() {
      if (!this.tag.isBoolean()) {
        throw new error_1.ASN1TypeError("not a boolean");
      }
      return (0, parse_1.parseBoolean)(this.value);
    }
    // Returns the ASN.1 object's value as a BigInt. Throws an error if the
    // object is not an integer.
    toInteger() {
      if (!this.tag.isInteger()) {
        throw new error_1.ASN1TypeError("not an integer");
      }
      return (0, parse_1.parseInteger)(this.value);
    }
    // Returns the ASN.1 object's value as an OID string. Throws an error if the
    // object is not an OID.
    toOID() {
      if (!this.tag.isOID()) {
        throw new error_1.ASN1TypeError("not an OID");
      }
      return (0, parse_1.parseOID)(this.value);
    }
    // Returns the ASN.1 object's value as a Date. Throws an error if the object
    // is not either a UTCTime or a GeneralizedTime.
    toDate() {
      switch (true) {
        case this.tag.isUTCTime():
          return (0, parse_1.parseTime)(this.value, true);
        case this.tag.isGeneralizedTime():
          return (0, parse_1.parseTime)(this.value, false);
        default:
          throw new error_1.ASN1TypeError("not a date");
      }
    }
    // Returns the ASN.1 object's value as a number[] where each number is the
    // value of a bit in the bit string. Throws an error if the object is not a
    // bit string.
    toBitString() {
      if (!this.tag.isBitString()) {
        throw new error_1.ASN1TypeError("not a bit string");
      }
      return (0, parse_1.parseBitString)(this.value);
    }
  }
  obj.ASN1Obj = ASN1Obj;
  const MAX_DEPTH = 100;
  function parseStream(stream2, depth = 0) {
    if (depth > MAX_DEPTH) {
      throw new error_1.ASN1ParseError("maximum nesting depth exceeded");
    }
    const tag2 = new tag_1.ASN1Tag(stream2.getUint8());
    const len = (0, length_1.decodeLength)(stream2);
    const value = stream2.slice(stream2.position, len);
    const start = stream2.position;
    let subs = [];
    if (tag2.constructed) {
      subs = collectSubs(stream2, len, depth);
    } else if (tag2.isOctetString()) {
      try {
        subs = collectSubs(stream2, len, depth);
      } catch (e) {
      }
    }
    if (subs.length === 0) {
      stream2.seek(start + len);
    }
    return new ASN1Obj(tag2, value, subs);
  }
  function collectSubs(stream2, len, depth) {
    const end = stream2.position + len;
    if (end > stream2.length) {
      throw new error_1.ASN1ParseError("invalid length");
    }
    const subs = [];
    while (stream2.position < end) {
      subs.push(parseStream(stream2, depth + 1));
    }
    if (stream2.position !== end) {
      throw new error_1.ASN1ParseError("invalid length");
    }
    return subs;
  }
  return obj;
}
var hasRequiredAsn1;
function requireAsn1() {
  if (hasRequiredAsn1) return asn1;
  hasRequiredAsn1 = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.ASN1Obj = void 0;
    var obj_1 = requireObj();
    Object.defineProperty(exports, "ASN1Obj", { enumerable: true, get: function() {
      return obj_1.ASN1Obj;
    } });
  })(asn1);
  return asn1;
}
var crypto = {};
var hasRequiredCrypto;
function requireCrypto() {
  if (hasRequiredCrypto) return crypto;
  hasRequiredCrypto = 1;
  var __importDefault = crypto && crypto.__importDefault || function(mod) {
    return mod && mod.__esModule ? mod : { "default": mod };
  };
  Object.defineProperty(crypto, "__esModule", { value: true });
  crypto.createPublicKey = createPublicKey;
  crypto.digest = digest;
  crypto.verify = verify;
  crypto.bufferEqual = bufferEqual;
  const crypto_1 = __importDefault(crypto$1);
  function createPublicKey(key2, type = "spki") {
    if (typeof key2 === "string") {
      if (key2.startsWith("-----")) {
        return crypto_1.default.createPublicKey(key2);
      } else {
        return crypto_1.default.createPublicKey({
          key: Buffer.from(key2, "base64"),
          format: "der",
          type
        });
      }
    } else {
      return crypto_1.default.createPublicKey({ key: key2, format: "der", type });
    }
  }
  function digest(algorithm, ...data) {
    const hash = crypto_1.default.createHash(algorithm);
    for (const d of data) {
      hash.update(d);
    }
    return hash.digest();
  }
  function verify(data, key2, signature, algorithm) {
    try {
      return crypto_1.default.verify(algorithm, data, key2, signature);
    } catch (e) {
      return false;
    }
  }
  function bufferEqual(a, b) {
    try {
      return crypto_1.default.timingSafeEqual(a, b);
    } catch {
      return false;
    }
  }
  return crypto;
}
var dsse$3 = {};
var hasRequiredDsse$3;
function requireDsse$3() {
  if (hasRequiredDsse$3) return dsse$3;
  hasRequiredDsse$3 = 1;
  Object.defineProperty(dsse$3, "__esModule", { value: true });
  dsse$3.preAuthEncoding = preAuthEncoding;
  const PAE_PREFIX = "DSSEv1";
  function preAuthEncoding(payloadType, payload) {
    const typeBytes = Buffer.from(payloadType, "utf-8");
    return Buffer.concat([
      Buffer.from(`${PAE_PREFIX} ${typeBytes.length} `, "ascii"),
      typeBytes,
      Buffer.from(` ${payload.length} `, "ascii"),
      payload
    ]);
  }
  return dsse$3;
}
var encoding = {};
var hasRequiredEncoding;
function requireEncoding() {
  if (hasRequiredEncoding) return encoding;
  hasRequiredEncoding = 1;
  Object.defineProperty(encoding, "__esModule", { value: true });
  encoding.base64Encode = base64Encode;
  encoding.base64Decode = base64Decode;
  const BASE64_ENCODING = "base64";
  const UTF8_ENCODING = "utf-8";
  function base64Encode(str) {
    return Buffer.from(str, UTF8_ENCODING).toString(BASE64_ENCODING);
  }
  function base64Decode(str) {
    return Buffer.from(str, BASE64_ENCODING).toString(UTF8_ENCODING);
  }
  return encoding;
}
var json = {};
var hasRequiredJson;
function requireJson() {
  if (hasRequiredJson) return json;
  hasRequiredJson = 1;
  Object.defineProperty(json, "__esModule", { value: true });
  json.canonicalize = canonicalize;
  function canonicalize(object) {
    let buffer = "";
    if (object === null || typeof object !== "object" || object.toJSON != null) {
      buffer += JSON.stringify(object);
    } else if (Array.isArray(object)) {
      buffer += "[";
      let first = true;
      object.forEach((element) => {
        if (!first) {
          buffer += ",";
        }
        first = false;
        buffer += canonicalize(element);
      });
      buffer += "]";
    } else {
      buffer += "{";
      let first = true;
      Object.keys(object).sort().forEach((property) => {
        if (!first) {
          buffer += ",";
        }
        first = false;
        buffer += JSON.stringify(property);
        buffer += ":";
        buffer += canonicalize(object[property]);
      });
      buffer += "}";
    }
    return buffer;
  }
  return json;
}
var pem = {};
var hasRequiredPem;
function requirePem() {
  if (hasRequiredPem) return pem;
  hasRequiredPem = 1;
  Object.defineProperty(pem, "__esModule", { value: true });
  pem.toDER = toDER;
  pem.fromDER = fromDER;
  const PEM_HEADER = /-----BEGIN (.*)-----/;
  const PEM_FOOTER = /-----END (.*)-----/;
  function toDER(certificate2) {
    let der = "";
    certificate2.split("\n").forEach((line) => {
      if (line.match(PEM_HEADER) || line.match(PEM_FOOTER)) {
        return;
      }
      der += line;
    });
    return Buffer.from(der, "base64");
  }
  function fromDER(certificate2, type = "CERTIFICATE") {
    const der = certificate2.toString("base64");
    const lines = der.match(/.{1,64}/g) || "";
    return [`-----BEGIN ${type}-----`, ...lines, `-----END ${type}-----`].join("\n").concat("\n");
  }
  return pem;
}
var rfc3161 = {};
var timestamp$1 = {};
var oid = {};
var hasRequiredOid;
function requireOid() {
  if (hasRequiredOid) return oid;
  hasRequiredOid = 1;
  Object.defineProperty(oid, "__esModule", { value: true });
  oid.SHA2_HASH_ALGOS = oid.RSA_SIGNATURE_ALGOS = oid.ECDSA_SIGNATURE_ALGOS = void 0;
  oid.ECDSA_SIGNATURE_ALGOS = {
    "1.2.840.10045.4.3.1": "sha224",
    "1.2.840.10045.4.3.2": "sha256",
    "1.2.840.10045.4.3.3": "sha384",
    "1.2.840.10045.4.3.4": "sha512"
  };
  oid.RSA_SIGNATURE_ALGOS = {
    "1.2.840.113549.1.1.14": "sha224",
    "1.2.840.113549.1.1.11": "sha256",
    "1.2.840.113549.1.1.12": "sha384",
    "1.2.840.113549.1.1.13": "sha512"
  };
  oid.SHA2_HASH_ALGOS = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512"
  };
  return oid;
}
var error$1 = {};
var hasRequiredError$1;
function requireError$1() {
  if (hasRequiredError$1) return error$1;
  hasRequiredError$1 = 1;
  Object.defineProperty(error$1, "__esModule", { value: true });
  error$1.RFC3161TimestampVerificationError = void 0;
  class RFC3161TimestampVerificationError extends Error {
  }
  error$1.RFC3161TimestampVerificationError = RFC3161TimestampVerificationError;
  return error$1;
}
var tstinfo = {};
var hasRequiredTstinfo;
function requireTstinfo() {
  if (hasRequiredTstinfo) return tstinfo;
  hasRequiredTstinfo = 1;
  var __createBinding = tstinfo && tstinfo.__createBinding || (Object.create ? (function(o, m, k, k2) {
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
  var __setModuleDefault = tstinfo && tstinfo.__setModuleDefault || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
  }) : function(o, v) {
    o["default"] = v;
  });
  var __importStar = tstinfo && tstinfo.__importStar || /* @__PURE__ */ (function() {
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
  Object.defineProperty(tstinfo, "__esModule", { value: true });
  tstinfo.TSTInfo = void 0;
  const crypto2 = __importStar(requireCrypto());
  const oid_1 = requireOid();
  const error_1 = requireError$1();
  class TSTInfo {
    root;
    constructor(asn12) {
      this.root = asn12;
    }
    get version() {
      return this.root.subs[0].toInteger();
    }
    get genTime() {
      return this.root.subs[4].toDate();
    }
    get messageImprintHashAlgorithm() {
      const oid2 = this.messageImprintObj.subs[0].subs[0].toOID();
      return oid_1.SHA2_HASH_ALGOS[oid2];
    }
    get messageImprintHashedMessage() {
      return this.messageImprintObj.subs[1].value;
    }
    get raw() {
      return this.root.toDER();
    }
    verify(data) {
      const digest = crypto2.digest(this.messageImprintHashAlgorithm, data);
      if (!crypto2.bufferEqual(digest, this.messageImprintHashedMessage)) {
        throw new error_1.RFC3161TimestampVerificationError("message imprint does not match artifact");
      }
    }
    // https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2
    get messageImprintObj() {
      return this.root.subs[2];
    }
  }
  tstinfo.TSTInfo = TSTInfo;
  return tstinfo;
}
var hasRequiredTimestamp$1;
function requireTimestamp$1() {
  if (hasRequiredTimestamp$1) return timestamp$1;
  hasRequiredTimestamp$1 = 1;
  var __createBinding = timestamp$1 && timestamp$1.__createBinding || (Object.create ? (function(o, m, k, k2) {
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
  var __setModuleDefault = timestamp$1 && timestamp$1.__setModuleDefault || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
  }) : function(o, v) {
    o["default"] = v;
  });
  var __importStar = timestamp$1 && timestamp$1.__importStar || /* @__PURE__ */ (function() {
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
  Object.defineProperty(timestamp$1, "__esModule", { value: true });
  timestamp$1.RFC3161Timestamp = void 0;
  const asn1_1 = requireAsn1();
  const crypto2 = __importStar(requireCrypto());
  const oid_1 = requireOid();
  const error_1 = requireError$1();
  const tstinfo_1 = requireTstinfo();
  const OID_PKCS9_CONTENT_TYPE_SIGNED_DATA = "1.2.840.113549.1.7.2";
  const OID_PKCS9_CONTENT_TYPE_TSTINFO = "1.2.840.113549.1.9.16.1.4";
  const OID_PKCS9_MESSAGE_DIGEST_KEY = "1.2.840.113549.1.9.4";
  class RFC3161Timestamp {
    root;
    constructor(asn12) {
      this.root = asn12;
    }
    static parse(der) {
      const asn12 = asn1_1.ASN1Obj.parseBuffer(der);
      return new RFC3161Timestamp(asn12);
    }
    get status() {
      return this.pkiStatusInfoObj.subs[0].toInteger();
    }
    get contentType() {
      return this.contentTypeObj.toOID();
    }
    get eContentType() {
      return this.eContentTypeObj.toOID();
    }
    get signingTime() {
      return this.tstInfo.genTime;
    }
    get signerIssuer() {
      return this.signerSidObj.subs[0].value;
    }
    get signerSerialNumber() {
      return this.signerSidObj.subs[1].value;
    }
    get signerDigestAlgorithm() {
      const oid2 = this.signerDigestAlgorithmObj.subs[0].toOID();
      return oid_1.SHA2_HASH_ALGOS[oid2];
    }
    get signatureAlgorithm() {
      const oid2 = this.signatureAlgorithmObj.subs[0].toOID();
      return oid_1.ECDSA_SIGNATURE_ALGOS[oid2];
    }
    get signatureValue() {
      return this.signatureValueObj.value;
    }
    get tstInfo() {
      return new tstinfo_1.TSTInfo(this.eContentObj.subs[0].subs[0]);
    }
    verify(data, publicKey) {
      if (!this.timeStampTokenObj) {
        throw new error_1.RFC3161TimestampVerificationError("timeStampToken is missing");
      }
      if (this.contentType !== OID_PKCS9_CONTENT_TYPE_SIGNED_DATA) {
        throw new error_1.RFC3161TimestampVerificationError(`incorrect content type: ${this.contentType}`);
      }
      if (this.eContentType !== OID_PKCS9_CONTENT_TYPE_TSTINFO) {
        throw new error_1.RFC3161TimestampVerificationError(`incorrect encapsulated content type: ${this.eContentType}`);
      }
      this.tstInfo.verify(data);
      this.verifyMessageDigest();
      this.verifySignature(publicKey);
    }
    verifyMessageDigest() {
      const tstInfoDigest = crypto2.digest(this.signerDigestAlgorithm, this.tstInfo.raw);
      const expectedDigest = this.messageDigestAttributeObj.subs[1].subs[0].value;
      if (!crypto2.bufferEqual(tstInfoDigest, expectedDigest)) {
        throw new error_1.RFC3161TimestampVerificationError("signed data does not match tstInfo");
      }
    }
    verifySignature(key2) {
      const signedAttrs = this.signedAttrsObj.toDER();
      signedAttrs[0] = 49;
      const verified = crypto2.verify(signedAttrs, key2, this.signatureValue, this.signatureAlgorithm);
      if (!verified) {
        throw new error_1.RFC3161TimestampVerificationError("signature verification failed");
      }
    }
    // https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2
    get pkiStatusInfoObj() {
      return this.root.subs[0];
    }
    // https://www.rfc-editor.org/rfc/rfc3161#section-2.4.2
    get timeStampTokenObj() {
      return this.root.subs[1];
    }
    // https://datatracker.ietf.org/doc/html/rfc5652#section-3
    get contentTypeObj() {
      return this.timeStampTokenObj.subs[0];
    }
    // https://www.rfc-editor.org/rfc/rfc5652#section-3
    get signedDataObj() {
      const obj2 = this.timeStampTokenObj.subs.find((sub) => sub.tag.isContextSpecific(0));
      return obj2.subs[0];
    }
    // https://datatracker.ietf.org/doc/html/rfc5652#section-5.1
    get encapContentInfoObj() {
      return this.signedDataObj.subs[2];
    }
    // https://datatracker.ietf.org/doc/html/rfc5652#section-5.1
    get signerInfosObj() {
      const sd = this.signedDataObj;
      return sd.subs[sd.subs.length - 1];
    }
    // https://www.rfc-editor.org/rfc/rfc5652#section-5.1
    get signerInfoObj() {
      return this.signerInfosObj.subs[0];
    }
    // https://datatracker.ietf.org/doc/html/rfc5652#section-5.2
    get eContentTypeObj() {
      return this.encapContentInfoObj.subs[0];
    }
    // https://datatracker.ietf.org/doc/html/rfc5652#section-5.2
    get eContentObj() {
      return this.encapContentInfoObj.subs[1];
    }
    // https://datatracker.ietf.org/doc/html/rfc5652#section-5.3
    get signedAttrsObj() {
      const signedAttrs = this.signerInfoObj.subs.find((sub) => sub.tag.isContextSpecific(0));
      return signedAttrs;
    }
    // https://datatracker.ietf.org/doc/html/rfc5652#section-5.3
    get messageDigestAttributeObj() {
      const messageDigest = this.signedAttrsObj.subs.find((sub) => sub.subs[0].tag.isOID() && sub.subs[0].toOID() === OID_PKCS9_MESSAGE_DIGEST_KEY);
      return messageDigest;
    }
    // https://datatracker.ietf.org/doc/html/rfc5652#section-5.3
    get signerSidObj() {
      return this.signerInfoObj.subs[1];
    }
    // https://datatracker.ietf.org/doc/html/rfc5652#section-5.3
    get signerDigestAlgorithmObj() {
      return this.signerInfoObj.subs[2];
    }
    // https://datatracker.ietf.org/doc/html/rfc5652#section-5.3
    get signatureAlgorithmObj() {
      return this.signerInfoObj.subs[4];
    }
    // https://datatracker.ietf.org/doc/html/rfc5652#section-5.3
    get signatureValueObj() {
      return this.signerInfoObj.subs[5];
    }
  }
  timestamp$1.RFC3161Timestamp = RFC3161Timestamp;
  return timestamp$1;
}
var hasRequiredRfc3161;
function requireRfc3161() {
  if (hasRequiredRfc3161) return rfc3161;
  hasRequiredRfc3161 = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.RFC3161Timestamp = void 0;
    var timestamp_1 = requireTimestamp$1();
    Object.defineProperty(exports, "RFC3161Timestamp", { enumerable: true, get: function() {
      return timestamp_1.RFC3161Timestamp;
    } });
  })(rfc3161);
  return rfc3161;
}
var x509 = {};
var cert = {};
var ext = {};
var sct$1 = {};
var hasRequiredSct$1;
function requireSct$1() {
  if (hasRequiredSct$1) return sct$1;
  hasRequiredSct$1 = 1;
  var __createBinding = sct$1 && sct$1.__createBinding || (Object.create ? (function(o, m, k, k2) {
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
  var __setModuleDefault = sct$1 && sct$1.__setModuleDefault || (Object.create ? (function(o, v) {
    Object.defineProperty(o, "default", { enumerable: true, value: v });
  }) : function(o, v) {
    o["default"] = v;
  });
  var __importStar = sct$1 && sct$1.__importStar || /* @__PURE__ */ (function() {
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
  Object.defineProperty(sct$1, "__esModule", { value: true });
  sct$1.SignedCertificateTimestamp = void 0;
  const crypto2 = __importStar(requireCrypto());
  const stream_1 = requireStream();
  class SignedCertificateTimestamp {
    version;
    logID;
    timestamp;
    extensions;
    hashAlgorithm;
    signatureAlgorithm;
    signature;
    constructor(options) {
      this.version = options.version;
      this.logID = options.logID;
      this.timestamp = options.timestamp;
      this.extensions = options.extensions;
      this.hashAlgorithm = options.hashAlgorithm;
      this.signatureAlgorithm = options.signatureAlgorithm;
      this.signature = options.signature;
    }
    get datetime() {
      return new Date(Number(this.timestamp.readBigInt64BE()));
    }
    // Returns the hash algorithm used to generate the SCT's signature.
    // https://www.rfc-editor.org/rfc/rfc5246#section-7.4.1.4.1
    get algorithm() {
      switch (this.hashAlgorithm) {
        /* istanbul ignore next */
        case 0:
          return "none";
        /* istanbul ignore next */
        case 1:
          return "md5";
        /* istanbul ignore next */
        case 2:
          return "sha1";
        /* istanbul ignore next */
        case 3:
          return "sha224";
        case 4:
          return "sha256";
        /* istanbul ignore next */
        case 5:
          return "sha384";
        /* istanbul ignore next */
        case 6:
          return "sha512";
        /* istanbul ignore next */
        default:
          return "unknown";
      }
    }
    verify(preCert, key2) {
      const stream2 = new stream_1.ByteStream();
      stream2.appendChar(this.version);
      stream2.appendChar(0);
      stream2.appendView(this.timestamp);
      stream2.appendUint16(1);
      stream2.appendView(preCert);
      stream2.appendUint16(this.extensions.byteLength);
      if (this.extensions.byteLength > 0) {
        stream2.appendView(this.extensions);
      }
      return crypto2.verify(stream2.buffer, key2, this.signature, this.algorithm);
    }
    // Parses a SignedCertificateTimestamp from a buffer. SCTs are encoded using
    // TLS encoding which means the fields and lengths of most fields are
    // specified as part of the SCT and TLS specs.
    // https://www.rfc-editor.org/rfc/rfc6962#section-3.2
    // https://www.rfc-editor.org/rfc/rfc5246#section-7.4.1.4.1
    static parse(buf) {
      const stream2 = new stream_1.ByteStream(buf);
      const version = stream2.getUint8();
      const logID = stream2.getBlock(32);
      const timestamp2 = stream2.getBlock(8);
      const extenstionLength = stream2.getUint16();
      const extensions = stream2.getBlock(extenstionLength);
      const hashAlgorithm = stream2.getUint8();
      const signatureAlgorithm = stream2.getUint8();
      const sigLength = stream2.getUint16();
      const signature = stream2.getBlock(sigLength);
      if (stream2.position !== buf.length) {
        throw new Error("SCT buffer length mismatch");
      }
      return new SignedCertificateTimestamp({
        version,
        logID,
        timestamp: timestamp2,
        extensions,
        hashAlgorithm,
        signatureAlgorithm,
        signature
      });
    }
  }
  sct$1.SignedCertificateTimestamp = SignedCertificateTimestamp;
  return sct$1;
}
var hasRequiredExt;
function requireExt() {
  if (hasRequiredExt) return ext;
  hasRequiredExt = 1;
  Object.defineProperty(ext, "__esModule", { value: true });
  ext.X509SCTExtension = ext.X509SubjectKeyIDExtension = ext.X509AuthorityKeyIDExtension = ext.X509SubjectAlternativeNameExtension = ext.X509KeyUsageExtension = ext.X509BasicConstraintsExtension = ext.X509Extension = void 0;
  const stream_1 = requireStream();
  const sct_1 = requireSct$1();
  class X509Extension {
    root;
    constructor(asn12) {
      this.root = asn12;
    }
    get oid() {
      return this.root.subs[0].toOID();
    }
    get critical() {
      return this.root.subs.length === 3 ? this.root.subs[1].toBoolean() : false;
    }
    get value() {
      return this.extnValueObj.value;
    }
    get valueObj() {
      return this.extnValueObj;
    }
    get extnValueObj() {
      return this.root.subs[this.root.subs.length - 1];
    }
  }
  ext.X509Extension = X509Extension;
  class X509BasicConstraintsExtension extends X509Extension {
    get isCA() {
      return this.sequence.subs[0]?.toBoolean() ?? false;
    }
    get pathLenConstraint() {
      return this.sequence.subs.length > 1 ? this.sequence.subs[1].toInteger() : void 0;
    }
    // The extnValue field contains a single sequence wrapping the isCA and
    // pathLenConstraint.
    get sequence() {
      return this.extnValueObj.subs[0];
    }
  }
  ext.X509BasicConstraintsExtension = X509BasicConstraintsExtension;
  class X509KeyUsageExtension extends X509Extension {
    get digitalSignature() {
      return this.bitString[0] === 1;
    }
    get keyCertSign() {
      return this.bitString[5] === 1;
    }
    get crlSign() {
      return this.bitString[6] === 1;
    }
    // The extnValue field contains a single bit string which is a bit mask
    // indicating which key usages are enabled.
    get bitString() {
      return this.extnValueObj.subs[0].toBitString();
    }
  }
  ext.X509KeyUsageExtension = X509KeyUsageExtension;
  class X509SubjectAlternativeNameExtension extends X509Extension {
    get rfc822Name() {
      return this.findGeneralName(1)?.value.toString("ascii");
    }
    get uri() {
      return this.findGeneralName(6)?.value.toString("ascii");
    }
    // Retrieve the value of an otherName with the given OID.
    otherName(oid2) {
      const otherName = this.findGeneralName(0);
      if (otherName === void 0) {
        return void 0;
      }
      const otherNameOID = otherName.subs[0].toOID();
      if (otherNameOID !== oid2) {
        return void 0;
      }
      const otherNameValue = otherName.subs[1];
      return otherNameValue.subs[0].value.toString("ascii");
    }
    findGeneralName(tag2) {
      return this.generalNames.find((gn) => gn.tag.isContextSpecific(tag2));
    }
    // The extnValue field contains a sequence of GeneralNames.
    get generalNames() {
      return this.extnValueObj.subs[0].subs;
    }
  }
  ext.X509SubjectAlternativeNameExtension = X509SubjectAlternativeNameExtension;
  class X509AuthorityKeyIDExtension extends X509Extension {
    get keyIdentifier() {
      return this.findSequenceMember(0)?.value;
    }
    findSequenceMember(tag2) {
      return this.sequence.subs.find((el) => el.tag.isContextSpecific(tag2));
    }
    // The extnValue field contains a single sequence wrapping the keyIdentifier
    get sequence() {
      return this.extnValueObj.subs[0];
    }
  }
  ext.X509AuthorityKeyIDExtension = X509AuthorityKeyIDExtension;
  class X509SubjectKeyIDExtension extends X509Extension {
    get keyIdentifier() {
      return this.extnValueObj.subs[0].value;
    }
  }
  ext.X509SubjectKeyIDExtension = X509SubjectKeyIDExtension;
  class X509SCTExtension extends X509Extension {
    constructor(asn12) {
      super(asn12);
    }
    get signedCertificateTimestamps() {
      const buf = this.extnValueObj.subs[0].value;
      const stream2 = new stream_1.ByteStream(buf);
      const end = stream2.getUint16() + 2;
      const sctList = [];
      while (stream2.position < end) {
        const sctLength = stream2.getUint16();
        const sct2 = stream2.getBlock(sctLength);
        sctList.push(sct_1.SignedCertificateTimestamp.parse(sct2));
      }
      if (stream2.position !== end) {
        throw new Error("SCT list length does not match actual length");
      }
      return sctList;
    }
  }
  ext.X509SCTExtension = X509SCTExtension;
  return ext;
}
var hasRequiredCert;
function requireCert() {
  if (hasRequiredCert) return cert;
  hasRequiredCert = 1;
  (function(exports) {
    var __createBinding = cert && cert.__createBinding || (Object.create ? (function(o, m, k, k2) {
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
    var __setModuleDefault = cert && cert.__setModuleDefault || (Object.create ? (function(o, v) {
      Object.defineProperty(o, "default", { enumerable: true, value: v });
    }) : function(o, v) {
      o["default"] = v;
    });
    var __importStar = cert && cert.__importStar || /* @__PURE__ */ (function() {
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
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.X509Certificate = exports.EXTENSION_OID_SCT = void 0;
    const asn1_1 = requireAsn1();
    const crypto2 = __importStar(requireCrypto());
    const oid_1 = requireOid();
    const pem2 = __importStar(requirePem());
    const ext_1 = requireExt();
    const EXTENSION_OID_SUBJECT_KEY_ID = "2.5.29.14";
    const EXTENSION_OID_KEY_USAGE = "2.5.29.15";
    const EXTENSION_OID_SUBJECT_ALT_NAME = "2.5.29.17";
    const EXTENSION_OID_BASIC_CONSTRAINTS = "2.5.29.19";
    const EXTENSION_OID_AUTHORITY_KEY_ID = "2.5.29.35";
    exports.EXTENSION_OID_SCT = "1.3.6.1.4.1.11129.2.4.2";
    class X509Certificate {
      root;
      constructor(asn12) {
        this.root = asn12;
      }
      static parse(cert2) {
        const der = typeof cert2 === "string" ? pem2.toDER(cert2) : cert2;
        const asn12 = asn1_1.ASN1Obj.parseBuffer(der);
        return new X509Certificate(asn12);
      }
      get tbsCertificate() {
        return this.tbsCertificateObj;
      }
      get version() {
        const ver = this.versionObj.subs[0].toInteger();
        return `v${(ver + BigInt(1)).toString()}`;
      }
      get serialNumber() {
        return this.serialNumberObj.value;
      }
      get notBefore() {
        return this.validityObj.subs[0].toDate();
      }
      get notAfter() {
        return this.validityObj.subs[1].toDate();
      }
      get issuer() {
        return this.issuerObj.value;
      }
      get subject() {
        return this.subjectObj.value;
      }
      get publicKey() {
        return this.subjectPublicKeyInfoObj.toDER();
      }
      get signatureAlgorithm() {
        const oid2 = this.signatureAlgorithmObj.subs[0].toOID();
        if (oid_1.RSA_SIGNATURE_ALGOS[oid2]) {
          return oid_1.RSA_SIGNATURE_ALGOS[oid2];
        }
        return oid_1.ECDSA_SIGNATURE_ALGOS[oid2];
      }
      get signatureValue() {
        return this.signatureValueObj.value.subarray(1);
      }
      get subjectAltName() {
        const ext2 = this.extSubjectAltName;
        return ext2?.uri || /* istanbul ignore next */
        ext2?.rfc822Name;
      }
      get extensions() {
        const extSeq = this.extensionsObj?.subs[0];
        return extSeq?.subs || [];
      }
      get extKeyUsage() {
        const ext2 = this.findExtension(EXTENSION_OID_KEY_USAGE);
        return ext2 ? new ext_1.X509KeyUsageExtension(ext2) : void 0;
      }
      get extBasicConstraints() {
        const ext2 = this.findExtension(EXTENSION_OID_BASIC_CONSTRAINTS);
        return ext2 ? new ext_1.X509BasicConstraintsExtension(ext2) : void 0;
      }
      get extSubjectAltName() {
        const ext2 = this.findExtension(EXTENSION_OID_SUBJECT_ALT_NAME);
        return ext2 ? new ext_1.X509SubjectAlternativeNameExtension(ext2) : void 0;
      }
      get extAuthorityKeyID() {
        const ext2 = this.findExtension(EXTENSION_OID_AUTHORITY_KEY_ID);
        return ext2 ? new ext_1.X509AuthorityKeyIDExtension(ext2) : void 0;
      }
      get extSubjectKeyID() {
        const ext2 = this.findExtension(EXTENSION_OID_SUBJECT_KEY_ID);
        return ext2 ? new ext_1.X509SubjectKeyIDExtension(ext2) : (
          /* istanbul ignore next */
          void 0
        );
      }
      get extSCT() {
        const ext2 = this.findExtension(exports.EXTENSION_OID_SCT);
        return ext2 ? new ext_1.X509SCTExtension(ext2) : void 0;
      }
      get isCA() {
        const ca = this.extBasicConstraints?.isCA || false;
        if (this.extKeyUsage) {
          return ca && this.extKeyUsage.keyCertSign;
        }
        return ca;
      }
      extension(oid2) {
        const ext2 = this.findExtension(oid2);
        return ext2 ? new ext_1.X509Extension(ext2) : void 0;
      }
      verify(issuerCertificate) {
        const publicKey = issuerCertificate?.publicKey || this.publicKey;
        const key2 = crypto2.createPublicKey(publicKey);
        return crypto2.verify(this.tbsCertificate.toDER(), key2, this.signatureValue, this.signatureAlgorithm);
      }
      validForDate(date) {
        return this.notBefore <= date && date <= this.notAfter;
      }
      equals(other) {
        return this.root.toDER().equals(other.root.toDER());
      }
      // Creates a copy of the certificate with a new buffer
      clone() {
        const der = this.root.toDER();
        const clone = Buffer.alloc(der.length);
        der.copy(clone);
        return X509Certificate.parse(clone);
      }
      findExtension(oid2) {
        return this.extensions.find((ext2) => ext2.subs[0].toOID() === oid2);
      }
      /////////////////////////////////////////////////////////////////////////////
      // The following properties use the documented x509 structure to locate the
      // desired ASN.1 object
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.1.1
      get tbsCertificateObj() {
        return this.root.subs[0];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.1.2
      get signatureAlgorithmObj() {
        return this.root.subs[1];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.1.3
      get signatureValueObj() {
        return this.root.subs[2];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.1
      get versionObj() {
        return this.tbsCertificateObj.subs[0];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.2
      get serialNumberObj() {
        return this.tbsCertificateObj.subs[1];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.4
      get issuerObj() {
        return this.tbsCertificateObj.subs[3];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5
      get validityObj() {
        return this.tbsCertificateObj.subs[4];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.6
      get subjectObj() {
        return this.tbsCertificateObj.subs[5];
      }
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.7
      get subjectPublicKeyInfoObj() {
        return this.tbsCertificateObj.subs[6];
      }
      // Extensions can't be located by index because their position varies. Instead,
      // we need to find the extensions context specific tag
      // https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.9
      get extensionsObj() {
        return this.tbsCertificateObj.subs.find((sub) => sub.tag.isContextSpecific(3));
      }
    }
    exports.X509Certificate = X509Certificate;
  })(cert);
  return cert;
}
var hasRequiredX509;
function requireX509() {
  if (hasRequiredX509) return x509;
  hasRequiredX509 = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.X509SCTExtension = exports.X509Certificate = exports.EXTENSION_OID_SCT = void 0;
    var cert_1 = requireCert();
    Object.defineProperty(exports, "EXTENSION_OID_SCT", { enumerable: true, get: function() {
      return cert_1.EXTENSION_OID_SCT;
    } });
    Object.defineProperty(exports, "X509Certificate", { enumerable: true, get: function() {
      return cert_1.X509Certificate;
    } });
    var ext_1 = requireExt();
    Object.defineProperty(exports, "X509SCTExtension", { enumerable: true, get: function() {
      return ext_1.X509SCTExtension;
    } });
  })(x509);
  return x509;
}
var hasRequiredDist$1;
function requireDist$1() {
  if (hasRequiredDist$1) return dist$1;
  hasRequiredDist$1 = 1;
  (function(exports) {
    var __createBinding = dist$1 && dist$1.__createBinding || (Object.create ? (function(o, m, k, k2) {
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
    var __setModuleDefault = dist$1 && dist$1.__setModuleDefault || (Object.create ? (function(o, v) {
      Object.defineProperty(o, "default", { enumerable: true, value: v });
    }) : function(o, v) {
      o["default"] = v;
    });
    var __importStar = dist$1 && dist$1.__importStar || /* @__PURE__ */ (function() {
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
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.X509SCTExtension = exports.X509Certificate = exports.EXTENSION_OID_SCT = exports.ByteStream = exports.RFC3161Timestamp = exports.pem = exports.json = exports.encoding = exports.dsse = exports.crypto = exports.ASN1Obj = void 0;
    var asn1_1 = requireAsn1();
    Object.defineProperty(exports, "ASN1Obj", { enumerable: true, get: function() {
      return asn1_1.ASN1Obj;
    } });
    exports.crypto = __importStar(requireCrypto());
    exports.dsse = __importStar(requireDsse$3());
    exports.encoding = __importStar(requireEncoding());
    exports.json = __importStar(requireJson());
    exports.pem = __importStar(requirePem());
    var rfc3161_1 = requireRfc3161();
    Object.defineProperty(exports, "RFC3161Timestamp", { enumerable: true, get: function() {
      return rfc3161_1.RFC3161Timestamp;
    } });
    var stream_1 = requireStream();
    Object.defineProperty(exports, "ByteStream", { enumerable: true, get: function() {
      return stream_1.ByteStream;
    } });
    var x509_1 = requireX509();
    Object.defineProperty(exports, "EXTENSION_OID_SCT", { enumerable: true, get: function() {
      return x509_1.EXTENSION_OID_SCT;
    } });
    Object.defineProperty(exports, "X509Certificate", { enumerable: true, get: function() {
      return x509_1.X509Certificate;
    } });
    Object.defineProperty(exports, "X509SCTExtension", { enumerable: true, get: function() {
      return x509_1.X509SCTExtension;
    } });
  })(dist$1);
  return dist$1;
}
var distExports$1 = requireDist$1();
var dist = {};
var bundle = {};
var dsse$2 = {};
var hasRequiredDsse$2;
function requireDsse$2() {
  if (hasRequiredDsse$2) return dsse$2;
  hasRequiredDsse$2 = 1;
  Object.defineProperty(dsse$2, "__esModule", { value: true });
  dsse$2.DSSESignatureContent = void 0;
  const core_1 = requireDist$1();
  class DSSESignatureContent {
    env;
    constructor(env) {
      this.env = env;
    }
    compareDigest(digest) {
      return core_1.crypto.bufferEqual(digest, core_1.crypto.digest("sha256", this.env.payload));
    }
    // For a DSSE envelope the signature is computed over the pre-authentication
    // encoding (PAE), so the digest of the signed bytes is the digest of the PAE.
    // This is what a Rekor v2 hashedrekord entry records for a DSSE envelope.
    compareSignedDigest(digest) {
      return core_1.crypto.bufferEqual(digest, core_1.crypto.digest("sha256", this.preAuthEncoding));
    }
    compareSignature(signature) {
      return core_1.crypto.bufferEqual(signature, this.signature);
    }
    verifySignature(key2) {
      return core_1.crypto.verify(this.preAuthEncoding, key2, this.signature);
    }
    get signature() {
      return this.env.signatures.length > 0 ? this.env.signatures[0].sig : Buffer.from("");
    }
    // DSSE Pre-Authentication Encoding
    get preAuthEncoding() {
      return core_1.dsse.preAuthEncoding(this.env.payloadType, this.env.payload);
    }
  }
  dsse$2.DSSESignatureContent = DSSESignatureContent;
  return dsse$2;
}
var message = {};
var hasRequiredMessage;
function requireMessage() {
  if (hasRequiredMessage) return message;
  hasRequiredMessage = 1;
  Object.defineProperty(message, "__esModule", { value: true });
  message.MessageSignatureContent = void 0;
  const core_1 = requireDist$1();
  const protobuf_specs_1 = requireDist$3();
  const HASH_ALGORITHM_MAP = {
    [protobuf_specs_1.HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED]: "sha256",
    [protobuf_specs_1.HashAlgorithm.SHA2_256]: "sha256",
    [protobuf_specs_1.HashAlgorithm.SHA2_384]: "sha384",
    [protobuf_specs_1.HashAlgorithm.SHA2_512]: "sha512",
    [protobuf_specs_1.HashAlgorithm.SHA3_256]: "sha3-256",
    [protobuf_specs_1.HashAlgorithm.SHA3_384]: "sha3-384"
  };
  class MessageSignatureContent {
    signature;
    messageDigest;
    artifact;
    hashAlgorithm;
    constructor(messageSignature, artifact) {
      this.signature = messageSignature.signature;
      this.messageDigest = messageSignature.messageDigest.digest;
      this.artifact = artifact;
      this.hashAlgorithm = HASH_ALGORITHM_MAP[messageSignature.messageDigest.algorithm] ?? /* istanbul ignore next */
      "sha256";
    }
    compareSignature(signature) {
      return core_1.crypto.bufferEqual(signature, this.signature);
    }
    compareDigest(digest) {
      return core_1.crypto.bufferEqual(digest, this.messageDigest);
    }
    // For a message signature the signature is computed over the artifact, so the
    // digest of the signed bytes is the artifact's message digest.
    compareSignedDigest(digest) {
      return this.compareDigest(digest);
    }
    verifySignature(key2) {
      return core_1.crypto.verify(this.artifact, key2, this.signature, this.hashAlgorithm);
    }
  }
  message.MessageSignatureContent = MessageSignatureContent;
  return message;
}
var hasRequiredBundle;
function requireBundle() {
  if (hasRequiredBundle) return bundle;
  hasRequiredBundle = 1;
  Object.defineProperty(bundle, "__esModule", { value: true });
  bundle.toSignedEntity = toSignedEntity;
  bundle.signatureContent = signatureContent;
  const core_1 = requireDist$1();
  const dsse_1 = requireDsse$2();
  const message_1 = requireMessage();
  function toSignedEntity(bundle2, artifact) {
    const { tlogEntries, timestampVerificationData } = bundle2.verificationMaterial;
    const timestamps = [];
    for (const entry2 of tlogEntries) {
      if (entry2.integratedTime && entry2.integratedTime !== "0") {
        timestamps.push({
          $case: "transparency-log",
          tlogEntry: entry2
        });
      }
    }
    for (const ts of timestampVerificationData?.rfc3161Timestamps ?? []) {
      timestamps.push({
        $case: "timestamp-authority",
        timestamp: core_1.RFC3161Timestamp.parse(Buffer.from(ts.signedTimestamp))
      });
    }
    return {
      signature: signatureContent(bundle2, artifact),
      key: key2(bundle2),
      tlogEntries,
      timestamps
    };
  }
  function signatureContent(bundle2, artifact) {
    switch (bundle2.content.$case) {
      case "dsseEnvelope":
        return new dsse_1.DSSESignatureContent(bundle2.content.dsseEnvelope);
      case "messageSignature":
        return new message_1.MessageSignatureContent(bundle2.content.messageSignature, artifact);
    }
  }
  function key2(bundle2) {
    switch (bundle2.verificationMaterial.content.$case) {
      case "publicKey":
        return {
          $case: "public-key",
          hint: bundle2.verificationMaterial.content.publicKey.hint
        };
      case "x509CertificateChain":
        return {
          $case: "certificate",
          certificate: core_1.X509Certificate.parse(Buffer.from(bundle2.verificationMaterial.content.x509CertificateChain.certificates[0].rawBytes))
        };
      case "certificate":
        return {
          $case: "certificate",
          certificate: core_1.X509Certificate.parse(Buffer.from(bundle2.verificationMaterial.content.certificate.rawBytes))
        };
    }
  }
  return bundle;
}
var error = {};
var hasRequiredError;
function requireError() {
  if (hasRequiredError) return error;
  hasRequiredError = 1;
  Object.defineProperty(error, "__esModule", { value: true });
  error.PolicyError = error.VerificationError = void 0;
  class BaseError extends Error {
    code;
    cause;
    /* eslint-disable-line @typescript-eslint/no-explicit-any */
    constructor({ code, message: message2, cause }) {
      super(message2);
      this.code = code;
      this.cause = cause;
      this.name = this.constructor.name;
    }
  }
  class VerificationError extends BaseError {
  }
  error.VerificationError = VerificationError;
  class PolicyError extends BaseError {
  }
  error.PolicyError = PolicyError;
  return error;
}
var trust = {};
var filter = {};
var hasRequiredFilter;
function requireFilter() {
  if (hasRequiredFilter) return filter;
  hasRequiredFilter = 1;
  Object.defineProperty(filter, "__esModule", { value: true });
  filter.filterCertAuthorities = filterCertAuthorities;
  filter.filterTLogAuthorities = filterTLogAuthorities;
  function filterCertAuthorities(certAuthorities, timestamp2) {
    return certAuthorities.filter((ca) => {
      return ca.validFor.start <= timestamp2 && ca.validFor.end >= timestamp2;
    });
  }
  function filterTLogAuthorities(tlogAuthorities, criteria) {
    return tlogAuthorities.filter((tlog2) => {
      if (criteria.logID && !tlog2.logID.equals(criteria.logID)) {
        return false;
      }
      return tlog2.validFor.start <= criteria.targetDate && criteria.targetDate <= tlog2.validFor.end;
    });
  }
  return filter;
}
var hasRequiredTrust;
function requireTrust() {
  if (hasRequiredTrust) return trust;
  hasRequiredTrust = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.filterTLogAuthorities = exports.filterCertAuthorities = void 0;
    exports.toTrustMaterial = toTrustMaterial;
    const core_1 = requireDist$1();
    const protobuf_specs_1 = requireDist$3();
    const error_1 = requireError();
    const BEGINNING_OF_TIME = /* @__PURE__ */ new Date(0);
    const END_OF_TIME = /* @__PURE__ */ new Date(864e13);
    var filter_1 = requireFilter();
    Object.defineProperty(exports, "filterCertAuthorities", { enumerable: true, get: function() {
      return filter_1.filterCertAuthorities;
    } });
    Object.defineProperty(exports, "filterTLogAuthorities", { enumerable: true, get: function() {
      return filter_1.filterTLogAuthorities;
    } });
    function toTrustMaterial(root, keys) {
      const keyFinder = typeof keys === "function" ? keys : keyLocator(keys);
      return {
        certificateAuthorities: root.certificateAuthorities.map(createCertAuthority),
        timestampAuthorities: root.timestampAuthorities.map(createCertAuthority),
        tlogs: root.tlogs.map(createTLogAuthority),
        ctlogs: root.ctlogs.map(createTLogAuthority),
        publicKey: keyFinder
      };
    }
    function createTLogAuthority(tlogInstance) {
      const keyDetails = tlogInstance.publicKey.keyDetails;
      const keyType = keyDetails === protobuf_specs_1.PublicKeyDetails.PKCS1_RSA_PKCS1V5 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V5 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_2048_SHA256 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_3072_SHA256 || keyDetails === protobuf_specs_1.PublicKeyDetails.PKIX_RSA_PKCS1V15_4096_SHA256 ? "pkcs1" : "spki";
      return {
        baseURL: tlogInstance.baseUrl,
        logID: tlogInstance.checkpointKeyId ? tlogInstance.checkpointKeyId.keyId : tlogInstance.logId.keyId,
        publicKey: core_1.crypto.createPublicKey(tlogInstance.publicKey.rawBytes, keyType),
        validFor: {
          start: tlogInstance.publicKey.validFor?.start || BEGINNING_OF_TIME,
          end: tlogInstance.publicKey.validFor?.end || END_OF_TIME
        }
      };
    }
    function createCertAuthority(ca) {
      return {
        certChain: ca.certChain.certificates.map((cert2) => {
          return core_1.X509Certificate.parse(Buffer.from(cert2.rawBytes));
        }),
        validFor: {
          start: ca.validFor?.start || BEGINNING_OF_TIME,
          end: ca.validFor?.end || END_OF_TIME
        }
      };
    }
    function keyLocator(keys) {
      return (hint) => {
        const key2 = (keys || {})[hint];
        if (!key2) {
          throw new error_1.VerificationError({
            code: "PUBLIC_KEY_ERROR",
            message: `key not found: ${hint}`
          });
        }
        return {
          publicKey: core_1.crypto.createPublicKey(key2.rawBytes),
          validFor: (date) => {
            return (key2.validFor?.start || BEGINNING_OF_TIME) <= date && (key2.validFor?.end || END_OF_TIME) >= date;
          }
        };
      };
    }
  })(trust);
  return trust;
}
var verifier$1 = {};
var key = {};
var certificate = {};
var hasRequiredCertificate;
function requireCertificate() {
  if (hasRequiredCertificate) return certificate;
  hasRequiredCertificate = 1;
  Object.defineProperty(certificate, "__esModule", { value: true });
  certificate.CertificateChainVerifier = void 0;
  certificate.verifyCertificateChain = verifyCertificateChain;
  const error_1 = requireError();
  const trust_1 = requireTrust();
  function verifyCertificateChain(timestamp2, leaf, certificateAuthorities) {
    const cas = (0, trust_1.filterCertAuthorities)(certificateAuthorities, timestamp2);
    let error2;
    for (const ca of cas) {
      try {
        const verifier2 = new CertificateChainVerifier({
          trustedCerts: ca.certChain,
          untrustedCert: leaf,
          timestamp: timestamp2
        });
        return verifier2.verify();
      } catch (err) {
        error2 = err;
      }
    }
    throw new error_1.VerificationError({
      code: "CERTIFICATE_ERROR",
      message: "Failed to verify certificate chain",
      cause: error2
    });
  }
  class CertificateChainVerifier {
    untrustedCert;
    trustedCerts;
    localCerts;
    timestamp;
    constructor(opts) {
      this.untrustedCert = opts.untrustedCert;
      this.trustedCerts = opts.trustedCerts;
      this.localCerts = dedupeCertificates([
        ...opts.trustedCerts,
        opts.untrustedCert
      ]);
      this.timestamp = opts.timestamp;
    }
    verify() {
      const certificatePath = this.sort();
      this.checkPath(certificatePath);
      const validForDate = certificatePath.every((cert2) => cert2.validForDate(this.timestamp));
      if (!validForDate) {
        throw new error_1.VerificationError({
          code: "CERTIFICATE_ERROR",
          message: "certificate is not valid or expired at the specified date"
        });
      }
      return certificatePath;
    }
    sort() {
      const leafCert = this.untrustedCert;
      let paths = this.buildPaths(leafCert);
      paths = paths.filter((path2) => path2.some((cert2) => this.trustedCerts.includes(cert2)));
      if (paths.length === 0) {
        throw new error_1.VerificationError({
          code: "CERTIFICATE_ERROR",
          message: "no trusted certificate path found"
        });
      }
      const path = paths.reduce((prev, curr) => prev.length < curr.length ? prev : curr);
      return [leafCert, ...path].slice(0, -1);
    }
    // Recursively build all possible paths from the leaf to the root
    buildPaths(certificate2) {
      const paths = [];
      const issuers = this.findIssuer(certificate2);
      if (issuers.length === 0) {
        throw new error_1.VerificationError({
          code: "CERTIFICATE_ERROR",
          message: "no valid certificate path found"
        });
      }
      for (let i = 0; i < issuers.length; i++) {
        const issuer = issuers[i];
        if (issuer.equals(certificate2)) {
          paths.push([certificate2]);
          continue;
        }
        const subPaths = this.buildPaths(issuer);
        for (let j = 0; j < subPaths.length; j++) {
          paths.push([issuer, ...subPaths[j]]);
        }
      }
      return paths;
    }
    // Return all possible issuers for the given certificate
    findIssuer(certificate2) {
      let issuers = [];
      let keyIdentifier;
      if (certificate2.subject.equals(certificate2.issuer)) {
        if (certificate2.verify()) {
          return [certificate2];
        }
      }
      if (certificate2.extAuthorityKeyID) {
        keyIdentifier = certificate2.extAuthorityKeyID.keyIdentifier;
      }
      this.localCerts.forEach((possibleIssuer) => {
        if (keyIdentifier) {
          if (possibleIssuer.extSubjectKeyID) {
            if (possibleIssuer.extSubjectKeyID.keyIdentifier.equals(keyIdentifier)) {
              issuers.push(possibleIssuer);
            }
            return;
          }
        }
        if (possibleIssuer.subject.equals(certificate2.issuer)) {
          issuers.push(possibleIssuer);
        }
      });
      issuers = issuers.filter((issuer) => {
        try {
          return certificate2.verify(issuer);
        } catch (ex) {
          return false;
        }
      });
      return issuers;
    }
    checkPath(path) {
      if (path.length < 1) {
        throw new error_1.VerificationError({
          code: "CERTIFICATE_ERROR",
          message: "certificate chain must contain at least one certificate"
        });
      }
      const validCAs = path.slice(1).every((cert2) => cert2.isCA);
      if (!validCAs) {
        throw new error_1.VerificationError({
          code: "CERTIFICATE_ERROR",
          message: "intermediate certificate is not a CA"
        });
      }
      for (let i = path.length - 2; i >= 0; i--) {
        if (!path[i].issuer.equals(path[i + 1].subject)) {
          throw new error_1.VerificationError({
            code: "CERTIFICATE_ERROR",
            message: "incorrect certificate name chaining"
          });
        }
      }
      for (let i = 0; i < path.length; i++) {
        const cert2 = path[i];
        if (cert2.extBasicConstraints?.isCA) {
          const pathLength = cert2.extBasicConstraints.pathLenConstraint;
          if (pathLength !== void 0 && pathLength < i - 1) {
            throw new error_1.VerificationError({
              code: "CERTIFICATE_ERROR",
              message: "path length constraint exceeded"
            });
          }
        }
      }
    }
  }
  certificate.CertificateChainVerifier = CertificateChainVerifier;
  function dedupeCertificates(certs) {
    for (let i = 0; i < certs.length; i++) {
      for (let j = i + 1; j < certs.length; j++) {
        if (certs[i].equals(certs[j])) {
          certs.splice(j, 1);
          j--;
        }
      }
    }
    return certs;
  }
  return certificate;
}
var sct = {};
var hasRequiredSct;
function requireSct() {
  if (hasRequiredSct) return sct;
  hasRequiredSct = 1;
  Object.defineProperty(sct, "__esModule", { value: true });
  sct.verifySCTs = verifySCTs;
  const core_1 = requireDist$1();
  const error_1 = requireError();
  const trust_1 = requireTrust();
  function verifySCTs(cert2, issuer, ctlogs) {
    let extSCT;
    const clone = cert2.clone();
    for (let i = 0; i < clone.extensions.length; i++) {
      const ext2 = clone.extensions[i];
      if (ext2.subs[0].toOID() === core_1.EXTENSION_OID_SCT) {
        extSCT = new core_1.X509SCTExtension(ext2);
        clone.extensions.splice(i, 1);
        break;
      }
    }
    if (!extSCT) {
      return [];
    }
    if (extSCT.signedCertificateTimestamps.length === 0) {
      return [];
    }
    const preCert = new core_1.ByteStream();
    const issuerId = core_1.crypto.digest("sha256", issuer.publicKey);
    preCert.appendView(issuerId);
    const tbs = clone.tbsCertificate.toDER();
    preCert.appendUint24(tbs.length);
    preCert.appendView(tbs);
    return extSCT.signedCertificateTimestamps.map((sct2) => {
      const validCTLogs = (0, trust_1.filterTLogAuthorities)(ctlogs, {
        logID: sct2.logID,
        targetDate: sct2.datetime
      });
      const verified = validCTLogs.some((log) => sct2.verify(preCert.buffer, log.publicKey));
      if (!verified) {
        throw new error_1.VerificationError({
          code: "CERTIFICATE_ERROR",
          message: "SCT verification failed"
        });
      }
      return sct2.logID;
    });
  }
  return sct;
}
var hasRequiredKey;
function requireKey() {
  if (hasRequiredKey) return key;
  hasRequiredKey = 1;
  Object.defineProperty(key, "__esModule", { value: true });
  key.verifyPublicKey = verifyPublicKey;
  key.verifyCertificate = verifyCertificate;
  const core_1 = requireDist$1();
  const error_1 = requireError();
  const certificate_1 = requireCertificate();
  const sct_1 = requireSct();
  const OID_FULCIO_ISSUER_V1 = "1.3.6.1.4.1.57264.1.1";
  const OID_FULCIO_ISSUER_V2 = "1.3.6.1.4.1.57264.1.8";
  function verifyPublicKey(hint, timestamps, trustMaterial) {
    const key2 = trustMaterial.publicKey(hint);
    timestamps.forEach((timestamp2) => {
      if (!key2.validFor(timestamp2)) {
        throw new error_1.VerificationError({
          code: "PUBLIC_KEY_ERROR",
          message: `Public key is not valid for timestamp: ${timestamp2.toISOString()}`
        });
      }
    });
    return { key: key2.publicKey };
  }
  function verifyCertificate(leaf, timestamps, trustMaterial) {
    let path = [];
    timestamps.forEach((timestamp2) => {
      path = (0, certificate_1.verifyCertificateChain)(timestamp2, leaf, trustMaterial.certificateAuthorities);
    });
    return {
      scts: (0, sct_1.verifySCTs)(path[0], path[1], trustMaterial.ctlogs),
      signer: getSigner(path[0])
    };
  }
  function getSigner(cert2) {
    let issuer;
    const issuerExtension = cert2.extension(OID_FULCIO_ISSUER_V2);
    if (issuerExtension) {
      issuer = issuerExtension.valueObj.subs?.[0]?.value.toString("ascii");
    } else {
      issuer = cert2.extension(OID_FULCIO_ISSUER_V1)?.value.toString("ascii");
    }
    const oids = cert2.extensions.map((ext2) => {
      const oid2 = ext2.subs[0].toOID();
      return {
        oid: { id: oid2.split(".").map(Number) },
        value: ext2.subs[ext2.subs.length - 1].value
      };
    });
    const identity = {
      extensions: { issuer },
      subjectAlternativeName: cert2.subjectAltName,
      oids
    };
    return {
      key: core_1.crypto.createPublicKey(cert2.publicKey),
      identity
    };
  }
  return key;
}
var policy = {};
var hasRequiredPolicy;
function requirePolicy() {
  if (hasRequiredPolicy) return policy;
  hasRequiredPolicy = 1;
  Object.defineProperty(policy, "__esModule", { value: true });
  policy.verifySubjectAlternativeName = verifySubjectAlternativeName;
  policy.verifyExtensions = verifyExtensions;
  policy.verifyOIDs = verifyOIDs;
  const error_1 = requireError();
  function verifySubjectAlternativeName(policyIdentity, signerIdentity) {
    if (signerIdentity === void 0 || !signerIdentity.match(policyIdentity)) {
      throw new error_1.PolicyError({
        code: "UNTRUSTED_SIGNER_ERROR",
        message: `certificate identity error - expected ${policyIdentity}, got ${signerIdentity}`
      });
    }
  }
  function verifyExtensions(policyExtensions, signerExtensions = {}) {
    let key2;
    for (key2 in policyExtensions) {
      if (signerExtensions[key2] !== policyExtensions[key2]) {
        throw new error_1.PolicyError({
          code: "UNTRUSTED_SIGNER_ERROR",
          message: `invalid certificate extension - expected ${key2}=${policyExtensions[key2]}, got ${key2}=${signerExtensions[key2]}`
        });
      }
    }
  }
  function verifyOIDs(policyOIDs, signerOIDs = []) {
    for (const policyOID of policyOIDs) {
      const match = signerOIDs.find((signerOID) => oidEquals(policyOID.oid?.id, signerOID.oid?.id) && policyOID.value.equals(signerOID.value));
      if (!match) {
        const oid2 = policyOID.oid?.id.join(".") ?? "<unknown>";
        throw new error_1.PolicyError({
          code: "UNTRUSTED_SIGNER_ERROR",
          message: `invalid certificate extension - missing OID ${oid2}`
        });
      }
    }
  }
  function oidEquals(a, b) {
    if (a === void 0 || b === void 0) {
      return false;
    }
    return a.length === b.length && a.every((v, i) => v === b[i]);
  }
  return policy;
}
var timestamp = {};
var tsa = {};
var hasRequiredTsa;
function requireTsa() {
  if (hasRequiredTsa) return tsa;
  hasRequiredTsa = 1;
  Object.defineProperty(tsa, "__esModule", { value: true });
  tsa.verifyRFC3161Timestamp = verifyRFC3161Timestamp;
  const core_1 = requireDist$1();
  const error_1 = requireError();
  const certificate_1 = requireCertificate();
  const trust_1 = requireTrust();
  function verifyRFC3161Timestamp(timestamp2, data, timestampAuthorities) {
    const signingTime = timestamp2.signingTime;
    timestampAuthorities = (0, trust_1.filterCertAuthorities)(timestampAuthorities, signingTime);
    timestampAuthorities = filterCAsBySerialAndIssuer(timestampAuthorities, {
      serialNumber: timestamp2.signerSerialNumber,
      issuer: timestamp2.signerIssuer
    });
    const verified = timestampAuthorities.some((ca) => {
      try {
        verifyTimestampForCA(timestamp2, data, ca);
        return true;
      } catch (e) {
        return false;
      }
    });
    if (!verified) {
      throw new error_1.VerificationError({
        code: "TIMESTAMP_ERROR",
        message: "timestamp could not be verified"
      });
    }
  }
  function verifyTimestampForCA(timestamp2, data, ca) {
    const [leaf, ...cas] = ca.certChain;
    const signingKey = core_1.crypto.createPublicKey(leaf.publicKey);
    const signingTime = timestamp2.signingTime;
    try {
      new certificate_1.CertificateChainVerifier({
        untrustedCert: leaf,
        trustedCerts: cas,
        timestamp: signingTime
      }).verify();
    } catch (e) {
      throw new error_1.VerificationError({
        code: "TIMESTAMP_ERROR",
        message: "invalid certificate chain"
      });
    }
    timestamp2.verify(data, signingKey);
  }
  function filterCAsBySerialAndIssuer(timestampAuthorities, criteria) {
    return timestampAuthorities.filter((ca) => ca.certChain.length > 0 && core_1.crypto.bufferEqual(ca.certChain[0].serialNumber, criteria.serialNumber) && core_1.crypto.bufferEqual(ca.certChain[0].issuer, criteria.issuer));
  }
  return tsa;
}
var hasRequiredTimestamp;
function requireTimestamp() {
  if (hasRequiredTimestamp) return timestamp;
  hasRequiredTimestamp = 1;
  Object.defineProperty(timestamp, "__esModule", { value: true });
  timestamp.getTSATimestamp = getTSATimestamp;
  timestamp.getTLogTimestamp = getTLogTimestamp;
  const tsa_1 = requireTsa();
  function getTSATimestamp(timestamp2, data, timestampAuthorities) {
    (0, tsa_1.verifyRFC3161Timestamp)(timestamp2, data, timestampAuthorities);
    return {
      type: "timestamp-authority",
      logID: timestamp2.signerSerialNumber,
      timestamp: timestamp2.signingTime
    };
  }
  function getTLogTimestamp(entry2) {
    if (!entry2.inclusionPromise) {
      return void 0;
    }
    return {
      type: "transparency-log",
      logID: entry2.logId.keyId,
      timestamp: new Date(Number(entry2.integratedTime) * 1e3)
    };
  }
  return timestamp;
}
var tlog = {};
var v2 = {};
var dsse$1 = {};
var verifier = {};
var hasRequiredVerifier$1;
function requireVerifier$1() {
  if (hasRequiredVerifier$1) return verifier;
  hasRequiredVerifier$1 = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Signature = exports.Verifier = exports.PublicKey = void 0;
    const sigstore_common_1 = requireSigstore_common();
    exports.PublicKey = {
      fromJSON(object) {
        return { rawBytes: isSet(object.rawBytes) ? Buffer.from(bytesFromBase64(object.rawBytes)) : Buffer.alloc(0) };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.rawBytes.length !== 0) {
          obj2.rawBytes = base64FromBytes(message2.rawBytes);
        }
        return obj2;
      }
    };
    exports.Verifier = {
      fromJSON(object) {
        return {
          verifier: isSet(object.publicKey) ? { $case: "publicKey", publicKey: exports.PublicKey.fromJSON(object.publicKey) } : isSet(object.x509Certificate) ? { $case: "x509Certificate", x509Certificate: sigstore_common_1.X509Certificate.fromJSON(object.x509Certificate) } : void 0,
          keyDetails: isSet(object.keyDetails) ? (0, sigstore_common_1.publicKeyDetailsFromJSON)(object.keyDetails) : 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.verifier?.$case === "publicKey") {
          obj2.publicKey = exports.PublicKey.toJSON(message2.verifier.publicKey);
        } else if (message2.verifier?.$case === "x509Certificate") {
          obj2.x509Certificate = sigstore_common_1.X509Certificate.toJSON(message2.verifier.x509Certificate);
        }
        if (message2.keyDetails !== 0) {
          obj2.keyDetails = (0, sigstore_common_1.publicKeyDetailsToJSON)(message2.keyDetails);
        }
        return obj2;
      }
    };
    exports.Signature = {
      fromJSON(object) {
        return {
          content: isSet(object.content) ? Buffer.from(bytesFromBase64(object.content)) : Buffer.alloc(0),
          verifier: isSet(object.verifier) ? exports.Verifier.fromJSON(object.verifier) : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.content.length !== 0) {
          obj2.content = base64FromBytes(message2.content);
        }
        if (message2.verifier !== void 0) {
          obj2.verifier = exports.Verifier.toJSON(message2.verifier);
        }
        return obj2;
      }
    };
    function bytesFromBase64(b64) {
      return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
    }
    function base64FromBytes(arr) {
      return globalThis.Buffer.from(arr).toString("base64");
    }
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  })(verifier);
  return verifier;
}
var hasRequiredDsse$1;
function requireDsse$1() {
  if (hasRequiredDsse$1) return dsse$1;
  hasRequiredDsse$1 = 1;
  Object.defineProperty(dsse$1, "__esModule", { value: true });
  dsse$1.DSSELogEntryV002 = dsse$1.DSSERequestV002 = void 0;
  const envelope_1 = requireEnvelope();
  const sigstore_common_1 = requireSigstore_common();
  const verifier_1 = requireVerifier$1();
  dsse$1.DSSERequestV002 = {
    fromJSON(object) {
      return {
        envelope: isSet(object.envelope) ? envelope_1.Envelope.fromJSON(object.envelope) : void 0,
        verifiers: globalThis.Array.isArray(object?.verifiers) ? object.verifiers.map((e) => verifier_1.Verifier.fromJSON(e)) : []
      };
    },
    toJSON(message2) {
      const obj2 = {};
      if (message2.envelope !== void 0) {
        obj2.envelope = envelope_1.Envelope.toJSON(message2.envelope);
      }
      if (message2.verifiers?.length) {
        obj2.verifiers = message2.verifiers.map((e) => verifier_1.Verifier.toJSON(e));
      }
      return obj2;
    }
  };
  dsse$1.DSSELogEntryV002 = {
    fromJSON(object) {
      return {
        payloadHash: isSet(object.payloadHash) ? sigstore_common_1.HashOutput.fromJSON(object.payloadHash) : void 0,
        signatures: globalThis.Array.isArray(object?.signatures) ? object.signatures.map((e) => verifier_1.Signature.fromJSON(e)) : []
      };
    },
    toJSON(message2) {
      const obj2 = {};
      if (message2.payloadHash !== void 0) {
        obj2.payloadHash = sigstore_common_1.HashOutput.toJSON(message2.payloadHash);
      }
      if (message2.signatures?.length) {
        obj2.signatures = message2.signatures.map((e) => verifier_1.Signature.toJSON(e));
      }
      return obj2;
    }
  };
  function isSet(value) {
    return value !== null && value !== void 0;
  }
  return dsse$1;
}
var entry = {};
var hashedrekord$1 = {};
var hasRequiredHashedrekord$1;
function requireHashedrekord$1() {
  if (hasRequiredHashedrekord$1) return hashedrekord$1;
  hasRequiredHashedrekord$1 = 1;
  Object.defineProperty(hashedrekord$1, "__esModule", { value: true });
  hashedrekord$1.HashedRekordLogEntryV002 = hashedrekord$1.HashedRekordRequestV002 = void 0;
  const sigstore_common_1 = requireSigstore_common();
  const verifier_1 = requireVerifier$1();
  hashedrekord$1.HashedRekordRequestV002 = {
    fromJSON(object) {
      return {
        digest: isSet(object.digest) ? Buffer.from(bytesFromBase64(object.digest)) : Buffer.alloc(0),
        signature: isSet(object.signature) ? verifier_1.Signature.fromJSON(object.signature) : void 0
      };
    },
    toJSON(message2) {
      const obj2 = {};
      if (message2.digest.length !== 0) {
        obj2.digest = base64FromBytes(message2.digest);
      }
      if (message2.signature !== void 0) {
        obj2.signature = verifier_1.Signature.toJSON(message2.signature);
      }
      return obj2;
    }
  };
  hashedrekord$1.HashedRekordLogEntryV002 = {
    fromJSON(object) {
      return {
        data: isSet(object.data) ? sigstore_common_1.HashOutput.fromJSON(object.data) : void 0,
        signature: isSet(object.signature) ? verifier_1.Signature.fromJSON(object.signature) : void 0
      };
    },
    toJSON(message2) {
      const obj2 = {};
      if (message2.data !== void 0) {
        obj2.data = sigstore_common_1.HashOutput.toJSON(message2.data);
      }
      if (message2.signature !== void 0) {
        obj2.signature = verifier_1.Signature.toJSON(message2.signature);
      }
      return obj2;
    }
  };
  function bytesFromBase64(b64) {
    return Uint8Array.from(globalThis.Buffer.from(b64, "base64"));
  }
  function base64FromBytes(arr) {
    return globalThis.Buffer.from(arr).toString("base64");
  }
  function isSet(value) {
    return value !== null && value !== void 0;
  }
  return hashedrekord$1;
}
var hasRequiredEntry;
function requireEntry() {
  if (hasRequiredEntry) return entry;
  hasRequiredEntry = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.CreateEntryRequest = exports.Spec = exports.Entry = void 0;
    const dsse_1 = requireDsse$1();
    const hashedrekord_1 = requireHashedrekord$1();
    exports.Entry = {
      fromJSON(object) {
        return {
          kind: isSet(object.kind) ? globalThis.String(object.kind) : "",
          apiVersion: isSet(object.apiVersion) ? globalThis.String(object.apiVersion) : "",
          spec: isSet(object.spec) ? exports.Spec.fromJSON(object.spec) : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.kind !== "") {
          obj2.kind = message2.kind;
        }
        if (message2.apiVersion !== "") {
          obj2.apiVersion = message2.apiVersion;
        }
        if (message2.spec !== void 0) {
          obj2.spec = exports.Spec.toJSON(message2.spec);
        }
        return obj2;
      }
    };
    exports.Spec = {
      fromJSON(object) {
        return {
          spec: isSet(object.hashedRekordV002) ? { $case: "hashedRekordV002", hashedRekordV002: hashedrekord_1.HashedRekordLogEntryV002.fromJSON(object.hashedRekordV002) } : isSet(object.dsseV002) ? { $case: "dsseV002", dsseV002: dsse_1.DSSELogEntryV002.fromJSON(object.dsseV002) } : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.spec?.$case === "hashedRekordV002") {
          obj2.hashedRekordV002 = hashedrekord_1.HashedRekordLogEntryV002.toJSON(message2.spec.hashedRekordV002);
        } else if (message2.spec?.$case === "dsseV002") {
          obj2.dsseV002 = dsse_1.DSSELogEntryV002.toJSON(message2.spec.dsseV002);
        }
        return obj2;
      }
    };
    exports.CreateEntryRequest = {
      fromJSON(object) {
        return {
          spec: isSet(object.hashedRekordRequestV002) ? {
            $case: "hashedRekordRequestV002",
            hashedRekordRequestV002: hashedrekord_1.HashedRekordRequestV002.fromJSON(object.hashedRekordRequestV002)
          } : isSet(object.dsseRequestV002) ? { $case: "dsseRequestV002", dsseRequestV002: dsse_1.DSSERequestV002.fromJSON(object.dsseRequestV002) } : void 0
        };
      },
      toJSON(message2) {
        const obj2 = {};
        if (message2.spec?.$case === "hashedRekordRequestV002") {
          obj2.hashedRekordRequestV002 = hashedrekord_1.HashedRekordRequestV002.toJSON(message2.spec.hashedRekordRequestV002);
        } else if (message2.spec?.$case === "dsseRequestV002") {
          obj2.dsseRequestV002 = dsse_1.DSSERequestV002.toJSON(message2.spec.dsseRequestV002);
        }
        return obj2;
      }
    };
    function isSet(value) {
      return value !== null && value !== void 0;
    }
  })(entry);
  return entry;
}
var hasRequiredV2;
function requireV2() {
  if (hasRequiredV2) return v2;
  hasRequiredV2 = 1;
  (function(exports) {
    var __createBinding = v2 && v2.__createBinding || (Object.create ? (function(o, m, k, k2) {
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
    var __exportStar = v2 && v2.__exportStar || function(m, exports2) {
      for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports2, p)) __createBinding(exports2, m, p);
    };
    Object.defineProperty(exports, "__esModule", { value: true });
    __exportStar(requireDsse$1(), exports);
    __exportStar(requireEntry(), exports);
    __exportStar(requireHashedrekord$1(), exports);
    __exportStar(requireVerifier$1(), exports);
  })(v2);
  return v2;
}
var dsse = {};
var hasRequiredDsse;
function requireDsse() {
  if (hasRequiredDsse) return dsse;
  hasRequiredDsse = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.DSSE_API_VERSION_V1 = void 0;
    exports.verifyDSSETLogBody = verifyDSSETLogBody;
    exports.verifyDSSETLogBodyV2 = verifyDSSETLogBodyV2;
    const error_1 = requireError();
    exports.DSSE_API_VERSION_V1 = "0.0.1";
    function verifyDSSETLogBody(tlogEntry, content) {
      switch (tlogEntry.apiVersion) {
        case exports.DSSE_API_VERSION_V1:
          return verifyDSSE001TLogBody(tlogEntry, content);
        default:
          throw new error_1.VerificationError({
            code: "TLOG_BODY_ERROR",
            message: `unsupported dsse version: ${tlogEntry.apiVersion}`
          });
      }
    }
    function verifyDSSETLogBodyV2(tlogEntry, content) {
      const spec = tlogEntry.spec?.spec;
      if (!spec) {
        throw new error_1.VerificationError({
          code: "TLOG_BODY_ERROR",
          message: `missing dsse spec`
        });
      }
      switch (spec.$case) {
        case "dsseV002":
          return verifyDSSE002TLogBody(spec.dsseV002, content);
        default:
          throw new error_1.VerificationError({
            code: "TLOG_BODY_ERROR",
            message: `unsupported version: ${spec.$case}`
          });
      }
    }
    function verifyDSSE001TLogBody(tlogEntry, content) {
      if (tlogEntry.spec.signatures?.length !== 1) {
        throw new error_1.VerificationError({
          code: "TLOG_BODY_ERROR",
          message: "signature count mismatch"
        });
      }
      const tlogSig = tlogEntry.spec.signatures[0].signature;
      if (!content.compareSignature(Buffer.from(tlogSig, "base64")))
        throw new error_1.VerificationError({
          code: "TLOG_BODY_ERROR",
          message: "tlog entry signature mismatch"
        });
      const tlogHash = tlogEntry.spec.payloadHash?.value || "";
      if (!content.compareDigest(Buffer.from(tlogHash, "hex"))) {
        throw new error_1.VerificationError({
          code: "TLOG_BODY_ERROR",
          message: "DSSE payload hash mismatch"
        });
      }
    }
    function verifyDSSE002TLogBody(spec, content) {
      if (spec.signatures?.length !== 1) {
        throw new error_1.VerificationError({
          code: "TLOG_BODY_ERROR",
          message: "signature count mismatch"
        });
      }
      const tlogSig = spec.signatures[0].content;
      if (!content.compareSignature(tlogSig))
        throw new error_1.VerificationError({
          code: "TLOG_BODY_ERROR",
          message: "tlog entry signature mismatch"
        });
      const tlogHash = spec.payloadHash?.digest || Buffer.from("");
      if (!content.compareDigest(tlogHash)) {
        throw new error_1.VerificationError({
          code: "TLOG_BODY_ERROR",
          message: "DSSE payload hash mismatch"
        });
      }
    }
  })(dsse);
  return dsse;
}
var hashedrekord = {};
var hasRequiredHashedrekord;
function requireHashedrekord() {
  if (hasRequiredHashedrekord) return hashedrekord;
  hasRequiredHashedrekord = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.HASHEDREKORD_API_VERSION_V1 = void 0;
    exports.verifyHashedRekordTLogBody = verifyHashedRekordTLogBody;
    exports.verifyHashedRekordTLogBodyV2 = verifyHashedRekordTLogBodyV2;
    const error_1 = requireError();
    exports.HASHEDREKORD_API_VERSION_V1 = "0.0.1";
    function verifyHashedRekordTLogBody(tlogEntry, content) {
      switch (tlogEntry.apiVersion) {
        case exports.HASHEDREKORD_API_VERSION_V1:
          return verifyHashedrekord001TLogBody(tlogEntry, content);
        default:
          throw new error_1.VerificationError({
            code: "TLOG_BODY_ERROR",
            message: `unsupported hashedrekord version: ${tlogEntry.apiVersion}`
          });
      }
    }
    function verifyHashedRekordTLogBodyV2(tlogEntry, content) {
      const spec = tlogEntry.spec?.spec;
      if (!spec) {
        throw new error_1.VerificationError({
          code: "TLOG_BODY_ERROR",
          message: `missing dsse spec`
        });
      }
      switch (spec.$case) {
        case "hashedRekordV002":
          return verifyHashedrekord002TLogBody(spec.hashedRekordV002, content);
        default:
          throw new error_1.VerificationError({
            code: "TLOG_BODY_ERROR",
            message: `unsupported version: ${spec.$case}`
          });
      }
    }
    function verifyHashedrekord001TLogBody(tlogEntry, content) {
      const tlogSig = tlogEntry.spec.signature.content || "";
      if (!content.compareSignature(Buffer.from(tlogSig, "base64"))) {
        throw new error_1.VerificationError({
          code: "TLOG_BODY_ERROR",
          message: "signature mismatch"
        });
      }
      const tlogDigest = tlogEntry.spec.data.hash?.value || "";
      if (!content.compareSignedDigest(Buffer.from(tlogDigest, "hex"))) {
        throw new error_1.VerificationError({
          code: "TLOG_BODY_ERROR",
          message: "digest mismatch"
        });
      }
    }
    function verifyHashedrekord002TLogBody(spec, content) {
      const tlogSig = spec.signature?.content || Buffer.from("");
      if (!content.compareSignature(tlogSig)) {
        throw new error_1.VerificationError({
          code: "TLOG_BODY_ERROR",
          message: "signature mismatch"
        });
      }
      const tlogHash = spec.data?.digest || Buffer.from("");
      if (!content.compareSignedDigest(tlogHash)) {
        throw new error_1.VerificationError({
          code: "TLOG_BODY_ERROR",
          message: "digest mismatch"
        });
      }
    }
  })(hashedrekord);
  return hashedrekord;
}
var intoto = {};
var hasRequiredIntoto;
function requireIntoto() {
  if (hasRequiredIntoto) return intoto;
  hasRequiredIntoto = 1;
  Object.defineProperty(intoto, "__esModule", { value: true });
  intoto.verifyIntotoTLogBody = verifyIntotoTLogBody;
  const error_1 = requireError();
  function verifyIntotoTLogBody(tlogEntry, content) {
    switch (tlogEntry.apiVersion) {
      case "0.0.2":
        return verifyIntoto002TLogBody(tlogEntry, content);
      default:
        throw new error_1.VerificationError({
          code: "TLOG_BODY_ERROR",
          message: `unsupported intoto version: ${tlogEntry.apiVersion}`
        });
    }
  }
  function verifyIntoto002TLogBody(tlogEntry, content) {
    if (tlogEntry.spec.content.envelope.signatures?.length !== 1) {
      throw new error_1.VerificationError({
        code: "TLOG_BODY_ERROR",
        message: "signature count mismatch"
      });
    }
    const tlogSig = base64Decode(tlogEntry.spec.content.envelope.signatures[0].sig);
    if (!content.compareSignature(Buffer.from(tlogSig, "base64"))) {
      throw new error_1.VerificationError({
        code: "TLOG_BODY_ERROR",
        message: "tlog entry signature mismatch"
      });
    }
    const tlogHash = tlogEntry.spec.content.payloadHash?.value || "";
    if (!content.compareDigest(Buffer.from(tlogHash, "hex"))) {
      throw new error_1.VerificationError({
        code: "TLOG_BODY_ERROR",
        message: "DSSE payload hash mismatch"
      });
    }
  }
  function base64Decode(str) {
    return Buffer.from(str, "base64").toString("utf-8");
  }
  return intoto;
}
var checkpoint = {};
var hasRequiredCheckpoint;
function requireCheckpoint() {
  if (hasRequiredCheckpoint) return checkpoint;
  hasRequiredCheckpoint = 1;
  Object.defineProperty(checkpoint, "__esModule", { value: true });
  checkpoint.LogCheckpoint = void 0;
  checkpoint.verifyCheckpoint = verifyCheckpoint;
  const core_1 = requireDist$1();
  const error_1 = requireError();
  const CHECKPOINT_SEPARATOR = "\n\n";
  const SIGNATURE_REGEX = /\u2014 (\S+) (\S+)\n/g;
  function verifyCheckpoint(entry2, tlogs) {
    const inclusionProof = entry2.inclusionProof;
    const signedNote = SignedNote.fromString(inclusionProof.checkpoint.envelope);
    const checkpoint2 = LogCheckpoint.fromString(signedNote.note);
    if (!verifySignedNote(signedNote, tlogs)) {
      throw new error_1.VerificationError({
        code: "TLOG_INCLUSION_PROOF_ERROR",
        message: "invalid checkpoint signature"
      });
    }
    return checkpoint2;
  }
  function verifySignedNote(signedNote, tlogs) {
    const data = Buffer.from(signedNote.note, "utf-8");
    return signedNote.signatures.some((signature) => {
      const tlog2 = tlogs.find((tlog3) => core_1.crypto.bufferEqual(tlog3.logID.subarray(0, 4), signature.keyHint) && // Match the signature name to the base URL of the tlog. The name is
      // attacker-controlled, so it MUST be compared as a literal substring
      // and never coerced into a RegExp (as String.prototype.match would).
      tlog3.baseURL.includes(signature.name));
      if (!tlog2) {
        return false;
      }
      return core_1.crypto.verify(data, tlog2.publicKey, signature.signature);
    });
  }
  class SignedNote {
    note;
    signatures;
    constructor(note, signatures) {
      this.note = note;
      this.signatures = signatures;
    }
    // Deserialize a SignedNote from a string
    static fromString(envelope2) {
      if (!envelope2.includes(CHECKPOINT_SEPARATOR)) {
        throw new error_1.VerificationError({
          code: "TLOG_INCLUSION_PROOF_ERROR",
          message: "missing checkpoint separator"
        });
      }
      const split = envelope2.indexOf(CHECKPOINT_SEPARATOR);
      const header = envelope2.slice(0, split + 1);
      const data = envelope2.slice(split + CHECKPOINT_SEPARATOR.length);
      const matches = data.matchAll(SIGNATURE_REGEX);
      const signatures = Array.from(matches, (match) => {
        const [, name, signature] = match;
        const sigBytes = Buffer.from(signature, "base64");
        if (sigBytes.length < 5) {
          throw new error_1.VerificationError({
            code: "TLOG_INCLUSION_PROOF_ERROR",
            message: "malformed checkpoint signature"
          });
        }
        return {
          name,
          keyHint: sigBytes.subarray(0, 4),
          signature: sigBytes.subarray(4)
        };
      });
      if (signatures.length === 0) {
        throw new error_1.VerificationError({
          code: "TLOG_INCLUSION_PROOF_ERROR",
          message: "no signatures found in checkpoint"
        });
      }
      return new SignedNote(header, signatures);
    }
  }
  class LogCheckpoint {
    origin;
    logSize;
    logHash;
    rest;
    constructor(origin, logSize, logHash, rest) {
      this.origin = origin;
      this.logSize = logSize;
      this.logHash = logHash;
      this.rest = rest;
    }
    static fromString(note) {
      const lines = note.trimEnd().split("\n");
      if (lines.length < 3) {
        throw new error_1.VerificationError({
          code: "TLOG_INCLUSION_PROOF_ERROR",
          message: "too few lines in checkpoint header"
        });
      }
      const origin = lines[0];
      let logSize;
      try {
        logSize = BigInt(lines[1]);
      } catch {
        throw new error_1.VerificationError({
          code: "TLOG_INCLUSION_PROOF_ERROR",
          message: "invalid checkpoint log size"
        });
      }
      const rootHash = Buffer.from(lines[2], "base64");
      const rest = lines.slice(3);
      return new LogCheckpoint(origin, logSize, rootHash, rest);
    }
  }
  checkpoint.LogCheckpoint = LogCheckpoint;
  return checkpoint;
}
var merkle = {};
var hasRequiredMerkle;
function requireMerkle() {
  if (hasRequiredMerkle) return merkle;
  hasRequiredMerkle = 1;
  Object.defineProperty(merkle, "__esModule", { value: true });
  merkle.verifyMerkleInclusion = verifyMerkleInclusion;
  const core_1 = requireDist$1();
  const error_1 = requireError();
  const RFC6962_LEAF_HASH_PREFIX = Buffer.from([0]);
  const RFC6962_NODE_HASH_PREFIX = Buffer.from([1]);
  function verifyMerkleInclusion(entry2, checkpoint2) {
    const inclusionProof = entry2.inclusionProof;
    let logIndex;
    try {
      logIndex = BigInt(inclusionProof.logIndex);
    } catch {
      throw new error_1.VerificationError({
        code: "TLOG_INCLUSION_PROOF_ERROR",
        message: "invalid inclusion proof log index"
      });
    }
    const treeSize = BigInt(checkpoint2.logSize);
    if (logIndex < 0n || logIndex >= treeSize) {
      throw new error_1.VerificationError({
        code: "TLOG_INCLUSION_PROOF_ERROR",
        message: `invalid index: ${logIndex}`
      });
    }
    const { inner, border } = decompInclProof(logIndex, treeSize);
    if (inclusionProof.hashes.length !== inner + border) {
      throw new error_1.VerificationError({
        code: "TLOG_INCLUSION_PROOF_ERROR",
        message: "invalid hash count"
      });
    }
    const innerHashes = inclusionProof.hashes.slice(0, inner);
    const borderHashes = inclusionProof.hashes.slice(inner);
    const leafHash = hashLeaf(entry2.canonicalizedBody);
    const calculatedHash = chainBorderRight(chainInner(leafHash, innerHashes, logIndex), borderHashes);
    if (!core_1.crypto.bufferEqual(calculatedHash, checkpoint2.logHash)) {
      throw new error_1.VerificationError({
        code: "TLOG_INCLUSION_PROOF_ERROR",
        message: "calculated root hash does not match inclusion proof"
      });
    }
  }
  function decompInclProof(index, size) {
    const inner = innerProofSize(index, size);
    const border = onesCount(index >> BigInt(inner));
    return { inner, border };
  }
  function chainInner(seed, hashes, index) {
    return hashes.reduce((acc, h, i) => {
      if (index >> BigInt(i) & BigInt(1)) {
        return hashChildren(h, acc);
      } else {
        return hashChildren(acc, h);
      }
    }, seed);
  }
  function chainBorderRight(seed, hashes) {
    return hashes.reduce((acc, h) => hashChildren(h, acc), seed);
  }
  function innerProofSize(index, size) {
    return bitLength(index ^ size - BigInt(1));
  }
  function onesCount(num) {
    return num.toString(2).split("1").length - 1;
  }
  function bitLength(n) {
    if (n === 0n) {
      return 0;
    }
    return n.toString(2).length;
  }
  function hashChildren(left, right) {
    return core_1.crypto.digest("sha256", RFC6962_NODE_HASH_PREFIX, left, right);
  }
  function hashLeaf(leaf) {
    return core_1.crypto.digest("sha256", RFC6962_LEAF_HASH_PREFIX, leaf);
  }
  return merkle;
}
var set = {};
var hasRequiredSet;
function requireSet() {
  if (hasRequiredSet) return set;
  hasRequiredSet = 1;
  Object.defineProperty(set, "__esModule", { value: true });
  set.verifyTLogSET = verifyTLogSET;
  const core_1 = requireDist$1();
  const error_1 = requireError();
  const trust_1 = requireTrust();
  function verifyTLogSET(entry2, tlogs) {
    const validTLogs = (0, trust_1.filterTLogAuthorities)(tlogs, {
      logID: entry2.logId.keyId,
      targetDate: new Date(Number(entry2.integratedTime) * 1e3)
    });
    const verified = validTLogs.some((tlog2) => {
      const payload = toVerificationPayload(entry2);
      const data = Buffer.from(core_1.json.canonicalize(payload), "utf8");
      const signature = entry2.inclusionPromise.signedEntryTimestamp;
      return core_1.crypto.verify(data, tlog2.publicKey, signature);
    });
    if (!verified) {
      throw new error_1.VerificationError({
        code: "TLOG_INCLUSION_PROMISE_ERROR",
        message: "inclusion promise could not be verified"
      });
    }
  }
  function toVerificationPayload(entry2) {
    const { integratedTime, logIndex, logId, canonicalizedBody } = entry2;
    return {
      body: canonicalizedBody.toString("base64"),
      integratedTime: Number(integratedTime),
      logIndex: Number(logIndex),
      logID: logId.keyId.toString("hex")
    };
  }
  return set;
}
var hasRequiredTlog;
function requireTlog() {
  if (hasRequiredTlog) return tlog;
  hasRequiredTlog = 1;
  Object.defineProperty(tlog, "__esModule", { value: true });
  tlog.verifyTLogBody = verifyTLogBody;
  tlog.verifyTLogInclusion = verifyTLogInclusion;
  const v2_1 = requireV2();
  const error_1 = requireError();
  const dsse_1 = requireDsse();
  const hashedrekord_1 = requireHashedrekord();
  const intoto_1 = requireIntoto();
  const checkpoint_1 = requireCheckpoint();
  const merkle_1 = requireMerkle();
  const set_1 = requireSet();
  function verifyTLogBody(entry2, sigContent) {
    const { kind, version } = entry2.kindVersion;
    let body;
    try {
      body = JSON.parse(entry2.canonicalizedBody.toString("utf8"));
    } catch {
      throw new error_1.VerificationError({
        code: "TLOG_BODY_ERROR",
        message: "invalid canonicalized body"
      });
    }
    if (kind !== body.kind || version !== body.apiVersion) {
      throw new error_1.VerificationError({
        code: "TLOG_BODY_ERROR",
        message: `kind/version mismatch - expected: ${kind}/${version}, received: ${body.kind}/${body.apiVersion}`
      });
    }
    switch (kind) {
      case "dsse":
        if (version == dsse_1.DSSE_API_VERSION_V1) {
          return (0, dsse_1.verifyDSSETLogBody)(body, sigContent);
        } else {
          const entryRekorV2 = v2_1.Entry.fromJSON(body);
          return (0, dsse_1.verifyDSSETLogBodyV2)(entryRekorV2, sigContent);
        }
      case "intoto":
        return (0, intoto_1.verifyIntotoTLogBody)(body, sigContent);
      case "hashedrekord":
        if (version == hashedrekord_1.HASHEDREKORD_API_VERSION_V1) {
          return (0, hashedrekord_1.verifyHashedRekordTLogBody)(body, sigContent);
        } else {
          const entryRekorV2 = v2_1.Entry.fromJSON(body);
          return (0, hashedrekord_1.verifyHashedRekordTLogBodyV2)(entryRekorV2, sigContent);
        }
      /* istanbul ignore next */
      default:
        throw new error_1.VerificationError({
          code: "TLOG_BODY_ERROR",
          message: `unsupported kind: ${kind}`
        });
    }
  }
  function verifyTLogInclusion(entry2, tlogAuthorities) {
    let inclusionVerified = false;
    if (isTLogEntryWithInclusionPromise(entry2)) {
      (0, set_1.verifyTLogSET)(entry2, tlogAuthorities);
      inclusionVerified = true;
    }
    if (isTLogEntryWithInclusionProof(entry2)) {
      const matchingAuthorities = tlogAuthorities.filter((tlog2) => tlog2.logID.equals(entry2.logId.keyId));
      const checkpoint2 = (0, checkpoint_1.verifyCheckpoint)(entry2, matchingAuthorities);
      (0, merkle_1.verifyMerkleInclusion)(entry2, checkpoint2);
      inclusionVerified = true;
    }
    if (!inclusionVerified) {
      throw new error_1.VerificationError({
        code: "TLOG_MISSING_INCLUSION_ERROR",
        message: "inclusion could not be verified"
      });
    }
    return;
  }
  function isTLogEntryWithInclusionPromise(entry2) {
    return entry2.inclusionPromise !== void 0;
  }
  function isTLogEntryWithInclusionProof(entry2) {
    return entry2.inclusionProof !== void 0;
  }
  return tlog;
}
var hasRequiredVerifier;
function requireVerifier() {
  if (hasRequiredVerifier) return verifier$1;
  hasRequiredVerifier = 1;
  Object.defineProperty(verifier$1, "__esModule", { value: true });
  verifier$1.Verifier = void 0;
  const util_1 = require$$0;
  const error_1 = requireError();
  const key_1 = requireKey();
  const policy_1 = requirePolicy();
  const timestamp_1 = requireTimestamp();
  const tlog_1 = requireTlog();
  class Verifier {
    trustMaterial;
    options;
    constructor(trustMaterial, options = {}) {
      this.trustMaterial = trustMaterial;
      this.options = {
        ctlogThreshold: options.ctlogThreshold ?? 1,
        tlogThreshold: options.tlogThreshold ?? 1,
        timestampThreshold: options.timestampThreshold ?? options.tsaThreshold ?? 1,
        tsaThreshold: 0
      };
    }
    verify(entity, policy2) {
      const timestamps = this.verifyTimestamps(entity);
      const signer = this.verifySigningKey(entity, timestamps);
      this.verifyTLogs(entity);
      this.verifySignature(entity, signer);
      if (policy2) {
        this.verifyPolicy(policy2, signer.identity || {});
      }
      return signer;
    }
    // Checks that all of the timestamps in the entity are valid and returns them
    verifyTimestamps(entity) {
      const timestamps = [];
      for (const timestamp2 of entity.timestamps) {
        switch (timestamp2.$case) {
          case "timestamp-authority":
            timestamps.push((0, timestamp_1.getTSATimestamp)(timestamp2.timestamp, entity.signature.signature, this.trustMaterial.timestampAuthorities));
            break;
          case "transparency-log": {
            const result = (0, timestamp_1.getTLogTimestamp)(timestamp2.tlogEntry);
            if (result) {
              timestamps.push(result);
            }
            break;
          }
        }
      }
      if (containsDupes(timestamps)) {
        throw new error_1.VerificationError({
          code: "TIMESTAMP_ERROR",
          message: "duplicate timestamp"
        });
      }
      if (timestamps.length < this.options.timestampThreshold) {
        throw new error_1.VerificationError({
          code: "TIMESTAMP_ERROR",
          message: `expected ${this.options.timestampThreshold} timestamps, got ${timestamps.length}`
        });
      }
      return timestamps.map((t) => t.timestamp);
    }
    // Checks that the signing key is valid for all of the the supplied timestamps
    // and returns the signer.
    verifySigningKey({ key: key2 }, timestamps) {
      switch (key2.$case) {
        case "public-key": {
          return (0, key_1.verifyPublicKey)(key2.hint, timestamps, this.trustMaterial);
        }
        case "certificate": {
          const result = (0, key_1.verifyCertificate)(key2.certificate, timestamps, this.trustMaterial);
          if (containsDupes(result.scts)) {
            throw new error_1.VerificationError({
              code: "CERTIFICATE_ERROR",
              message: "duplicate SCT"
            });
          }
          if (result.scts.length < this.options.ctlogThreshold) {
            throw new error_1.VerificationError({
              code: "CERTIFICATE_ERROR",
              message: `expected ${this.options.ctlogThreshold} SCTs, got ${result.scts.length}`
            });
          }
          return result.signer;
        }
      }
    }
    // Checks that the tlog entries are valid for the supplied content
    verifyTLogs({ signature: content, tlogEntries }) {
      const entryIDs = [];
      tlogEntries.forEach((entry2) => {
        (0, tlog_1.verifyTLogInclusion)(entry2, this.trustMaterial.tlogs);
        (0, tlog_1.verifyTLogBody)(entry2, content);
        entryIDs.push({
          logID: entry2.logId.keyId,
          body: entry2.canonicalizedBody
        });
      });
      if (containsDupes(entryIDs)) {
        throw new error_1.VerificationError({
          code: "TLOG_ERROR",
          message: "duplicate tlog entry"
        });
      }
      if (entryIDs.length < this.options.tlogThreshold) {
        throw new error_1.VerificationError({
          code: "TLOG_ERROR",
          message: `expected ${this.options.tlogThreshold} tlog entries, got ${entryIDs.length}`
        });
      }
    }
    // Checks that the signature is valid for the supplied content
    verifySignature(entity, signer) {
      if (!entity.signature.verifySignature(signer.key)) {
        throw new error_1.VerificationError({
          code: "SIGNATURE_ERROR",
          message: "signature verification failed"
        });
      }
    }
    verifyPolicy(policy2, identity) {
      if (policy2.subjectAlternativeName) {
        (0, policy_1.verifySubjectAlternativeName)(policy2.subjectAlternativeName, identity.subjectAlternativeName);
      }
      if (policy2.extensions) {
        (0, policy_1.verifyExtensions)(policy2.extensions, identity.extensions);
      }
      if (policy2.oids) {
        (0, policy_1.verifyOIDs)(policy2.oids, identity.oids);
      }
    }
  }
  verifier$1.Verifier = Verifier;
  function containsDupes(arr) {
    for (let i = 0; i < arr.length; i++) {
      for (let j = i + 1; j < arr.length; j++) {
        if ((0, util_1.isDeepStrictEqual)(arr[i], arr[j])) {
          return true;
        }
      }
    }
    return false;
  }
  return verifier$1;
}
var hasRequiredDist;
function requireDist() {
  if (hasRequiredDist) return dist;
  hasRequiredDist = 1;
  (function(exports) {
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.Verifier = exports.toTrustMaterial = exports.VerificationError = exports.PolicyError = exports.toSignedEntity = void 0;
    var bundle_1 = requireBundle();
    Object.defineProperty(exports, "toSignedEntity", { enumerable: true, get: function() {
      return bundle_1.toSignedEntity;
    } });
    var error_1 = requireError();
    Object.defineProperty(exports, "PolicyError", { enumerable: true, get: function() {
      return error_1.PolicyError;
    } });
    Object.defineProperty(exports, "VerificationError", { enumerable: true, get: function() {
      return error_1.VerificationError;
    } });
    var trust_1 = requireTrust();
    Object.defineProperty(exports, "toTrustMaterial", { enumerable: true, get: function() {
      return trust_1.toTrustMaterial;
    } });
    var verifier_1 = requireVerifier();
    Object.defineProperty(exports, "Verifier", { enumerable: true, get: function() {
      return verifier_1.Verifier;
    } });
  })(dist);
  return dist;
}
var distExports = requireDist();
export {
  distExports$1 as a,
  distExports$3 as b,
  distExports as c,
  distExports$2 as d
};
