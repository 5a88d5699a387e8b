import crypto from "node:crypto";
import { Failure } from "../kernel/errors.ts";
import type { HttpAnswer } from "../kernel/http.ts";
import { Secret } from "../kernel/secret.ts";
import { base64, certificatePem, jsonObject, recordOf } from "./encoding.ts";
import type { TokenClaims } from "./host.ts";
import type { SigningKey } from "./key.ts";
import { badAnswer, statusLine, whoOf } from "./service-failure.ts";
import type { ServiceName } from "./service-failure.ts";
import { ask } from "./service.ts";
import type { Line } from "./service.ts";
import { certificateFacts } from "./verify/certificate-facts.ts";
import type { CertificateFacts } from "./verified.ts";

/** A certificate of Fulcio for the key of this run. */
export interface SigningCertificate {
  readonly pem: string;
  readonly der: Uint8Array;
  /** The rest of Fulcio's answer: intermediates and root. */
  readonly chainPem: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly facts: CertificateFacts;
}

/** By how much the clocks of this machine and of Fulcio may differ before one of them is wrong. */
const SKEW_MS = 60_000;

/**
 * Asks Fulcio for a certificate, and checks that it is one for this key, valid now and with an identity.
 * @param identity the job's token for the audience sigstore; it stands in the request and nowhere else
 * @throws Failure SIGNING_REFUSED, SIGNING_UNAVAILABLE, SIGNING_ANSWER_INVALID, CLOCK_SKEWED, TLS_UNTRUSTED
 * @see https://github.com/sigstore/fulcio/blob/main/fulcio.proto
 */
export async function requestCertificate(
  line: Line,
  url: URL,
  key: SigningKey,
  identity: { readonly token: Secret; readonly claims: TokenClaims },
  signal: AbortSignal,
): Promise<SigningCertificate> {
  const service: ServiceName = { what: "Fulcio", url };
  const subject = provenSubject(identity.claims, service);
  const body = JSON.stringify({
    credentials: { oidcIdentityToken: identity.token.reveal() },
    publicKeyRequest: {
      publicKey: { algorithm: "ECDSA", content: key.publicPem },
      proofOfPossession: base64(key.sign(Buffer.from(subject))),
    },
  });
  const chain = await ask(
    line,
    {
      service,
      method: "POST",
      path: "api/v2/signingCert",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: Secret.of(body),
      read: chainOf,
      other: (answer) => refusal(answer, service),
    },
    signal,
  );
  return checked(chain, key, service, line.clock.now());
}

/** What Fulcio wants to see signed: the address where the issuer vouches for it, else the subject. */
function provenSubject({ email, email_verified: verified, sub }: TokenClaims, service: ServiceName): string {
  if (typeof email === "string" && email !== "" && (verified === true || verified === "true")) return email;
  if (typeof sub === "string" && sub !== "") return sub;
  throw new Failure("SIGNING_REFUSED", `The identity token for ${whoOf(service)} names no subject.`, {
    fix: "Use the token of the job: permissions: { id-token: write }",
  });
}

/** The PEM texts of either form of answer: the SCT embedded in the leaf, or beside it (or absent). */
function chainOf(answer: HttpAnswer): readonly string[] | undefined {
  const json = jsonObject(answer.body);
  const form =
    recordOf(json?.["signedCertificateEmbeddedSct"]) ?? recordOf(json?.["signedCertificateDetachedSct"]);
  const list = recordOf(form?.["chain"])?.["certificates"];
  return Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === "string")
    ? list
    : undefined;
}

function checked(
  chain: readonly string[],
  key: SigningKey,
  service: ServiceName,
  now: number,
): SigningCertificate {
  const [leaf, ...rest] = chain.map((pem) => parsed(pem, service));
  if (leaf === undefined) throw badAnswer(service, "sent no certificate");
  if (!leaf.publicKey.export({ type: "spki", format: "der" }).equals(key.publicDer))
    throw badAnswer(service, "sent a certificate for another key than the one of this run");
  const notBefore = leaf.validFromDate;
  const notAfter = leaf.validToDate;
  if (notBefore.getTime() > now + SKEW_MS || notAfter.getTime() <= now)
    throw new Failure(
      "CLOCK_SKEWED",
      `A certificate that ${whoOf(service)} has just made is ${notAfter.getTime() <= now ? "past its end" : "not valid yet"} by the clock of this runner.`,
      { fix: "Set the clock of the runner (NTP), then run the job again." },
    );
  return {
    pem: certificatePem(leaf.raw),
    der: leaf.raw,
    chainPem: rest.map(({ raw }) => certificatePem(raw)),
    notBefore,
    notAfter,
    facts: factsOf(leaf.raw, service),
  };
}

/** Whoever reads the certificate later must find one identity in it, in a form that is known. */
function factsOf(der: Uint8Array, service: ServiceName): CertificateFacts {
  try {
    return certificateFacts(der);
  } catch {
    throw badAnswer(service, "sent a certificate without an identity that can be read");
  }
}

function parsed(pem: string, service: ServiceName): crypto.X509Certificate {
  try {
    return new crypto.X509Certificate(pem);
  } catch {
    throw badAnswer(service, "sent something else than certificates");
  }
}

const PERMISSION = "permissions:\n  id-token: write\n  contents: read";

/** A 400 in our own words. The answer's text is only compared with the few that Fulcio has, never repeated. */
function refusal(answer: HttpAnswer, service: ServiceName): Failure | undefined {
  const { status } = answer;
  const who = whoOf(service);
  if (status === 401 || status === 403)
    return new Failure("SIGNING_REFUSED", `${who} does not accept this job's identity (status ${status}).`, {
      fix: `The job needs:\n${PERMISSION}\nand a service that takes tokens of its issuer. ${statusLine(service)}`,
    });
  if (status !== 400) return undefined;
  const said = jsonObject(answer.body)?.["message"];
  const about = (words: RegExp): boolean => typeof said === "string" && words.test(said);
  if (about(/^The signature supplied/))
    return new Failure(
      "SIGNING_REFUSED",
      `${who} takes another claim of the identity token for its subject than this action: it could not check the proof of the key.`,
      { fix: "Check how its operators have set up the issuer of this token (type, subject claim)." },
    );
  if (about(/^The public key supplied/))
    return new Failure("SIGNING_REFUSED", `${who} does not take keys on the curve P-256 with SHA-256.`, {
      fix: "Its operators must allow ecdsa-sha2-256-nistp256 among its signing algorithms.",
    });
  return new Failure(
    "SIGNING_REFUSED",
    `${who} does not accept this job's identity token: it has expired, has another audience than sigstore, lacks a claim, or is of an issuer that this service does not know.`,
    {
      fix: `The job needs:\n${PERMISSION}\nA service of your own must know the issuer https://token.actions.githubusercontent.com (on GitHub Enterprise Server, that server's). ${statusLine(service)}`,
    },
  );
}
