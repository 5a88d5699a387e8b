import { Failure, type Place } from "../../kernel/errors.ts";
import { nearest } from "../../kernel/nearest.ts";
import { printable } from "../../kernel/printable.ts";
import { shellPath } from "../../kernel/shell-word.ts";
import type { ManifestDocument, ManifestMap, ManifestNode } from "../document.ts";
import { type Desired, groupOf, idOf, isSecret, type ObjectKey, shownKey } from "../object.ts";
import type { ApplySettings } from "../settings.ts";
import { secretValues } from "./values.ts";
import { bodyOf } from "./body.ts";
import { ciphertextPath, hiddenPath } from "./plain.ts";
import { typeProblems } from "./types.ts";

export type ObjectSettings = Pick<ApplySettings, "namespace" | "allowNamespaces" | "allowKinds"> & {
  /** Ms since the epoch: certificates have a time. */
  readonly now: number;
};

export interface Manifests {
  readonly desired: readonly Desired[];
  readonly problems: readonly Failure[];
  readonly notices: readonly string[];
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const NAME = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
/** Names of roles and their like: any text that is one part of a path. */
const PATH_NAME = /^(?!\.{1,2}$)[^/%\p{Cc}]{1,253}$/u;
/** Kinds that lie in no namespace, as far as they are met here; the server decides about others. */
const CLUSTER_SCOPED =
  /^(?:Namespace|CustomResourceDefinition|Cluster[A-Z]\w*|PersistentVolume|StorageClass|PriorityClass|IngressClass|\w+WebhookConfiguration|ValidatingAdmissionPolicy\w*)$/;
/** The fields of a Secret that hold its values. */
const VALUES: readonly string[] = ["data", "stringData"];
const MAX_OBJECT_BYTES = 3 * 1024 * 1024;

/**
 * The objects of manifests: what each document says, checked as far as that can be without the server. All problems are
 * returned, each with file and line. Pure.
 */
export function readManifests(documents: readonly ManifestDocument[], settings: ObjectSettings): Manifests {
  const desired: Desired[] = [];
  const problems: Failure[] = [];
  const notices: string[] = [];
  const seen = new Map<string, Desired>();
  for (const document of documents) {
    for (const root of itemsOf(document.root)) {
      const read = new ManifestReader(document, settings, problems).object(root);
      if (read === undefined) continue;
      const other = seen.get(idOf(read.key));
      if (other !== undefined)
        problems.push(
          new Failure("NAME_COLLISION", `${shownKey(read.key)} stands twice: also in ${other.origin.file}.`, {
            at: placeOf(document),
            fix: "Keep one of them.",
          }),
        );
      seen.set(idOf(read.key), read);
      desired.push(read);
    }
  }
  return { desired, problems, notices };
}

const placeOf = ({ file, line }: ManifestDocument): Place => ({
  file,
  ...(line === undefined ? {} : { line }),
});

/** A `List` is its items. */
function itemsOf(root: ManifestNode): readonly ManifestNode[] {
  const items = root.kind === "map" ? root.entries.get("items") : undefined;
  return items?.kind === "list" && (textAt(root, "kind") ?? "").endsWith("List")
    ? items.items.flatMap(itemsOf)
    : [root];
}

function textAt(node: ManifestNode | undefined, key: string): string | undefined {
  const at = node?.kind === "map" ? node.entries.get(key) : undefined;
  return at?.kind === "leaf" && typeof at.value === "string" ? at.value : undefined;
}

/** Reads one object, and collects what is wrong with it under its place. */
class ManifestReader {
  readonly #document: ManifestDocument;
  readonly #settings: ObjectSettings;
  readonly #problems: Failure[];

  constructor(document: ManifestDocument, settings: ObjectSettings, problems: Failure[]) {
    this.#document = document;
    this.#settings = settings;
    this.#problems = problems;
  }

  #problem(message: string, fix: string, code: Failure["code"] = "MANIFEST_INVALID"): undefined {
    this.#problems.push(new Failure(code, message, { at: placeOf(this.#document), fix }));
  }

  object(root: ManifestNode): Desired | undefined {
    const before = this.#problems.length;
    if (root.kind !== "map")
      return this.#problem("A document is no object of Kubernetes.", "apiVersion: v1\nkind: Secret");
    if (root.entries.has("sops"))
      return this.#problem(
        "The object is still encrypted: it has the block `sops`.",
        "Name the SOPS file itself under apply, so that it is decrypted.",
        "STILL_ENCRYPTED",
      );
    if (this.#isSealed(root)) return undefined;
    const key = this.#key(root);
    if (key === undefined) return undefined;
    const made = isSecret(key) ? this.#secret(root, key) : this.#other(root, key);
    return this.#problems.length > before ? undefined : made;
  }

  /** Whether it holds what may not leave a Secret's values; asked before anything of it is in a message. */
  #isSealed(root: ManifestMap): boolean {
    const clear = textAt(root, "apiVersion") === "v1" && textAt(root, "kind") === "Secret" ? VALUES : [];
    const rest: ManifestMap = {
      kind: "map",
      entries: new Map([...root.entries].filter(([field]) => !clear.includes(field))),
    };
    const hidden = hiddenPath(rest);
    if (hidden !== undefined)
      this.#problem(
        `${hidden} is encrypted in the file, and decrypted values may stand only in data or stringData of a Secret.`,
        "Encrypt only the values: sops --encrypted-regex '^(data|stringData)$'",
      );
    const cipher = ciphertextPath(rest);
    if (cipher !== undefined)
      this.#problem(
        `${cipher} is still encrypted.`,
        "Decrypt what is inside of it, or name the SOPS file itself under apply.",
        "STILL_ENCRYPTED",
      );
    return hidden !== undefined || cipher !== undefined;
  }

  #key(root: ManifestMap): ObjectKey | undefined {
    const apiVersion = textAt(root, "apiVersion");
    const kind = textAt(root, "kind");
    const metadata = root.entries.get("metadata");
    if (
      apiVersion === undefined ||
      kind === undefined ||
      !/^[A-Z][A-Za-z0-9]{0,62}$/.test(kind) ||
      !/^[a-z0-9.-]+(\/v\w+)?$/.test(apiVersion)
    )
      return this.#problem(
        "A document has no apiVersion and kind, or they cannot be ones.",
        "apiVersion: v1\nkind: Secret",
      );
    const name = textAt(metadata, "name");
    if (name === undefined)
      return this.#problem(
        `A ${kind} has no metadata.name; generateName makes a new object with every run.`,
        "metadata:\n  name: app-db",
      );
    const isName = kind === "Secret" || kind === "ConfigMap" || kind === "Namespace" ? NAME : PATH_NAME;
    if (!isName.test(name))
      return this.#problem(
        `A ${kind} has a name that cannot be one: ${printable(name).slice(0, 80)}`,
        "Use a-z, 0-9, - and dots, beginning and ending with a letter or digit.",
      );
    const allowed = kind === "Secret" && apiVersion === "v1" ? true : this.#isKindAllowed(apiVersion, kind);
    if (!allowed) {
      const named = groupOf(apiVersion) === "" ? kind : `${kind}.${groupOf(apiVersion)}`;
      const near = nearest(named, this.#settings.allowKinds);
      return this.#problem(
        `A ${kind} stands among the manifests, and only Secrets are applied unless allow-kinds names it.${near === undefined ? "" : ` Did you mean ${named} by ${near}?`}`,
        `allow-kinds: ${[...this.#settings.allowKinds, named].join(", ")}`,
        "KIND_REFUSED",
      );
    }
    if (CLUSTER_SCOPED.test(kind)) return { apiVersion, kind, namespace: undefined, name };
    const namespace = this.#namespace(kind, name, textAt(metadata, "namespace"));
    return namespace === undefined ? undefined : { apiVersion, kind, namespace, name };
  }

  #isKindAllowed(apiVersion: string, kind: string): boolean {
    const group = groupOf(apiVersion);
    return this.#settings.allowKinds.some((allowed) =>
      allowed.includes(".") ? allowed === `${kind}.${group}` : allowed === kind,
    );
  }

  #namespace(kind: string, name: string, own: string | undefined): string | undefined {
    const { namespace, allowNamespaces } = this.#settings;
    const chosen = own ?? namespace;
    if (chosen === "")
      return this.#problem(
        `${kind} ${name} has no namespace, and there is no default.`,
        "namespace: liquid-hive-prod",
        "NAMESPACE_MISSING",
      );
    if (chosen === namespace || allowNamespaces.includes(chosen)) return chosen;
    return this.#problem(
      `${kind} ${name} is for another namespace than ${namespace === "" ? "any that is allowed" : namespace}.`,
      `allow-namespaces: ${[...allowNamespaces, printable(chosen).slice(0, 63)].join(", ")}`,
      "NAMESPACE_REFUSED",
    );
  }

  #secret(root: ManifestMap, key: ObjectKey): Desired | undefined {
    const { encrypted, promised } = this.#document;
    if (!encrypted && promised !== undefined && (root.entries.has("data") || root.entries.has("stringData")))
      return this.#problem(
        `${shownKey(key)} stands here in clear text, and ${promised}.`,
        `npx @liquid-hive/secrets-action encrypt -i ${shellPath(this.#document.file)}   # and change its values: they are in the history`,
        "MANIFEST_NOT_ENCRYPTED",
      );
    const values = secretValues(root.entries.get("data"), root.entries.get("stringData"));
    for (const { code, message, fix } of values.problems)
      this.#problem(`${shownKey(key)}: ${message}`, fix ?? "", code);
    const rest = new Map([...root.entries].filter(([field]) => !VALUES.includes(field)));
    const body = bodyOf(rest, key);
    const type = typeof body["type"] === "string" ? body["type"] : undefined;
    for (const { code, message, fix } of typeProblems(type, values.data, this.#settings.now))
      this.#problem(`${shownKey(key)}: ${message}`, fix ?? "", code);
    return { key, origin: this.#origin(), body, data: values.data, notes: values.notes };
  }

  #other(root: ManifestMap, key: ObjectKey): Desired | undefined {
    const body = bodyOf(root.entries, key);
    if (Buffer.byteLength(JSON.stringify(body)) > MAX_OBJECT_BYTES)
      return this.#problem(
        `${shownKey(key)} is larger than the 3 MiB that the API server takes.`,
        "Split it.",
        "VALUE_TOO_LARGE",
      );
    return { key, origin: this.#origin(), body, notes: [] };
  }

  #origin(): Desired["origin"] {
    return { from: "manifest", input: "apply", ...placeOf(this.#document) };
  }
}
