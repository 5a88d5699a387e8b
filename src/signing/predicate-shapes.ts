type Json = Readonly<Record<string, unknown>>;

/** What a document is not; `why` goes after its file's name. */
export interface PredicateProblem {
  readonly why: string;
  readonly fix?: string;
}

interface Kind {
  readonly name: string;
  readonly types: readonly (string | RegExp)[];
  /** Whether a document says that it is of this kind. */
  readonly claims: (json: Json) => boolean;
  /** What is missing, in the document's own terms; undefined where nothing is. */
  readonly missing: (json: Json) => string | undefined;
  readonly fix?: string;
}

const isMap = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const contexts = (json: Json): readonly unknown[] => [json["@context"]].flat();

const first = (checks: readonly (readonly [boolean, string])[]): string | undefined =>
  checks.find(([holds]) => !holds)?.[1];

const KINDS: readonly Kind[] = [
  {
    name: "SPDX",
    types: [/^https:\/\/spdx\.dev\/Document(?:\/|$)/],
    claims: (json) => "spdxVersion" in json || isSpdx3(json),
    missing: (json) =>
      isSpdx3(json)
        ? first([[Array.isArray(json["@graph"]), "@graph"]])
        : first([
            [/^SPDX-\d+\.\d+$/.test(String(json["spdxVersion"])), "spdxVersion (SPDX-2.3)"],
            [json["SPDXID"] === "SPDXRef-DOCUMENT", "SPDXID (SPDXRef-DOCUMENT)"],
          ]),
    fix: "syft IMAGE -o spdx-json",
  },
  {
    name: "CycloneDX",
    types: [/^https:\/\/cyclonedx\.org\/bom(?:\/|$)/],
    claims: (json) => json["bomFormat"] === "CycloneDX",
    missing: (json) =>
      first([
        [json["bomFormat"] === "CycloneDX", "bomFormat (CycloneDX)"],
        [/^\d+\.\d+$/.test(String(json["specVersion"])), "specVersion (1.6)"],
      ]),
    fix: "syft IMAGE -o cyclonedx-json",
  },
  {
    name: "OpenVEX",
    types: [/^https:\/\/openvex\.dev\/ns(?:\/|$)/],
    claims: (json) => contexts(json).some(isOpenVex),
    missing: (json) =>
      first([
        [contexts(json).some(isOpenVex), "@context (https://openvex.dev/ns/v0.2.0)"],
        [Array.isArray(json["statements"]), "statements"],
      ]),
  },
  {
    name: "SLSA provenance v1",
    types: ["https://slsa.dev/provenance/v1"],
    claims: (json) => isMap(json["buildDefinition"]) && isMap(json["runDetails"]),
    missing: (json) => {
      const definition = isMap(json["buildDefinition"]) ? json["buildDefinition"] : {};
      const details = isMap(json["runDetails"]) ? json["runDetails"] : {};
      return first([
        [isText(definition["buildType"]), "buildDefinition.buildType"],
        [isMap(definition["externalParameters"]), "buildDefinition.externalParameters"],
        [isMap(details["builder"]) && isText(details["builder"]["id"]), "runDetails.builder.id"],
      ]);
    },
  },
  {
    name: "SLSA provenance v0.2",
    types: ["https://slsa.dev/provenance/v0.2"],
    claims: (json) => isMap(json["builder"]) && isText(json["buildType"]),
    missing: (json) =>
      first([
        [isMap(json["builder"]) && isText(json["builder"]["id"]), "builder.id"],
        [isText(json["buildType"]), "buildType"],
      ]),
  },
  {
    name: "a vulnerability scan",
    types: ["https://cosign.sigstore.dev/attestation/vuln/v1"],
    claims: (json) => isMap(json["scanner"]) && isMap(json["invocation"]),
    missing: (json) => {
      const metadata = isMap(json["metadata"]) ? json["metadata"] : {};
      return first([
        [isMap(json["invocation"]), "invocation"],
        [isMap(json["scanner"]), "scanner"],
        [isTime(metadata["scanStartedOn"]), "metadata.scanStartedOn (a time as in RFC 3339)"],
        [isTime(metadata["scanFinishedOn"]), "metadata.scanFinishedOn (a time as in RFC 3339)"],
      ]);
    },
  },
  {
    name: "an in-toto link",
    types: ["https://in-toto.io/Link/v1"],
    claims: () => false,
    missing: (json) =>
      first([
        [isText(json["name"]), "name"],
        [Array.isArray(json["command"]), "command"],
      ]),
  },
];

/**
 * Why a JSON object is not a predicate of a type, where the type is one that verifiers look into: the members that make
 * it one are missing, or it is a document of another kind. Undefined where nothing is wrong, or nothing is known of the
 * type. Names members, never a value. Pure.
 */
export function predicateProblem(type: string, json: Json): PredicateProblem | undefined {
  const kind = KINDS.find(({ types }) =>
    types.some((one) => (typeof one === "string" ? one === type : one.test(type))),
  );
  const missing = kind?.missing(json);
  if (kind === undefined || missing === undefined) return undefined;
  const fix = kind.fix === undefined ? {} : { fix: kind.fix };
  const other = KINDS.find((one) => one !== kind && one.claims(json));
  if (other !== undefined) return { why: `is ${other.name}, not ${kind.name}`, ...fix };
  return { why: `is not ${kind.name}: ${missing} is missing`, ...fix };
}

const isSpdx3 = (json: Json): boolean =>
  contexts(json).some((one) => typeof one === "string" && one.startsWith("https://spdx.org/rdf/3."));

const isOpenVex = (context: unknown): boolean =>
  typeof context === "string" && /^https:\/\/openvex\.dev\/ns(?:\/|$)/.test(context);

const isTime = (value: unknown): boolean =>
  typeof value === "string" &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value) &&
  !Number.isNaN(Date.parse(value));
