import crypto from "node:crypto";
import tls from "node:tls";

const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** A client certificate (with its chain) and its private key, as PEM. */
export interface ClientIdentity {
  readonly cert?: string;
  readonly key?: string;
}

/**
 * A TLS context that trusts the certificates of a PEM file besides everything that Node trusts already
 * (its own roots, NODE_EXTRA_CA_CERTS, and what its options name). Undefined where the text holds no
 * certificate, or one that cannot be read.
 * @param identity shown to a server that asks who its client is; it must be readable.
 * @see https://nodejs.org/docs/latest-v24.x/api/tls.html#tlscreatesecurecontextoptions
 */
export function contextWith(pem: string, identity: ClientIdentity = {}): tls.SecureContext | undefined {
  return contextOf(pem, (certificates) => extended(certificates, identity));
}

/**
 * A TLS context that trusts the certificates of a PEM file and nothing else: neither Node's roots nor
 * NODE_EXTRA_CA_CERTS. Undefined as for contextWith.
 * @see https://nodejs.org/docs/latest-v24.x/api/cli.html#node_extra_ca_certsfile
 */
export function contextOnly(pem: string, identity: ClientIdentity = {}): tls.SecureContext | undefined {
  return contextOf(pem, (certificates) => tls.createSecureContext({ ...identity, ca: [...certificates] }));
}

function contextOf(
  pem: string,
  create: (certificates: readonly string[]) => tls.SecureContext,
): tls.SecureContext | undefined {
  const certificates = pem.match(CERTIFICATE);
  if (certificates === null) return undefined;
  try {
    // The handle passes over what it cannot read; this throws.
    for (const certificate of certificates) new crypto.X509Certificate(certificate);
    return create(certificates);
  } catch {
    return undefined;
  }
}

/**
 * The option `ca` takes the place of the default roots, so that it would need all of them as text and parse
 * them again: 20 ms. The context's own handle adds to Node's finished store; it has had this function since
 * the first versions, but no documentation promises it.
 */
function extended(certificates: readonly string[], identity: ClientIdentity): tls.SecureContext {
  const context = tls.createSecureContext({ ...identity });
  const handle = context.context as { addCACert?: (pem: string) => void };
  if (typeof handle.addCACert !== "function")
    return tls.createSecureContext({
      ...identity,
      ca: [...tls.getCACertificates("default"), ...certificates],
    });
  for (const certificate of certificates) handle.addCACert(certificate);
  return context;
}
