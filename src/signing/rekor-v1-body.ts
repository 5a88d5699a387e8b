import { base64, sha256 } from "./encoding.ts";
import type { SigningCertificate } from "./fulcio.ts";
import type { Loggable } from "./log.ts";

/** An entry before it is one. */
export interface Proposal {
  /** The request's body. */
  readonly sent: object;
  /** The body that the log keeps, as an object with its keys in canonical order. */
  readonly kept: object;
  /** By which the log can be asked for it: the hash of its leaf. */
  readonly leaf: string;
}

const LEAF_PREFIX = Buffer.from([0]);

/**
 * What Rekor 1 is sent for a signature, and what it keeps of it: `hashedrekord` of a message, `dsse` of an envelope.
 * @see https://github.com/sigstore/rekor/blob/main/types.md
 */
export function proposalOf(content: Loggable, certificate: SigningCertificate): Proposal {
  const { sent, kept } =
    content.kind === "message" ? hashed(content, certificate) : dsse(content, certificate);
  // Keys in order and text of ASCII: so this is its RFC 8785 form.
  const leaf = sha256(Buffer.concat([LEAF_PREFIX, Buffer.from(JSON.stringify(kept))])).toString("hex");
  return { sent, kept, leaf };
}

function hashed({ digest, signature }: Loggable, { pem }: SigningCertificate): Omit<Proposal, "leaf"> {
  const entry = {
    apiVersion: "0.0.1",
    kind: "hashedrekord",
    spec: {
      data: { hash: { algorithm: "sha256", value: Buffer.from(digest).toString("hex") } },
      signature: { content: base64(signature), publicKey: { content: base64(pem) } },
    },
  };
  return { sent: entry, kept: entry };
}

function dsse(
  { text, payload, signature }: Extract<Loggable, { kind: "envelope" }>,
  { pem }: SigningCertificate,
): Omit<Proposal, "leaf"> {
  const kind = { apiVersion: "0.0.1", kind: "dsse" };
  const hash = (bytes: Uint8Array | string): object => ({
    algorithm: "sha256",
    value: sha256(bytes).toString("hex"),
  });
  return {
    sent: { ...kind, spec: { proposedContent: { envelope: text, verifiers: [base64(pem)] } } },
    kept: {
      ...kind,
      spec: {
        envelopeHash: hash(text),
        payloadHash: hash(payload),
        signatures: [{ signature: base64(signature), verifier: base64(pem) }],
      },
    },
  };
}
