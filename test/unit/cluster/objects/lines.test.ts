import { describe, expect, test } from "vitest";
import { type LineValue, oneSource, secretsOfLines } from "../../../../src/cluster/objects/lines.ts";
import { parseSecretOptions } from "../../../../src/cluster/objects/options.ts";
import { Secret } from "../../../../src/kernel/secret.ts";

const CANARY = "CANARY-7f3a";
const SETTINGS = { namespace: "prod", allowNamespaces: ["shared"], allowKinds: [], now: 0 };
let line = 0;
const value = (key: string, more: Partial<LineValue> & { text?: string } = {}): LineValue => ({
  key,
  value: Secret.of(more.text ?? CANARY),
  kind: "secret",
  object: "app",
  namespace: undefined,
  public: false,
  line: ++line,
  ...more,
});
function made(values: readonly LineValue[], options = "", settings = SETTINGS) {
  const parsed = parseSecretOptions(options);
  expect(parsed.problems).toEqual([]);
  const { desired, problems } = secretsOfLines(values, parsed.options, settings);
  for (const { message, fix } of problems) expect(message + fix).not.toContain(CANARY);
  expect(JSON.stringify(desired.map(({ body }) => body))).not.toContain(CANARY);
  return { desired, problems, codes: problems.map(({ code }) => code) };
}

describe("objects out of lines", () => {
  test("one object for all lines of its name, by namespace and kind", () => {
    const { desired, codes } = made([
      value("A"),
      value("B", { namespace: "prod" }),
      value("A", { namespace: "shared" }),
      value("LEVEL", { kind: "configmap", public: true, text: "info" }),
      value("BLOB", { kind: "configmap", public: true, value: Secret.ofBytes(Uint8Array.of(255)) }),
    ]);
    expect(codes).toEqual([]);
    expect(desired.map(({ key, data }) => [key.kind, key.namespace, [...(data?.keys() ?? [])]])).toEqual([
      ["Secret", "prod", ["A", "B"]],
      ["Secret", "shared", ["A"]],
      ["ConfigMap", "prod", []],
    ]);
    expect(desired[2]!.body).toMatchObject({ data: { LEVEL: "info" }, binaryData: { BLOB: "/w==" } });
    expect(desired[0]!.body).toEqual({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "app", namespace: "prod" },
      type: "Opaque",
    });
  });

  test("options: type, immutable, labels, the login of a registry", () => {
    const { desired, codes } = made(
      [
        value("A"),
        value("username", { object: "pull", text: "bot" }),
        value("password", { object: "pull", namespace: "shared" }),
        value("username", { object: "pull", namespace: "shared", text: "bot" }),
        value("password", { object: "pull" }),
      ],
      "app: type example.com/x, immutable, label app=web\nshared/pull: docker ghcr.io\nprod/pull: docker quay.io",
    );
    expect(codes).toEqual([]);
    expect(desired[0]!.body).toMatchObject({
      type: "example.com/x",
      immutable: true,
      metadata: { labels: { app: "web" } },
    });
    expect(desired.slice(1).map(({ body }) => body["type"])).toEqual([
      "kubernetes.io/dockerconfigjson",
      "kubernetes.io/dockerconfigjson",
    ]);
    expect(desired[1]!.data!.get(".dockerconfigjson")!.reveal()).toContain('"quay.io"');
    expect(desired[2]!.data!.get(".dockerconfigjson")!.reveal()).toContain('"ghcr.io"');
  });

  test.each<[string, () => LineValue[], string, string, RegExp]>([
    [
      "one key twice",
      () => [value("A"), value("A")],
      "",
      "NAME_COLLISION",
      /line \d+ gives Secret prod\/app/,
    ],
    ["a ciphertext", () => [value("A", { text: `ENC[AES256_GCM,${CANARY}` })], "", "STILL_ENCRYPTED", /A: /],
    ["another namespace", () => [value("A", { namespace: "x" })], "", "NAMESPACE_REFUSED", /namespace x/],
    ["a secret ConfigMap", () => [value("A", { kind: "configmap" })], "", "INPUT_INVALID", /public/],
    ["options for nothing", () => [value("A")], "ap: immutable", "INPUT_INVALID", /Did you mean app\?/],
    ["a login without keys", () => [value("A")], "app: docker ghcr.io", "MANIFEST_INVALID", /username and/],
    [
      "a type without keys",
      () => [value("A")],
      "app: type kubernetes.io/tls",
      "MANIFEST_INVALID",
      /tls\.crt/,
    ],
    ["a bad key of ssh", () => [value("ssh-privatekey")], "", "CERTIFICATE_INVALID", /Secret prod\/app: ssh/],
    ["too much", () => [value("A", { text: "x".repeat(1_048_577) })], "", "VALUE_TOO_LARGE", /1 MiB/],
  ])("%s is told with its line", (_name, values, options, code, expected) => {
    const { problems, codes } = made(values(), options);
    expect(codes).toEqual([code]);
    expect(problems[0]!.message).toMatch(expected);
    expect(problems[0]!.at?.line).toBeGreaterThan(0);
    expect(problems[0]!.fix).toBeTruthy();
  });

  test("without a default every line names its namespace", () => {
    const settings = { ...SETTINGS, namespace: "" };
    expect(made([value("A")], "", settings).codes).toEqual(["NAMESPACE_MISSING"]);
    expect(made([value("A", { namespace: "shared" })], "", settings).codes).toEqual([]);
  });

  test("the place is the file where the line stands in one", () => {
    const { problems } = made([value("A", { namespace: "x", file: "secrets.yaml", line: 7 })]);
    expect(problems[0]!.at).toEqual({ file: "secrets.yaml", line: 7 });
  });

  test("one object has one kind of source", () => {
    const [own] = made([value("A")]).desired;
    const manifest = {
      ...own!,
      origin: { from: "manifest", input: "apply", file: "a.yaml", line: 3 } as const,
    };
    expect(oneSource([own!])).toEqual([]);
    expect(oneSource([manifest, manifest])).toEqual([]);
    const [problem] = oneSource([own!, manifest]);
    expect(problem).toMatchObject({ code: "NAME_COLLISION", at: { file: "a.yaml", line: 3 } });
    expect(problem!.message).toMatch(/Secret prod\/app is made twice: by secrets and by apply/);
  });
});

describe("secret-options", () => {
  test("one Secret a line, comments left out", () => {
    const { options, problems } = parseSecretOptions(
      "# all\n\napp: immutable # why\r\nshared/pull: docker registry.example.com:5000/team, label a.b/c=\n",
    );
    expect(problems).toEqual([]);
    expect([...options]).toEqual([
      ["app", { line: 3, type: undefined, docker: undefined, immutable: true, labels: new Map() }],
      [
        "shared/pull",
        {
          line: 4,
          type: undefined,
          docker: "registry.example.com:5000/team",
          immutable: false,
          labels: new Map([["a.b/c", ""]]),
        },
      ],
    ]);
  });

  test.each<[string, RegExp]>([
    [CANARY, /does not begin/],
    [`${CANARY}: immutable`, /does not begin/],
    ["app:", /none of type/],
    ["app: imutable", /Did you mean immutable\?/],
    [`app: ${CANARY}`, /none of type/],
    [`app: type ${CANARY} x`, /takes one word/],
    [`app: type <${CANARY}>`, /takes the type/],
    [`app: docker ://${CANARY}`, /takes the host/],
    ["app: docker", /takes the host/],
    [`app: label ${CANARY}`, /KEY=VALUE/],
    ["app: docker ghcr.io, type Opaque", /says another/],
  ])("%s is told", (text, expected) => {
    const { options, problems } = parseSecretOptions(`\n${text}`);
    expect([options.size, problems.length]).toEqual([0, 1]);
    expect(problems[0]).toMatchObject({ code: "INPUT_INVALID", at: { input: "secret-options", line: 2 } });
    expect(problems[0]!.message).toMatch(expected);
    expect(problems[0]!.message + problems[0]!.fix).not.toContain(CANARY);
  });

  test("a name stands once", () => {
    const { problems } = parseSecretOptions("app: immutable\napp: label a=b");
    expect(problems.map(({ message }) => message)).toEqual(["app stands twice."]);
  });
});
