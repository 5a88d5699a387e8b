import crypto from "node:crypto";
import { Failure } from "../../kernel/errors.ts";
import type { Secret } from "../../kernel/secret.ts";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;
const BEGIN = /-----BEGIN ([A-Z0-9 ]{1,40})-----/g;
const FIX = {
  certificate: "tls.crt holds the certificate first, then its intermediates, each as PEM.",
  key: "tls.key holds the one private key of the certificate as PEM, without a passphrase: openssl pkey -in KEY",
  ca: "ca.crt holds the certificates of the authorities as PEM, and nothing else.",
  renew: "Renew the certificate, and put the new one and its key in the store.",
} as const;
/** A certificate of "from now on" is no mistake of a clock that is a little behind. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/**
 * What is wrong with a certificate and its key: no PEM, not each other's, out of its time at `now` (ms), a chain out of
 * order, a key with a passphrase. Nothing of either is in a message. The server only looks whether both are there.
 * https://kubernetes.io/docs/concepts/configuration/secret/#tls-secrets
 */
export function tlsProblems(
  certificate: Secret,
  key: Secret,
  ca: Secret | undefined,
  now: number,
): readonly Failure[] {
  const problems: Failure[] = [];
  const problem = (message: string, fix: string): void =>
    void problems.push(new Failure("CERTIFICATE_INVALID", message, { fix }));
  const chain = certificatesOf(certificate);
  const privateKey = privateKeyOf(key);
  if (typeof chain === "string") problem(`tls.crt ${chain}.`, FIX.certificate);
  if (typeof privateKey === "string") problem(`tls.key ${privateKey}.`, FIX.key);
  if (ca !== undefined && !ca.isEmpty) {
    const authorities = certificatesOf(ca);
    if (typeof authorities === "string") problem(`ca.crt ${authorities}.`, FIX.ca);
  }
  if (typeof chain === "string") return problems;
  if (typeof privateKey !== "string" && !isPair(chain[0]!, privateKey))
    problem("tls.key is not the key of the first certificate in tls.crt.", FIX.certificate);
  for (const [index, one] of chain.entries()) {
    const which = index === 0 ? "The certificate in tls.crt" : `Certificate ${index + 1} of tls.crt`;
    if (one.validToDate.getTime() <= now)
      problem(`${which} expired on ${dayOf(one.validToDate)}.`, FIX.renew);
    else if (one.validFromDate.getTime() > now + CLOCK_SKEW_MS)
      problem(`${which} is not valid before ${dayOf(one.validFromDate)}.`, FIX.renew);
    const issuer = chain[index + 1];
    if (issuer !== undefined && !isIssuedBy(one, issuer))
      problem(
        `The chain in tls.crt is out of order: certificate ${index + 1} is not issued by certificate ${index + 2}.`,
        FIX.certificate,
      );
  }
  return problems;
}

/** Whether a value is one private key as PEM that can be read; a passphrase may protect one of OpenSSH. */
export function privateKeyProblem(name: string, value: Secret): Failure | undefined {
  const labels = labelsOf(textOf(value));
  const isKey = labels.length === 1 && /(?:^| )PRIVATE KEY$/.test(labels[0]!);
  return isKey
    ? undefined
    : new Failure("CERTIFICATE_INVALID", `${name} is not one private key as PEM.`, {
        fix: `${name} begins with -----BEGIN OPENSSH PRIVATE KEY----- (or RSA, EC) and keeps its line breaks.`,
      });
}

const textOf = (value: Secret): string => Buffer.from(value.revealBytes()).toString("latin1");
const labelsOf = (pem: string): string[] => [...pem.matchAll(BEGIN)].map(([, label]) => label!);
const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** The certificates of a PEM text in their order, or why there are none. */
function certificatesOf(value: Secret): crypto.X509Certificate[] | string {
  const text = textOf(value);
  const labels = labelsOf(text);
  if (labels.some((label) => label.endsWith("PRIVATE KEY"))) return "holds a private key";
  const blocks = text.match(CERTIFICATE) ?? [];
  if (blocks.length === 0 || blocks.length < labels.length) return "is not certificates as PEM";
  try {
    return blocks.map((block) => new crypto.X509Certificate(block));
  } catch {
    return "holds a certificate that cannot be read";
  }
}

/** The private key, or why there is none. Parameters of a curve may stand before it. */
function privateKeyOf(value: Secret): crypto.KeyObject | string {
  const text = textOf(value);
  const labels = labelsOf(text).filter((label) => label !== "EC PARAMETERS");
  if (labels.some((label) => label === "ENCRYPTED PRIVATE KEY") || /^Proc-Type: *4,ENCRYPTED/m.test(text))
    return "is protected by a passphrase, which nobody can type in the cluster";
  if (labels.length !== 1 || !labels[0]!.endsWith("PRIVATE KEY")) return "is not one private key as PEM";
  try {
    return crypto.createPrivateKey(text);
  } catch {
    return "holds a private key that cannot be read";
  }
}

function isPair(certificate: crypto.X509Certificate, key: crypto.KeyObject): boolean {
  try {
    return certificate.checkPrivateKey(key);
  } catch {
    return false;
  }
}

/** By names and, where its algorithm is known here, by the signature. */
function isIssuedBy(one: crypto.X509Certificate, issuer: crypto.X509Certificate): boolean {
  try {
    return one.checkIssued(issuer) && one.verify(issuer.publicKey);
  } catch {
    return one.checkIssued(issuer);
  }
}
