import { Failure } from "../kernel/errors.ts";
import { createPool } from "../kernel/pool.ts";
import { IN_TOTO_TYPE } from "./bundle.ts";
import { sha256 } from "./encoding.ts";
import { requestCertificate } from "./fulcio.ts";
import type { SigningCertificate } from "./fulcio.ts";
import type { SigningHost } from "./host.ts";
import type { SigningServices } from "./instance.ts";
import { createSigningKey } from "./key.ts";
import type { Hashed, Hashing, SigningKey } from "./key.ts";
import type { Loggable } from "./log.ts";
import { createSealer } from "./seal.ts";
import type { Line } from "./service.ts";
import { createCertificateSession } from "./session.ts";
import type { Signed } from "./signed.ts";
import { envelopeOf, preAuthEncoding } from "./statement.ts";

/** Signs with one key of this run, under one certificate at a time. */
export interface Signer {
  /** A stream that hashes and signs, before the certificate is there. */
  readonly hashing: () => Hashing;
  /** Asked for once, renewed for the same key a minute before it ends. Throws OIDC_*, SIGNING_*, CLOCK_SKEWED. */
  readonly certificate: (signal: AbortSignal) => Promise<SigningCertificate>;
  /** A bundle for a file that `hashing` was over. Throws as `certificate` does. */
  readonly signMessage: (hashed: Hashed, signal: AbortSignal) => Promise<Signed>;
  /** A bundle with an in-toto statement in an envelope. Throws as `certificate` does. */
  readonly signStatement: (statement: object, signal: AbortSignal) => Promise<Signed>;
  /** A signature over bytes with its entry in a log of version 1. Throws as `certificate` does. */
  readonly signPayload: (bytes: Uint8Array, signal: AbortSignal) => Promise<Signed>;
}

/** At a time, of artifacts and of requests: the public log takes some hundred requests a minute from one address. */
const MAX_IN_FLIGHT = 8;

/**
 * Makes a signer. Nothing is asked before the first signature or certificate is.
 * @param services of one instance
 * @see https://docs.sigstore.dev/about/overview/
 */
export function createSigner(services: SigningServices, host: SigningHost): Signer {
  const key = createSigningKey();
  const line: Line = { http: host.http, clock: host.clock, pool: createPool(MAX_IN_FLIGHT) };
  const certificates = createCertificateSession(async (signal) => {
    const identity = await host.idToken("sigstore", signal);
    return requestCertificate(line, services.fulcio, key, identity, signal);
  }, host.clock);
  const sealer = createSealer(services, line, certificates);
  // A certificate is taken when there is room for the artifact: one that waits long would find it expired.
  const artifacts = createPool(MAX_IN_FLIGHT);

  return {
    hashing: key.hashing,
    certificate: certificates.current,
    signMessage: ({ digest, signature }, signal) => {
      const content: Loggable = { kind: "message", digest: Buffer.from(digest.hex, "hex"), signature };
      return artifacts.run(() => sealer.seal(content, undefined, signal));
    },
    signStatement: (statement, signal) => {
      const payload = Buffer.from(JSON.stringify(statement));
      const make = (): Loggable => signedEnvelope(key, payload);
      return artifacts.run(() => sealer.seal(make(), make, signal));
    },
    signPayload: async (bytes, signal) => {
      if (services.log?.version !== 1) throw needsVersion1(services);
      const make = (): Loggable => ({ kind: "message", digest: sha256(bytes), signature: key.sign(bytes) });
      return artifacts.run(() => sealer.seal(make(), make, signal));
    },
  };
}

function signedEnvelope(key: SigningKey, payload: Uint8Array): Loggable {
  const encoded = preAuthEncoding(IN_TOTO_TYPE, payload);
  const signature = key.sign(encoded);
  const envelope = envelopeOf(payload, signature);
  return {
    kind: "envelope",
    digest: sha256(encoded),
    signature,
    envelope,
    text: JSON.stringify(envelope),
    payload,
  };
}

const needsVersion1 = ({ log }: SigningServices): Failure =>
  new Failure(
    "SIGNING_REFUSED",
    `A signature in the older format needs an entry in a log of version 1, and ${log === undefined ? "no log is used" : `${log.url.host} is of version 2`}.`,
    { fix: "Use the newer format alone, or a log of version 1." },
  );
