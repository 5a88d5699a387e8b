import { Failure } from "../kernel/errors.ts";
import { checkRecipients } from "./limits.ts";
import { chooseSelector, SELECTOR_NAMES, type SelectorChoice, type SelectorName } from "./selector.ts";
import type { Branch, Item, Node } from "./tree.ts";
import { leafText } from "./text.ts";
import { normalizeTime } from "./value.ts";

/** The kinds of key that can wrap a data key. */
export type KeyKind =
  | "age"
  | "age-pq"
  | "age-plugin"
  | "ssh-ed25519"
  | "ssh-rsa"
  | "pgp"
  | "kms"
  | "gcp_kms"
  | "azure_kv"
  | "hc_vault"
  | "hckms";

/** One wrapped copy of the data key, or of a group's share of it. */
export interface MasterKey {
  readonly kind: KeyKind;
  /** What names the key in a message: recipient, fingerprint, ARN, resource, address. */
  readonly id: string;
  readonly enc: string;
  /** Every field of the entry, as text. */
  readonly fields: ReadonlyMap<string, string>;
}

export interface Metadata {
  readonly groups: readonly (readonly MasterKey[])[];
  readonly shamirThreshold: number;
  /** As the MAC binds it: RFC 3339 without a fraction. */
  readonly lastModified: string;
  readonly mac: string;
  readonly macOnlyEncrypted: boolean;
  readonly selector: SelectorChoice;
  readonly version: string | undefined;
}

const KEY_LISTS = ["kms", "gcp_kms", "hckms", "azure_kv", "hc_vault", "age", "pgp"] as const;
type KeyList = (typeof KEY_LISTS)[number];

/**
 * Reads a `sops` block as sops 3.13 does: names in any case, `"true"` for true, one value for a list of one.
 * A time without quotes, which sops 3.13 refuses, and a missing version are taken too. Throws SOPS_METADATA.
 */
export function parseMetadata(block: Branch): Metadata {
  const fields = fieldsOf(block);
  const settings: { [Name in SelectorName]?: string } = {};
  for (const name of SELECTOR_NAMES) settings[name] = text(fields, name);
  const lastModified = normalizeTime(text(fields, "lastmodified"));
  if (lastModified === undefined) {
    throw new Failure("SOPS_METADATA", "The sops metadata has no lastmodified that is an RFC 3339 time.", {
      exit: 1,
    });
  }
  return {
    groups: groupsOf(fields),
    shamirThreshold: Number.parseInt(text(fields, "shamir_threshold"), 10) || 0,
    lastModified: lastModified.replace(/\.\d+/, ""),
    mac: text(fields, "mac"),
    macOnlyEncrypted: /^(?:1|t|true)$/i.test(text(fields, "mac_only_encrypted")),
    selector: chooseSelector(settings, "SOPS_METADATA"),
    version: text(fields, "version") || undefined,
  };
}

function fieldsOf(block: Branch): Map<string, Node> {
  const fields = new Map<string, Node>();
  for (const item of block.items) {
    if (!("kind" in item)) fields.set(item.key.toLowerCase(), item.value);
  }
  return fields;
}

function text(fields: ReadonlyMap<string, Node>, name: string): string {
  const node = fields.get(name);
  if (node === undefined || node.kind === "null") return "";
  if (node.kind === "map" || node.kind === "list" || node.kind === "comment") {
    throw new Failure("SOPS_METADATA", `In the sops metadata, ${name} is not a single value.`, { exit: 1 });
  }
  return node.kind === "bytes" ? "" : leafText(node);
}

function mapsOf(fields: ReadonlyMap<string, Node>, name: string): Map<string, Node>[] {
  const node = fields.get(name);
  if (node === undefined || node.kind === "null") return [];
  const nodes = node.kind === "list" ? node.items : [node];
  return nodes
    .filter((item) => item.kind !== "comment")
    .map((item) => {
      if (item.kind === "map") return fieldsOf(item);
      throw new Failure("SOPS_METADATA", `In the sops metadata, ${name} is not a list of maps.`, { exit: 1 });
    });
}

function groupsOf(fields: ReadonlyMap<string, Node>): readonly (readonly MasterKey[])[] {
  const flat = keysOf(fields);
  const groups = flat.length > 0 ? [flat] : mapsOf(fields, "key_groups").map((group) => keysOf(group));
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  checkRecipients(count);
  if (count > 0) return groups;
  throw new Failure("SOPS_METADATA", "The sops metadata names no key with which the file could be opened.", {
    exit: 1,
  });
}

function keysOf(fields: ReadonlyMap<string, Node>): readonly MasterKey[] {
  return KEY_LISTS.flatMap((list) => mapsOf(fields, list).map((entry) => keyOf(list, entry)));
}

function keyOf(list: KeyList, entry: ReadonlyMap<string, Node>): MasterKey {
  const fields = new Map<string, string>();
  for (const [name, node] of entry) {
    if (node.kind !== "map" && node.kind !== "list" && node.kind !== "comment")
      fields.set(name, text(entry, name));
  }
  const field = (name: string) => fields.get(name) ?? "";
  const id = {
    age: field("recipient"),
    pgp: field("fp"),
    kms: field("arn"),
    gcp_kms: field("resource_id"),
    hckms: field("key_id"),
    azure_kv: `${field("vault_url").replace(/\/$/, "")}/keys/${field("name")}`,
    hc_vault: `${field("vault_address").replace(/\/$/, "")}/v1/${field("engine_path")}/keys/${field("key_name")}`,
  }[list];
  return { kind: list === "age" ? ageKind(id) : list, id, enc: field("enc"), fields };
}

/** The kind of an age recipient, by the way it is written. */
export function ageKind(recipient: string): KeyKind {
  if (recipient.startsWith("ssh-ed25519 ")) return "ssh-ed25519";
  if (recipient.startsWith("ssh-rsa ")) return "ssh-rsa";
  if (recipient.startsWith("age1pq1")) return "age-pq";
  return /^age1[a-z0-9-]+1/.test(recipient) ? "age-plugin" : "age";
}

/** What an encrypting run writes into the block. */
export interface NewMetadata {
  readonly age: readonly { readonly recipient: string; readonly enc: string }[];
  readonly lastModified: string;
  readonly mac: string;
  readonly macOnlyEncrypted: boolean;
  /** Undefined in the binary store, which writes none. */
  readonly selector: SelectorChoice | undefined;
  readonly version: string;
}

/** The `sops` block, in the alphabetical order in which sops writes it since 3.13.0. */
export function buildMetadata(metadata: NewMetadata): Branch {
  const { age, lastModified, mac, macOnlyEncrypted, selector, version } = metadata;
  const items: Item[] = [
    {
      key: "age",
      value: {
        kind: "list",
        items: age.map(({ recipient, enc }) => map([str("enc", enc), str("recipient", recipient)])),
      },
    },
    str("lastmodified", lastModified),
    str("mac", mac),
    ...(macOnlyEncrypted
      ? [{ key: "mac_only_encrypted", value: { kind: "bool", value: true } } as const]
      : []),
    ...(selector ? [str(selector.name, selector.text)] : []),
    str("version", version),
  ];
  return map(items.sort((a, b) => (a.key < b.key ? -1 : 1)));
}

function map(items: readonly Item[]): Branch {
  return { kind: "map", items };
}

function str(key: string, value: string): Item {
  return { key, value: { kind: "str", value } };
}
