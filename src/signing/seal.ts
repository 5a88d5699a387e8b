import { Failure } from "../kernel/errors.ts";
import type { SigningCertificate } from "./fulcio.ts";
import type { SigningServices } from "./instance.ts";
import type { Log, Loggable, Logged } from "./log.ts";
import { rekorV1 } from "./rekor-v1.ts";
import { rekorV2 } from "./rekor-v2.ts";
import type { Line } from "./service.ts";
import type { CertificateSession } from "./session.ts";
import { bundleOf } from "./signed.ts";
import type { Signed } from "./signed.ts";
import { requestTimestamp } from "./timestamp.ts";
import type { Stamp } from "./timestamp.ts";

/** What gets certificate, log entry and timestamps for a signature. */
export interface Sealer {
  /**
   * @param again another signature over the same, by the same key; where there is none, another certificate serves
   * @throws Failure of the services
   */
  readonly seal: (
    content: Loggable,
    again: (() => Loggable) | undefined,
    signal: AbortSignal,
  ) => Promise<Signed>;
}

/** How often a signature is begun anew before that is a fault of the services. */
const ROUNDS = 3;

/** Makes a sealer for the services of a run. */
export function createSealer(
  services: SigningServices,
  line: Line,
  certificates: CertificateSession,
): Sealer {
  const log = logOf(services, line);
  const gate = createGate();
  return {
    seal: async (first, again, signal) => {
      const notes: string[] = [];
      for (let content = first, round = 1; ; round += 1) {
        const certificate = await certificates.current(signal);
        const { logged, stamps } = await prove(content, certificate, { log, services, line, gate }, signal);
        const problem = problemOf(log, logged, stamps, certificate);
        if (logged?.note !== undefined) notes.push(logged.note);
        if (problem === undefined) return signed(content, certificate, logged, stamps, notes);
        if (round === ROUNDS) throw tooOften(services, problem);
        notes.push(
          `${problem} It was signed again${again === undefined ? " under a new certificate" : ""}; the first entry, if there is one, belongs to no bundle.`,
        );
        if (again === undefined) certificates.drop(certificate);
        else content = again();
      }
    },
  };
}

function logOf({ log }: SigningServices, line: Line): Log | undefined {
  if (log === undefined) return undefined;
  return log.version === 1 ? rekorV1(line, log.url) : rekorV2(line, log.url);
}

/**
 * Holds the log back until the authorities have once answered: an entry without its timestamp is of no use, and cannot be
 * taken back.
 */
interface Gate {
  (stamping: Promise<unknown>): Promise<unknown>;
}

function createGate(): Gate {
  let first: Promise<unknown> | undefined;
  return (stamping) => {
    first ??= stamping;
    return first.catch(() => stamping);
  };
}

/** Log and authorities at the same time, but for the first. The first failure ends what the others wait for. */
async function prove(
  content: Loggable,
  certificate: SigningCertificate,
  using: {
    readonly log: Log | undefined;
    readonly services: SigningServices;
    readonly line: Line;
    readonly gate: Gate;
  },
  signal: AbortSignal,
): Promise<{ readonly logged: Logged | undefined; readonly stamps: readonly Stamp[] }> {
  const own = new AbortController();
  const both = AbortSignal.any([signal, own.signal]);
  const stamping = Promise.all(
    using.services.timestamps.map((url) => requestTimestamp(using.line, url, content.signature, both)),
  );
  const logging = using.gate(stamping).then(() => using.log?.add(content, certificate, both));
  try {
    const [logged, stamps] = await Promise.all([logging, stamping]);
    return { logged, stamps };
  } catch (error) {
    own.abort();
    throw error;
  }
}

/** Why a bundle of these would not verify, in a sentence; undefined where nothing speaks against it. */
function problemOf(
  log: Log | undefined,
  logged: Logged | undefined,
  stamps: readonly Stamp[],
  { notBefore, notAfter }: SigningCertificate,
): string | undefined {
  if (log !== undefined && logged === undefined)
    return "The log holds the entry already and cannot tell where, as after an answer that got lost.";
  const seconds = logged?.entry.integratedTime;
  const times = stamps.map(({ time }) => time.getTime());
  if (seconds !== undefined) times.push(Number(seconds) * 1_000);
  const outside = times.some((time) => time < notBefore.getTime() || time > notAfter.getTime());
  return outside ? "The log or a timestamp says a time at which the certificate was not valid." : undefined;
}

function tooOften({ fulcio, log }: SigningServices, problem: string): Failure {
  const hosts = [fulcio.host, ...(log === undefined ? [] : [log.url.host])].join(" and ");
  return new Failure("SIGNING_ANSWER_INVALID", `Signing was begun ${ROUNDS} times. ${problem}`, {
    fix: `Run the job again; if it stays so, those who run ${hosts} must look at their clocks and logs.`,
  });
}

function signed(
  content: Loggable,
  certificate: SigningCertificate,
  logged: Logged | undefined,
  stamps: readonly Stamp[],
  notes: readonly string[],
): Signed {
  return {
    bundle: bundleOf(content, certificate, logged?.entry, stamps),
    certificate,
    certificatePem: certificate.pem,
    chainPem: certificate.chainPem,
    signature: content.signature,
    notes,
    ...(content.kind === "envelope" ? { envelopeText: content.text } : {}),
    ...(logged?.url === undefined ? {} : { logUrl: logged.url }),
    ...(logged === undefined ? {} : { logIndex: logged.entry.logIndex }),
  };
}
