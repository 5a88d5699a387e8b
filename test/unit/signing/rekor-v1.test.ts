import { expect, test } from "vitest";
import { HttpError } from "../../../src/kernel/http.ts";
import type { HttpAnswer } from "../../../src/kernel/http.ts";
import { createSigner } from "../../../src/signing/signer.ts";
import type { Signed } from "../../../src/signing/signed.ts";
import { statementOf } from "../../../src/signing/statement.ts";
import { CANARY, fakeSigstore, never, WITH_LOG_1 } from "./fake-services.ts";
import type { Fake, Fault, Parsed } from "./fake-services.ts";

const STATEMENT = statementOf([{ digest: { algorithm: "sha256", hex: "ab".repeat(32) } }], "https://p", {});

const WAYS: [string, (fake: Fake) => Promise<Signed>][] = [
  [
    "a message",
    (fake) => {
      const signer = createSigner(WITH_LOG_1, fake.host);
      const hashing = signer.hashing();
      hashing.update(Buffer.from("x"));
      return signer.signMessage(hashing.end(), never);
    },
  ],
  ["a statement", (fake) => createSigner(WITH_LOG_1, fake.host).signStatement(STATEMENT, never)],
];
const [, message] = WAYS[0]!;

const reset = new HttpError("reset", "log.example.com", CANARY);
/** The log does what it is asked, and its answer is lost. */
const lost: Fault = (real) => {
  real();
  throw reset;
};
const done =
  (status: number): Fault =>
  (real) => {
    real();
    return { status, headers: {}, body: Buffer.from(CANARY) };
  };

const logOf = (fake: Fake): string[] => fake.asked.filter((what) => what.endsWith("log"));

for (const [what, sign] of WAYS)
  test.each<[string, Fault, string[]]>([
    ["got lost after it was done", lost, ["POST log", "GET log"]],
    ["was a 504 after it was done", done(504), ["POST log", "GET log"]],
    ["was text after it was done", done(200), ["POST log", "GET log"]],
    ["was lost with the request", reset, ["POST log", "GET log", "POST log"]],
    ["was a 429", { status: 429, text: CANARY }, ["POST log", "POST log"]],
    ["found no address", new HttpError("dns", "log.example.com", CANARY), ["POST log", "POST log"]],
  ])(`${what} whose answer %s has one entry`, async (_name, fault, asked) => {
    const fake = fakeSigstore();
    fake.fail("POST log", fault);
    const { bundle, notes } = await sign(fake);
    expect(logOf(fake)).toEqual(asked);
    expect(fake.kept).toHaveLength(1);
    expect(bundle.verificationMaterial.tlogEntries![0]!.canonicalizedBody).toBe(
      Buffer.from(fake.kept[0]!).toString("base64"),
    );
    expect(notes).toEqual([]);
  });

test("an entry that is there already is read by the place that the log names", async () => {
  const fake = fakeSigstore();
  fake.fail("POST log", (real) => {
    real();
    return { ...real(), headers: { location: `/api/v1/log/entries/${"0".repeat(16)}${"1".repeat(64)}` } };
  });
  const paths: string[] = [];
  const { send } = fake.host.http;
  const http = {
    ...fake.host.http,
    send: (...args: Parameters<typeof send>) => (paths.push(args[0].url.pathname), send(...args)),
  };
  fake.fail("GET log", { status: 404 });
  await message({ ...fake, host: { ...fake.host, http } });
  expect(paths[2]).toBe(`/api/v1/log/entries/${"0".repeat(16)}${"1".repeat(64)}`);
  expect(fake.kept).toHaveLength(1);
});

test.each<[string, (fake: Fake) => Promise<Signed>, number, RegExp]>([
  ["a message is logged under a new certificate", WAYS[0]![1], 2, /signed again under a new certificate/],
  ["a statement gets another signature", WAYS[1]![1], 1, /signed again;/],
])("where the log has the entry and never finds it, %s", async (_name, sign, certificates, note) => {
  const fake = fakeSigstore();
  fake.fail("POST log", ...Array.from({ length: 3 }, (): Fault => ({ status: 409 })));
  fake.fail("GET log", ...Array.from({ length: 5 }, (): Fault => ({ status: 404 })));
  const { notes } = await sign(fake);
  expect(notes).toEqual([expect.stringMatching(note)]);
  expect(fake.asked.filter((what) => what === "POST fulcio")).toHaveLength(certificates);
});

const changed =
  (change: (entry: Parsed) => unknown): Fault =>
  (real) => {
    const answer = real();
    const [uuid, entry] = Object.entries(JSON.parse(Buffer.from(answer.body).toString()))[0] as [
      string,
      Parsed,
    ];
    return { ...answer, body: Buffer.from(JSON.stringify({ [uuid]: change(entry) })) } satisfies HttpAnswer;
  };

test.each<[string, (body: Parsed) => void]>([
  ["digest", (body) => void (body.spec.data.hash.value = "00".repeat(32))],
  ["signature", (body) => void (body.spec.signature.content = "AAAA")],
  ["certificate", (body) => void (body.spec.signature.publicKey.content = "AAAA")],
  ["kind", (body) => void (body.kind = "rekord")],
])("an entry of another %s is never taken for ours", async (_name, change) => {
  const fake = fakeSigstore();
  fake.fail(
    "POST log",
    changed((entry) => {
      const body = JSON.parse(Buffer.from(entry.body, "base64").toString());
      change(body);
      return { ...entry, body: Buffer.from(JSON.stringify(body)).toString("base64") };
    }),
  );
  await expect(message(fake)).rejects.toMatchObject({
    code: "SIGNING_ANSWER_INVALID",
    message: "Rekor (log.example.com) answered with the entry of another signature.",
  });
});

test.each<[string, (entry: Parsed) => unknown]>([
  [
    "no promise",
    (entry) => ({ ...entry, verification: { inclusionProof: entry.verification.inclusionProof } }),
  ],
  ["no proof", (entry) => ({ ...entry, verification: { signedEntryTimestamp: "c2V0" } })],
  ["a negative place", (entry) => ({ ...entry, logIndex: -1 })],
  ["a place past what JSON can say", (entry) => ({ ...entry, logIndex: 2 ** 60 })],
  ["no log", (entry) => ({ ...entry, logID: CANARY })],
  ["no body", (entry) => ({ ...entry, body: CANARY })],
])("an entry with %s is read again", async (_name, change) => {
  const fake = fakeSigstore();
  fake.fail("POST log", changed(change));
  expect((await message(fake)).logIndex).toBe("1000");
  expect(logOf(fake)).toEqual(["POST log", "GET log"]);
});

test.each([
  [400, "SIGNING_REFUSED", /does not take the entry/],
  [413, "SIGNING_REFUSED", /larger than/],
  [405, "SIGNING_REFUSED", /takes no more entries/],
  [403, "SIGNING_REFUSED", /lets nobody in/],
])("status %i is said in our words", async (status, code, words) => {
  const fake = fakeSigstore();
  fake.fail("POST log", { status, text: CANARY });
  await expect(message(fake)).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
  expect(logOf(fake)).toEqual(["POST log"]);
});

test("an entry of a time after the certificate's end is not used", async () => {
  const fake = fakeSigstore();
  const late = changed((entry) => ({ ...entry, integratedTime: entry.integratedTime + 601 }));
  fake.fail("POST log", late);
  const { notes } = await message(fake);
  expect(notes).toEqual([expect.stringMatching(/^The log or a timestamp says a time/)]);
  const always = fakeSigstore();
  always.fail("POST log", late, late, late);
  await expect(message(always)).rejects.toMatchObject({
    code: "SIGNING_ANSWER_INVALID",
    message: expect.stringMatching(/^Signing was begun 3 times\./),
  });
});
