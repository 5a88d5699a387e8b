import crypto from "node:crypto";
import type { Metadata } from "../object.ts";

type Texts = Readonly<Record<string, string>>;

/**
 * What the operator writes into `status.syncedResourceVersion` once it has synced an object with this metadata, as
 * far as it can be told: hashes of its versions before 0.16.2 are MD5. `like` is what it wrote before, if it did.
 * The formula: `<generation>-<hash of annotations and labels as Go prints them>`, the same since 0.9.
 */
export function syncedVersionOf(
  { generation = 0, annotations = {}, labels = {} }: Metadata,
  like?: string,
): string {
  return `${generation}-${hashOf(goMeta(annotations, labels), digestOf(like))}`;
}

/** Whether an object's status is of exactly the object that it stands in, by either hash. */
export const isOfNow = (metadata: Metadata, synced: string | undefined): boolean =>
  synced !== undefined && synced === syncedVersionOf(metadata, synced);

type Digest = "sha3-224" | "md5";

/** An MD5 has 32 digits, a SHA3-224 has 56. */
const digestOf = (like: string | undefined): Digest =>
  like !== undefined && /^\d+-[0-9a-f]{32}$/.test(like) ? "md5" : "sha3-224";

const hashOf = (text: string, digest: Digest): string => crypto.createHash(digest).update(text).digest("hex");

const goMeta = (annotations: Texts, labels: Texts): string =>
  `{annotations:${goMap(annotations)} labels:${goMap(labels)}}`;

/** Go prints maps with their keys in order of bytes. */
function goMap(texts: Texts): string {
  const keys = Object.keys(texts).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `map[${keys.map((key) => `${key}:${texts[key]}`).join(" ")}]`;
}
