import crypto from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { SigstoreKeys } from "./sigstore-keys.ts";

/** Where the services are; those left out are not there. */
export interface SigstoreUrls {
  readonly issuer: string;
  readonly fulcio: string;
  readonly rekor1?: string | undefined;
  readonly rekor2?: string | undefined;
  /** The API, with its path. */
  readonly tsa?: string | undefined;
  readonly ctlog?: string | undefined;
}

/** Which services a signer is told to use. */
export type SigningKind = "v1" | "v1+tsa" | "v2" | "tsa-only";

const START = "2024-01-01T00:00:00Z";
const ROOT_TYPE = "application/vnd.dev.sigstore.trustedroot+json;version=0.1";
const SIGNING_TYPE = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
const CLIENT_TYPE = "application/vnd.dev.sigstore.clienttrustconfig.v0.1+json";

/** Takes the addresses and keys; returns what verifiers trust (sigstore/protobuf-specs, sigstore_trustroot.proto). */
export function trustedRootOf(urls: SigstoreUrls, keys: SigstoreKeys): object {
  const authority = (uri: string, commonName: string, chain: readonly Buffer[]): object => ({
    subject: { organization: "test", commonName },
    uri,
    certChain: { certificates: chain.map((one) => ({ rawBytes: one.toString("base64") })) },
    validFor: { start: START },
  });
  return {
    mediaType: ROOT_TYPE,
    tlogs: [
      ...(urls.rekor1 === undefined ? [] : [logOf(urls.rekor1, keys.rekor1)]),
      ...(urls.rekor2 === undefined ? [] : [logOf(urls.rekor2, keys.rekor2)]),
    ],
    certificateAuthorities: [authority(urls.fulcio, "fulcio", keys.fulcio)],
    ctlogs: urls.ctlog === undefined ? [] : [logOf(urls.ctlog, keys.ct)],
    timestampAuthorities: urls.tsa === undefined ? [] : [authority(urls.tsa, "tsa root", keys.tsa)],
  };
}

function logOf(baseUrl: string, key: KeyObject): object {
  const der = key.export({ type: "spki", format: "der" });
  const isEd25519 = key.asymmetricKeyType === "ed25519";
  return {
    baseUrl,
    hashAlgorithm: "SHA2_256",
    publicKey: {
      rawBytes: der.toString("base64"),
      keyDetails: isEd25519 ? "PKIX_ED25519" : "PKIX_ECDSA_P256_SHA_256",
      validFor: { start: START },
    },
    logId: {
      keyId: (isEd25519 ? noteKeyId(new URL(baseUrl).hostname, der.subarray(-32)) : sha256(der)).toString(
        "base64",
      ),
    },
  };
}

/** The id of a log of tiles is that of its signed notes, in full (C2SP signed-note, type Ed25519). */
function noteKeyId(origin: string, key: Buffer): Buffer {
  return sha256(Buffer.concat([Buffer.from(`${origin}\n`), Buffer.from([1]), key]));
}

function sha256(data: Buffer): Buffer {
  return crypto.createHash("sha256").update(data).digest();
}

/** Takes the addresses and a kind; returns what signers use. Throws an Error for a kind whose services were not started. */
export function signingConfigOf(urls: SigstoreUrls, kind: SigningKind): object {
  const needed = (url: string | undefined, name: string): string => {
    if (url === undefined) throw new Error(`a signing config ${kind} needs ${name}, which was not started`);
    return url;
  };
  const service = (url: string, majorApiVersion: number): object => ({
    url,
    majorApiVersion,
    validFor: { start: START },
    operator: "local",
  });
  const log = {
    v1: () => [service(needed(urls.rekor1, "rekor1"), 1)],
    "v1+tsa": () => [service(needed(urls.rekor1, "rekor1"), 1)],
    v2: () => [service(needed(urls.rekor2, "rekor2"), 2)],
    "tsa-only": () => [],
  }[kind]();
  return {
    mediaType: SIGNING_TYPE,
    caUrls: [service(urls.fulcio, 1)],
    oidcUrls: [service(urls.issuer, 1)],
    ...(log.length === 0 ? {} : { rekorTlogUrls: log, rekorTlogConfig: { selector: "ANY" } }),
    ...(kind === "v1"
      ? {}
      : { tsaUrls: [service(needed(urls.tsa, "tsa"), 1)], tsaConfig: { selector: "ANY" } }),
  };
}

/** Takes both; returns the one file that sigstore-python reads instead of them. */
export function clientTrustOf(trustedRoot: object, signingConfig: object): object {
  return { mediaType: CLIENT_TYPE, trustedRoot, signingConfig };
}
