import path from "node:path";
import type { ClusterInputs } from "../cluster/inputs.ts";
import { Failure } from "../kernel/errors.ts";
import { Secret } from "../kernel/secret.ts";
import { randomUuid } from "../kernel/uuid.ts";
import type { BoundProvider, Handed } from "../providers/provider.ts";
import { locate, type Located } from "../providers/resolve.ts";
import type { Sessions } from "../providers/sessions.ts";
import type { DocumentNode } from "../references/document.ts";
import { openEach } from "./opening.ts";

/** The variable that tells later steps where the decrypted values are, as `helm --values` takes them. */
const VALUES_VARIABLE = "HELM_VALUES";
const KUBECONFIG = "KUBECONFIG";

/** A values file, and who opens it. */
export interface ValuesFile {
  readonly file: string;
  readonly located: Located;
}

/** The files of `helm-values`, each with who opens it. Pure. */
export function valuesFiles(
  { helmValues }: Pick<ClusterInputs, "helmValues">,
  providers: readonly BoundProvider[],
): { readonly files: readonly ValuesFile[]; readonly problems: readonly Failure[] } {
  const files: ValuesFile[] = [];
  const problems: Failure[] = [];
  for (const file of helmValues) {
    const format = file.toLowerCase().endsWith(".json") ? "json" : "yaml";
    const query = new Map([["format", format]]);
    const source = { kind: "reference", scheme: "sops", locator: file, query, field: undefined } as const;
    const located = locate(source, providers, []);
    if (located instanceof Failure) problems.push(located);
    else files.push({ file, located });
  }
  return { files, problems };
}

/** Values of Helm, decrypted in memory. */
export interface OpenedValues {
  readonly file: string;
  readonly text: Secret;
  readonly documents: readonly DocumentNode[];
}

/** Decrypts them. Throws what opening a SOPS file throws. */
export async function openValues(
  files: readonly ValuesFile[],
  sessions: Sessions,
  signal: AbortSignal,
): Promise<readonly OpenedValues[]> {
  return await openEach(files, async ({ file, located }) => {
    const [at] = located.at;
    const session = await sessions.of(at!.provider, signal);
    const outcome = (await session.read([at!.locator], signal)).get(at!.locator.id);
    if (outcome?.is === "failed") throw outcome.error;
    if (outcome?.is !== "found" || outcome.value.kind !== "fields")
      throw new Failure("SOPS_FORMAT", "This is no SOPS file of values.", {
        at: { file },
        fix: "Give a file in clear text to helm itself: helm upgrade -f FILE",
      });
    const documents = (await session.documents?.(at!.locator, signal)) ?? [];
    return { file, text: outcome.value.whole, documents };
  });
}

/** Every value that a document holds encrypted: what has to be masked of it. */
export function hiddenValues(node: DocumentNode): Secret[] {
  if (node.kind === "map") return [...node.entries.values()].flatMap(hiddenValues);
  if (node.kind === "list") return node.items.flatMap(hiddenValues);
  if (!node.hidden || node.value === null) return [];
  return [node.value instanceof Uint8Array ? Secret.ofBytes(node.value) : Secret.of(node.source)];
}

/** Decrypted values for later steps: files that only this user reads, in a random folder, removed at the end of the job. */
export function handedValues(opened: readonly OpenedValues[], temp: string): Handed[] {
  if (opened.length === 0) return [];
  const folder = path.join(temp, `secrets-${randomUuid()}`);
  const files = opened.map(({ file, text }, index) => ({
    path: path.join(folder, `${index + 1}-${path.basename(file).replace(/[^\w.-]/g, "_")}`),
    content: text,
  }));
  return [
    {
      input: "helm-values",
      variables: new Map([[VALUES_VARIABLE, Secret.of(files.map((file) => file.path).join(","))]]),
      files,
      note: `${VALUES_VARIABLE} names ${files.length} decrypted file${files.length === 1 ? "" : "s"}, removed at the end of the job: helm upgrade --values "$${VALUES_VARIABLE}"`,
    },
  ];
}

/** The kubeconfig for later steps. No token is in it. */
export const handedKubeconfig = (text: string, cluster: string, temp: string): Handed => {
  const file = path.join(temp, `secrets-${randomUuid()}`, "kubeconfig");
  return {
    input: "export-kubeconfig",
    variables: new Map([[KUBECONFIG, Secret.of(file)]]),
    files: [{ path: file, content: Secret.of(text) }],
    note: `${KUBECONFIG} names a kubeconfig for ${cluster} without a token: each call of kubectl or helm asks for a fresh one.`,
  };
};

/** The outputs that name the files. */
export const handedOutputs = (handed: readonly Handed[]): [string, string][] =>
  handed.flatMap(({ input, files }): [string, string][] => {
    const paths = files.map((file) => file.path).join(",");
    return input === "helm-values"
      ? [["helm-values", paths]]
      : input === "export-kubeconfig"
        ? [["kubeconfig", paths]]
        : [];
  });
