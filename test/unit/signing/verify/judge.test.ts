import { describe, expect, test } from "vitest";
import type { Subject } from "../../../../src/signing/subject.ts";
import type { Verified } from "../../../../src/signing/verified.ts";
import { judge } from "../../../../src/signing/verify/judge.ts";
import type { Need } from "../../../../src/signing/verify-lines.ts";
import { parseVerifyLines } from "../../../../src/signing/verify-lines.ts";
import { FILE, HEX, IMAGE, OWN, policyOf, SIGNED, statement, verified } from "./facts.ts";

const need = (name: string): Need => parseVerifyLines(`x has ${name}`).lines[0]!.needs[0];
const simple = (hex = HEX, annotations = {}): Verified["content"] => ({
  kind: "simple-signing",
  imageDigest: `sha256:${hex}`,
  reference: "ghcr.io/liquid-hive/api",
  annotations,
});
const message = (hex = HEX): Verified["content"] => ({
  kind: "message",
  digest: { algorithm: "sha256", hex },
});
const other: Verified["content"] = {
  kind: "statement",
  statement: { predicateType: SIGNED, predicate: {}, subjects: [{ digest: { sha256: "c".repeat(64) } }] },
};
const long: Verified["content"] = {
  kind: "statement",
  statement: { predicateType: SIGNED, predicate: {}, subjects: [{ digest: { sha512: "c".repeat(128) } }] },
};

describe("what counts as what", () => {
  const cases: readonly (readonly [string, Subject, string, Verified["content"], ...string[]])[] = [
    ["an image's signature", IMAGE, "signature", statement(SIGNED)],
    ["an image's old signature", IMAGE, "signature", simple()],
    ["an image by bytes", IMAGE, "signature", message(), "need"],
    [
      "an image that carries only an attestation",
      IMAGE,
      "signature",
      statement("https://example.com/x"),
      "need",
    ],
    [
      "an image that carries only provenance",
      IMAGE,
      "signature",
      statement("https://slsa.dev/provenance/v1"),
      "need",
    ],
    ["an image's signature where a statement is needed", IMAGE, "spdxjson", statement(SIGNED), "need"],
    ["an old signature where a statement is needed", IMAGE, "spdxjson", simple(), "need"],
    ["the statement that is needed", IMAGE, "spdxjson", statement("https://spdx.dev/Document")],
    ["a type that only begins so", IMAGE, "spdxjson", statement("https://spdx.dev/Document/v2.3"), "need"],
    ["another case of the type", IMAGE, "spdxjson", statement("https://spdx.dev/document"), "need"],
    ["an old signature of another image", IMAGE, "signature", simple("d".repeat(64)), "subject"],
    ["a signature of another image", IMAGE, "signature", other, "subject"],
    ["an image by another algorithm", IMAGE, "signature", long, "subject"],
    ["a file's signature", FILE, "signature", message()],
    ["a file's statement", FILE, "signature", statement(SIGNED)],
    ["a file as an image", FILE, "signature", simple(), "need"],
    ["another file", FILE, "signature", message("d".repeat(64)), "subject"],
    ["a file's bytes where a statement is needed", FILE, "https://example.com/x", message(), "need"],
    ["a file by another algorithm, which the core compared", FILE, "signature", long],
  ];
  test.each(cases.map(([name, ...rest]) => [name, rest] as const))(
    "%s",
    async (_, [subject, name, content, ...checks]) => {
      const policy = await policyOf(OWN);
      expect(judge(verified(content), policy, subject, need(name)).map(({ check }) => check)).toEqual(checks);
    },
  );
});

describe("annotations", () => {
  const cases: readonly (readonly [string, Verified["content"], number])[] = [
    ["all and one more", statement(SIGNED, {}, { a: "1", b: "2", c: "3" }), 0],
    ["one is missing", statement(SIGNED, {}, { a: "1" }), 1],
    ["one is another", statement(SIGNED, {}, { a: "1", b: "22" }), 1],
    ["one is a number", statement(SIGNED, {}, { a: "1", b: 2 }), 1],
    ["none", statement(SIGNED), 2],
    [
      "of the prototype",
      statement(SIGNED, {}, Object.create({ a: "1", b: "2" }) as Record<string, unknown>),
      2,
    ],
    ["of an old signature", simple(HEX, { a: "1", b: "2" }), 0],
    [
      "of another subject",
      {
        kind: "statement",
        statement: {
          predicateType: SIGNED,
          predicate: {},
          subjects: [
            { digest: { sha256: HEX } },
            { digest: { sha256: "e".repeat(64) }, annotations: { a: "1", b: "2" } },
          ],
        },
      },
      2,
    ],
    [
      "in two parts",
      {
        kind: "statement",
        statement: {
          predicateType: SIGNED,
          predicate: {},
          subjects: [
            { digest: { sha256: HEX }, annotations: { a: "1" } },
            { digest: { sha256: HEX }, annotations: { b: "2" } },
          ],
        },
      },
      1,
    ],
  ];
  test.each(cases)("%s", async (_, content, count) => {
    const policy = await policyOf({ ...OWN, annotations: "a=1\nb = 2" });
    const found = judge(verified(content), policy, IMAGE, need("signature"));
    expect(found.map(({ check }) => check)).toEqual(Array.from({ length: count }, () => "annotations"));
  });

  test("bytes carry none", async () => {
    const policy = await policyOf({ ...OWN, annotations: "a=1" });
    expect(judge(verified(message()), policy, FILE, need("signature"))).toEqual([
      { check: "annotations", expected: "a=1", found: "nothing" },
    ]);
  });
});
