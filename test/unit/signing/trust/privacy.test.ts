import { expect, test } from "vitest";
import { asFailure, type Failure } from "../../../../src/kernel/errors.ts";
import type { InstanceName } from "../../../../src/signing/instance.ts";
import {
  chooseInstance,
  refuseOnGithub,
  refusePublicServices,
  type PrivacyQuestion,
} from "../../../../src/signing/trust/privacy.ts";

const QUESTION: PrivacyQuestion = {
  sigstore: "auto",
  visibility: "public",
  allowPublicLog: false,
  own: false,
};

function failure(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    return asFailure(error);
  }
  throw new Error("it was allowed");
}

test.each<[InstanceName, Partial<PrivacyQuestion>]>([
  ["public", {}],
  ["github", { visibility: "private" }],
  ["github", { visibility: "internal" }],
  ["github", { visibility: undefined }],
  ["github", { visibility: "PUBLIC" }],
  ["github", { visibility: "private", allowPublicLog: true }],
  ["public", { sigstore: "public" }],
  ["public", { sigstore: "public", visibility: "private", allowPublicLog: true }],
  ["public", { sigstore: "public", visibility: undefined, allowPublicLog: true }],
  ["github", { sigstore: "github" }],
  ["github", { sigstore: "github", visibility: "private" }],
  ["private", { own: true, visibility: "private" }],
  ["private", { own: true, sigstore: "private" }],
])("%s for %j", (expected, more) => {
  expect(chooseInstance({ ...QUESTION, ...more })).toBe(expected);
});

test.each<[string, string, Partial<PrivacyQuestion>]>([
  ["PUBLIC_LOG_REFUSED", "is private", { sigstore: "public", visibility: "private" }],
  ["PUBLIC_LOG_REFUSED", "is internal", { sigstore: "public", visibility: "internal" }],
  ["PUBLIC_LOG_REFUSED", "does not state", { sigstore: "public", visibility: undefined }],
  ["PUBLIC_LOG_REFUSED", "does not state", { sigstore: "public", visibility: "CANARY-7f3a" }],
  ["INPUT_INVALID", "which one", { sigstore: "private" }],
  ["INPUT_INVALID", "of your own", { sigstore: "public", own: true }],
  ["INPUT_INVALID", "of your own", { sigstore: "github", own: true }],
])("%s, since it %s, for %j", (code, words, more) => {
  const thrown = failure(() => chooseInstance({ ...QUESTION, ...more }));
  expect(thrown.code).toBe(code);
  expect(thrown.message).toContain(words);
  expect(thrown.message).not.toContain("CANARY");
  expect(thrown.fix).toBeDefined();
});

test.each<[string, string, boolean]>([
  ["https://fulcio.sigstore.dev", "https://log.example", true],
  ["https://fulcio.example", "https://rekor.sigstore.dev", true],
  ["https://fulcio.example", "https://LOG2025-1.rekor.sigstore.dev.", true],
  ["https://fulcio.sigstage.dev", "https://log.example", true],
  ["https://fulcio.example", "https://rekor.notsigstore.dev", false],
  ["https://fulcio.example", "https://sigstore.dev.example", false],
])("services that inputs name: %s with %s is public: %s", (fulcio, log, isPublic) => {
  const services = {
    fulcio: new URL(fulcio),
    log: { url: new URL(log), version: 1 as const },
    timestamps: [],
  };
  const ask = (visibility: string | undefined, allowPublicLog: boolean) => (): void =>
    refusePublicServices(services, { visibility, allowPublicLog });
  if (isPublic) expect(failure(ask("private", false)).code).toBe("PUBLIC_LOG_REFUSED");
  else expect(ask("private", false)).not.toThrow();
  expect(ask("private", true)).not.toThrow();
  expect(ask("public", false)).not.toThrow();
});

test("GitHub's instance is that of github.com, and has no old image signatures", () => {
  expect(() => refuseOnGithub("github.com", undefined)).not.toThrow();
  expect(failure(() => refuseOnGithub("tenant.ghe.com", undefined)).fix).toContain("sigstore: private");
  expect(failure(() => refuseOnGithub("github.com", 1))).toMatchObject({
    code: "SIGNING_REFUSED",
    message: expect.stringContaining("has no log"),
  });
});
