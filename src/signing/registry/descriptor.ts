import crypto from "node:crypto";
import { answerInvalid } from "./failures.ts";

/** What a registry holds, by its digest. */
export interface Descriptor {
  readonly mediaType: string;
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** JSON of a registry whose fields nobody has looked at yet. */
export type Raw = Readonly<Record<string, unknown>>;

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** `sha256:HEX` of bytes. */
export const digestOf = (bytes: Uint8Array | string): string =>
  `sha256:${crypto.createHash("sha256").update(bytes).digest("hex")}`;

export const isRaw = (value: unknown): value is Raw =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The list of objects in a field; none where it is absent or something else. What is no object is left out. */
export const rawList = (value: unknown): readonly Raw[] => (Array.isArray(value) ? value.filter(isRaw) : []);

/** Reads bytes as a JSON object. Throws REGISTRY_ANSWER_INVALID. */
export function readRaw(bytes: Uint8Array, registry: string): Raw {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (isRaw(parsed)) return parsed;
  } catch {
    // Told below.
  }
  throw answerInvalid(registry, "answered with something else than the JSON that was asked for");
}

/**
 * Reads a descriptor; undefined where it is none, or names its content by another hash.
 * @see https://github.com/opencontainers/image-spec/blob/main/descriptor.md
 */
export function descriptorOf(raw: unknown): Descriptor | undefined {
  if (!isRaw(raw)) return undefined;
  const { mediaType, digest, size, artifactType } = raw;
  if (typeof mediaType !== "string" || typeof digest !== "string" || !DIGEST.test(digest)) return undefined;
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) return undefined;
  return {
    mediaType,
    digest,
    size,
    ...(typeof artifactType === "string" ? { artifactType } : {}),
    annotations: annotationsOf(raw),
  };
}

/** The annotations that are text, as they must be. */
export const annotationsOf = (raw: Raw): Record<string, string> =>
  Object.fromEntries(
    Object.entries(isRaw(raw["annotations"]) ? raw["annotations"] : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
