const when = "2026-01-01T00:00:00Z";

/** Files with a predicate each, as tools write them, in short. */
export const PREDICATES: Readonly<Record<string, string>> = {
  "spdx.json": JSON.stringify({
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: "app",
    documentNamespace: "https://example.com/app",
    creationInfo: { created: when, creators: ["Tool: test"] },
    packages: [],
  }),
  "cdx.json": JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1 }),
  "vex.json": JSON.stringify({
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": "https://example.com/vex",
    author: "test",
    timestamp: when,
    version: 1,
    statements: [],
  }),
  "tests.json": JSON.stringify({ passed: true }),
};

/** Their types, as cosign names them. */
export const PREDICATE_TYPES: Readonly<Record<string, string>> = {
  slsaprovenance1: "https://slsa.dev/provenance/v1",
  spdxjson: "https://spdx.dev/Document",
  cyclonedx: "https://cyclonedx.org/bom",
  openvex: "https://openvex.dev/ns",
  "https://example.com/tests/v1": "https://example.com/tests/v1",
};

/** The input `attest` for all of them, about all that is signed. */
export const ATTESTED = [
  "provenance",
  "spdxjson = spdx.json",
  "cyclonedx = cdx.json",
  "openvex = vex.json",
  "https://example.com/tests/v1 = tests.json",
].join("\n");
