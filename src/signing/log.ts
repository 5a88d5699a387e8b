import type { Envelope, LogEntry } from "./bundle.ts";
import type { SigningCertificate } from "./fulcio.ts";

/** What a log is told of: a signature, and what it is over. */
export type Loggable = {
  /** SHA-256 of what was signed: the file, or the pre-authentication encoding of the envelope. */
  readonly digest: Uint8Array;
  readonly signature: Uint8Array;
} & (
  | { readonly kind: "message" }
  | {
      readonly kind: "envelope";
      readonly envelope: Envelope;
      /** The envelope as JSON: what version 1 of the log hashes. */
      readonly text: string;
      readonly payload: Uint8Array;
    }
);

/** An entry that is about the signature and certificate that were sent: that has been compared. */
export interface Logged {
  readonly entry: LogEntry;
  /** Where people can look at it. */
  readonly url?: string;
  /** What is to be told beside it: that the log may hold another one. */
  readonly note?: string;
}

/** A transparency log. */
export interface Log {
  /**
   * Adds an entry, or finds the one that an earlier attempt added. Undefined where the log holds it already and cannot
   * tell it: then another signature, or another certificate, makes another entry. Throws SIGNING_*, TLS_UNTRUSTED.
   */
  readonly add: (
    content: Loggable,
    certificate: SigningCertificate,
    signal: AbortSignal,
  ) => Promise<Logged | undefined>;
}
