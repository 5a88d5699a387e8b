import crypto, { type KeyObject } from "node:crypto";

/** A repository of TUF, written by hand: by nothing that the client under test is made of. */
export interface Metadata {
  readonly signed: Record<string, unknown>;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

export interface TufKey {
  readonly id: string;
  readonly json: object;
  readonly key: KeyObject;
}

const NEVER = "2999-01-01T00:00:00Z";

export const sha256 = (bytes: string | Uint8Array): string =>
  crypto.createHash("sha256").update(bytes).digest("hex");

/** Canonical JSON, for the plain text that is written here: sorted keys, no space. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}

export function tufKey(): TufKey {
  const { publicKey, privateKey } = crypto.generateKeyPairSync("ed25519");
  const bytes = publicKey.export({ type: "spki", format: "der" }).subarray(-32).toString("hex");
  const json = { keytype: "ed25519", scheme: "ed25519", keyval: { public: bytes } };
  return { id: sha256(canonical(json)), json, key: privateKey };
}

export const signed = (body: Record<string, unknown>, keys: readonly TufKey[]): Metadata => ({
  signed: body,
  signatures: keys.map(({ id, key }) => ({
    keyid: id,
    sig: crypto.sign(null, Buffer.from(canonical(body)), key).toString("hex"),
  })),
});

/** A root: `root` keys all have to sign, `online` signs everything else. */
export function rootBody(
  version: number,
  root: readonly TufKey[],
  online: TufKey,
  expires = NEVER,
): Record<string, unknown> {
  const role = (keys: readonly TufKey[]): object => ({
    keyids: keys.map(({ id }) => id),
    threshold: keys.length,
  });
  return {
    _type: "root",
    spec_version: "1.0.31",
    version,
    expires,
    consistent_snapshot: true,
    keys: Object.fromEntries([...root, online].map(({ id, json }) => [id, json])),
    roles: { root: role(root), timestamp: role([online]), snapshot: role([online]), targets: role([online]) },
  };
}

export interface Online {
  readonly key: TufKey;
  /** Of timestamp, snapshot and targets. */
  readonly version?: number;
  readonly expires?: Partial<Record<"timestamp" | "snapshot" | "targets", string>>;
  /** What the timestamp says of the snapshot's version, where that is not the truth. */
  readonly announced?: number;
}

/** The files below the root, by path, with these targets. */
export function onlineFiles(
  { key, version = 1, expires = {}, announced = version }: Online,
  targets: Readonly<Record<string, string>>,
): Map<string, Buffer> {
  const body = (type: "timestamp" | "snapshot" | "targets", more: object): Record<string, unknown> => ({
    _type: type,
    spec_version: "1.0.31",
    version,
    expires: expires[type] ?? NEVER,
    ...more,
  });
  const list = Object.entries(targets).map(([name, text]) => [
    name,
    { length: Buffer.byteLength(text), hashes: { sha256: sha256(text) } },
  ]);
  const write = (type: "timestamp" | "snapshot" | "targets", more: object): Buffer =>
    Buffer.from(JSON.stringify(signed(body(type, more), [key])));
  const files = new Map<string, Buffer>([
    ["/timestamp.json", write("timestamp", { meta: { "snapshot.json": { version: announced } } })],
    [`/${announced}.snapshot.json`, write("snapshot", { meta: { "targets.json": { version } } })],
    [`/${version}.targets.json`, write("targets", { targets: Object.fromEntries(list) })],
  ]);
  for (const [name, text] of Object.entries(targets))
    files.set(`/targets/${sha256(text)}.${name}`, Buffer.from(text));
  return files;
}

export const rootFile = (metadata: Metadata): Buffer => Buffer.from(JSON.stringify(metadata));
