import type { ManifestNode } from "../cluster/document.ts";
import type { Mapping } from "../cluster/external-secrets/mapping.ts";
import { Failure, type Place } from "../kernel/errors.ts";
import type { ManifestFile } from "./cluster-manifests.ts";
import type { OriginLine } from "./load-lines.ts";

/** Who makes a Secret or ConfigMap, and where that is said. */
interface Source {
  readonly input: "secrets" | "apply" | "external-secrets";
  readonly at: Place;
}

/**
 * Secrets and ConfigMaps that two kinds of source would make, as far as names tell it before anything is opened: each
 * has one. Pure.
 */
export function sourceCollisions(
  lines: readonly OriginLine[],
  manifests: readonly ManifestFile[],
  mapping: Mapping | undefined,
  namespace: string,
): Failure[] {
  const made = new Map<string, Source>();
  const found = new Map<string, Failure>();
  const add = (kind: string, within: string, name: string, source: Source): void => {
    const shown = `${kind} ${within}/${name}`;
    const other = made.get(shown);
    made.set(shown, other ?? source);
    if (other === undefined || other.input === source.input) return;
    found.set(
      shown,
      new Failure("NAME_COLLISION", `${shown} is made twice: by ${other.input} and by ${source.input}.`, {
        at: source.at,
        fix: "One Secret has one kind of source: lines, a manifest or an ExternalSecret.",
      }),
    );
  };
  for (const { line, file } of lines)
    for (const to of line.destinations)
      if (to.kind === "secret" || to.kind === "configmap")
        add(to.kind === "secret" ? "Secret" : "ConfigMap", to.namespace ?? namespace, to.object, {
          input: "secrets",
          at: { ...(file === undefined ? { input: "secrets" } : { file }), line: line.line },
        });
  for (const { file, documents } of manifests)
    for (const { root, line } of documents)
      for (const { kind, within, name } of namesIn(root))
        add(kind, within ?? namespace, name, {
          input: "apply",
          at: { file, ...(line === undefined ? {} : { line }) },
        });
  if (mapping !== undefined)
    add("Secret", mapping.namespace, mapping.target, {
      input: "external-secrets",
      at: { file: mapping.file },
    });
  return [...found.values()];
}

interface Named {
  readonly kind: string;
  readonly within: string | undefined;
  readonly name: string;
}

/** The Secrets and ConfigMaps of a document whose names can be one: others are refused later. */
function namesIn(root: ManifestNode): Named[] {
  if (root.kind !== "map") return [];
  const items = root.entries.get("items");
  const kind = textAt(root, "kind") ?? "";
  if (items?.kind === "list" && kind.endsWith("List")) return items.items.flatMap(namesIn);
  const metadata = root.entries.get("metadata");
  const name = textAt(metadata, "name") ?? "";
  const within = textAt(metadata, "namespace");
  const isOne = textAt(root, "apiVersion") === "v1" && (kind === "Secret" || kind === "ConfigMap");
  return isOne && [name, within ?? "a"].every((one) => /^[a-z0-9][-.a-z0-9]{0,252}$/.test(one))
    ? [{ kind, within, name }]
    : [];
}

function textAt(node: ManifestNode | undefined, key: string): string | undefined {
  const at = node?.kind === "map" ? node.entries.get(key) : undefined;
  return at?.kind === "leaf" && typeof at.value === "string" ? at.value : undefined;
}
