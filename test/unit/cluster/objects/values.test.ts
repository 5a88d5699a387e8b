import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ManifestNode } from "../../../../src/cluster/document.ts";
import { documentsOfYaml } from "../../../../src/cluster/objects/documents.ts";
import { isCiphertext } from "../../../../src/cluster/objects/encrypted.ts";
import { markedForHelm } from "../../../../src/cluster/objects/helm-marks.ts";
import { hiddenPath, plainOf } from "../../../../src/cluster/objects/plain.ts";
import { secretBody } from "../../../../src/cluster/objects/secret.ts";
import { secretValues } from "../../../../src/cluster/objects/values.ts";
import { Secret } from "../../../../src/kernel/secret.ts";

const CANARY = "CANARY-7f3a";
const node = (yaml: string): ManifestNode => documentsOfYaml(yaml, "a.yaml", undefined)[0]!.root;
const fieldOf = (root: ManifestNode, name: string) =>
  root.kind === "map" ? root.entries.get(name) : undefined;
function values(yaml: string) {
  const root = node(yaml);
  const read = secretValues(fieldOf(root, "data"), fieldOf(root, "stringData"));
  for (const { message, fix } of read.problems) expect(message + fix).not.toContain(CANARY);
  expect(read.notes.join()).not.toContain(CANARY);
  return {
    texts: Object.fromEntries([...read.data].map(([key, value]) => [key, value.reveal()])),
    codes: read.problems.map(({ code }) => code),
    messages: read.problems.map(({ message }) => message),
    notes: read.notes,
  };
}

describe("the values of a Secret", () => {
  test("base64 and text; text wins; what is no text keeps the text of the file", () => {
    const read = values(
      "data: {A: YQ==, B: Yg==, N: null}\nstringData: {B: text, PORT: 5432, OCTAL: 0755, YES: yes, LONG: 1.50, tls.crt: |\n  x\n}\n".replace(
        ", tls.crt: |\n  x\n}",
        "}",
      ),
    );
    expect(read.texts).toEqual({
      A: "a",
      B: "text",
      N: "",
      PORT: "5432",
      OCTAL: "0755",
      YES: "yes",
      LONG: "1.50",
    });
    expect(read.codes).toEqual([]);
    expect(read.notes).toHaveLength(5);
    expect(read.notes[0]).toMatch(/N is null/);
  });

  test("base64 in several lines, and nothing at all", () => {
    expect(values("data:\n  A: |\n    YWFh\n    YmJi\nstringData:\n").texts).toEqual({ A: "aaabbb" });
    expect(secretValues(undefined, undefined)).toEqual({ data: new Map(), problems: [], notes: [] });
  });

  test.each<[string, string, RegExp]>([
    [`data: {A: ${CANARY}}`, "MANIFEST_INVALID", /data\.A is not base64/],
    ["data: {A: YQ}", "MANIFEST_INVALID", /data\.A is not base64/],
    [`stringData: {A: {b: ${CANARY}}}`, "MANIFEST_INVALID", /stringData\.A is a map/],
    [`stringData: {A: [${CANARY}]}`, "MANIFEST_INVALID", /stringData\.A is a list/],
    [`stringData: ${CANARY}`, "MANIFEST_INVALID", /stringData is no map/],
    [`stringData: {"A B": ${CANARY}}`, "MANIFEST_INVALID", /a key may have/],
    [`stringData: {"..": ${CANARY}}`, "MANIFEST_INVALID", /a key may have/],
    [`stringData: {"A\\n::error::B": ${CANARY}}`, "MANIFEST_INVALID", /a key may have/],
    [`stringData: {${"k".repeat(254)}: ${CANARY}}`, "MANIFEST_INVALID", /a key may have/],
    [`stringData: {A: "ENC[AES256_GCM,data:${CANARY}]"}`, "STILL_ENCRYPTED", /A is still encrypted/],
    [`data: {A: "ENC[AES256_GCM,data:${CANARY}]"}`, "STILL_ENCRYPTED", /A is still encrypted/],
    [`data: {A: ${btoa(`sops:\n  mac: ENC[${CANARY}`)}}`, "STILL_ENCRYPTED", /A is still encrypted/],
    [`stringData: {A: ${"x".repeat(1024 * 1024 + 1)}}`, "VALUE_TOO_LARGE", /more than 1 MiB/],
  ])("%.60s is told", (yaml, code, expected) => {
    const { codes, messages } = values(yaml);
    expect(codes).toEqual([code]);
    expect(messages[0]).toMatch(expected);
    expect(messages[0]).not.toContain("\n");
  });
});

test("what sops wrote is known by each format's mark, and other text is not", () => {
  const of = (text: string) => isCiphertext(Secret.of(text));
  for (const text of [
    "ENC[AES256_GCM,data:x]",
    "\n ENC[AES256_GCM,data:x]",
    "a: b\nsops:\n    mac: ENC[AES256_GCM,data:x]",
    '{"sops": {"mac": "ENC[AES256_GCM"}}',
    "A=x\nsops_mac=ENC[AES256_GCM",
    "[a]\nb=c\n[sops]\nmac=x",
  ])
    expect(of(text), text).toBe(true);
  for (const text of ["", "ENC[", "sops", "see ENC[AES256_GCM, in the docs", "mac: 00:11", "a [sops] b"])
    expect(of(text), text).toBe(false);
  expect(isCiphertext(Secret.ofBytes(Uint8Array.of(0xff, 0, 0xfe)))).toBe(false);
});

describe("plain JSON", () => {
  test("numbers that JSON cannot hold become text; names of the prototype are names", () => {
    const plain = plainOf(
      node('a: 12345678901234567890\nb: 9\nc: [true, null, "x", 1.5]\n__proto__: {d: 1}\n'),
    );
    expect(JSON.stringify(plain)).toBe(
      '{"a":"12345678901234567890","b":9,"c":[true,null,"x",1.5],"__proto__":{"d":1}}',
    );
  });

  test("the path of what the file hides", () => {
    const leaf = (hidden: boolean, value: string | null = CANARY): ManifestNode => ({
      kind: "leaf",
      value,
      source: value ?? "",
      hidden,
    });
    const map = (entries: Record<string, ManifestNode>): ManifestNode => ({
      kind: "map",
      entries: new Map(Object.entries(entries)),
    });
    const list = (...items: ManifestNode[]): ManifestNode => ({ kind: "list", items });
    expect(hiddenPath(map({ a: leaf(false), b: list(leaf(false), map({ c: leaf(true) })) }))).toBe("b[1].c");
    expect(hiddenPath(map({ a: leaf(true, null), b: leaf(true, ""), c: leaf(false) }))).toBeUndefined();
    expect(hiddenPath(map({ "x\n::error::y": leaf(true) }))).not.toContain("\n");
    expect(hiddenPath(map({ ["k".repeat(500)]: leaf(true) }))!.length).toBeLessThanOrEqual(120);
  });
});

const BODY = { apiVersion: "v1", kind: "Secret", metadata: { name: "app", namespace: "prod" } };

test("the body of a Secret holds every key and byte, sorted, and no stringData", () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.oneof(
          fc.stringMatching(/^[-._A-Za-z0-9]{1,20}$/),
          fc.constantFrom("__proto__", "constructor", "tls.crt", "0", "-"),
        ),
        fc.uint8Array({ maxLength: 64 }),
        { noNullPrototype: true },
      ),
      (bytes) => {
        const data = new Map(Object.entries(bytes).map(([key, value]) => [key, Secret.ofBytes(value)]));
        const body = JSON.parse(secretBody({ body: BODY, data }).reveal()!) as {
          data: Record<string, string>;
        };
        const back = new Map(
          Object.entries(body.data).map(([key, text]) => [key, [...Buffer.from(text, "base64")]]),
        );
        expect(back).toEqual(new Map(Object.entries(bytes).map(([key, value]) => [key, [...value]])));
        expect(Object.keys(body)).toEqual(["apiVersion", "kind", "metadata", "data"]);
        const reversed = secretBody({ body: BODY, data: new Map([...data].toReversed()) });
        expect(reversed.equals(secretBody({ body: BODY, data }))).toBe(true);
      },
    ),
  );
});

test("a body cannot be printed, and without values it has an empty map", () => {
  const body = secretBody({ body: BODY, data: new Map([["A", Secret.of(CANARY)]]) });
  expect(`${body}${JSON.stringify(body)}`).not.toContain(btoa(CANARY));
  expect(JSON.parse(secretBody({ body: BODY }).reveal()!)).toEqual({ ...BODY, data: {} });
});

test("marks for helm go on top of what the object has, and not on what lies in no namespace", () => {
  const metadata = { ...BODY.metadata, labels: { app: "web" }, annotations: { a: "b" } };
  const desired = {
    key: { apiVersion: "v1", kind: "Secret", namespace: "prod", name: "app" },
    origin: { from: "manifest", input: "apply" } as const,
    body: { ...BODY, metadata },
    notes: [],
  };
  expect(markedForHelm(desired, "web").body.metadata).toEqual({
    ...metadata,
    labels: { app: "web", "app.kubernetes.io/managed-by": "Helm" },
    annotations: {
      a: "b",
      "meta.helm.sh/release-name": "web",
      "meta.helm.sh/release-namespace": "prod",
    },
  });
  expect(markedForHelm(desired, undefined)).toBe(desired);
  const wide = { ...desired, key: { ...desired.key, namespace: undefined } };
  expect(markedForHelm(wide, "web")).toBe(wide);
});
