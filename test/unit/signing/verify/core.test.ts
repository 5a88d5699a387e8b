import crypto from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Bundle } from "../../../../src/signing/bundle.ts";
import { base64, sha256 } from "../../../../src/signing/encoding.ts";
import { preAuthEncoding } from "../../../../src/signing/statement.ts";
import { verifyBundle } from "../../../../src/signing/verify/core.ts";
import type { Artifact } from "../../../../src/signing/verify/core.ts";
import { IDENTITY, NOW, STRANGER, entry1, entry2, instanceOf, stampOf, uri } from "./authority.ts";
import {
  BLOB,
  BLOB_DIGEST,
  CANARY,
  HOLDER,
  IMAGE,
  digestOf,
  dsse1,
  envelopeBundle,
  holder,
  intoto2,
  messageBundle,
  reason,
  record1,
  record2,
  sign,
  signedBlob,
  signedStatement,
  statement,
  statement2,
} from "./bundles.ts";

const instance = instanceOf();
const FILE: Artifact = { digests: [BLOB_DIGEST] };
const IN_TOTO = "application/vnd.in-toto+json";
const check = (bundle: Bundle, artifact: Artifact = FILE): string =>
  reason(() => verifyBundle(JSON.stringify(bundle), artifact, { instance }));

describe("verifies", () => {
  test("a blob in Rekor 1, whose checkpoints bear another name than its address", () => {
    const verified = verifyBundle(JSON.stringify(signedBlob()), FILE, { instance });
    expect(verified).toMatchObject({
      content: { kind: "message", digest: BLOB_DIGEST },
      certificate: { san: IDENTITY },
      log: { index: "41" },
    });
    expect(verified.signedAt).toEqual([new Date(NOW + 60_000)]);
  });

  test("a blob in Rekor 2 with a timestamp", () => {
    const signature = sign(BLOB);
    const entries = [entry2("hashedrekord", record2(sha256(BLOB), signature))];
    expect(check(messageBundle(signature, { entries, stamps: [stampOf(signature)] }))).toBe("verified");
  });

  test("a statement in Rekor 1, about a file and about an image", () => {
    expect(check(signedStatement())).toBe("verified");
    const about = statement([{ digest: { sha256: IMAGE.slice(7) }, annotations: { a: "b" } }]);
    const verified = verifyBundle(JSON.stringify(signedStatement(about)), { image: IMAGE }, { instance });
    expect(verified.content).toEqual({
      kind: "statement",
      statement: {
        predicateType: "https://example.com/p/v1",
        predicate: { a: 1 },
        subjects: [{ digest: { sha256: IMAGE.slice(7) }, annotations: { a: "b" } }],
      },
    });
  });

  test("a statement in Rekor 1 as older clients log it, and in Rekor 2", () => {
    const payload = statement();
    const signature = sign(preAuthEncoding(IN_TOTO, payload));
    const entries = [entry1("intoto", "0.0.2", intoto2(payload, signature))];
    expect(check(envelopeBundle(payload, signature, { entries }))).toBe("verified");
    expect(check(statement2((signed) => [stampOf(signed)]))).toBe("verified");
  });

  test("a statement of several subjects for each of them", () => {
    const other = digestOf(Buffer.from("another"));
    const bundle = signedStatement(
      statement([{ digest: { sha256: BLOB_DIGEST.hex } }, { digest: { sha256: other.hex } }]),
    );
    expect([check(bundle), check(bundle, { digests: [other] })]).toEqual(["verified", "verified"]);
  });
});

describe("refuses", () => {
  const stranger = holder({ root: STRANGER });
  const other = holder();
  const blob = sign(BLOB);
  const pae = preAuthEncoding(IN_TOTO, statement());
  const record = (digest = BLOB_DIGEST.hex, signature = blob, who = HOLDER): Bundle =>
    messageBundle(blob, { entries: [entry1("hashedrekord", "0.0.1", record1(digest, signature, who))] });
  const twice = Buffer.from(
    statement()
      .toString()
      .replace('"subject"', `"subject":[{"digest":{"sha256":"${BLOB_DIGEST.hex}"}}],"subject"`),
  );

  test.each<[string, string, Bundle, Artifact?]>([
    ["a certificate of a CA of the same name", "certificate-untrusted", signedBlob(stranger)],
    ["a certificate for servers", "certificate-purpose", signedBlob(holder({ usage: "1.3.6.1.5.5.7.3.1" }))],
    ["a CA's certificate", "certificate-purpose", signedBlob(holder({ ca: true }))],
    ["two names", "certificate-unreadable", signedBlob(holder({ names: [uri(CANARY), uri(IDENTITY)] }))],
    ["another file", "digest-mismatch", signedBlob(), { digests: [digestOf(Buffer.from("x"))] }],
    [
      "a digest that is not computed",
      "digest-unsupported",
      signedBlob(),
      { digests: [digestOf(BLOB, "sha512")] },
    ],
    ["a blob's signature for an image", "content-kind", signedBlob(), { image: `sha256:${BLOB_DIGEST.hex}` }],
    [
      "a statement about another file",
      "subject-mismatch",
      signedStatement(),
      { digests: [digestOf(Buffer.of(1))] },
    ],
    ["a statement about another image", "subject-mismatch", signedStatement(), { image: IMAGE }],
    ["a statement with a key twice", "statement-unreadable", signedStatement(twice)],
    ["a statement without subjects", "statement-unreadable", signedStatement(statement([]))],
    [
      "a statement of an unknown version",
      "statement-unreadable",
      signedStatement(statement(undefined, { _type: CANARY })),
    ],
    ["a signature of another key", "signature-wrong", messageBundle(sign(BLOB, other), {})],
    ["no log entry", "log-missing", messageBundle(blob, {})],
    ["an entry of another signature", "log-mismatch", record(undefined, sign(BLOB))],
    ["an entry of another certificate", "log-mismatch", record(undefined, undefined, other)],
    ["an entry of another digest", "log-mismatch", record("00".repeat(32))],
    [
      "an entry twice",
      "log-untrusted",
      messageBundle(blob, {
        entries: [1, 2].map(() => entry1("hashedrekord", "0.0.1", record1(BLOB_DIGEST.hex, blob))),
      }),
    ],
    [
      "an envelope that is logged as a blob in Rekor 1",
      "log-kind",
      envelopeBundle(statement(), sign(pae), {
        entries: [entry1("hashedrekord", "0.0.1", record1(digestOf(pae).hex, sign(pae)))],
      }),
    ],
    [
      "a blob that is logged as an envelope",
      "log-kind",
      messageBundle(blob, { entries: [entry1("dsse", "0.0.1", dsse1(BLOB, blob))] }),
    ],
    [
      "an entry of a kind that is none of these",
      "log-kind",
      messageBundle(blob, { entries: [entry1("rekord", "0.0.1", record1(BLOB_DIGEST.hex, blob))] }),
    ],
    [
      "a payload of another type",
      "statement-unreadable",
      (() => {
        const signature = sign(preAuthEncoding("text/plain", statement()));
        const entries = [entry1("dsse", "0.0.1", dsse1(statement(), signature))];
        return envelopeBundle(statement(), signature, { entries }, "text/plain");
      })(),
    ],
  ])("%s", (_, expected, bundle, artifact = FILE) => {
    expect(check(bundle, artifact)).toBe(expected);
  });

  test("a subject whose digests do not all fit", () => {
    const digest = { sha256: BLOB_DIGEST.hex, sha512: "00".repeat(64) };
    const bundle = signedStatement(statement([{ digest }]));
    expect(check(bundle, { digests: [BLOB_DIGEST] })).toBe("verified");
    expect(check(bundle, { digests: [BLOB_DIGEST, digestOf(BLOB, "sha512")] })).toBe("subject-mismatch");
  });
});

test("whatever is changed in a bundle, it is refused or says the same", () => {
  const letters = 'A0"{}[],:-/';
  for (const bundle of [signedBlob(), statement2((signature) => [stampOf(signature)])]) {
    const text = JSON.stringify(bundle);
    const whole = verifyBundle(text, FILE, { instance });
    for (let at = 0; at < text.length; at += 41) {
      const letter = letters[at % letters.length]!;
      const changed = text.slice(0, at) + letter + text.slice(at + 1);
      const outcome = reason(() => expect(verifyBundle(changed, FILE, { instance })).toEqual(whole));
      expect(outcome).not.toMatch(/^[A-Z]/);
    }
  }
});

test("what nobody can tell with Rekor 2: a file that is the encoding of a statement becomes the statement", () => {
  const payload = statement([{ digest: { sha256: IMAGE.slice(7) } }]);
  const file = Buffer.from(preAuthEncoding(IN_TOTO, payload));
  const signature = crypto.sign("SHA256", file, HOLDER.key);
  const around = {
    entries: [entry2("hashedrekord", record2(sha256(file), signature))],
    stamps: [stampOf(signature)],
  };
  expect(check(messageBundle(signature, around, sha256(file)), { digests: [digestOf(file)] })).toBe(
    "verified",
  );
  // The reason why sign refuses a file that begins so.
  expect(file.toString()).toMatch(/^DSSEv1 /);
  expect(base64(signature)).toBe(envelopeBundle(payload, signature, around).dsseEnvelope?.signatures[0]?.sig);
  expect(check(envelopeBundle(payload, signature, around), { image: IMAGE })).toBe("verified");
});
