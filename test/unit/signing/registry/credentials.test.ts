import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Secret } from "../../../../src/kernel/secret.ts";
import {
  createCredentials,
  type Credential,
  type LoginSettings,
} from "../../../../src/signing/registry/credentials.ts";
import { CANARY, failureOf, fakeHost } from "./fake-host.ts";

let home = "";
beforeEach(() => void (home = fs.mkdtempSync(path.join(os.tmpdir(), "logins-"))));
afterEach(() => fs.rmSync(home, { recursive: true, force: true }));

const b64 = (text: string): string => Buffer.from(text).toString("base64");
const TARGET = { registry: "registry.test", repository: "team/shop/api" };
const HUB = { registry: "index.docker.io", repository: "library/alpine" };

function write(file: string, content: object | string): void {
  const full = path.join(home, file);
  fs.mkdirSync(path.dirname(full), { recursive: true });
  fs.writeFileSync(full, typeof content === "string" ? content : JSON.stringify(content));
}

const plain = (credential: Credential | undefined): unknown =>
  credential === undefined
    ? undefined
    : credential.kind === "basic"
      ? `${credential.username}:${credential.password.reveal()}`
      : `${credential.kind} ${credential.token.reveal()}`;

const ask = async (
  settings: Partial<LoginSettings> = {},
  env: Record<string, string> = {},
  target = TARGET,
): Promise<{ found: unknown; host: ReturnType<typeof fakeHost> }> => {
  const host = fakeHost({ HOME: home, ...env });
  const helper = settings.helper ?? (async () => Promise.reject(new Error(CANARY)));
  return { found: plain(await createCredentials({ ...settings, helper }, host.host)(target)), host };
};

test("docker's file counts before podman's files, in their order", async () => {
  const env = { XDG_RUNTIME_DIR: path.join(home, "run"), REGISTRY_AUTH_FILE: path.join(home, "auth.json") };
  const login = (name: string): object => ({
    auths: { "registry.test": { auth: b64(`${name}:${CANARY}`) } },
  });
  expect((await ask({}, env)).found).toBeUndefined();
  for (const [file, name] of [
    [".config/containers/auth.json", "xdg"],
    ["run/containers/auth.json", "runtime"],
    ["auth.json", "named"],
    [".docker/config.json", "docker"],
  ] as const) {
    write(file, login(name));
    expect((await ask({}, env)).found).toBe(`${name}:${CANARY}`);
  }
  write("other/config.json", login("folder"));
  expect((await ask({}, { ...env, DOCKER_CONFIG: path.join(home, "other") })).found).toBe(`folder:${CANARY}`);
});

test.each([
  ["auth", { auth: b64("u:p:q") }, "u:p:q"],
  ["user and password", { username: "u", password: "p" }, "u:p"],
  ["an identity token", { auth: b64("u:"), identitytoken: "i" }, "identity i"],
  ["a registry token", { registrytoken: "r" }, "registry r"],
  ["nothing in it", {}, undefined],
  ["no base64 of a login", { auth: "!!!" }, undefined],
])("an entry of the file: %s", async (_, entry, expected) => {
  write(".docker/config.json", { auths: { "registry.test": entry } });
  expect((await ask()).found).toBe(expected);
});

test("the longest name wins, and old names are known", async () => {
  const auths: Record<string, object> = { "https://registry.test/v2/": { auth: b64("host:p") } };
  const found = async (): Promise<unknown> => {
    write(".docker/config.json", { auths });
    return (await ask()).found;
  };
  expect(await found()).toBe("host:p");
  auths["registry.test/team"] = { auth: b64("team:p") };
  expect(await found()).toBe("team:p");
  auths["registry.test/team/shop/api"] = { auth: b64("api:p") };
  expect(await found()).toBe("api:p");
});

test.each(["https://index.docker.io/v1/", "docker.io", "index.docker.io"])(
  "Docker Hub is %s",
  async (key) => {
    write(".docker/config.json", { auths: { [key]: { auth: b64("u:p") } } });
    expect((await ask({}, {}, HUB)).found).toBe("u:p");
  },
);

test("a helper of the registry counts before the store, and that before the file", async () => {
  const asked: string[] = [];
  const helper = async (name: string, server: string): Promise<string> => {
    asked.push(`${name} ${server}`);
    return Promise.resolve(JSON.stringify({ ServerURL: server, Username: "<token>", Secret: CANARY }));
  };
  const auths = { "registry.test": { auth: b64("u:p") } };
  write(".docker/config.json", { auths, credsStore: "store", credHelpers: { "registry.test": "own" } });
  const { found, host } = await ask({ helper });
  expect(found).toBe(`identity ${CANARY}`);
  expect(host.born).toContain(CANARY);
  await ask({ helper }, {}, HUB);
  expect(asked).toEqual(["own registry.test", "store https://index.docker.io/v1/"]);
});

test("a helper that fails is said, without its words; the file counts then", async () => {
  write(".docker/config.json", {
    auths: { "registry.test": { auth: b64("u:p") } },
    credHelpers: { "registry.test": "own" },
  });
  const { found, host } = await ask();
  expect(found).toBe("u:p");
  expect(host.said).toEqual(["docker-credential-own gave no login for registry.test."]);
});

test("a helper whose name is a path is not run", async () => {
  write(".docker/config.json", { credsStore: "../../evil", credHelpers: { "registry.test": "a b;c" } });
  let runs = 0;
  const { found } = await ask({ helper: async () => Promise.resolve(String((runs += 1))) });
  expect([found, runs]).toEqual([undefined, 0]);
});

test("inputs win for the registries that they are for, and only for these", async () => {
  write(".docker/config.json", { auths: { "registry.test": { auth: b64("u:p") } } });
  const input = { username: "input", password: Secret.of("q") };
  expect((await ask(input)).found).toBe("input:q");
  expect((await ask({ ...input, loginFor: ["registry.test"] })).found).toBe("input:q");
  expect((await ask({ ...input, loginFor: ["ghcr.io"] })).found).toBe("u:p");
});

test("inputs that name no registry are shown to one alone", async () => {
  const settings = {
    username: "input",
    password: Secret.of(CANARY),
    helper: async () => Promise.resolve(""),
  };
  const credentials = createCredentials(settings, fakeHost({ HOME: home }).host);
  expect(plain(await credentials(TARGET))).toBe(`input:${CANARY}`);
  expect(plain(await credentials({ ...TARGET, repository: "other" }))).toBe(`input:${CANARY}`);
  const failure = await failureOf(credentials(HUB));
  expect(failure.code).toBe("REGISTRY_REFUSED");
  expect(failure.message).toContain("index.docker.io and registry.test");
  expect(failure.message + failure.fix).not.toContain(CANARY);
});

test("GitHub's token is for ghcr.io alone, where nothing else is configured", async () => {
  const settings = { githubToken: Secret.of("t"), githubActor: "octocat" };
  const ghcr = { registry: "ghcr.io", repository: "o/n" };
  expect((await ask(settings, {}, ghcr)).found).toBe("octocat:t");
  expect((await ask(settings)).found).toBeUndefined();
  write(".docker/config.json", { auths: { "ghcr.io": { auth: b64("u:p") } } });
  expect((await ask(settings, {}, ghcr)).found).toBe("u:p");
});

test("where nothing else is configured, a registry of AWS gets the token of the AWS identity", async () => {
  const ecr = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
  const awsToken = async (host: string): Promise<Secret | undefined> =>
    await Promise.resolve(host === ecr ? Secret.of(b64(`AWS:${CANARY}`)) : undefined);
  const of = async (registry: string): Promise<unknown> =>
    (await ask({ awsToken }, {}, { registry, repository: "x" })).found;
  expect(await of(ecr)).toBe(`AWS:${CANARY}`);
  expect(await of("registry.test")).toBeUndefined();
  write(".docker/config.json", { auths: { [ecr]: { auth: b64("AWS:p") } } });
  expect(await of(ecr)).toBe("AWS:p");
});

test("all that is secret is born at once", async () => {
  write(".docker/config.json", { auths: { "registry.test": { auth: b64(`u:${CANARY}`) } } });
  const { host } = await ask();
  expect(host.born).toEqual(expect.arrayContaining([CANARY, b64(`u:${CANARY}`)]));
});

test("a file that is not JSON is a failure without its text", async () => {
  write(".docker/config.json", `{${CANARY}`);
  const failure = await failureOf(ask());
  expect(failure.code).toBe("REGISTRY_REFUSED");
  expect(failure.message + failure.fix).not.toContain(CANARY);
});
