import type { ManifestDocument, ManifestNode } from "../cluster/document.ts";
import { documentsOfYaml } from "../cluster/objects/documents.ts";
import { asFailure, Failure } from "../kernel/errors.ts";
import { loadYaml } from "../kernel/yaml.ts";
import type { BoundProvider } from "../providers/provider.ts";
import { locate, type Located } from "../providers/resolve.ts";
import type { Sessions } from "../providers/sessions.ts";
import { openEach } from "./opening.ts";

/** One file of the input `apply`. */
export interface ManifestFile {
  readonly file: string;
  /** Of the input. */
  readonly line: number;
  /** As they stand in the file; of a SOPS file with its values encrypted. */
  readonly documents: readonly ManifestDocument[];
  /** Who opens it; undefined for a plain file. */
  readonly located: Located | undefined;
}

export interface ManifestParts {
  /** The text of a file of the workspace. Throws FILE_*. */
  readonly readText: (file: string) => string;
  /** Why the file is expected to be encrypted: its name, a creation rule. */
  readonly promised: (file: string) => Promise<string | undefined>;
}

/** Reads the files, as they are. All problems are returned, each with its file. */
export async function readManifestFiles(
  parts: ManifestParts,
  files: readonly { readonly path: string; readonly line: number }[],
  providers: readonly BoundProvider[],
): Promise<{ readonly manifests: readonly ManifestFile[]; readonly problems: readonly Failure[] }> {
  const manifests: ManifestFile[] = [];
  const problems: Failure[] = [];
  for (const { path: file, line } of files) {
    try {
      const documents = await documentsIn(parts.readText(file), file);
      const located = documents.some(({ root }) => isSopsDocument(root))
        ? sopsFile(file, providers)
        : undefined;
      const promised = located === undefined ? await parts.promised(file) : undefined;
      manifests.push({
        file,
        line,
        located,
        documents: documents.map((document) => ({ ...document, encrypted: located !== undefined, promised })),
      });
    } catch (error) {
      problems.push(asFailure(error));
    }
  }
  return { manifests, problems };
}

/**
 * Loads the library of YAML only for a file that is not as sops writes it: of one that is, nothing is read before it is
 * opened.
 */
async function documentsIn(text: string, file: string): Promise<readonly ManifestDocument[]> {
  if (/^sops:$/m.test(text)) {
    const { isPlainlySealed } = await import("../sops/stores/yaml.ts");
    if (isPlainlySealed(text))
      return [{ file, line: lineOf(text), root: SEALED, encrypted: true, promised: undefined }];
  }
  await loadYaml();
  return documentsOfYaml(text, file, undefined);
}

/** As much as the first look at a sealed file tells. */
const SEALED: ManifestNode = {
  kind: "map",
  entries: new Map([["sops", { kind: "map", entries: new Map([["mac", { kind: "list", items: [] }]]) }]]),
};

/** Where a document begins, past comments. */
const lineOf = (text: string): number =>
  text.split("\n").findIndex((line) => !/^(?:\s*(?:#.*)?|---\s*)$/.test(line)) + 1;

/** sops writes its metadata beside the data, with a MAC or at least a version in it. */
const isSopsDocument = (root: ManifestNode): boolean => {
  const sops = root.kind === "map" ? root.entries.get("sops") : undefined;
  return sops?.kind === "map" && (sops.entries.has("mac") || sops.entries.has("lastmodified"));
};

function sopsFile(file: string, providers: readonly BoundProvider[]): Located {
  const format = file.toLowerCase().endsWith(".json") ? "json" : "yaml";
  const source = {
    kind: "reference",
    scheme: "sops",
    locator: file,
    query: new Map([["format", format]]),
    field: undefined,
  } as const;
  const located = locate(source, providers, []);
  if (located instanceof Failure) throw located;
  return located;
}

/** The documents of every file, those of SOPS files decrypted. Throws what opening one throws. */
export async function openManifests(
  manifests: readonly ManifestFile[],
  sessions: Sessions,
  signal: AbortSignal,
): Promise<readonly ManifestDocument[]> {
  const opened = await openEach(
    manifests,
    async ({ file, documents, located }): Promise<readonly ManifestDocument[]> => {
      const [at] = located?.at ?? [];
      if (at === undefined) return documents;
      const session = await sessions.of(at.provider, signal);
      const roots = (await session.documents?.(at.locator, signal)) ?? [];
      return roots.map((root, index) => ({
        file,
        line: documents[index]?.line,
        root,
        encrypted: true,
        promised: undefined,
      }));
    },
  );
  return opened.flat();
}
