import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { CONTEXT } from "../../../src/scan/context/index.ts";
import { createEngine } from "../../../src/scan/engine/engine.ts";
import { pick, seeded } from "../../harness/token-checks.ts";

const random = seeded(12);
const draw = (chars: string, length: number) => pick(chars, length, random);
const ALNUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** Drawn, with at least a digit of each kind. */
const KEY = `${draw(ALNUM, 14)}7${draw(ALNUM, 14)}kQ4`;
const PASSWORD = `tR4!${draw("abdfghknpqrtvwxz", 4)}9Zk`;
const NOW = Date.UTC(2026, 10, 24);
const engine = createEngine([], CONTEXT);

const scan = (text: string, path = "src/a.ts") =>
  engine
    .scan(
      { path, bytes: Buffer.from(text, "latin1") },
      { decodeDepth: 0, archiveDepth: 0, disabled: new Set(), now: NOW },
    )
    .map((finding) => ({ ...finding, secret: Buffer.from(finding.secret).toString("latin1") }));

const base64 = (text: string) => Buffer.from(text).toString("base64");
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwt = (claims: object, signature = draw(ALNUM, 43)) =>
  `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(claims)}.${signature}`;
const pem = (label: string, head: number[], size = 120) => {
  const body = Buffer.from([...head, ...Array.from({ length: size }, (_, at) => (at * 37 + 11) % 256)]);
  const lines = body.toString("base64").match(/.{1,64}/g) ?? [];
  return [`-----${"BEGIN"} ${label}-----`, ...lines, `-----${"END"} ${label}-----`];
};

describe("a password or key in its place", () => {
  it.each([
    ["url-password", `postgres://app:${PASSWORD}@db.internal.corp:5432/x`, PASSWORD, "postgres://"],
    ["url-password", `url = "redis://:${KEY}@cache.corp:6379"`, KEY, "redis://"],
    ["url-password", `mongodb+srv://u:tR4%40${KEY}@c0.mongodb.net/`, `tR4%40${KEY}`, "mongodb+srv://"],
    ["connection-password", `Server=db;User Id=app;Password=${PASSWORD};Encrypt=true`, PASSWORD, "Password"],
    ["connection-password", `"host=db user=app password=${PASSWORD} dbname=x"`, PASSWORD, "password"],
    ["basic-auth", `Authorization: Basic ${base64(`app:${PASSWORD}`)}`, base64(`app:${PASSWORD}`), "Basic"],
    ["bearer-token", `-H "Authorization: Bearer ${KEY}"`, KEY, "Bearer"],
    ["curl-user", `curl -s -u app:${PASSWORD} https://api.corp`, PASSWORD, "-u"],
    ["curl-user", `curl https://api.corp \\\n  --user "app:${PASSWORD}"`, PASSWORD, "-u"],
    ["assigned-secret", `const dbPassword = "${PASSWORD}";`, PASSWORD, "dbPassword"],
    ["assigned-secret", `  "api_key": "${KEY}",`, KEY, "api_key"],
    ["assigned-secret", `\\"clientSecret\\":\\"${KEY}\\"`, KEY, "clientSecret"],
    ["assigned-secret", `config["authToken"] = '${KEY}'`, KEY, "authToken"],
    ["assigned-secret", `String accessKey := \`${KEY}\``, KEY, "accessKey"],
    ["assigned-secret", `private secretKey: string = "${KEY}"`, KEY, "secretKey"],
    ["assigned-secret", `os.Setenv("DB_PASSWORD", "${PASSWORD}")`, PASSWORD, "DB_PASSWORD"],
    ["assigned-secret", `setPassword("${PASSWORD}")`, PASSWORD, "setPassword"],
    ["assigned-secret", `<password>${PASSWORD}</password>`, PASSWORD, "password"],
    ["assigned-secret", `<add key="DbPassword" value="${PASSWORD}" />`, PASSWORD, "DbPassword"],
    ["assigned-secret", `{ "name": "DB_PASSWORD", "value": "${PASSWORD}" }`, PASSWORD, "DB_PASSWORD"],
    ["assigned-secret", `if password == "${PASSWORD}" {`, PASSWORD, "password"],
  ])("is found: %s in %s", (rule, text, secret, sight) => {
    const [found, ...more] = scan(text);
    expect(found).toMatchObject({ rule, secret, sight, level: "generic", start: text.indexOf(secret) });
    expect(more).toEqual([]);
  });

  it.each([
    ["pod.yaml", `- name: DB_PASSWORD\n  value: ${PASSWORD}\n`],
    [".env", `export API_TOKEN=${KEY}\n`],
    ["deploy/values.yaml", `db:\n  password: ${PASSWORD}  # rotated\n`],
    ["app.properties", `spring.datasource.password=${PASSWORD}`],
    ["Dockerfile", `ENV APP_SECRET=${KEY}\n`],
  ])("needs no quotes in %s", (path, text) => {
    expect(scan(text, path)).toHaveLength(1);
    expect(scan(text, "src/a.ts")).toEqual([]);
  });

  it.each([
    [".netrc", `machine a.corp login b password ${PASSWORD}\n`, PASSWORD],
    [".pgpass", `db:5432:app:app:${PASSWORD}\n`, PASSWORD],
    ["conf/.htpasswd", `app:$apr1$${draw(ALNUM, 8)}$${"k".repeat(3)}${draw(ALNUM, 19)}\n`, "$apr1$"],
    [".npmrc", `//r.corp/:_auth=${base64(`app:${PASSWORD}`)}\n`, base64(`app:${PASSWORD}`)],
  ])("is found in %s by the file's shape", (path, text, secret) => {
    const found = scan(text, path);
    expect(found).toHaveLength(1);
    expect(found[0]?.secret.startsWith(secret)).toBe(true);
    expect(found[0]?.end).toBe(text.trimEnd().length);
  });
});

describe("a key store", () => {
  it.each([
    ["certs/client.p12", "0\u0082\u0001\u0002", 1],
    ["certs/client.p12", "PK\u0003\u0004", 0],
    ["certs/client.der", "0\u0082\u0001\u0002", 0],
  ])("%s that begins with %j", (path, head, count) => {
    expect(scan(head + "\u0001".repeat(200), path)).toHaveLength(count);
  });
});

describe("what is no secret", () => {
  it.each([
    'password = "changeme"',
    '"password": "Contrase\u00c3\u00b1a"',
    "<password>Your password</password>",
    'password = "${DB_PASSWORD}"',
    'password: "{{ .Values.password }}"',
    'password = os.environ["DB_PASSWORD"]',
    'password = "Enter your password here"',
    'const passwordField = "Form-Field-77x"',
    `tokenUrl = "https://login.corp/${"a1b2c3d4e5f6"}"`,
    'secretName: "my-app-secret-v2"',
    `csrfToken = "${KEY}"`,
    'token = "getAccessTokenFromRequest2"',
    'apiKey = "com.corp.service.ApiKeyProvider1"',
    'secret: "/run/secrets/db_password_1"',
    'token = "<your-token-1234>"',
    'api_key = "xxxxxxxxxxxxxxxxxxxx1"',
    'api_key = "1234567890abcdef1234"',
    'token = "11111111-2222-3333-4444-555555555555"',
    "postgres://user:password@localhost/db",
    "postgres://$USER:$PASS@db.corp/x",
    "https://example.com/a:b@c",
    `http://u:${PASSWORD}@example.com/`,
    "Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    "Authorization: Bearer ${TOKEN}",
    "a basic understanding of things is required",
    "curl -u $USER:$PASSWORD https://api.corp",
    "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----",
    "-----BEGIN PUBLIC KEY-----",
    "eyJhbGciOi.eyJzdWIi.x",
  ])("%s", (text) => {
    expect(scan(text)).toEqual([]);
    expect(scan(text, ".env")).toEqual([]);
  });

  it("is a table of test vectors", () => {
    const rows = [1, 2, 3, 4].map(() => `{ secretKey: "${draw("0123456789abcdef", 64)}" },`);
    expect(scan(rows.slice(0, 1).join("\n"))).toHaveLength(1);
    expect(scan(rows.join("\n")).map((one) => one.level)).toEqual(rows.map(() => "placeholder"));
  });

  it("stands beside a word that says so, or in a file that is generated", () => {
    const line = `const apiKey = "${KEY}"`;
    const levels = (text: string, path?: string) => scan(text, path).map((one) => [one.level, one.reason]);
    expect(levels(line)).toEqual([["generic", undefined]]);
    expect(levels(`// Code generated. DO NOT EDIT.\n${line}`)).toEqual([
      ["placeholder", "the file says that it is generated"],
    ]);
    expect(levels(line, "api.example.ts")).toEqual([["placeholder", "its file is named as an example"]]);
    expect(levels(`// known-answer test: ${line}`)).toEqual([
      ["placeholder", "its line says that it is a test vector"],
    ]);
  });
});

describe("a private key", () => {
  const DER = [0x30, 0x82, 1, 2];
  it.each([
    ["in a file", (lines: string[]) => lines.join("\n")],
    ["in JSON", (lines: string[]) => JSON.stringify({ key: `${lines.join("\n")}\n` })],
    ["in lines of code", (lines: string[]) => lines.map((line) => `"${line}\\n" +`).join("\n  ")],
    ["indented in YAML", (lines: string[]) => lines.map((line) => `    ${line}`).join("\r\n")],
  ])("is found %s", (_, write) => {
    const found = scan(write(pem("RSA PRIVATE KEY", DER)));
    expect(found.map((one) => [one.rule, one.level, one.reason])).toEqual([
      ["private-key", "specific", undefined],
    ]);
  });

  it.each([
    ["OPENSSH PRIVATE KEY", [...Buffer.from("openssh-key-v1")], "specific"],
    ["PGP PRIVATE KEY BLOCK", [0x95, 1, 2, 3], "specific"],
    ["ENCRYPTED PRIVATE KEY", DER, "generic"],
    ["EC PRIVATE KEY", [1, 2, 3, 4], "placeholder"],
  ] as const)("%s is as sure as its content", (label, head, level) => {
    expect(scan(pem(label, [...head]).join("\n")).map((one) => one.level)).toEqual([level]);
  });
});

describe("a JSON Web Token", () => {
  it("says who issued it and until when, never its signature", () => {
    const signature = draw(ALNUM, 43);
    const token = jwt({ iss: "https://id.corp", exp: NOW / 1000 + 60, sub: "app" }, signature);
    const [found] = scan(`x=${token}`);
    expect(found).toMatchObject({ rule: "jwt", level: "specific", secret: token });
    expect(found?.facts).toEqual({
      algorithm: "HS256",
      issuer: "https://id.corp",
      expires: new Date(NOW + 60_000).toISOString(),
    });
    expect(JSON.stringify(found?.facts)).not.toContain(signature);
  });

  it.each([
    ["that has expired", jwt({ iss: "a", exp: NOW / 1000 - 60 })],
    ["of documentation", jwt({ sub: "1234567890", name: "John Doe" })],
    ["without signature", jwt({ iss: "a" }, "")],
    ["for anybody", jwt({ iss: "supabase", role: "anon" })],
  ])("%s is a placeholder", (_, token) => {
    const [found] = scan(token);
    expect(found?.level).toBe("placeholder");
    expect(found?.reason).not.toBe("");
  });
});
