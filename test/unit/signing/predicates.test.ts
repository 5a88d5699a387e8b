import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/kernel/errors.ts";
import { cosignTypeOf, predicateName, predicateTypeOf } from "../../../src/signing/predicate-types.ts";
import { predicateOf, readPredicate } from "../../../src/signing/predicates.ts";

const now = new Date("2026-01-02T03:04:05.678Z");
const canary = "CANARY-7f3a";
const SPDX = { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", name: canary };
const SPDX3 = { "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [] };
const CYCLONE = { bomFormat: "CycloneDX", specVersion: "1.6", serialNumber: canary };
const VEX = { "@context": "https://openvex.dev/ns/v0.2.0", statements: [], author: canary };
const SLSA1 = {
  buildDefinition: { buildType: canary, externalParameters: {} },
  runDetails: { builder: { id: canary } },
};
const SLSA02 = { builder: { id: canary }, buildType: canary };
const times = { scanStartedOn: "2026-01-01T00:00:00Z", scanFinishedOn: "2026-01-01T00:00:00.5+02:00" };
const VULN = { invocation: {}, scanner: {}, metadata: times };
const LINK = { name: canary, command: [], materials: [], environment: {} };

const read = (name: string, content: unknown): object => {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return predicateOf(name, Buffer.from(text), "sbom.json", now);
};
const refusal = (work: () => unknown): Failure => {
  try {
    work();
  } catch (error) {
    return error as Failure;
  }
  throw new Error("expected a failure");
};

describe("types", () => {
  test.each([
    ["slsaprovenance", "https://slsa.dev/provenance/v0.2", "slsaprovenance02"],
    ["slsaprovenance02", "https://slsa.dev/provenance/v0.2", "slsaprovenance02"],
    ["slsaprovenance1", "https://slsa.dev/provenance/v1", "slsaprovenance1"],
    ["provenance", "https://slsa.dev/provenance/v1", "slsaprovenance1"],
    ["spdx", "https://spdx.dev/Document", "spdxjson"],
    ["spdxjson", "https://spdx.dev/Document", "spdxjson"],
    ["cyclonedx", "https://cyclonedx.org/bom", "cyclonedx"],
    ["link", "https://in-toto.io/Link/v1", "link"],
    ["vuln", "https://cosign.sigstore.dev/attestation/vuln/v1", "vuln"],
    ["openvex", "https://openvex.dev/ns", "openvex"],
    ["custom", "https://cosign.sigstore.dev/attestation/v1", "custom"],
    ["signature", "https://sigstore.dev/cosign/sign/v1", "https://sigstore.dev/cosign/sign/v1"],
    ["https://example.com/Tests/v1", "https://example.com/Tests/v1", "https://example.com/Tests/v1"],
    ["urn:example:a", "urn:example:a", "urn:example:a"],
  ])("%s is %s, shown as %s", (name, uri, shown) => {
    expect(predicateTypeOf(name)).toBe(uri);
    expect(predicateName(uri)).toBe(shown);
  });
  test.each([
    "",
    "spdx-json",
    "SPDXJSON",
    "/v1",
    "example.com/v1",
    "https:",
    "https://",
    "https:///x",
    "a b:c",
    "https://x/\n",
    "https://x/'",
    "__proto__",
    `https://x/${"a".repeat(2048)}`,
    "https://[x",
  ])("%j is none", (name) => {
    expect(predicateTypeOf(name)).toBeUndefined();
  });
  test("for cosign's own structures the type is given itself", () => {
    expect(cosignTypeOf("https://in-toto.io/Link/v1")).toBe("https://in-toto.io/Link/v1");
    expect(cosignTypeOf("https://spdx.dev/Document")).toBe("spdxjson");
  });
});

describe("good predicates", () => {
  test.each<[string, object]>([
    ["spdxjson", SPDX],
    ["spdx", SPDX],
    ["https://spdx.dev/Document/v2.3", SPDX],
    ["spdxjson", SPDX3],
    ["cyclonedx", CYCLONE],
    ["openvex", VEX],
    ["slsaprovenance1", SLSA1],
    ["slsaprovenance", SLSA02],
    ["vuln", VULN],
    ["link", LINK],
    ["https://example.com/tests/v1", {}],
    ["https://example.com/tests/v1", CYCLONE],
  ])("%s", (name, content) => {
    expect(read(name, content)).toEqual({ type: predicateTypeOf(name), predicate: content });
  });
  test("a byte order mark is no part of it, and any key is a key", () => {
    const { predicate } = predicateOf("a:b", Buffer.from('\ufeff{"__proto__":{"x":1},"n":1.5}'), "f", now);
    expect(JSON.stringify(predicate)).toBe('{"__proto__":{"x":1},"n":1.5}');
  });
  test("half a character becomes one that every reader takes", () => {
    expect(read("a:b", '{"x":"\\ud800"}')).toEqual({ type: "a:b", predicate: { x: "\ufffd" } });
  });
  test("any text is custom, wrapped as cosign wraps it", () => {
    expect(read("custom", "ok: 1\n")).toEqual({
      type: "https://cosign.sigstore.dev/attestation/v1",
      predicate: { Data: "ok: 1\n", Timestamp: "2026-01-02T03:04:05Z" },
    });
  });
});

test.each<[string, unknown, string]>([
  ["spdxjson", CYCLONE, "sbom.json is CycloneDX, not SPDX."],
  ["cyclonedx", SPDX, "sbom.json is SPDX, not CycloneDX."],
  ["cyclonedx", SPDX3, "sbom.json is SPDX, not CycloneDX."],
  ["openvex", SPDX, "sbom.json is SPDX, not OpenVEX."],
  ["slsaprovenance", SLSA1, "sbom.json is SLSA provenance v1, not SLSA provenance v0.2."],
  ["slsaprovenance1", SLSA02, "sbom.json is SLSA provenance v0.2, not SLSA provenance v1."],
  ["spdxjson", { SPDXID: "SPDXRef-DOCUMENT" }, "sbom.json is not SPDX: spdxVersion (SPDX-2.3) is missing."],
  ["spdxjson", { ...SPDX, SPDXID: canary }, "sbom.json is not SPDX: SPDXID (SPDXRef-DOCUMENT) is missing."],
  ["cyclonedx", { bomFormat: "CycloneDX" }, "sbom.json is not CycloneDX: specVersion (1.6) is missing."],
  ["cyclonedx", { bomFormat: canary }, "sbom.json is not CycloneDX: bomFormat (CycloneDX) is missing."],
  [
    "openvex",
    { "@context": `https://x/${canary}` },
    "sbom.json is not OpenVEX: @context (https://openvex.dev/ns/v0.2.0) is missing.",
  ],
  ["openvex", { "@context": "https://openvex.dev/ns" }, "sbom.json is not OpenVEX: statements is missing."],
  [
    "slsaprovenance1",
    { ...SLSA1, runDetails: {} },
    "sbom.json is not SLSA provenance v1: runDetails.builder.id is missing.",
  ],
  [
    "vuln",
    { ...VULN, metadata: { ...times, scanStartedOn: canary } },
    "sbom.json is not a vulnerability scan: metadata.scanStartedOn (a time as in RFC 3339) is missing.",
  ],
  ["link", {}, "sbom.json is not an in-toto link: name is missing."],
  ["a:b", [], "sbom.json is not a JSON object."],
  ["a:b", `"${canary}"`, "sbom.json is not a JSON object."],
  ["a:b", `{"${canary}":`, "sbom.json is not valid JSON."],
  ["a:b", `{} ${canary}`, "sbom.json is not valid JSON."],
  ["a:b", "[".repeat(900), "sbom.json is JSON that is nested too deeply."],
  [
    "a:b",
    `{"x":[{"${canary}":1,"${canary}":2}]}`,
    "sbom.json has one key twice in the same object, so readers do not agree on what it says.",
  ],
  [
    "spdx",
    `SPDXVersion: SPDX-2.3\n${canary}`,
    "sbom.json is SPDX as tag-value text, which cosign 3 and gh cannot read in an attestation.",
  ],
  [
    "a:b",
    { _type: "x", predicateType: canary, predicate: {}, subject: [] },
    "sbom.json is a whole in-toto statement.",
  ],
  ["signature", {}, "This predicate type is a signature, not an attestation."],
  ["https://sigstore.dev/cosign/sign/v1", {}, "This predicate type is a signature, not an attestation."],
  [`no-type-${canary}`, {}, "The predicate type is neither a name nor an absolute URI."],
])("%s of %j is refused", (name, content, message) => {
  const failure = refusal(() => read(name, content));
  expect(failure.code).toBe("PREDICATE_INVALID");
  expect(failure.message).toBe(message);
  expect(`${failure.message}${failure.fix}`).not.toContain(canary);
});

test("bytes that are not UTF-8, and too many", () => {
  const latin = Buffer.from([0x7b, 0xff, 0x7d]);
  expect(refusal(() => predicateOf("custom", latin, "f", now)).message).toBe("f is not UTF-8 text.");
  const large = Buffer.alloc(16 * 1024 * 1024 + 1, 0x20);
  expect(refusal(() => predicateOf("custom", large, "f", now)).message).toBe(
    "f is larger than 16777216 bytes.",
  );
});

test("from a file of the workspace, whatever it is called, and behind no link", () => {
  const workspace = fs.realpathSync.native(fs.mkdtempSync(path.join(os.tmpdir(), "predicates-")));
  const folders = { workspace, temp: path.join(workspace, "none") };
  try {
    fs.writeFileSync(path.join(workspace, "a[1]{x,y}.json"), JSON.stringify(CYCLONE));
    expect(readPredicate("cyclonedx", "a[1]{x,y}.json", folders, now).predicate).toEqual(CYCLONE);
    fs.symlinkSync("a[1]{x,y}.json", path.join(workspace, "link.json"));
    expect(refusal(() => readPredicate("custom", "link.json", folders, now)).code).toBe("SUBJECT_REFUSED");
    expect(refusal(() => readPredicate("custom", "none.json", folders, now)).code).toBe("FILE_NOT_FOUND");
    expect(refusal(() => readPredicate("custom", "/proc/self/environ", folders, now)).code).toBe(
      "SUBJECT_REFUSED",
    );
  } finally {
    fs.rmSync(workspace, { recursive: true });
  }
});
