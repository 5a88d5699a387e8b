import { describe, expect, test } from "vitest";
import { OUTPUTS } from "../../../src/config/inputs.ts";
import { checkName, matchesPatterns, RESERVED_OUTPUTS } from "../../../src/export/names.ts";
import { expand } from "../../../src/export/wildcard.ts";
import { Secret } from "../../../src/kernel/secret.ts";
import type { FieldNode, FieldTree } from "../../../src/references/content.ts";

const refused = (name: string, spelledOut: boolean, destination: "env" | "output" = "env") =>
  checkName(name, { spelledOut, destination })?.code === "NAME_REFUSED";

describe("checkName", () => {
  test.each([
    "PATH",
    "Path",
    "GITHUB_TOKEN",
    "github_env",
    "RUNNER_TEMP",
    "ACTIONS_STEP_DEBUG",
    "NODE_OPTIONS",
    "SECRETS_ACTION_REPORT",
  ])("%s is never set", (name) => expect([refused(name, true), refused(name, false)]).toEqual([true, true]));

  test.each(
    (
      "INPUT_X STATE_X CI HOME SHELL IFS ENV BASH_ENV BASH_FUNC_x PROMPT_COMMAND PS4 LD_PRELOAD ld_preload DYLD_INSERT_LIBRARIES GCONV_PATH " +
      "NODE_EXTRA_CA_CERTS NODE_TLS_REJECT_UNAUTHORIZED NPM_CONFIG_REGISTRY npm_config_registry PYTHONPATH PERL5OPT PERLLIB RUBYOPT RUBYLIB " +
      "JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS MAVEN_OPTS GRADLE_OPTS GIT_SSH_COMMAND GIT_CONFIG_COUNT SSH_ASKPASS EDITOR PAGER BROWSER " +
      "LESSOPEN DOTNET_STARTUP_HOOKS CORECLR_PROFILER_PATH COMPlus_X RUSTC_WRAPPER CARGO_TARGET_X_RUNNER GOFLAGS CC CXX MAKEFLAGS DOCKER_HOST " +
      "KUBECONFIG HTTP_PROXY https_proxy ALL_PROXY NO_PROXY SSL_CERT_FILE CURL_CA_BUNDLE REQUESTS_CA_BUNDLE AWS_ENDPOINT_URL_S3 TMPDIR " +
      "AWS_CONFIG_FILE DOCKER_CONFIG SOPS_AGE_KEY TF_CLI_ARGS HELM_PLUGINS PIP_INDEX_URL UV_INDEX CLOUDSDK_CONFIG COSIGN_KEY VAULT_ADDR ZDOTDIR PSModulePath"
    ).split(" "),
  )("%s only where the workflow spells it out", (name) =>
    expect([refused(name, true), refused(name, false)]).toEqual([false, true]),
  );

  test.each([
    "MONGO_URL",
    "GOOGLE_CLIENT_SECRET",
    "SSH_PRIVATE_KEY",
    "DOCKER_PASSWORD",
    "AWS_SECRET_ACCESS_KEY",
    "PATHS",
    "_x",
    "cipher",
  ])("%s may come from a store", (name) => expect(refused(name, false)).toBe(false));

  test.each(["", "1A", "A-B", "A=B", "A\nB", "A<<B", "Ä", "A".repeat(256), "A B"])(
    "%j is no variable",
    (name) => expect(refused(name, true)).toBe(true),
  );

  test("outputs: ours are reserved, a dash is allowed", () => {
    // An output of ours would silently take the place of the line's.
    expect(RESERVED_OUTPUTS.toSorted()).toEqual(OUTPUTS.map(({ name }) => name).toSorted());
    expect(["report", "Loaded", "SOURCES", "skipped"].every((name) => refused(name, true, "output"))).toBe(
      true,
    );
    expect(refused("my-output", true, "output")).toBe(false);
    expect(refused("LD_PRELOAD", false, "output")).toBe(true);
  });
});

describe("keys of Secrets and ConfigMaps", () => {
  const key = (name: string, destination: "secret" | "configmap" = "secret") =>
    checkName(name, { spelledOut: false, destination })?.code;

  test.each(["tls.crt", ".dockerconfigjson", "1", "PATH", "LD_PRELOAD", "a-b", "k".repeat(253)])(
    "%s is one",
    (name) => expect([key(name), key(name, "configmap")]).toEqual([undefined, undefined]),
  );

  test.each(["", ".", "..", "..data", "a/b", "a b", "a\n", "\u00c4", "k".repeat(254)])("%j is none", (name) =>
    expect(key(name)).toBe("NAME_REFUSED"),
  );

  test("the refusal of a variable says where the name is allowed", () => {
    const of = (name: string) => checkName(name, { spelledOut: true, destination: "env" })?.fix;
    expect(of("tls.crt")).toContain("`as secret` alone");
    expect(of("a b")).not.toContain("as secret");
  });

  test("a wildcard that goes only there keeps dots and dashes", () => {
    const leaf: FieldNode = { kind: "leaf", value: Secret.of("v"), clear: false };
    const tree: FieldTree = new Map([
      ["tls.crt", leaf],
      ["a b/c-d", leaf],
    ]);
    const names = (keysOnly: boolean) =>
      expand("", tree, { nameCase: "keep", leaves: "all", names: [], nulls: "skip", keysOnly }).values.map(
        ({ name }) => name,
      );
    expect(names(true)).toEqual(["tls.crt", "a_b_c-d"]);
    expect(names(false)).toEqual(["tls_crt", "a_b_c_d"]);
  });
});

test("wildcard-names", () => {
  expect(matchesPatterns("APP_X", ["DB_*", "APP_*"])).toBe(true);
  expect(matchesPatterns("APP", ["APP_*"])).toBe(false);
  expect(matchesPatterns("A_B_C", ["A*B*C"])).toBe(true);
  expect(matchesPatterns("AB", ["AB*B"])).toBe(false);
  expect(matchesPatterns("x", [])).toBe(false);
});

describe("expand", () => {
  const leaf = (text: string, clear = false): FieldNode => ({ kind: "leaf", value: Secret.of(text), clear });
  const map = (entries: Record<string, FieldNode>): FieldNode => ({
    kind: "map",
    fields: new Map(Object.entries(entries)),
    whole: Secret.of("{}"),
  });
  const tree = (entries: Record<string, FieldNode>): FieldTree => new Map(Object.entries(entries));
  const settings = { nameCase: "keep", nulls: "skip", leaves: "encrypted", names: [] } as const;
  const names = (result: ReturnType<typeof expand>) =>
    result.values.map(({ name, value }) => [name, value.reveal()]);

  test("joins nested keys, replaces other characters", () => {
    const fields = tree({
      "db.url": leaf("a"),
      nested: map({ "pass-word": leaf("b") }),
      list: { kind: "list", items: [leaf("c")], whole: Secret.of('["c"]') },
    });
    expect(names(expand("APP_", fields, settings))).toEqual([
      ["APP_db_url", "a"],
      ["APP_nested_pass_word", "b"],
      ["APP_list", '["c"]'],
    ]);
    expect(names(expand("", fields, { ...settings, nameCase: "upper" }))[0]).toEqual(["DB_URL", "a"]);
  });

  test("two keys of one name are a problem that names both", () => {
    const { problems } = expand("", tree({ "db.password": leaf("a"), "db-password": leaf("b") }), settings);
    expect(problems).toMatchObject([{ code: "NAME_COLLISION" }]);
    expect(problems[0]!.message).toMatch(/db\.password and db-password/);
  });

  test("nulls, clear leaves and names outside the patterns are left out and named", () => {
    const fields = tree({ A: leaf("a"), CLEAR: leaf("c", true), NONE: { kind: "null" }, B: leaf("b") });
    const result = expand("", fields, { ...settings, names: ["A", "CLEAR"] });
    expect(names(result)).toEqual([["A", "a"]]);
    expect(result.notices.join("\n")).toMatch(/NONE: null[^]*CLEAR: in clear.*\?leaves=all[^]*B: outside/);
    expect(names(expand("", fields, { ...settings, leaves: "all" }))).toHaveLength(3);
    expect(names(expand("", fields, { ...settings, nulls: "empty" }))).toContainEqual(["NONE", ""]);
  });
});
