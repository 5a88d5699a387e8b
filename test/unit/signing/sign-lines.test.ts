import { describe, expect, test } from "vitest";
import { ambiguousBill, parseAttestLines, parseSignLines } from "../../../src/signing/sign-lines.ts";

const CANARY = "CANARY-7f3a";
const HEX = "a".repeat(64);
const IMAGE = `oci://ghcr.io/liquid-hive/api@sha256:${HEX}`;
const image = {
  kind: "image",
  reference: { registry: "ghcr.io", repository: "liquid-hive/api", digest: `sha256:${HEX}` },
};

describe("sign", () => {
  test.each([
    ["dist/*.tgz", { kind: "files", pattern: "dist/*.tgz" }],
    ["dist/*.{tgz,zip}", { kind: "files", pattern: "dist/*.{tgz,zip}" }],
    ['"my file, 2.tgz"  # a comment', { kind: "files", pattern: "my file, 2.tgz" }],
    ["a#b", { kind: "files", pattern: "a#b" }],
    [IMAGE, image],
    ["- = out/api.tgz", { kind: "stdin", name: "out/api.tgz" }],
    ['"-"', { kind: "files", pattern: "-" }],
  ])("%s", (text, subject) => {
    expect(parseSignLines(`# first\n\n${text}\r\n`)).toEqual({ lines: [{ line: 3, subject }], problems: [] });
  });

  test.each([
    [`a ${CANARY}`],
    [`"${CANARY}`],
    [`${CANARY}"x"`],
    [`- = ../${CANARY}`],
    [`- = /${CANARY}`],
    [`- = C:\\${CANARY}`],
    ["-"],
    [`https://${CANARY}/x`],
    [`ghcr.io/liquid-hive/${CANARY}@sha256:${HEX}`],
    [`oci://ghcr.io/${CANARY}`],
    ["oci://ghcr.io/liquid-hive/api"],
    [`a\u202e${CANARY}`],
    [`a\u0000${CANARY}`],
    ['""'],
  ])("refuses %j without quoting it", (text) => {
    const { lines, problems } = parseSignLines(`ok\n${text}`);
    expect(lines).toHaveLength(1);
    expect(problems).toMatchObject([{ code: "INPUT_INVALID", at: { input: "sign", line: 2 } }]);
    expect(`${problems[0]?.message} ${problems[0]?.fix}`).not.toContain(CANARY);
  });

  test("stdin is read once, and all problems come together", () => {
    const { lines, problems } = parseSignLines("- = a\n- = b\nx y");
    expect(lines).toHaveLength(1);
    expect(problems.map(({ at }) => at?.line)).toEqual([2, 3]);
  });

  test("has a bound", () => {
    expect(parseSignLines("\n".repeat(10_001)).problems).toMatchObject([{ code: "LIMIT_EXCEEDED" }]);
  });
});

describe("attest", () => {
  test.each([
    [
      "provenance",
      {
        name: "provenance",
        predicateType: "https://slsa.dev/provenance/v1",
        file: undefined,
        subjects: undefined,
      },
    ],
    [
      `spdxjson = dist/api.spdx.json for ${IMAGE}`,
      {
        name: "spdxjson",
        predicateType: "https://spdx.dev/Document",
        file: "dist/api.spdx.json",
        subjects: [image],
      },
    ],
    [
      "cyclonedx=a.json",
      { name: "cyclonedx", predicateType: "https://cyclonedx.org/bom", file: "a.json", subjects: undefined },
    ],
    [
      'https://example.com/t?a=b = "my tests.json" for dist/*.tgz , "a, b",-',
      {
        name: "https://example.com/t?a=b",
        predicateType: "https://example.com/t?a=b",
        file: "my tests.json",
        subjects: [
          { kind: "files", pattern: "dist/*.tgz" },
          { kind: "files", pattern: "a, b" },
          { kind: "stdin" },
        ],
      },
    ],
    [
      'custom = "for" for x',
      {
        name: "custom",
        predicateType: "https://cosign.sigstore.dev/attestation/v1",
        file: "for",
        subjects: [{ kind: "files", pattern: "x" }],
      },
    ],
  ])("%s", (text, parsed) => {
    expect(parseAttestLines(text)).toEqual({ lines: [{ line: 1, ...parsed }], problems: [] });
  });

  test.each([
    [`spdxjson ${CANARY}`],
    ["spdxjson"],
    ["spdxjson ="],
    ["spdxjson = for x"],
    [`provenance = ${CANARY}`],
    [`signature = ${CANARY}`],
    [`https://sigstore.dev/cosign/sign/v1 = ${CANARY}`],
    [`${CANARY} = a.json`],
    [`custom = a b ${CANARY}`],
    ["custom = a for"],
    ["custom = a for x y"],
    ["custom = a for x,,y"],
    ["custom = a for x,"],
    [`custom = a for oci://${CANARY}`],
  ])("refuses %j without quoting it", (text) => {
    const { lines, problems } = parseAttestLines(text);
    expect(lines).toEqual([]);
    expect(problems).toMatchObject([{ code: "INPUT_INVALID", at: { input: "attest", line: 1 } }]);
    expect(`${problems[0]?.message} ${problems[0]?.fix}`).not.toContain(CANARY);
  });

  test("a near name is proposed", () => {
    expect(parseAttestLines("spdxjsn = a").problems[0]?.fix).toBe("Did you mean spdxjson?");
  });

  test.each([
    ["spdxjson = a", 2, true],
    ["https://spdx.dev/Document/v2.3 = a", 2, true],
    ["cyclonedx = a", 2, true],
    ["cyclonedx = a", 1, false],
    ["cyclonedx = a for x", 2, false],
    ["provenance", 2, false],
  ])("%s of %i subjects is ambiguous: %s", (text, signed, ambiguous) => {
    const [line] = parseAttestLines(text).lines;
    expect(ambiguousBill(line!, signed)?.at?.line).toBe(ambiguous ? 1 : undefined);
  });
});
