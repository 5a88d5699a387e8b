import crypto from "node:crypto";
import { ASN1Obj } from "@sigstore/core";
import { expect, test } from "vitest";
import type { HttpRequest } from "../../../src/kernel/http.ts";
import { createSigner } from "../../../src/signing/signer.ts";
import type { Signed } from "../../../src/signing/signed.ts";
import { timestampQuery, timestampReply } from "../../../src/signing/timestamp-query.ts";
import { stampRefusal, stampReply } from "./fake-authority.ts";
import { CANARY, FULCIO, fakeSigstore, never, NOW, TSA } from "./fake-services.ts";
import type { Fake, Fault } from "./fake-services.ts";

const DIGEST = crypto.createHash("sha256").update("signature").digest();

test("a query is the DER that openssl makes for the same hash and nonce", () => {
  // openssl ts -query -digest HEX -sha256 -cert: its output around hash and nonce.
  const query = timestampQuery(DIGEST, Buffer.from("8b01000000000001", "hex"));
  expect(Buffer.from(query).toString("hex")).toBe(
    `30440201013031300d060960864801650304020105000420${DIGEST.toString("hex")}0209008b010000000000010101ff`,
  );
});

test.each([
  ["00000000000000ff", "020200ff"],
  ["007f000000000000", "02077f000000000000"],
  ["0000000000000000", "020100"],
])("the nonce %s is a number as DER has it", (nonce, written) => {
  const query = Buffer.from(timestampQuery(DIGEST, Buffer.from(nonce, "hex"))).toString("hex");
  expect(query).toContain(`${DIGEST.toString("hex")}${written}0101ff`);
});

const NONCE = Buffer.from("0a0b", "hex");
test.each<[string, Uint8Array, unknown]>([
  ["of the same", stampReply(DIGEST, NONCE, NOW), { kind: "granted", time: new Date(NOW) }],
  ["of another hash", stampReply(Buffer.alloc(32), NONCE, NOW), { kind: "foreign" }],
  ["of another nonce", stampReply(DIGEST, Buffer.from([1]), NOW), { kind: "foreign" }],
  ["that says no", stampRefusal(2), { kind: "refused", status: 2 }],
  ["without a token", stampRefusal(0), undefined],
  ["of text", Buffer.from(CANARY), undefined],
  ["of nothing", Buffer.alloc(0), undefined],
  ["that is cut", stampReply(DIGEST, NONCE, NOW).subarray(0, 60), undefined],
])("a reply %s", (_name, reply, read) => {
  expect(timestampReply(reply, DIGEST, NONCE)).toEqual(read);
});

const stamped = (fake: Fake): Promise<Signed> =>
  createSigner({ fulcio: FULCIO, log: undefined, timestamps: [TSA] }, fake.host).signStatement({}, never);

test("the query is about the signature, asks for the certificate, and goes to the whole address", async () => {
  const fake = fakeSigstore();
  const requests: HttpRequest[] = [];
  const { send } = fake.host.http;
  const http = {
    ...fake.host.http,
    send: (...args: Parameters<typeof send>) => (requests.push(args[0]), send(...args)),
  };
  const { signature, bundle } = await stamped({ ...fake, host: { ...fake.host, http } });
  const { url, headers, body } = requests[1]!;
  expect(url.href).toBe("https://tsa.example.com/api/v1/timestamp");
  expect(headers).toMatchObject({ "content-type": "application/timestamp-query" });
  const { subs } = ASN1Obj.parseBuffer(Buffer.from(body as Uint8Array));
  expect(subs[1]!.subs[1]!.value.toString("hex")).toBe(
    crypto.createHash("sha256").update(signature).digest("hex"),
  );
  expect(subs.map(({ tag }) => tag.number)).toEqual([2, 16, 2, 1]);
  expect(Object.keys(bundle.verificationMaterial)).toEqual(["certificate", "timestampVerificationData"]);
});

const replying =
  (reply: Uint8Array): Fault =>
  () => ({ status: 200, headers: {}, body: reply });

test.each<[string, Fault, string, RegExp]>([
  [
    "a stamp of something else",
    replying(stampReply(DIGEST, NONCE, NOW)),
    "SIGNING_ANSWER_INVALID",
    /stamped something else/,
  ],
  ["a no", replying(stampRefusal(2)), "SIGNING_REFUSED", /gives no timestamp \(PKI status 2\)/],
  ["400", { status: 400, text: CANARY }, "SIGNING_REFUSED", /does not take a query of RFC 3161/],
])("%s is said in our words, after one request", async (_name, fault, code, words) => {
  const fake = fakeSigstore();
  fake.fail("POST tsa", fault);
  await expect(stamped(fake)).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
  expect(fake.asked).toEqual(["POST fulcio", "POST tsa"]);
});

test.each<[string, Fault]>([
  ["503", { status: 503, text: CANARY }],
  ["text", { status: 200, text: CANARY }],
])("%s is asked again", async (_name, fault) => {
  const fake = fakeSigstore();
  fake.fail("POST tsa", fault);
  await stamped(fake);
  expect(fake.asked).toEqual(["POST fulcio", "POST tsa", "POST tsa"]);
});

test("a time outside of the certificate's is signed again", async () => {
  const fake = fakeSigstore();
  fake.fail("POST tsa", (real) => {
    fake.clock.pass(700_000);
    const answer = real();
    fake.clock.pass(-700_000);
    return answer;
  });
  const { notes } = await stamped(fake);
  expect(notes).toHaveLength(1);
});
