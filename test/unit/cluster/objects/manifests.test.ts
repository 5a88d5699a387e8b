import { beforeAll, expect, test } from "vitest";
import type { ManifestDocument, ManifestNode } from "../../../../src/cluster/document.ts";
import { documentsOfYaml } from "../../../../src/cluster/objects/documents.ts";
import { type ObjectSettings, readManifests } from "../../../../src/cluster/objects/manifests.ts";
import { loadYaml } from "../../../../src/kernel/yaml.ts";

const CANARY = "CANARY-7f3a";
const SETTINGS: ObjectSettings = {
  namespace: "prod",
  allowNamespaces: ["shared"],
  allowKinds: [],
  now: Date.UTC(2026, 10, 24),
};

beforeAll(loadYaml);

const plain = (text: string, promised?: string): ManifestDocument[] =>
  documentsOfYaml(text, "a.yaml", promised);

/** The same documents as a SOPS file would give them: every leaf that holds the canary, or is named, was encrypted. */
const sealed = (text: string): ManifestDocument[] =>
  plain(text).map((document) => ({ ...document, encrypted: true, root: hiding(document.root) }));

function hiding(node: ManifestNode): ManifestNode {
  if (node.kind === "map")
    return { kind: "map", entries: new Map([...node.entries].map(([key, one]) => [key, hiding(one)])) };
  if (node.kind === "list") return { kind: "list", items: node.items.map(hiding) };
  return { ...node, hidden: node.source.includes(CANARY) };
}

const read = (documents: readonly ManifestDocument[], more: Partial<ObjectSettings> = {}) => {
  const { desired, problems } = readManifests(documents, { ...SETTINGS, ...more });
  for (const { message, fix } of problems) {
    expect(message).not.toContain(CANARY);
    expect(fix).not.toContain(CANARY);
  }
  return { desired, codes: problems.map(({ code }) => code), problems };
};

const SECRET = `apiVersion: v1\nkind: Secret\nmetadata: {name: app}\n`;

test("data and stringData become data, scalars the text that stands there", () => {
  const text = `${SECRET}data: {A: ${Buffer.from("a").toString("base64")}, B: Yg==}\nstringData: {B: ${CANARY}, N: 0755, Y: yes, E: null}\n`;
  const { desired, codes } = read(sealed(text));
  expect(codes).toEqual([]);
  const [secret] = desired;
  expect(Object.fromEntries([...secret!.data!].map(([key, value]) => [key, value.reveal()]))).toEqual({
    A: "a",
    B: CANARY,
    N: "0755",
    Y: "yes",
    E: "",
  });
  expect(JSON.stringify(secret!.body)).not.toContain(CANARY);
  expect(secret!.body).toEqual({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "app", namespace: "prod" },
  });
});

test("what was read back from a cluster is left out", () => {
  const metadata = `{name: app, uid: u, resourceVersion: "1", generation: 2, managedFields: [], annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}", kept: "1"}}`;
  const { desired } = read(plain(`apiVersion: v1\nkind: Secret\nmetadata: ${metadata}\nstatus: {}\n`));
  expect(desired[0]?.body).toEqual({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "app", namespace: "prod", annotations: { kept: "1" } },
  });
});

test("a List, several documents and JSON are their objects", () => {
  const item = (name: string) => ({ apiVersion: "v1", kind: "Secret", metadata: { name } });
  const list = JSON.stringify({ apiVersion: "v1", kind: "List", items: [item("a"), item("b")] });
  const { desired } = read([...plain(list), ...plain(`${SECRET}---\n${SECRET.replace("app", "c")}`)]);
  expect(desired.map(({ key }) => key.name)).toEqual(["a", "b", "app", "c"]);
});

test.each([
  ["stands twice", `${SECRET}---\n${SECRET}`, "NAME_COLLISION"],
  ["another namespace", SECRET.replace("app", "app, namespace: other"), "NAMESPACE_REFUSED"],
  ["another kind", SECRET.replace("Secret", "ConfigMap"), "KIND_REFUSED"],
  ["a Secret of another group", SECRET.replace("v1", "evil.example/v1"), "KIND_REFUSED"],
  ["no name", `apiVersion: v1\nkind: Secret\nmetadata: {generateName: app-}\n`, "MANIFEST_INVALID"],
  ["a name that is a path", SECRET.replace("app", "../x"), "MANIFEST_INVALID"],
  ["the block sops", `${SECRET}sops: {version: 3.9.0}\n`, "STILL_ENCRYPTED"],
  ["ciphertext", `${SECRET}stringData: {A: "ENC[AES256_GCM,data:x]"}\n`, "STILL_ENCRYPTED"],
  [
    "ciphertext in base64",
    `${SECRET}data: {A: ${Buffer.from("ENC[AES256_GCM,x").toString("base64")}}\n`,
    "STILL_ENCRYPTED",
  ],
  ["no base64", `${SECRET}data: {A: "${CANARY}!"}\n`, "MANIFEST_INVALID"],
  ["a map for a value", `${SECRET}stringData: {A: {b: ${CANARY}}}\n`, "MANIFEST_INVALID"],
  ["a service account's token", `${SECRET}type: kubernetes.io/service-account-token\n`, "MANIFEST_INVALID"],
  ["a bootstrap token", `${SECRET}type: bootstrap.kubernetes.io/token\n`, "MANIFEST_INVALID"],
  ["too large", `${SECRET}stringData: {A: ${"x".repeat(1024 * 1024 + 1)}}\n`, "VALUE_TOO_LARGE"],
])("refuses %s", (_, text, code) => {
  expect(read(plain(text)).codes).toContain(code);
});

test("no namespace is an error, and never default", () => {
  expect(read(plain(SECRET), { namespace: "" }).codes).toEqual(["NAMESPACE_MISSING"]);
});

test("another namespace and kind where they are allowed", () => {
  const text = SECRET.replace("Secret", "Deployment")
    .replace("v1", "apps/v1")
    .replace("app}", "app, namespace: shared}");
  const { desired, codes } = read(plain(text), { allowKinds: ["Deployment.apps"] });
  expect([codes, desired[0]?.key.namespace]).toEqual([[], "shared"]);
  expect(read(plain(text), { allowKinds: ["Deployment.other"] }).codes).toEqual(["KIND_REFUSED"]);
});

test("a Secret in clear text where its name or a rule promises encryption", () => {
  const text = `${SECRET}stringData: {A: ${CANARY}}\n`;
  const why = "its name has .enc. in it";
  expect(read(plain(text, why)).codes).toEqual(["MANIFEST_NOT_ENCRYPTED"]);
  expect([read(sealed(text)).codes, read(plain(SECRET, why)).codes]).toEqual([[], []]);
});

test.each([
  ["k8s/app.enc.yaml", "encrypt -i k8s/app.enc.yaml "],
  ["my app.enc.yaml", "encrypt -i 'my app.enc.yaml' "],
  ["a$(id)'.enc.yaml", "encrypt -i 'a$(id)'\\''.enc.yaml' "],
  ["-f.enc.yaml", "encrypt -i ./-f.enc.yaml "],
])("the line that encrypts %s can be pasted", (file, line) => {
  const documents = documentsOfYaml(`${SECRET}stringData: {A: ${CANARY}}\n`, file, "its name says so");
  expect(read(documents).problems[0]?.fix).toContain(line);
});

// `sops -e` without a pattern encrypts these too.
test.each([
  ["its name", SECRET.replace("app", CANARY)],
  ["its namespace", SECRET.replace("app}", `app, namespace: ${CANARY}}`)],
  ["its kind", SECRET.replace("kind: Secret", `kind: ${CANARY}`)],
  ["an annotation", SECRET.replace("app}", `app, annotations: {a: ${CANARY}}}`)],
  ["its type", `${SECRET}type: ${CANARY}\n`],
])("what was encrypted stays out of the object and of the message: %s", (_, text) => {
  const { desired, problems } = read(sealed(text));
  expect([desired, problems.length]).toEqual([[], 1]);
  expect(problems[0]?.message).toContain("encrypted in the file");
});

test("decrypted values go into no other kind", () => {
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app}\ndata: {A: ${CANARY}}\n`;
  const { codes, problems } = read(sealed(text), { allowKinds: ["ConfigMap"] });
  expect(codes).toEqual(["MANIFEST_INVALID"]);
  expect(problems[0]?.message).toContain("data.A is encrypted in the file");
});
