import { SIGNATURE_PREDICATE } from "./bundle.ts";

/**
 * The names of `cosign attest --type`, with the types that they stand for. Where several name one type, the first is
 * the one that is shown.
 * @see https://docs.sigstore.dev/cosign/verifying/attestation/
 */
const NAMED: ReadonlyMap<string, string> = new Map([
  ["slsaprovenance1", "https://slsa.dev/provenance/v1"],
  ["slsaprovenance02", "https://slsa.dev/provenance/v0.2"],
  ["slsaprovenance", "https://slsa.dev/provenance/v0.2"],
  ["spdxjson", "https://spdx.dev/Document"],
  ["spdx", "https://spdx.dev/Document"],
  ["cyclonedx", "https://cyclonedx.org/bom"],
  ["link", "https://in-toto.io/Link/v1"],
  ["vuln", "https://cosign.sigstore.dev/attestation/vuln/v1"],
  ["openvex", "https://openvex.dev/ns"],
  ["custom", "https://cosign.sigstore.dev/attestation/v1"],
]);

/** Names of ours, which cosign does not know. */
const OWN: ReadonlyMap<string, string> = new Map([
  ["provenance", "https://slsa.dev/provenance/v1"],
  ["signature", SIGNATURE_PREDICATE],
]);

/** All names, for suggestions. */
export const PREDICATE_NAMES: readonly string[] = [...OWN.keys(), ...NAMED.keys()];

/** What RFC 3986 lets stand in a URI, without the marks that a shell or a log line could take for something else. */
const URI = /^[a-z][a-z0-9+.-]*:[\w~:/?#[\]@!$&()*+,;=.%-]+$/i;
const MAX_URI = 2048;

/**
 * The predicate type that a name stands for, or the text itself where it is an absolute URI, exactly as written:
 * verifiers compare it byte by byte. Undefined where it is neither. Pure.
 */
export function predicateTypeOf(name: string): string | undefined {
  const known = OWN.get(name) ?? NAMED.get(name);
  if (known !== undefined) return known;
  if (name.length > MAX_URI || !URI.test(name) || !URL.canParse(name)) return undefined;
  // `http:x` and `https:///x` are completed by URL, but nobody means them.
  if (/^https?:/i.test(name) && !/^https?:\/\/[^/?#]/i.test(name)) return undefined;
  return name;
}

/** cosign's name of a predicate type, or the type itself where cosign has none: what its `--type` takes. Pure. */
export function predicateName(uri: string): string {
  for (const [name, type] of NAMED) if (type === uri) return name;
  return uri;
}

/**
 * What `--type` of a cosign command takes for a predicate type. For these two names cosign reads the predicate into a
 * structure of its own, which is narrower than the type; given the type itself, it does not. Pure.
 */
export const cosignTypeOf = (uri: string): string => {
  const name = predicateName(uri);
  return name === "link" || name === "vuln" ? uri : name;
};
