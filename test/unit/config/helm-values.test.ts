import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { helmBlocks } from "../../../src/config/helm-blocks.ts";
import { type HelmValues, helmValues } from "../../../src/config/helm-values.ts";
import { loadYaml, parseYaml } from "../../../src/kernel/yaml.ts";
import { printLine } from "../../../src/references/print.ts";
import { CANARY, FILE, MAP, must, printed, providers, read, shown, thrownBy } from "./helm-samples.ts";

/** The deployment's own files, where they are: the samples below have the same shapes. */
const FIXTURES =
  process.env["LIQUID_HIVE_FIXTURES"] ??
  path.resolve(import.meta.dirname, "../../../../shared/fixtures/liquid-hive");

beforeAll(loadYaml);

const LIST = `
externalSecrets:
  enabled: true
  secretStoreRef: {kind: ClusterSecretStore, name: external-secrets}
  data:
    - secretKey: PROVIDER_API_KEYS
      remoteRef:
        key: liquid-hive/provider-api-keys
    - remoteRef: {key: tls, property: tls.key, version: AWSPREVIOUS, decodingStrategy: Base64}
      secretKey: TLS_KEY # comment
`;

describe("both shapes", () => {
  test("a map of names, with what the block says of AWS", () => {
    const values = must(MAP, []);
    expect(values.problems).toEqual([]);
    expect(printed(values)).toEqual([
      "MONGO_URL = aws://liquid-hive/prod/MONGO_URL",
      "REDIS_URL = aws://liquid-hive/prod/redis#url",
    ]);
    expect(values.lines.map(({ line }) => line)).toEqual([22, 24]);
    expect(values.settings).toEqual({
      provider: "aws-secrets-manager",
      aws: {
        enabled: true,
        region: "us-east-1",
        prefix: "liquid-hive/prod",
        roleHint: "arn:aws:iam::123456789012:role/liquid-hive-secrets-role",
      },
    });
    expect(values.notices).toEqual([
      expect.stringContaining("aws-role: arn:aws:iam::123456789012:role/liquid-hive-secrets-role"),
    ]);
    expect(shown(values)).not.toContain(CANARY);
  });

  test("a list of entries, with the only remote provider there is", () => {
    const values = must(LIST);
    expect([values.problems, values.notices, values.settings]).toEqual([[], [], {}]);
    expect(printed(values)).toEqual([
      "PROVIDER_API_KEYS = aws://liquid-hive/provider-api-keys",
      "TLS_KEY = aws://tls?stage=AWSPREVIOUS#tls.key decode base64",
    ]);
    expect(values.lines.map(({ line }) => line)).toEqual([6, 10]);
    expect(values.lines[1]?.source).toMatchObject({ field: { kind: "key", key: "tls.key" } });
  });

  test("a line without a known place is line 1", () => {
    const flow = "externalSecrets: {data: {A: {key: a}}}";
    expect(must(flow).lines.map(({ line }) => line)).toEqual([1]);
    const document = parseYaml(LIST) as Map<unknown, unknown>;
    const values = helmValues(document, { file: FILE, providers, remote: ["aws"] });
    expect(values?.lines.map(({ line }) => line)).toEqual([1, 1]);
  });

  const there = fs.existsSync(path.join(FIXTURES, "values.list.yaml"));
  test.skipIf(!there)("the deployment's own files", () => {
    const textOf = (name: string): string => fs.readFileSync(path.join(FIXTURES, name), "utf8");
    const fixture = (name: string, remote: readonly string[] = []): HelmValues => must(textOf(name), remote);
    // A merge left a piece of another block in it, and no YAML parser takes it as a whole.
    const text = textOf("values-aws-prod.map.yaml");
    const failure = thrownBy(() => parseYaml(text));
    expect(failure.at?.line).toBe(153);
    const blocks = helmBlocks(text, failure, FILE);
    expect(blocks?.notice).toContain("not valid YAML (line 153)");
    const map = helmValues(blocks?.document ?? new Map(), { file: FILE, text, providers, remote: [] });
    expect(map?.problems).toEqual([]);
    expect(map?.lines).toHaveLength(17);
    expect(map?.lines.map(printLine)).toContain(
      "VLLM_ENDPOINT_SMALL = aws://liquid-hive/prod/VLLM_ENDPOINT_SMALL",
    );
    expect(map?.lines.map(({ line }) => line)).toEqual(Array.from({ length: 17 }, (_, i) => 95 + 2 * i));
    expect(map?.settings.aws?.prefix).toBe("liquid-hive/prod");
    const list = fixture("values.list.yaml", ["aws"]);
    expect([list.problems, printed(list)]).toEqual([
      [],
      ["PROVIDER_API_KEYS = aws://liquid-hive/provider-api-keys"],
    ]);
    const base = fixture("values.yaml");
    expect([base.problems, base.lines]).toEqual([[], []]);
    expect(base.settings).toEqual({
      provider: "environment",
      aws: { enabled: false, region: "us-east-1", prefix: "liquid-hive" },
    });
    expect(base.notices).toEqual([expect.stringContaining("externalSecrets.enabled is false")]);
  });
});

test.each([
  ["lines", "secrets: |\n  A = b/c\n"],
  ["neither key", "image: {tag: latest}\nconfig: {}\n"],
  ["a null", "secrets:\n"],
])("%s: not a Helm values file", (_name, text) => expect(read(text)).toBeUndefined());
