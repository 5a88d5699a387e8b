export const OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
const DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
const DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
export const EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
export const IMAGE_CONFIG = "application/vnd.oci.image.config.v1+json";
export const SIMPLE_SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
export const DSSE_LAYER = "application/vnd.dsse.envelope.v1+json";

/** All that an image can be: a registry that is asked for fewer converts, and then the digest is another one. */
export const IMAGE_TYPES: readonly string[] = [OCI_INDEX, OCI_MANIFEST, DOCKER_LIST, DOCKER_MANIFEST];
export const isIndexType = (type: string): boolean => type === OCI_INDEX || type === DOCKER_LIST;

/**
 * Whether a media type is that of a Sigstore bundle of version 0.3 or later: earlier ones are no referrers.
 * @see https://github.com/sigstore/cosign/blob/main/specs/BUNDLE_SPEC.md
 */
export function isBundleType(type: string | undefined): boolean {
  const [, major, minor] =
    /^application\/vnd\.dev\.sigstore\.bundle\.v(\d{1,4})\.(\d{1,4})\+json$/.exec(type ?? "") ?? [];
  return major !== undefined && (Number(major) > 0 || Number(minor) >= 3);
}

/** A media type without its parameters, in lower case. */
export const bareType = (header: string | undefined): string =>
  (header ?? "").split(";")[0]!.trim().toLowerCase();
