import { expect, test } from "vitest";
import { personalTrust } from "../../../src/entries/personal-trust.ts";

type Settings = Parameters<typeof personalTrust>[0];
const settings = (more: Partial<Settings> = {}): Settings => ({
  sigstore: "auto",
  timestampUrls: [],
  signing: true,
  allowPublicLog: false,
  require: [],
  ...more,
});
const PERSON = { iss: "https://issuer.test", email: "CANARY-7f3a@example.test" };
const JOB = { repository: "liquid-hive/shop", repository_visibility: "private" };
const ROOT = { name: "root.json", bytes: Buffer.from("{}"), inCheckout: false };

test.each([
  ["a job", settings(), JOB],
  ["GitHub's instance", settings({ sigstore: "github" }), PERSON],
  ["a private one", settings({ sigstore: "private" }), PERSON],
  ["a root of one's own", settings({ trustedRoot: ROOT }), PERSON],
  ["a TUF mirror", settings({ tufMirror: "https://tuf.test" }), PERSON],
  ["a Fulcio", settings({ fulcioUrl: "https://fulcio.test" }), PERSON],
  ["a signing config", settings({ signingConfig: ROOT }), PERSON],
])("%s is left to the rules of the action", (_, given, claims) => {
  expect(personalTrust(given, claims)).toEqual(given);
});

test.each(["auto", "public"] as const)(
  "a person's `%s` is the public one, once its log is allowed",
  (sigstore) => {
    expect(personalTrust(settings({ sigstore, allowPublicLog: true }), PERSON).sigstore).toBe("public");
    expect(() => personalTrust(settings({ sigstore }), PERSON)).toThrow(
      expect.objectContaining({
        code: "PUBLIC_LOG_REFUSED",
        message: expect.not.stringContaining("CANARY-7f3a"),
      }),
    );
  },
);
