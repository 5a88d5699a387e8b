import { expect, test } from "vitest";
import { HttpError } from "../../../src/kernel/http.ts";
import type { HttpLimits, HttpRequest } from "../../../src/kernel/http.ts";
import { createSigner } from "../../../src/signing/signer.ts";
import type { Signed } from "../../../src/signing/signed.ts";
import { statementOf } from "../../../src/signing/statement.ts";
import { CANARY, fakeSigstore, never, WITH_LOG_2 } from "./fake-services.ts";
import type { Fake, Fault, Parsed } from "./fake-services.ts";

const STATEMENT = statementOf([{ digest: { algorithm: "sha256", hex: "ab".repeat(32) } }], "https://p", {});

const message = (fake: Fake): Promise<Signed> => {
  const signer = createSigner(WITH_LOG_2, fake.host);
  const hashing = signer.hashing();
  hashing.update(Buffer.from("x"));
  return signer.signMessage(hashing.end(), never);
};
const statement = (fake: Fake): Promise<Signed> =>
  createSigner(WITH_LOG_2, fake.host).signStatement(STATEMENT, never);

const count = (fake: Fake, what: string): number => fake.asked.filter((one) => one === what).length;

const lost: Fault = (real) => {
  real();
  throw new HttpError("timeout", "log.example.com", CANARY);
};

test("a message whose answer got lost is logged under a new certificate, with new timestamps, and that is told", async () => {
  const fake = fakeSigstore();
  fake.fail("POST log", lost);
  const { notes, certificate, bundle } = await message(fake);
  expect(notes).toEqual([
    "The log holds the entry already and cannot tell where, as after an answer that got lost. It was signed again under a new certificate; the first entry, if there is one, belongs to no bundle.",
  ]);
  expect([count(fake, "POST fulcio"), count(fake, "POST log"), count(fake, "POST tsa")]).toEqual([2, 3, 2]);
  const body = JSON.parse(fake.kept[1]!).spec.hashedRekordV002;
  expect(body.signature.verifier.x509Certificate.rawBytes).toBe(
    Buffer.from(certificate.der).toString("base64"),
  );
  expect(body.signature.content).toBe(bundle.messageSignature!.signature);
});

test("a statement whose answer got lost gets another signature under the same certificate", async () => {
  const fake = fakeSigstore();
  fake.fail("POST log", lost);
  const { notes, envelopeText, bundle } = await statement(fake);
  expect(notes).toHaveLength(1);
  expect([count(fake, "POST fulcio"), count(fake, "POST tsa"), fake.kept.length]).toEqual([1, 2, 2]);
  expect(JSON.parse(envelopeText!)).toEqual(bundle.dsseEnvelope);
  expect(JSON.parse(fake.kept[1]!).spec.hashedRekordV002.signature.content).toBe(
    bundle.dsseEnvelope!.signatures[0]!.sig,
  );
});

test("a server that knows envelopes only as such is sent the envelope", async () => {
  const fake = fakeSigstore();
  fake.fail("POST log", { status: 400, text: CANARY });
  const { bundle } = await statement(fake);
  expect(Object.keys(JSON.parse(fake.kept[0]!).spec)).toEqual(["dsseV002"]);
  expect(bundle.verificationMaterial.tlogEntries![0]!.canonicalizedBody).toBe(
    Buffer.from(fake.kept[0]!).toString("base64"),
  );
});

test.each<[string, (fake: Fake) => Promise<Signed>, number]>([
  ["a message", message, 1],
  ["a statement", statement, 2],
])("what is refused in every form is refused: %s", async (_name, sign, requests) => {
  const fake = fakeSigstore();
  fake.fail("POST log", { status: 400, text: CANARY }, { status: 400, text: CANARY });
  await expect(sign(fake)).rejects.toMatchObject({
    code: "SIGNING_REFUSED",
    message: "Rekor (log.example.com) does not take the entry.",
  });
  expect(count(fake, "POST log")).toBe(requests);
});

test.each([
  [405, "SIGNING_REFUSED", /takes no more entries \(status 405\)/, /frozen/],
  [413, "SIGNING_REFUSED", /larger than/, /newer version/],
  [404, "SIGNING_REFUSED", /does not know the path/, /another version/],
])("status %i is said in our words", async (status, code, words, fix) => {
  const fake = fakeSigstore();
  fake.fail("POST log", { status, text: CANARY });
  await expect(message(fake)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(words),
    fix: expect.stringMatching(fix),
  });
});

test("the log has 45 s to answer", async () => {
  const fake = fakeSigstore();
  const limits: (Partial<HttpLimits> | undefined)[] = [];
  const send = (request: HttpRequest, signal: AbortSignal) => {
    if (request.url.host.startsWith("log")) limits.push(request.limits);
    return fake.host.http.send(request, signal);
  };
  await message({ ...fake, host: { ...fake.host, http: { ...fake.host.http, send } } });
  expect(limits).toEqual([{ headersMs: 45_000, totalMs: 60_000 }]);
});

const changed =
  (change: (entry: Parsed) => unknown): Fault =>
  (real) => {
    const answer = real();
    const entry = change(JSON.parse(Buffer.from(answer.body).toString()));
    return { ...answer, body: Buffer.from(JSON.stringify(entry)) };
  };

const changedBody = (change: (spec: Parsed) => void): Fault =>
  changed((entry) => {
    const body = JSON.parse(Buffer.from(entry.canonicalizedBody, "base64").toString());
    change(body.spec.hashedRekordV002);
    return { ...entry, canonicalizedBody: Buffer.from(JSON.stringify(body)).toString("base64") };
  });

test.each<[string, (spec: Parsed) => void]>([
  ["digest", (spec) => void (spec.data.digest = "AAAA")],
  ["algorithm", (spec) => void (spec.data.algorithm = "SHA2_512")],
  ["signature", (spec) => void (spec.signature.content = "AAAA")],
  ["certificate", (spec) => void (spec.signature.verifier.x509Certificate.rawBytes = "AAAA")],
])("an entry of another %s is never taken for ours", async (_name, change) => {
  const fake = fakeSigstore();
  fake.fail("POST log", changedBody(change));
  await expect(message(fake)).rejects.toMatchObject({
    code: "SIGNING_ANSWER_INVALID",
    message: "Rekor (log.example.com) answered with the entry of another signature.",
  });
});

test.each<[string, (entry: Parsed) => unknown]>([
  ["proof", (entry) => ({ ...entry, inclusionProof: null })],
  ["checkpoint", (entry) => ({ ...entry, inclusionProof: { ...entry.inclusionProof, checkpoint: null } })],
  ["place", (entry) => ({ ...entry, logIndex: "-1" })],
  ["log", (entry) => ({ ...entry, logId: { keyId: CANARY } })],
  ["kind", (entry) => ({ ...entry, kindVersion: {} })],
  ["body", (entry) => ({ ...entry, canonicalizedBody: "" })],
])("an answer without a %s is asked for again", async (_name, change) => {
  const fake = fakeSigstore();
  fake.fail("POST log", changed(change));
  const { notes } = await message(fake);
  expect(notes).toHaveLength(1);
});

test("what a bundle does not know is left out, and numbers become text", async () => {
  const fake = fakeSigstore();
  fake.fail(
    "POST log",
    changed((entry) => ({
      ...entry,
      more: CANARY,
      logIndex: 7,
      inclusionProof: { ...entry.inclusionProof, more: CANARY },
    })),
  );
  const { bundle, logIndex } = await message(fake);
  expect(JSON.stringify(bundle)).not.toContain(CANARY);
  expect(logIndex).toBe("7");
});
