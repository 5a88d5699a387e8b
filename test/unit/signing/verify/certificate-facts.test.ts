import { describe, expect, test } from "vitest";
import { certificateFacts, signsCode } from "../../../../src/signing/verify/certificate-facts.ts";
import { IDENTITY, ISSUER, NOW, uri } from "./authority.ts";
import { CANARY, holder, reason } from "./bundles.ts";
import { element, extension, oid, sequence, text, utf8 } from "./der.ts";

const REPOSITORY = "https://github.com/liquid-hive/shop";
const values: Readonly<Record<number, string>> = {
  8: ISSUER,
  9: IDENTITY,
  10: "a".repeat(40),
  11: "github-hosted",
  12: REPOSITORY,
  13: "b".repeat(40),
  14: "refs/heads/main",
  15: "1234",
  16: "https://github.com/liquid-hive",
  17: "99",
  18: `${REPOSITORY}/.github/workflows/release.yml@refs/heads/main`,
  19: "c".repeat(40),
  20: "push",
  21: `${REPOSITORY}/actions/runs/1/attempts/1`,
  22: "private",
  23: "production",
  24: "repo:liquid-hive/shop:environment:production",
};
const old: Readonly<Record<number, string>> = {
  1: ISSUER,
  2: "workflow_dispatch",
  3: "d".repeat(40),
  4: "Deploy",
  5: "liquid-hive/shop",
  6: "refs/tags/v1",
};
const encode = (facts: Readonly<Record<number, string>>): Record<number, Uint8Array> =>
  Object.fromEntries(
    Object.entries(facts).map(([number, value]) => [
      number,
      Number(number) < 8 ? Buffer.from(value) : utf8(value),
    ]),
  );
const factsOf = (options: Parameters<typeof holder>[0]): ReturnType<typeof certificateFacts> =>
  certificateFacts(holder(options).der);

test("reads all that a workflow's certificate says, the newer extensions before the old ones", () => {
  const { der } = holder({ facts: encode({ ...old, ...values }) });
  const facts = certificateFacts(der);
  expect(facts).toEqual({
    san: IDENTITY,
    issuer: ISSUER,
    sourceRepository: REPOSITORY,
    sourceRepositoryId: "1234",
    sourceOwner: "https://github.com/liquid-hive",
    sourceOwnerId: "99",
    sourceRef: "refs/heads/main",
    sourceDigest: values[13],
    sourceVisibility: "private",
    buildSigner: IDENTITY,
    buildSignerDigest: values[10],
    buildConfig: values[18],
    buildConfigDigest: values[19],
    trigger: "push",
    runner: "github-hosted",
    run: values[21],
    environment: "production",
    serial: "07",
    notBefore: new Date(NOW),
    notAfter: new Date(NOW + 600_000),
    pem: facts.pem,
  });
  expect(facts.pem).toMatch(
    /^-----BEGIN CERTIFICATE-----\n(?:.{64}\n)+.{1,64}\n-----END CERTIFICATE-----\n$/,
  );
  expect(Buffer.from(facts.pem.replaceAll(/-----.*-----|\n/g, ""), "base64")).toEqual(der);
});

test("takes the old extensions where only they are there", () => {
  expect(factsOf({ facts: encode(old) })).toMatchObject({
    issuer: ISSUER,
    trigger: "workflow_dispatch",
    sourceDigest: old[3],
    sourceRepository: REPOSITORY,
    sourceRef: "refs/tags/v1",
    runner: undefined,
  });
});

test("an old repository without a host is only GitHub's where GitHub is the issuer", () => {
  const facts = factsOf({ facts: encode({ ...old, 1: "https://gitlab.example.com" }) });
  expect(facts.sourceRepository).toBeUndefined();
});

test.each([
  ["an e-mail address", text(0x81, "a@example.com"), "a@example.com"],
  [
    "a user name",
    element(0xa0, oid("1.3.6.1.4.1.57264.1.7"), element(0xa0, utf8("foo!example.com"))),
    "foo!example.com",
  ],
  ["a long text", uri(`https://example.com/${"a".repeat(300)}`), `https://example.com/${"a".repeat(300)}`],
])("the name may be %s", (_, name, expected) => {
  expect(factsOf({ names: [name] }).san).toBe(expected);
});

test("a long value has a longer length", () => {
  const value = "x".repeat(300);
  expect(factsOf({ facts: { 23: utf8(value), 22: utf8("y".repeat(200)) } })).toMatchObject({
    environment: value,
    sourceVisibility: "y".repeat(200),
  });
});

describe("refuses", () => {
  test.each<[string, Parameters<typeof holder>[0]]>([
    ["no name", { names: [] }],
    ["two names", { names: [uri(CANARY), uri(IDENTITY)] }],
    ["a name of another kind", { names: [text(0x82, CANARY)] }],
    ["another user name's kind", { names: [element(0xa0, oid("1.2.3"), element(0xa0, utf8(CANARY)))] }],
    ["a name that is not printable", { names: [uri(`${IDENTITY}\n${CANARY}`)] }],
    ["a name of other letters", { names: [uri("https://exämple.com")] }],
    ["a value that is no UTF8String", { facts: { 12: text(0x16, CANARY) } }],
    ["a value with something behind it", { facts: { 12: Buffer.concat([utf8(CANARY), Buffer.from([0])]) } }],
    ["a value that is cut", { facts: { 12: utf8(CANARY).subarray(0, 5) } }],
    ["a value that is no UTF-8", { facts: { 12: element(0x0c, Buffer.from([0xff])) } }],
    ["an empty value", { facts: { 12: Buffer.alloc(0) } }],
    ["an extension twice", { more: [extension("1.3.6.1.4.1.57264.1.8", utf8(CANARY))] }],
  ])("%s", (_, options) => {
    expect(reason(() => factsOf(options))).toBe("certificate-unreadable");
  });

  test("what is no certificate, or more than one", () => {
    const { der } = holder();
    for (const bytes of [
      Buffer.from(CANARY),
      Buffer.alloc(0),
      der.subarray(1),
      Buffer.concat([der, der]),
      sequence(),
    ])
      expect(reason(() => certificateFacts(bytes))).toBe("certificate-unreadable");
  });
});

test("code is signed by a leaf that is for it", () => {
  expect(signsCode(holder().der)).toBe(true);
  expect(signsCode(holder({ usage: "1.3.6.1.5.5.7.3.8" }).der)).toBe(false);
  expect(signsCode(holder({ ca: true }).der)).toBe(false);
});
