import path from "node:path";
import { expect, test } from "vitest";
import {
  handedKubeconfig,
  handedOutputs,
  handedValues,
  hiddenValues,
  openValues,
  type OpenedValues,
  valuesFiles,
} from "../../../src/commands/cluster-handed.ts";
import { Failure } from "../../../src/kernel/errors.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { BoundProvider } from "../../../src/providers/provider.ts";
import type { Sessions } from "../../../src/providers/sessions.ts";
import type { DocumentLeaf, DocumentNode } from "../../../src/references/document.ts";

const CANARY = "CANARY-7f3a";
const NEVER = new AbortController().signal;
const TEMP = path.resolve("/tmp/runner");
const asked: string[] = [];
const sops = {
  id: "sops",
  schemes: [{ name: "sops" }],
  locate: (source: { readonly locator: string; readonly query: ReadonlyMap<string, string> }) => {
    if (source.locator.includes("..")) return new Failure("FILE_UNSAFE", "outside");
    asked.push(`${source.locator} ${source.query.get("format")}`);
    return { id: source.locator, shown: source.locator };
  },
} as unknown as BoundProvider;
const leaf = (value: DocumentLeaf["value"], hidden = true): DocumentLeaf => ({
  kind: "leaf",
  value,
  source: String(value),
  hidden,
});
const map = (entries: Readonly<Record<string, DocumentNode>>): DocumentNode => ({
  kind: "map",
  entries: new Map(Object.entries(entries)),
});

test("each file is located by its format; what cannot be is a problem", () => {
  asked.length = 0;
  const helmValues = ["a.enc.yaml", "b.enc.JSON", "../c.yaml"];
  const { files, problems } = valuesFiles({ helmValues }, [sops]);
  expect(asked).toEqual(["a.enc.yaml yaml", "b.enc.JSON json"]);
  expect([files.map(({ file }) => file), problems.map(({ code }) => code)]).toEqual([
    ["a.enc.yaml", "b.enc.JSON"],
    ["FILE_UNSAFE"],
  ]);
});

test("what is masked of a document: every value that the file holds encrypted", () => {
  const bytes = new Uint8Array([255, 0]);
  const found = hiddenValues(
    map({
      a: leaf(CANARY),
      b: { kind: "list", items: [leaf("in a list"), map({ c: leaf(5n) })] },
      clear: leaf("clear", false),
      nothing: leaf(null),
      bytes: leaf(bytes),
    }),
  );
  expect(found.slice(0, 3).map((one) => one.reveal())).toEqual([CANARY, "in a list", "5"]);
  expect(found.slice(3).map((one) => [...one.revealBytes()])).toEqual([[255, 0]]);
});

const opened = (file: string): OpenedValues => ({ file, text: Secret.of(CANARY), documents: [] });

test("files for later steps: in one random folder, by names of their own, as helm takes several", () => {
  const [handed, ...none] = handedValues([opened("helm/a.enc.yaml"), opened("b c;$(x).yaml")], TEMP);
  expect(none).toEqual([]);
  const paths = handed!.files.map((file) => path.relative(TEMP, file.path));
  expect(paths[0]).toMatch(/^secrets-[0-9a-f-]{36}[\\/]1-a\.enc\.yaml$/);
  expect(path.basename(paths[1]!)).toBe("2-b_c___x_.yaml");
  expect(handed!.variables.get("HELM_VALUES")?.reveal()).toBe(
    handed!.files.map((file) => file.path).join(","),
  );
  expect(handed!.note).toContain("2 decrypted files");
  expect(handed!.note).not.toContain(CANARY);
  expect(handedValues([], TEMP)).toEqual([]);
});

test("outputs name the files of each input that asked", () => {
  const [values] = handedValues([opened("a.yaml")], TEMP);
  const kubeconfig = handedKubeconfig("{}", "eks://prod", TEMP);
  const outputs = handedOutputs([values!, kubeconfig, { ...kubeconfig, input: "aws-export" }]);
  expect(outputs).toEqual([
    ["helm-values", values!.files[0]!.path],
    ["kubeconfig", kubeconfig.files[0]!.path],
  ]);
  expect(kubeconfig.variables.get("KUBECONFIG")?.reveal()).toBe(kubeconfig.files[0]!.path);
});

test.each([
  ["a failure of the file", { is: "failed", error: new Failure("SOPS_METADATA", "bad") }, "SOPS_METADATA"],
  ["no values", { is: "found", value: { kind: "text", text: Secret.of(CANARY) } }, "SOPS_FORMAT"],
  ["nothing", undefined, "SOPS_FORMAT"],
])("%s: told with the file", async (_, outcome, code) => {
  const session = { read: async () => new Map(outcome === undefined ? [] : [["a.yaml", outcome]]) };
  const sessions = { of: async () => session } as unknown as Sessions;
  const { files } = valuesFiles({ helmValues: ["a.yaml"] }, [sops]);
  const opening = openValues(files, sessions, NEVER);
  await expect(opening).rejects.toMatchObject({ code, at: { file: "a.yaml" } });
  await expect(opening).rejects.not.toThrow(CANARY);
});
