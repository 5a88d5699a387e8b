import { type ImageReference, repositoryOf } from "./image-reference.ts";

/** What the payload of an image signature in the old scheme calls itself. */
export const SIMPLE_SIGNING_TYPE = "cosign container image signature";

/**
 * The bytes that are signed for an image in the old scheme, as Go prints them: verifiers hash them as they are.
 * @param annotations signed along; their keys in the order of their bytes
 * @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
export function simpleSigningPayload(
  image: ImageReference & { readonly digest: string },
  annotations: Readonly<Record<string, string>>,
): Uint8Array {
  const keys = Object.keys(annotations).sort();
  const payload = {
    critical: {
      identity: { "docker-reference": repositoryOf(image) },
      image: { "docker-manifest-digest": image.digest },
      type: SIMPLE_SIGNING_TYPE,
    },
    optional: keys.length === 0 ? null : Object.fromEntries(keys.map((key) => [key, annotations[key]])),
  };
  return Buffer.from(goEscaped(JSON.stringify(payload)));
}

/** Go's encoder writes what HTML could take for markup as escapes, JavaScript's does not. */
const goEscaped = (json: string): string =>
  json.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
