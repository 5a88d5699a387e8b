import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import {
  bundleOf,
  isOwnOutput,
  legacyOf,
  nameProblem,
  statementsFile,
  subjectChunks,
  uniqueSubjects,
} from "../../../src/signing/subject-names.ts";

const subject = (name: string, hex: string, algorithm: "sha256" | "sha512" = "sha256") => ({
  name,
  digest: { algorithm, hex },
});

describe("repeated subjects", () => {
  test("the same file is there once, in its first place", () => {
    const all = [
      subject("a", "1"),
      subject("b", "2"),
      subject("a", "1"),
      subject("a", "3", "sha512"),
      subject("c", "1"),
    ];
    expect(uniqueSubjects(all)).toEqual([all[0], all[1], all[3], all[4]]);
  });
  test("two files of one name", () => {
    const work = (): unknown =>
      uniqueSubjects([subject("a", "1"), subject("a", "2"), subject("b", "1"), subject("b", "3")]);
    expect(work).toThrow(Failure);
    expect(work).toThrow(
      expect.objectContaining({ code: "NAME_COLLISION", all: [expect.anything(), expect.anything()] }),
    );
  });
});

test.each([
  [0, []],
  [1, [1]],
  [1024, [1024]],
  [1025, [1024, 1]],
  [2048, [1024, 1024]],
])("%i subjects make statements of %j", (count, sizes) => {
  const all = Array.from({ length: count }, (_, i) => i);
  const chunks = subjectChunks(all);
  expect(chunks.map((chunk) => chunk.length)).toEqual(sizes);
  expect(chunks.flat()).toEqual(all);
});

test("files of a statement's type", () => {
  expect(statementsFile("provenance")).toBe("provenance.intoto.jsonl");
  expect(statementsFile("https://example.com/tests/v1")).toBe("example.com-tests-v1.intoto.jsonl");
  expect(statementsFile("urn:x:../../y")).toBe("x-..-..-y.intoto.jsonl");
  expect(statementsFile("https://../..")).toBe("attestation.intoto.jsonl");
  expect(statementsFile(`a:${"x".repeat(900)}`).length).toBeLessThan(120);
  const taken = new Set(["spdxjson.intoto.jsonl", "spdxjson-2.intoto.jsonl"]);
  expect(statementsFile("spdxjson", taken)).toBe("spdxjson-3.intoto.jsonl");
  for (const name of ["provenance", "https://example.com/a"])
    expect(isOwnOutput(statementsFile(name))).toBe(true);
});

test("files beside a file", () => {
  expect(bundleOf("d/a.tgz")).toBe("d/a.tgz.sigstore.json");
  expect(isOwnOutput(bundleOf("a"))).toBe(true);
  expect(legacyOf("a")).toEqual({ signature: "a.sig", certificate: "a.pem" });
  expect(isOwnOutput("sigstore.json.tgz")).toBe(false);
});

test.each([
  ["a", undefined],
  ["d/ü 🔑'\"$`", undefined],
  ["", "is empty"],
  ["a\n", "holds a control character"],
  ["a\ud800", "holds a control character"],
  ["x".repeat(1025), "is longer than 1024 characters"],
])("the name %j: %s", (name, problem) => {
  expect(nameProblem(name)).toBe(problem);
});
