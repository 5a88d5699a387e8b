import { describe, expect, test } from "vitest";
import { isIssuedBy, materialOf } from "../../../../src/signing/verify/material.ts";
import { STRANGER, TRUSTED_ROOT, instanceOf } from "./authority.ts";
import { CANARY, HOLDER, holder, reason } from "./bundles.ts";

const [log] = TRUSTED_ROOT.tlogs as [{ publicKey: { validFor: object; rawBytes: string } }];
const timeless = { ...log, publicKey: { ...log.publicKey, validFor: undefined } };
const open = { ...log, publicKey: { ...log.publicKey, validFor: { start: "2020-01-01T00:00:00Z" } } };

test("is parsed once for each instance", () => {
  const instance = instanceOf();
  expect(materialOf(instance)).toBe(materialOf(instance));
  expect(materialOf(instanceOf())).not.toBe(materialOf(instance));
});

test.each([
  "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
  "application/vnd.dev.sigstore.trustedroot+json;version=0.2",
  "application/vnd.dev.sigstore.trustedroot.v0.2+json",
])("reads a trusted root of the media type %s", (mediaType) => {
  const root = { ...TRUSTED_ROOT, mediaType, tlogs: [open] };
  expect(materialOf(instanceOf({}, root)).tlogs).toHaveLength(1);
});

describe("refuses", () => {
  test.each<[string, unknown]>([
    ["null", null],
    ["text", CANARY],
    ["another media type", { ...TRUSTED_ROOT, mediaType: CANARY }],
    ["a log whose key has no start", { ...TRUSTED_ROOT, tlogs: [timeless] }],
    ["a certificate log whose key has no start", { ...TRUSTED_ROOT, ctlogs: [timeless] }],
    ["a log without a key", { ...TRUSTED_ROOT, tlogs: [{ ...log, publicKey: undefined }] }],
    [
      "a key that is none",
      { ...TRUSTED_ROOT, tlogs: [{ ...open, publicKey: { ...open.publicKey, rawBytes: "AAAA" } }] },
    ],
    [
      "a CA without certificates",
      { ...TRUSTED_ROOT, certificateAuthorities: [{ certChain: { certificates: [] } }] },
    ],
    [
      "a CA that is none",
      { ...TRUSTED_ROOT, certificateAuthorities: [{ certChain: { certificates: [{ rawBytes: "AAAA" }] } }] },
    ],
    ["a CA without a chain", { ...TRUSTED_ROOT, certificateAuthorities: [{}] }],
    ["lists that are none", { ...TRUSTED_ROOT, tlogs: CANARY }],
  ])("%s", (_, root) => {
    expect(reason(() => materialOf(instanceOf({}, root)))).toBe("TRUST_ROOT_INVALID");
  });
});

test("tells whose certificate it is, also when it is no longer valid", () => {
  expect(isIssuedBy(instanceOf(), HOLDER.der)).toBe(true);
  expect(isIssuedBy(instanceOf(), holder({ root: STRANGER }).der)).toBe(false);
  expect(isIssuedBy(instanceOf(), Buffer.from(CANARY))).toBe(false);
});
