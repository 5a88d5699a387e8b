import { describe, expect, test } from "vitest";
import { dockerConfig, dockerProblems } from "../../../../src/cluster/objects/docker.ts";
import { typeOf, typeProblems } from "../../../../src/cluster/objects/types.ts";
import { Secret } from "../../../../src/kernel/secret.ts";

const CANARY = "CANARY-7f3a";
const data = (values: Record<string, string>) =>
  new Map(Object.entries(values).map(([name, value]) => [name, Secret.of(value)]));
const said = (type: string | undefined, values: Record<string, string>): string[] =>
  typeProblems(type, data(values), 0).map(({ message, fix }) => {
    expect(`${message}${fix}`).not.toContain(CANARY);
    return message;
  });
const SSH = `-----BEGIN OPENSSH PRIVATE KEY-----\n${CANARY}\n-----END OPENSSH PRIVATE KEY-----`;

describe("types", () => {
  test.each<[string[], string]>([
    [["tls.crt", "tls.key"], "kubernetes.io/tls"],
    [["tls.key", "ca.crt", "tls.crt"], "kubernetes.io/tls"],
    [["tls.crt"], "Opaque"],
    [[".dockerconfigjson"], "kubernetes.io/dockerconfigjson"],
    [["ssh-privatekey", "known_hosts"], "kubernetes.io/ssh-auth"],
    [["username", "password"], "Opaque"],
    [[], "Opaque"],
  ])("the keys %j are %s", (keys, type) => expect(typeOf(keys)).toBe(type));

  test.each<[string | undefined, Record<string, string>]>([
    [undefined, { A: CANARY }],
    ["Opaque", {}],
    ["constructor", { A: CANARY }],
    ["example.com/own", { A: CANARY }],
    ["kubernetes.io/basic-auth", { username: CANARY }],
    ["kubernetes.io/basic-auth", { password: "" }],
    ["kubernetes.io/ssh-auth", { "ssh-privatekey": SSH }],
    ["kubernetes.io/dockercfg", { ".dockercfg": "{}" }],
  ])("%s with these keys is right", (type, values) => expect(said(type, values)).toEqual([]));

  test.each<[string, Record<string, string>, RegExp]>([
    [
      "kubernetes.io/service-account-token",
      { token: CANARY },
      /token of the service account that never ends/,
    ],
    ["bootstrap.kubernetes.io/token", { "token-id": CANARY }, /lets machines join/],
    ["kubernetes.io/tls", { "tls.crt": CANARY }, /needs the key tls\.key/],
    ["kubernetes.io/tls", { "tls.crt": "", "tls.key": "" }, /needs the key tls\.crt and tls\.key/],
    ["kubernetes.io/tls", { "tls.crt": CANARY, "tls.key": SSH }, /tls\.crt is not certificates/],
    ["kubernetes.io/dockerconfigjson", { A: CANARY }, /needs the key \.dockerconfigjson/],
    ["kubernetes.io/dockerconfigjson", { ".dockerconfigjson": CANARY }, /no JSON object/],
    ["kubernetes.io/basic-auth", { user: CANARY }, /username or password/],
    ["kubernetes.io/ssh-auth", { "ssh-privatekey": CANARY }, /not one private key/],
  ])("%s with %j is told", (type, values, expected) => expect(said(type, values)[0]).toMatch(expected));
});

describe("logins of registries", () => {
  const auth = (text: string): string => Buffer.from(text).toString("base64");

  test("what dockerConfig makes is right, whatever is in it", () => {
    const made = dockerConfig("ghcr.io", Secret.of("bot"), Secret.of('p:"ä\\'), Secret.of("a@b.example"));
    expect(dockerProblems(made)).toEqual([]);
    expect(JSON.parse(made.reveal()!)).toEqual({
      auths: {
        "ghcr.io": { username: "bot", password: 'p:"ä\\', email: "a@b.example", auth: auth('bot:p:"ä\\') },
      },
    });
  });

  test.each<[unknown]>([
    [{ auths: { "ghcr.io": { auth: auth(`bot:${CANARY}`) } } }],
    [{ auths: { "ghcr.io": { username: "bot", password: CANARY } } }],
    [{ auths: { "ghcr.io": { auth: auth(`bot:${CANARY}\0\0`), username: "bot", password: CANARY } } }],
    [{ auths: { "x.azurecr.io": { auth: auth("00000000:"), identitytoken: CANARY } }, credsStore: "x" }],
  ])("right: %j", (config) => expect(dockerProblems(Secret.of(JSON.stringify(config)))).toEqual([]));

  test.each<[string, RegExp]>([
    [`{"auths": ${CANARY}`, /no JSON/],
    [JSON.stringify([CANARY]), /no JSON object/],
    [JSON.stringify({ "ghcr.io": { auth: CANARY } }), /no map `auths`/],
    [JSON.stringify({ auths: {} }), /no registry/],
    [JSON.stringify({ auths: { [CANARY]: CANARY } }), /registry 1 under `auths` is no map/],
    [JSON.stringify({ auths: { "": { auth: auth("a:b") } } }), /no name of a registry/],
    [JSON.stringify({ auths: { [CANARY]: { username: CANARY } } }), /neither username and password/],
    [JSON.stringify({ auths: { a: { username: 1, password: CANARY } } }), /is no text/],
    [JSON.stringify({ auths: { a: { auth: CANARY } } }), /no base64/],
    [JSON.stringify({ auths: { a: { auth: auth(CANARY) } } }), /no base64 of USER/],
    [
      JSON.stringify({
        auths: { a: { auth: auth("a:b") }, b: { auth: auth(`a:${CANARY}`), username: "c" } },
      }),
      /registry 2 .* another login/,
    ],
  ])("wrong: %s", (json, expected) => {
    const found = dockerProblems(Secret.of(json));
    expect(found).toHaveLength(1);
    expect(found[0]!.message).toMatch(expected);
    expect(found[0]!.message + found[0]!.fix).not.toContain(CANARY);
  });
});
