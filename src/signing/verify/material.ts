import crypto from "node:crypto";
import type { KeyObject } from "node:crypto";
import { X509Certificate } from "@sigstore/core";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { toTrustMaterial } from "@sigstore/verify";
import type { TrustMaterial } from "@sigstore/verify";
import { Failure } from "../../kernel/errors.ts";
import type { Instance } from "../instance.ts";

export type Trust =
  | { readonly instance: Instance; readonly now?: Date | undefined }
  | {
      /** PEM of a public key. */
      readonly publicKey: string;
      /** Where given, its log and its authorities count, and what it requires must be there. */
      readonly instance?: Instance | undefined;
      readonly now?: Date | undefined;
    };

const MEDIA_TYPE =
  /^application\/vnd\.dev\.sigstore\.trustedroot(?:\+json;version=0\.[12]|\.v0\.[12]\+json)$/;
const LISTS = ["tlogs", "certificateAuthorities", "ctlogs", "timestampAuthorities"];
const MIN_RSA_BITS = 2048;
const CURVES = ["prime256v1", "secp384r1", "secp521r1"];

const unusable = (what: string): Failure =>
  new Failure("TRUST_ROOT_INVALID", `The trusted root cannot be used: ${what}.`, {
    fix: "Take the trusted root of your Sigstore again, for example by: cosign trusted-root create",
  });

const known = new WeakMap<Instance, TrustMaterial>();

/**
 * The keys, authorities and logs of an instance; parsed once for each instance, since a run verifies many bundles.
 *
 * @throws Failure TRUST_ROOT_INVALID, also where a log's key does not say since when it is valid: without that, a key
 *   would count for all times.
 */
export function materialOf(instance: Instance): TrustMaterial {
  const before = known.get(instance);
  if (before !== undefined) return before;
  const material = parse(instance.trustedRoot);
  known.set(instance, material);
  return material;
}

function parse(source: unknown): TrustMaterial {
  const mediaType = (source as { mediaType?: unknown } | null)?.mediaType;
  if (typeof mediaType !== "string" || !MEDIA_TYPE.test(mediaType))
    throw unusable("its media type is not known");
  const lists = LISTS.map((name) => (source as Record<string, unknown>)[name] ?? []);
  if (!lists.every(Array.isArray)) throw unusable("it is not well-formed");
  let root;
  try {
    root = TrustedRoot.fromJSON(source);
  } catch {
    throw unusable("it is not well-formed");
  }
  const timeless = [...root.tlogs, ...root.ctlogs].some(
    ({ publicKey }) => publicKey?.validFor?.start === undefined,
  );
  if (timeless) throw unusable("the key of a log has no start of its validity");
  try {
    const material = toTrustMaterial(root);
    const authorities = [...material.certificateAuthorities, ...material.timestampAuthorities];
    if (authorities.some(({ certChain }) => certChain.length === 0))
      throw unusable("an authority has no certificate");
    return material;
  } catch (error) {
    throw error instanceof Failure ? error : unusable("a key or a certificate in it is not well-formed");
  }
}

/**
 * Whether a CA of this Sigstore issued the certificate, at whatever time: tells of which of several Sigstores a bundle
 * is, and so what must be required of it. Takes DER; throws TRUST_ROOT_INVALID.
 */
export function isIssuedBy(instance: Instance, der: Uint8Array): boolean {
  const { certificateAuthorities } = materialOf(instance);
  try {
    const leaf = X509Certificate.parse(Buffer.from(der));
    return certificateAuthorities.some(({ certChain }) =>
      certChain.some((authority) => leaf.verify(authority)),
    );
  } catch {
    return false;
  }
}

/** Nothing that could be trusted: for a key alone. */
export const NO_MATERIAL: TrustMaterial = {
  certificateAuthorities: [],
  timestampAuthorities: [],
  tlogs: [],
  ctlogs: [],
  publicKey: () => {
    throw unusable("it has no key of the user's");
  },
};

/**
 * The user's public key: ECDSA on P-256, P-384 or P-521, Ed25519, or RSA from 2048 bits.
 *
 * @throws Failure KEY_UNUSABLE for anything else, a private key and a certificate among it
 */
export function readPublicKey(pem: string): KeyObject {
  const fix = "cosign public-key --key YOUR_KEY > cosign.pub";
  const headings = [...pem.matchAll(/-----BEGIN ([A-Z ]+)-----/g)].map(([, name]) => name);
  if (headings.length !== 1 || (headings[0] !== "PUBLIC KEY" && headings[0] !== "RSA PUBLIC KEY"))
    throw new Failure("KEY_UNUSABLE", "The public key is not one PEM block PUBLIC KEY.", { fix });
  let key: KeyObject;
  try {
    key = crypto.createPublicKey(pem);
  } catch {
    throw new Failure("KEY_UNUSABLE", "The public key is not well-formed.", { fix });
  }
  const details = key.asymmetricKeyDetails;
  const usable =
    key.asymmetricKeyType === "ed25519" ||
    (key.asymmetricKeyType === "ec" && CURVES.includes(details?.namedCurve ?? "")) ||
    (key.asymmetricKeyType === "rsa" && (details?.modulusLength ?? 0) >= MIN_RSA_BITS);
  if (!usable)
    throw new Failure(
      "KEY_UNUSABLE",
      "The public key is of a kind that no signature is verified with: ECDSA, Ed25519 and RSA from 2048 bits are.",
      { fix },
    );
  return key;
}
