import { beforeAll, expect, test } from "vitest";
import type { ManifestDocument, ManifestNode } from "../../../../src/cluster/document.ts";
import { documentsOfYaml } from "../../../../src/cluster/objects/documents.ts";
import { readManifests } from "../../../../src/cluster/objects/manifests.ts";
import { loadYaml } from "../../../../src/kernel/yaml.ts";

const CANARY = "CANARY-7f3a";
const SETTINGS = {
  namespace: "prod",
  allowNamespaces: [],
  allowKinds: ["ConfigMap", "Deployment.apps"],
  now: 0,
};

beforeAll(loadYaml);

/** As a SOPS file gives it: every leaf with the canary was encrypted. */
const opened = (text: string): ManifestDocument[] =>
  documentsOfYaml(text, "a.yaml", undefined).map((document) => ({
    ...document,
    encrypted: true,
    root: hiding(document.root),
  }));

function hiding(node: ManifestNode): ManifestNode {
  if (node.kind === "map")
    return { kind: "map", entries: new Map([...node.entries].map(([key, one]) => [key, hiding(one)])) };
  if (node.kind === "list") return { kind: "list", items: node.items.map(hiding) };
  return { ...node, hidden: node.source.includes(CANARY) };
}

const saidOf = (documents: readonly ManifestDocument[]) => {
  const { desired, problems } = readManifests(documents, SETTINGS);
  return {
    desired,
    codes: problems.map(({ code }) => code),
    text: problems.map(({ message, fix }) => `${message} ${fix}`).join("\n"),
  };
};

// sops encrypts every leaf unless it is told otherwise, the name among them.
test.each([
  ["a name", `apiVersion: v1\nkind: Secret\nmetadata: {name: ${CANARY}}`, "metadata.name"],
  ["a namespace", `apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: ${CANARY}}`, "namespace"],
  ["a kind", `apiVersion: v1\nkind: ${CANARY}\nmetadata: {name: a}`, "kind"],
  ["an apiVersion", `apiVersion: ${CANARY}\nkind: Secret\nmetadata: {name: a}`, "apiVersion"],
  [
    "a label",
    `apiVersion: v1\nkind: Secret\nmetadata: {name: a, labels: {x: ${CANARY}}}`,
    "metadata.labels.x",
  ],
  ["a type", `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ntype: ${CANARY}`, "type"],
  [
    "a ConfigMap's value",
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: ${CANARY}}`,
    "data.x",
  ],
  [
    "a list's item",
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {a: [x, {b: ${CANARY}}]}`,
    "spec.a[1].b",
  ],
  [
    "a Secret of another group",
    `apiVersion: x.io/v1\nkind: Secret\nmetadata: {name: a}\ndata: {x: ${CANARY}}`,
    "data.x",
  ],
])("%s that was encrypted is refused by its path and never shown", (_name, text, path) => {
  const { desired, codes, text: said } = saidOf(opened(text));
  expect(desired).toEqual([]);
  expect(codes).toEqual(["MANIFEST_INVALID"]);
  expect(said).toContain(`${path} is encrypted in the file`);
  expect(said).not.toContain(CANARY);
});

const ENC = `ENC[AES256_GCM,data:${CANARY},iv:a,tag:b,type:str]`;
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const secret = (rest: string): string => `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n${rest}`;

test.each([
  ["in stringData", secret(`stringData: {A: "${ENC}"}`)],
  ["in data, encoded", secret(`data: {A: ${base64(ENC)}}`)],
  ["in data, as sops leaves it", secret(`data: {A: "${ENC}"}`)],
  [
    "a YAML file as a value",
    secret(`stringData: {A: ${JSON.stringify(`a: ${ENC}\nsops:\n    mac: ${ENC}\n`)}}`),
  ],
  ["a JSON file as a value", secret(`data: {A: ${base64(JSON.stringify({ sops: { mac: ENC } }))}}`)],
  ["a dotenv file as a value", secret(`data: {A: ${base64(`A=${ENC}\nsops_mac=${ENC}\n`)}}`)],
  ["an INI file as a value", secret(`data: {A: ${base64(`[a]\nb = ${ENC}\n\n[sops]\nmac = ${ENC}\n`)}}`)],
  ["in a ConfigMap", `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {A: "${ENC}"}`],
  ["in a label", secret("").replace("name: a", `name: a, labels: {x: "${ENC}"}`)],
  ["with the metadata of sops", secret(`stringData: {A: a}\nsops: {mac: "${ENC}"}`)],
])("ciphertext is never applied: %s", (_name, text) => {
  const { desired, codes, text: said } = saidOf(documentsOfYaml(text, "a.yaml", undefined));
  expect(desired).toEqual([]);
  expect(codes).toEqual(["STILL_ENCRYPTED"]);
  expect(said).not.toContain(CANARY);
});

test("text that only speaks of sops is no ciphertext", () => {
  const values = { A: "see [sops] and ENC[ in the docs", B: "the sops_mac=… line", C: "enc[aes256_gcm,x]" };
  const { codes, desired } = saidOf(
    documentsOfYaml(secret(`stringData: ${JSON.stringify(values)}`), "a.yaml", undefined),
  );
  expect(codes).toEqual([]);
  expect([...desired[0]!.data!.keys()]).toEqual(["A", "B", "C"]);
});

test("annotations that are no map are left to the server", () => {
  const { desired } = saidOf(
    documentsOfYaml(secret("").replace("name: a", "name: a, annotations: text"), "a", undefined),
  );
  expect(desired[0]!.body.metadata.annotations).toBe("text");
});
