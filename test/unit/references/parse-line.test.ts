import { describe, expect, test } from "vitest";
import { parseLines } from "../../../src/references/parse-line.ts";
import { parseReference } from "../../../src/references/parse-reference.ts";
import { Failure } from "../../../src/kernel/errors.ts";

const SCHEMES = new Set(["sops", "env", "aws", "ssm", "vault"]);
const input = { input: "secrets", fromInput: true };
const one = (text: string) => parseLines(text, SCHEMES, input);

describe("lines that are read", () => {
  test("every form of DESIGN.md's example", () => {
    const { lines, problems } = one(
      [
        "MONGO_URL   = aws://liquid-hive/prod/database/mongo_url",
        "DB_PASSWORD = aws://liquid-hive/prod/db?stage=AWSPREVIOUS#password",
        "# a comment",
        "REDIS_URL   = database/redis_url                     # bare: the provider chain",
        "SENTRY_DSN? = env://SENTRY   # optional",
        "TLS_KEY     = sops://deploy/tls.enc.yaml#tls.key decode base64 as file",
        "FEATURE_*   = ssm://liquid-hive/prod/features/",
        "*           = sops://helm/secrets/runtime.enc.yaml#stringData",
        'LEVEL = env://LEVEL default "in \\"quotes\\" # x" public as env , output',
        "P = sops://a.yaml#k as file out/p.key",
        'Q = "sops://my file.yaml"#/a/"b/c"',
      ].join("\n"),
    );
    expect(problems).toEqual([]);
    expect(lines.map((line) => [line.name, line.wildcard, line.optional, line.line])).toEqual([
      ["MONGO_URL", false, false, 1],
      ["DB_PASSWORD", false, false, 2],
      ["REDIS_URL", false, false, 4],
      ["SENTRY_DSN", false, true, 5],
      ["TLS_KEY", false, false, 6],
      ["FEATURE_", true, false, 7],
      ["", true, false, 8],
      ["LEVEL", false, false, 9],
      ["P", false, false, 10],
      ["Q", false, false, 11],
    ]);
    expect(lines[1]!.source).toEqual({
      kind: "reference",
      scheme: "aws",
      locator: "liquid-hive/prod/db",
      query: new Map([["stage", "AWSPREVIOUS"]]),
      field: { kind: "key", key: "password" },
    });
    expect(lines[2]!.source).toEqual({ kind: "bare", path: "database/redis_url" });
    expect(lines[4]).toMatchObject({ decode: "base64", destinations: [{ kind: "file", path: undefined }] });
    expect(lines[7]).toMatchObject({
      fallback: 'in "quotes" # x',
      public: true,
      destinations: [{ kind: "env" }, { kind: "output" }],
    });
    expect(lines[8]!.destinations).toEqual([{ kind: "file", path: "out/p.key" }]);
    expect(lines[9]!.source).toMatchObject({
      locator: "my file.yaml",
      field: { kind: "path", parts: ["a", "b/c"] },
    });
  });

  test("keys of Secrets and ConfigMaps, beside other destinations", () => {
    const { lines, problems } = one(
      [
        "tls.crt = a/b as secret app-tls",
        "A = a/b as secret liquid-hive-prod/app.runtime, env",
        "B = a/b as configmap app public",
        "C* = a/b as secret app , secret other/app, output",
      ].join("\n"),
    );
    expect(problems).toEqual([]);
    expect(lines.map(({ destinations }) => destinations)).toEqual([
      [{ kind: "secret", namespace: undefined, object: "app-tls" }],
      [{ kind: "secret", namespace: "liquid-hive-prod", object: "app.runtime" }, { kind: "env" }],
      [{ kind: "configmap", namespace: undefined, object: "app" }],
      [
        { kind: "secret", namespace: undefined, object: "app" },
        { kind: "secret", namespace: "other", object: "app" },
        { kind: "output" },
      ],
    ]);
    const inFile = parseLines("A = a/b as secret x/app", SCHEMES, { file: "secrets.yaml" });
    expect(inFile).toMatchObject({ problems: [], lines: [{ destinations: [{ kind: "secret" }] }] });
  });

  test("Windows line ends and a byte order mark", () => {
    expect(one("\uFEFFA = a/b\r\nB = a/c\r\n").lines.map(({ source }) => source)).toEqual([
      { kind: "bare", path: "a/b" },
      { kind: "bare", path: "a/c" },
    ]);
  });
});

describe("lines that are refused", () => {
  test.each([
    ["A = hunter2-S3cret", /neither a reference/],
    ["A = postgres://user:S3cret@host/db", /no provider for/],
    ["A = a/b #S3cret", /follows a space/],
    ["A = sops://my S3cret.yaml", /after the reference/],
    ['A = "a/S3cret', /not closed/],
    ["A = a/b decode S3cret", /`decode` takes/],
    ["A = a/b as vault ns/S3cret", /destinations env, output and file/],
    ["A = a/b as secret ns/S3cret", /the name after `secret` cannot/],
    ["A = a/b as secret S3cret/app", /the namespace of `secret` cannot/],
    ["A = a/b as secret ns/app/S3cret", /the name after/],
    ["A = a/b as secret /S3cret", /the namespace/],
    ["A = a/b as secret ns/", /the name after/],
    ["A = a/b as secret app S3cret", /separated by commas/],
    ["A = a/b as secret", /takes the name/],
    ["A = a/b as secret app, secret app", /twice/],
    [`A = a/b as secret ${"n".repeat(64)}/app`, /the namespace/],
    [`A = a/b as secret ${"n".repeat(254)}`, /the name after/],
    ["A = a/b as secret app..S3cret", /the name after/],
    ["A = a/b public as configmap", /takes the name/],
    ["A = a/b as configmap S3cret", /the name after `configmap`/],
    ["A = a/b as configmap app", /only what is `public`/],
    ["A = a/b as env, env", /twice/],
    ["A = a/b as env, file", /both set/],
    ["A = a/b as output S3cret", /only `file` takes/],
    ["A = a/b as", /destinations/],
    ["A = a/b public public", /twice/],
    ["A = a/b default", /no text/],
    ["A_* = a/b default S3cret", /wildcard has no default/],
    ["A_* = a/b as file S3cret", /many files/],
    ["A = sops://f#", /no field/],
    ["A = sops://f?S3cret", /NAME=VALUE/],
    ["A = sops://f?a=1&a=2", /twice/],
    ["A = ../S3cret", /neither/],
    ["A = ref+vault://a/b?address=http://S3cret", /does not choose/],
    ["A = # S3cret", /no reference/],
  ])("%s", (text, expected) => {
    const { lines, problems } = one(`\n${text}`);
    expect(lines).toEqual([]);
    expect(problems).toHaveLength(1);
    const [problem] = problems;
    expect(problem!.message).toMatch(expected);
    expect(problem!.message).toMatch(/^A(_\*)?: /);
    expect(problem!.at).toEqual({ input: "secrets", line: 2 });
    expect(JSON.stringify([problem!.message, problem!.fix])).not.toContain("S3cret");
  });

  test("a pasted value is not taken for a name", () => {
    for (const text of ["S3cretS3cret==", "S3cret", "S3cret+/x=", "-----BEGIN S3cret-----"]) {
      const [problem] = one(text).problems;
      expect(problem!.code).toBe("REFERENCE_INVALID");
      expect(problem!.message).not.toContain("S3cret");
    }
  });

  test("public and a path are for the input only, all problems come together", () => {
    const { problems } = parseLines("A = a/b public\nB = a/b as file x\nC = a/b as file", SCHEMES, {
      file: "secrets.yaml",
    });
    expect(problems.map(({ at }) => at)).toEqual([
      { file: "secrets.yaml", line: 1 },
      { file: "secrets.yaml", line: 2 },
    ]);
  });

  test("the nearest scheme is suggested, all are listed", () => {
    const failure = parseReference("sosp://f#k", SCHEMES) as Failure;
    expect(failure.message).toContain("Did you mean sops://?");
    expect(failure.fix).toContain("vault://");
  });
});

describe("vals forms", () => {
  test.each([
    ["ref+sops://a.yaml#/x/y", "sops", "a.yaml"],
    ["ref+awssecrets://a/b?version_stage=S#/x", "aws", "a/b"],
    ["ref+awsssm://a/b?region=r", "ssm", "a/b"],
    ["ref+vault://secret/a#/x", "vault", "secret/a"],
    ["ref+envsubst://$NAME", "env", "NAME"],
    ["ref+envsubst://${NAME}", "env", "NAME"],
  ])("%s", (text, scheme, locator) => {
    expect(parseReference(text, SCHEMES)).toMatchObject({ kind: "reference", scheme, locator });
  });

  test.each([
    "ref+gcpsecrets://p/s",
    "ref+unknown://x",
    "ref+envsubst://a$B",
    "ref+sops://x?key_type=base64",
  ])("%s is refused", (text) => {
    expect(parseReference(text, SCHEMES)).toBeInstanceOf(Failure);
  });
});
