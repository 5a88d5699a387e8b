import crypto from "node:crypto";
import { expect, test } from "vitest";
import { messageContent } from "../../../../src/signing/verify/content.ts";

const bytes = Buffer.from("the artifact");
const digestOf = (algorithm: "sha256" | "sha384", of: Uint8Array = bytes) =>
  ({ algorithm, hex: crypto.createHash(algorithm).update(of).digest("hex") }) as const;

const ec = (namedCurve: string): crypto.KeyPairKeyObjectResult =>
  crypto.generateKeyPairSync("ec", { namedCurve });

test.each([
  ["P-256", "sha256", true],
  ["P-384", "sha384", true],
  ["P-384", "sha256", true],
  // A curve that Sigstore does not know is not made good by being small.
  ["secp256k1", "sha256", false],
] as const)(
  "a small artifact gets the same verdict as its digest: %s with %s is %s",
  (curve, algorithm, good) => {
    const { privateKey, publicKey } = ec(curve);
    const signature = crypto.sign(algorithm, bytes, privateKey);
    const verdicts = [true, false].map((small) =>
      messageContent(signature, digestOf(algorithm), () => bytes, small).verifySignature(publicKey),
    );
    expect(verdicts).toEqual([good, good]);
    const other = crypto.sign(algorithm, Buffer.from("another"), privateKey);
    expect(messageContent(other, digestOf(algorithm), () => bytes, true).verifySignature(publicKey)).toBe(
      false,
    );
  },
);

test("RSA is verified by its digest, whether small or not", () => {
  const { privateKey, publicKey } = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
  const signature = crypto.sign("sha256", bytes, privateKey);
  const content = messageContent(signature, digestOf("sha256"), () => bytes, true);
  expect(content.verifySignature(publicKey)).toBe(true);
});

test.each([
  ["is another by now", () => Buffer.from("replaced")],
  [
    "is gone by now",
    (): Buffer => {
      throw new Error("CANARY-7f3a");
    },
  ],
  ["is not at hand", undefined],
])("what was hashed counts where the file %s", (_, read) => {
  const { privateKey, publicKey } = ec("P-256");
  const good = crypto.sign("sha256", bytes, privateKey);
  const replaced = crypto.sign("sha256", Buffer.from("replaced"), privateKey);
  const verdicts = [good, replaced].map((signature) =>
    messageContent(signature, digestOf("sha256"), read, true).verifySignature(publicKey),
  );
  expect(verdicts).toEqual([true, false]);
});

test("bytes of a large artifact are not asked for", () => {
  const { privateKey, publicKey } = ec("P-256");
  let asked = 0;
  const read = (): Buffer => {
    asked += 1;
    return bytes;
  };
  const signature = crypto.sign("sha256", bytes, privateKey);
  expect(messageContent(signature, digestOf("sha256"), read).verifySignature(publicKey)).toBe(true);
  expect(asked).toBe(0);
});
