import type { Clock } from "../kernel/clock.ts";
import type { SigningCertificate } from "./fulcio.ts";

/** The certificate of a run: asked for once, shared, renewed for the same key before it ends. */
export interface CertificateSession {
  /** One that is good for RENEW_BEFORE_MS at least. Throws what asking for it throws; that is not remembered. */
  readonly current: (signal: AbortSignal) => Promise<SigningCertificate>;
  /** Forgets that certificate, where it is still the current one. */
  readonly drop: (certificate: SigningCertificate) => void;
}

/** Logs and authorities must answer while the certificate is valid. */
export const RENEW_BEFORE_MS = 60_000;

/**
 * Makes a session over a way to get a certificate.
 * @param obtain asks for an identity and a certificate for it; never called twice at a time
 */
export function createCertificateSession(
  obtain: (signal: AbortSignal) => Promise<SigningCertificate>,
  clock: Clock,
): CertificateSession {
  let held: SigningCertificate | undefined;
  let asking: { readonly promise: Promise<SigningCertificate>; readonly signal: AbortSignal } | undefined;

  const start = (signal: AbortSignal): Promise<SigningCertificate> => {
    const promise = obtain(signal)
      .then((certificate) => (held = certificate))
      .finally(() => (asking = undefined));
    asking = { promise, signal };
    return promise;
  };

  return {
    current: async (signal) => {
      for (;;) {
        if (held !== undefined && held.notAfter.getTime() - clock.now() >= RENEW_BEFORE_MS) return held;
        const shared = asking;
        if (shared === undefined) return start(signal);
        try {
          return await shared.promise;
        } catch (error) {
          // The one who asked was cancelled; who waits beside is not.
          if (!shared.signal.aborted || signal.aborted) throw error;
        }
      }
    },
    drop: (certificate) => {
      if (held === certificate) held = undefined;
    },
  };
}
