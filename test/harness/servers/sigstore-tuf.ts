import crypto from "node:crypto";
import fs from "node:fs";
import { listen } from "./control.ts";
import type { SigstoreKeys } from "./sigstore-keys.ts";

/** Where verifiers that read no file fetch what they trust. */
export interface TufRepository {
  readonly mirror: string;
  /** The first root.json, which a client is given beforehand. */
  readonly root: Buffer;
  readonly stop: () => Promise<void>;
}

export interface TufOptions {
  /** When every file of it ends, from now; 30 days unless given. */
  readonly expiresMs?: number;
  /** What its timestamp says of the snapshot's version, which is 1: another is what a rollback looks like. */
  readonly snapshotVersion?: number;
}

const EXPIRES_MS = 30 * 24 * 3600 * 1000;
const sha256 = (data: string | Buffer): string => crypto.createHash("sha256").update(data).digest("hex");

/** Objects with their keys in order, and nothing between: what is signed (canonical JSON). All text here is plain ASCII. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, held]) => `${JSON.stringify(name)}:${canonical(held)}`).join(",")}}`;
}

/**
 * Takes the path of a trusted_root.json and the keys; serves them as a repository of The Update Framework 1.0 with one key for
 * all roles, as public Sigstore serves its own: older clients take single keys by what their `custom` says they are for. Stop it.
 */
export async function serveTuf(
  trustedRoot: string,
  keys: SigstoreKeys,
  { expiresMs = EXPIRES_MS, snapshotVersion = 1 }: TufOptions = {},
): Promise<TufRepository> {
  const { privateKey, publicKey } = crypto.generateKeyPairSync("ed25519");
  const raw = publicKey.export({ type: "spki", format: "der" }).subarray(-32);
  const key = { keytype: "ed25519", scheme: "ed25519", keyval: { public: raw.toString("hex") } };
  const keyid = sha256(canonical(key));
  const expires = new Date(Date.now() + expiresMs).toISOString().replace(/\.\d+Z$/, "Z");
  const files = new Map<string, Buffer>();
  const sign = (type: string, content: object): Buffer => {
    const signed = { _type: type, spec_version: "1.0", version: 1, expires, ...content };
    const sig = crypto.sign(null, Buffer.from(canonical(signed)), privateKey).toString("hex");
    const file = Buffer.from(canonical({ signed, signatures: [{ keyid, sig }] }));
    files.set(`/${type}.json`, file).set(`/1.${type}.json`, file);
    return file;
  };
  const listed = (file: Buffer): object => ({ length: file.length, hashes: { sha256: sha256(file) } });
  const targets: Record<string, object> = {};
  const target = (name: string, path: string, usage?: string): void => {
    const file = fs.readFileSync(path);
    const custom = usage === undefined ? {} : { custom: { sigstore: { usage, status: "Active", uri: "" } } };
    targets[name] = { ...listed(file), ...custom };
    files.set(`/targets/${name}`, file).set(`/targets/${sha256(file)}.${name}`, file);
  };
  target("trusted_root.json", trustedRoot);
  target("fulcio.crt.pem", keys.at("fulcio.pem"), "Fulcio");
  target("rekor.pub", keys.at("rekor1.pub"), "Rekor");
  target("ctfe.pub", keys.at("ct.pub"), "CTFE");
  const role = { keyids: [keyid], threshold: 1 };
  const root = sign("root", {
    consistent_snapshot: true,
    keys: { [keyid]: key },
    roles: { root: role, timestamp: role, snapshot: role, targets: role },
  });
  const signedTargets = sign("targets", { targets });
  const snapshot = sign("snapshot", { meta: { "targets.json": { version: 1, ...listed(signedTargets) } } });
  files.set(`/${snapshotVersion}.snapshot.json`, snapshot);
  sign("timestamp", { meta: { "snapshot.json": { version: snapshotVersion, ...listed(snapshot) } } });
  const { url, stop } = await listen(({ path }) => {
    const body = files.get(path);
    const headers = { "content-type": "application/octet-stream" };
    return body === undefined ? { status: 404, headers, body: "" } : { status: 200, headers, body };
  });
  return { mirror: url, root, stop };
}
