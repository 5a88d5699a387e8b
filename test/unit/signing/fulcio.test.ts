import crypto from "node:crypto";
import util from "node:util";
import { expect, test } from "vitest";
import type { Failure } from "../../../src/kernel/errors.ts";
import { HttpError } from "../../../src/kernel/http.ts";
import { createSigner } from "../../../src/signing/signer.ts";
import { IDENTITY, leaf, root } from "./fake-authority.ts";
import { CANARY, fakeSigstore, never, NOW, WITH_LOG_1 } from "./fake-services.ts";
import type { Fake, FakeOptions, Fault } from "./fake-services.ts";

const certificate = (fake: Fake) => createSigner(WITH_LOG_1, fake.host).certificate(never);

async function failure(fake: Fake): Promise<Failure> {
  const error = await certificate(fake).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(util.inspect(error, { depth: 9, showHidden: true })).not.toContain(CANARY);
  return error as Failure;
}

test("the request holds the token, the key and a proof over the subject", async () => {
  const fake = fakeSigstore();
  const made = await certificate(fake);
  const { credentials, publicKeyRequest } = JSON.parse(fake.bodies[0]!);
  expect(credentials).toEqual({ oidcIdentityToken: `${CANARY}.${CANARY}.${CANARY}` });
  expect(publicKeyRequest.publicKey).toEqual({
    algorithm: "ECDSA",
    content: new crypto.X509Certificate(made.pem).publicKey.export({ type: "spki", format: "pem" }),
  });
  const proof = Buffer.from(publicKeyRequest.proofOfPossession, "base64");
  const proves = (text: string) =>
    crypto.verify("SHA256", Buffer.from(text), publicKeyRequest.publicKey.content, proof);
  expect([proves("repo:liquid-hive/shop"), proves("another")]).toEqual([true, false]);
});

test.each<[string, object, string]>([
  [
    "an address that is vouched for",
    { email: "a@example.com", email_verified: true, sub: "s" },
    "a@example.com",
  ],
  ["the same as text", { email: "a@example.com", email_verified: "true", sub: "s" }, "a@example.com"],
  ["an address that is not", { email: "a@example.com", email_verified: false, sub: "s" }, "s"],
  ["no address", { sub: "s" }, "s"],
])("the proof is over the right claim of a token with %s", async (_name, claims, proven) => {
  const fake = fakeSigstore({ claims: { ...claims } });
  await certificate(fake);
  const { publicKey, proofOfPossession } = JSON.parse(fake.bodies[0]!).publicKeyRequest;
  const proof = Buffer.from(proofOfPossession, "base64");
  expect(crypto.verify("SHA256", Buffer.from(proven), publicKey.content, proof)).toBe(true);
});

test.each([true, false])("either form of answer is read (SCT in the certificate: %s)", async (embedded) => {
  const made = await certificate(fakeSigstore({ embedded }));
  expect(made.facts.san).toBe(IDENTITY);
  expect(made.chainPem.map((pem) => new crypto.X509Certificate(pem).subject)).toEqual(["CN=test CA"]);
  expect(made.notAfter.getTime() - made.notBefore.getTime()).toBe(600_000);
  expect(made.pem).toMatch(/^-----BEGIN CERTIFICATE-----\n(.{1,64}\n)+-----END CERTIFICATE-----\n$/);
});

const other = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
const answering = (certificates: unknown): Fault => ({
  status: 201,
  json: { signedCertificateEmbeddedSct: { chain: { certificates } } },
});
const span = { from: NOW, to: NOW + 600_000 };

test.each<[string, Fault, RegExp]>([
  ["another key", answering([leaf({ key: other, ...span, san: IDENTITY })]), /for another key/],
  ["no certificate", answering([CANARY]), /something else than certificates/],
  ["an authority first", answering([root()]), /for another key/],
])("an answer with %s is refused", async (_name, fault, message) => {
  const fake = fakeSigstore();
  fake.fail("POST fulcio", fault);
  const { code, message: said } = await failure(fake);
  expect({ code, said }).toEqual({
    code: "SIGNING_ANSWER_INVALID",
    said: expect.stringMatching(message),
  });
  expect(fake.asked).toEqual(["POST fulcio"]);
});

test.each<[string, FakeOptions, string, RegExp]>([
  ["without an identity", { san: undefined }, "SIGNING_ANSWER_INVALID", /without an identity/],
  ["of the past", { aheadMs: -600_000 }, "CLOCK_SKEWED", /past its end by the clock of this runner/],
  ["of the future", { aheadMs: 90_000 }, "CLOCK_SKEWED", /not valid yet by the clock of this runner/],
])("a certificate %s is refused", async (_name, options, code, message) => {
  expect(await failure(fakeSigstore(options))).toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
});

test("a clock that differs by less than a minute is no matter", async () => {
  expect((await certificate(fakeSigstore({ aheadMs: 50_000 }))).facts.san).toBe(IDENTITY);
});

const said = (message: string) => ({ code: 3, message, details: [CANARY] });

test.each<[string, Fault, string, RegExp, RegExp]>([
  [
    "a token it does not take",
    { status: 400, json: said("There was an error processing the identity token") },
    "SIGNING_REFUSED",
    /does not accept this job's identity token: it has expired/,
    /id-token: write/,
  ],
  [
    "words that nobody knows",
    { status: 400, json: said(CANARY) },
    "SIGNING_REFUSED",
    /does not accept this job's identity token/,
    /must know the issuer/,
  ],
  [
    "another subject",
    { status: 400, json: said("The signature supplied in the request could not be verified") },
    "SIGNING_REFUSED",
    /another claim of the identity token for its subject/,
    /type, subject claim/,
  ],
  [
    "keys it does not take",
    { status: 400, json: said("The public key supplied in the request is insecure") },
    "SIGNING_REFUSED",
    /P-256/,
    /ecdsa-sha2-256-nistp256/,
  ],
  ["401", { status: 401, text: CANARY }, "SIGNING_REFUSED", /status 401/, /permissions:/],
  ["403", { status: 403, text: CANARY }, "SIGNING_REFUSED", /status 403/, /permissions:/],
  ["404", { status: 404, text: CANARY }, "SIGNING_REFUSED", /does not know the path/, /fulcio\.example\.com/],
  [
    "a redirect",
    { status: 302, headers: { location: `https://${CANARY}` } },
    "SIGNING_ANSWER_INVALID",
    /sends elsewhere/,
    /proxy/,
  ],
])("%s is said in our words, after one request", async (_name, fault, code, message, fix) => {
  const fake = fakeSigstore();
  fake.fail("POST fulcio", fault);
  const failed = await failure(fake);
  expect(failed).toMatchObject({
    code,
    message: expect.stringMatching(message),
    fix: expect.stringMatching(fix),
  });
  expect(failed.message).toContain("Fulcio (fulcio.example.com)");
  expect(fake.asked).toEqual(["POST fulcio"]);
});

const times = (fault: Fault): Fault[] => Array.from({ length: 8 }, () => fault);

test.each<[string, Fault, string, RegExp]>([
  ["429", { status: 429, text: CANARY }, "SIGNING_UNAVAILABLE", /no more requests for now/],
  ["503", { status: 503, text: CANARY }, "SIGNING_UNAVAILABLE", /a problem of its own \(status 503\)/],
  [
    "text for JSON",
    { status: 200, text: `upstream connect error ${CANARY}` },
    "SIGNING_ANSWER_INVALID",
    /something else than it documents/,
  ],
  [
    "another JSON",
    { status: 200, json: { chain: CANARY } },
    "SIGNING_ANSWER_INVALID",
    /something else than it documents/,
  ],
  [
    "silence",
    new HttpError("timeout", "fulcio.example.com", CANARY),
    "SIGNING_UNAVAILABLE",
    /did not answer in time/,
  ],
])("%s is asked again, eight times in all", async (_name, fault, code, message) => {
  const passing = fakeSigstore();
  passing.fail("POST fulcio", fault, fault);
  expect((await certificate(passing)).facts.san).toBe(IDENTITY);
  expect(passing.asked).toHaveLength(3);
  const lasting = fakeSigstore();
  lasting.fail("POST fulcio", ...times(fault));
  expect(await failure(lasting)).toMatchObject({ code, message: expect.stringMatching(message) });
  expect(lasting.asked).toHaveLength(8);
});

test("Retry-After is waited for", async () => {
  const fake = fakeSigstore();
  fake.fail("POST fulcio", { status: 429, headers: { "retry-after": "17" } });
  await certificate(fake);
  expect(fake.clock.slept).toEqual([17_000]);
});

test("a token without a subject is not sent", async () => {
  const fake = fakeSigstore({ claims: { aud: CANARY } });
  expect(await failure(fake)).toMatchObject({ code: "SIGNING_REFUSED" });
  expect(fake.asked).toEqual([]);
});
