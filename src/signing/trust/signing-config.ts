import { endpointOf } from "./endpoints.ts";
import { Shape, type Members, type TrustFile } from "./shape.ts";

/** A service that a signing config lists. */
export interface ListedService {
  readonly url: URL;
  readonly version: number;
  readonly start: Date;
  readonly end: Date | undefined;
  /** Services of one operator count as one where several are asked for. */
  readonly operator: string;
}

/** How many of the services are to be used: one, one of each operator, or so many operators. */
export type Selector = { readonly kind: "ANY" | "ALL" } | { readonly kind: "EXACT"; readonly count: number };

export interface SigningConfig {
  readonly fulcio: readonly ListedService[];
  readonly logs: readonly ListedService[];
  readonly logSelector: Selector;
  readonly timestamps: readonly ListedService[];
  readonly timestampSelector: Selector;
}

const MEDIA_TYPE = "application/vnd.dev.sigstore.signingconfig.v0.2+json";
const MAX_VERSION = 1000;
const MAX_COUNT = 10;

/**
 * Reads a signing config, version 0.2. Services of versions that are not known here are kept; choosing passes them by.
 * @throws Failure TRUST_ROOT_INVALID
 * @see https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
 */
export function readSigningConfig({ name, bytes }: TrustFile): SigningConfig {
  const shape = signingConfigShape(name);
  const file = shape.parse(bytes);
  if (file["mediaType"] !== MEDIA_TYPE)
    throw shape.invalid("is no signing config of version 0.2: its mediaType is another");
  const services = (member: string): readonly ListedService[] =>
    shape
      .list(file[member], member)
      .map((service, index) => serviceOf(shape, service, `${member}[${index}]`));
  const logs = services("rekorTlogUrls");
  const timestamps = services("tsaUrls");
  return {
    fulcio: services("caUrls"),
    logs,
    logSelector: selectorOf(shape, file["rekorTlogConfig"], "rekorTlogConfig", logs.length > 0),
    timestamps,
    timestampSelector: selectorOf(shape, file["tsaConfig"], "tsaConfig", timestamps.length > 0),
  };
}

/** For failures about a signing config. */
export const signingConfigShape = (name: string): Shape =>
  new Shape(
    `The signing config ${name}`,
    "signing-config: path/to/signing_config.v0.2.json  # as `cosign signing-config create` writes it",
  );

function serviceOf(shape: Shape, service: Members, at: string): ListedService {
  const url = endpointOf(shape.text(service["url"], `${at}.url`));
  if (url === undefined)
    throw shape.invalid(
      `has in ${at}.url no https: address without user, query and fragment (http: is for this machine only)`,
    );
  const version = service["majorApiVersion"];
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1 || version > MAX_VERSION)
    throw shape.invalid(`is not as expected: ${at}.majorApiVersion is no version`);
  const operator = service["operator"];
  return {
    url,
    version,
    ...shape.range(service["validFor"], `${at}.validFor`),
    // A config without operators says nothing about who is independent of whom, other than the hosts.
    operator:
      operator === undefined || operator === "" ? url.hostname : shape.text(operator, `${at}.operator`),
  };
}

function selectorOf(shape: Shape, value: unknown, at: string, needed: boolean): Selector {
  if (value === undefined && !needed) return { kind: "ANY" };
  const { selector, count } = shape.object(value ?? {}, at);
  if (selector === "ANY" || selector === "ALL") return { kind: selector };
  if (selector !== "EXACT")
    throw shape.invalid(`is not as expected: ${at}.selector is not ANY, ALL or EXACT`);
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > MAX_COUNT)
    throw shape.invalid(`is not as expected: ${at}.count is not 1 to ${MAX_COUNT}`);
  return { kind: "EXACT", count };
}
