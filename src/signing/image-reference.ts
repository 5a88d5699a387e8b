import { Failure } from "../kernel/errors.ts";

/** `REGISTRY/REPOSITORY[:TAG][@sha256:HEX]`, with the registry as it is spoken to. */
export interface ImageReference {
  /** Host, and port where there is one: `ghcr.io`, `index.docker.io`, `127.0.0.1:5000`. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:` and 64 hex digits. */
  readonly digest?: string;
}

const DOCKER_HUB = "index.docker.io";
const HOST =
  /^(?:localhost|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/;
const PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const MAX_REPOSITORY = 255;

/**
 * Takes a reference with or without `oci://`. Docker Hub's short names are completed as docker does it (`alpine` is
 * `index.docker.io/library/alpine`). Throws SUBJECT_REFUSED with neither tag nor digest, or where a part is not valid.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 */
export function parseImageReference(text: string): ImageReference {
  const bare = text.replace(/^oci:\/\//, "");
  const [named, digest, ...more] = bare.split("@");
  const slash = (named ?? "").indexOf("/");
  const first = slash < 0 ? "" : named!.slice(0, slash);
  const hasHost = /[.:]|^localhost$/.test(first) || first.startsWith("[");
  const host = hasHost ? first.toLowerCase() : DOCKER_HUB;
  const rest = hasHost ? named!.slice(slash + 1) : (named ?? "");
  const colon = rest.lastIndexOf(":");
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  const path = colon < 0 ? rest : rest.slice(0, colon);
  const registry = host === "docker.io" || host === "registry-1.docker.io" ? DOCKER_HUB : host;
  const repository = registry === DOCKER_HUB && !path.includes("/") ? `library/${path}` : path;
  const valid =
    more.length === 0 &&
    HOST.test(registry) &&
    repository.length <= MAX_REPOSITORY &&
    repository.split("/").every((part) => PART.test(part)) &&
    (tag === undefined || TAG.test(tag)) &&
    (digest === undefined || DIGEST.test(digest));
  if (!valid || (tag === undefined && digest === undefined))
    throw new Failure(
      "SUBJECT_REFUSED",
      valid
        ? "The image has neither a tag nor a digest."
        : "The image reference is not REGISTRY/REPOSITORY@sha256:DIGEST.",
      { fix: "oci://ghcr.io/OWNER/NAME@${{ steps.push.outputs.digest }}" },
    );
  return {
    registry,
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/** `REGISTRY/REPOSITORY`: the name that signatures speak of. */
export const repositoryOf = ({ registry, repository }: ImageReference): string => `${registry}/${repository}`;

/** As it can be pasted: with the digest where it has one, else the tag. */
export const printImage = (reference: ImageReference): string =>
  reference.digest === undefined
    ? `${repositoryOf(reference)}:${reference.tag ?? ""}`
    : `${repositoryOf(reference)}@${reference.digest}`;
