import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { openAccess } from "../../../../src/cluster/login/access.ts";
import type { LoginNeeds } from "../../../../src/cluster/login/needs.ts";
import { Secret } from "../../../../src/kernel/secret.ts";
import { base64, CA, CANARY, CERT, folders, hostOf, KEY, needsOf, NEVER, NO_INPUTS } from "./fakes.ts";

const SERVER = "https://kube.example:6443";

interface Parts {
  readonly cluster?: object;
  readonly user?: object;
  readonly context?: object;
  readonly current?: string;
  readonly name?: string;
}

const config = ({ cluster, user, context, current, name = "a" }: Parts): string =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    ...(current === undefined ? {} : { "current-context": current }),
    clusters: cluster === undefined ? [] : [{ name, cluster }],
    users: user === undefined ? [] : [{ name, user }],
    contexts: context === undefined ? [] : [{ name, context }],
  });

const WHOLE: Parts = {
  cluster: { server: SERVER },
  user: { token: `${CANARY}-token` },
  context: { cluster: "a", user: "a", namespace: "prod" },
  current: "a",
};
const whole = (more: Parts = {}): string => config({ ...WHOLE, ...more });
const input = (text: string): Partial<LoginNeeds> => ({ kubeconfig: Secret.of(text) });

const open = async (more: Partial<LoginNeeds>, named?: string, context?: string, host = hostOf().host) =>
  openAccess({ kind: "kubeconfig", path: named, context }, NO_INPUTS, needsOf(more), host, NEVER);

const failureOf = async (more: Partial<LoginNeeds>, named?: string, context?: string) => {
  const failure = (await open(more, named, context).catch((error: unknown) => error)) as Error & {
    fix: string;
  };
  expect(`${failure.message} ${failure.fix}`).not.toContain(CANARY);
  return failure;
};

test.each([
  ["text", whole()],
  ["base64", base64(whole())],
  [
    "YAML",
    `# mine\n${"apiVersion: v1\nclusters: [{name: a, cluster: {server: 'https://kube.example:6443'}}]\nusers: [{name: a, user: {token: CANARY-7f3a-token}}]\ncontexts: [{name: a, context: {cluster: a, user: a, namespace: prod}}]\ncurrent-context: a\n"}`,
  ],
])("an input (%s) is a kubeconfig", async (_, text) => {
  const { host, born } = hostOf();
  const access = await open(input(text), undefined, undefined, host);
  expect(access).toMatchObject({ shown: "kube.example:6443 (context a)", namespace: "prod", trust: {} });
  expect(access.server.origin).toBe(SERVER);
  expect((await access.bearer!(false, NEVER)).token.reveal()).toBe(`${CANARY}-token`);
  expect(born).toEqual([`${CANARY}-token`]);
});

test("client certificate, CA, proxy, name and impersonation", async () => {
  const text = whole({
    cluster: {
      server: `${SERVER}/base/`,
      "certificate-authority-data": base64(CA),
      "tls-server-name": "kubernetes",
      "proxy-url": "http://proxy.example:3128",
    },
    user: {
      "client-certificate-data": base64(CERT),
      "client-key-data": base64(KEY),
      as: "deployer",
      "as-uid": "7",
      "as-groups": ["a", "b"],
      "as-user-extra": { reason: ["x"] },
    },
  });
  const { host, born } = hostOf();
  const access = await open(input(text), undefined, undefined, host);
  expect(access.server.href).toBe(`${SERVER}/base`);
  expect(access.trust.serverName).toBe("kubernetes");
  expect(access.trust.ca?.trim()).toBe(CA.trim());
  expect(access.proxy).toBe("http://proxy.example:3128");
  expect(access.certificate?.cert).toBe(CERT);
  expect(born).toEqual([KEY]);
  expect(access.bearer).toBeUndefined();
  expect(access.impersonate).toEqual({
    user: "deployer",
    uid: "7",
    groups: ["a", "b"],
    extra: new Map([["reason", ["x"]]]),
  });
});

test("the password of a proxy is masked", async () => {
  const { host, born } = hostOf();
  const text = whole({
    cluster: { server: SERVER, "proxy-url": `https://me:${CANARY}-proxy@proxy.example` },
  });
  await open(input(text), undefined, undefined, host);
  expect(born).toContain(`${CANARY}-proxy`);
});

test("files are relative to the kubeconfig's folder, and a token's file is read anew", async () => {
  const { home, workspace } = folders();
  const write = (name: string, text: string): void => fs.writeFileSync(path.join(home, ".kube", name), text);
  write("ca.pem", CA);
  write("token", `${CANARY}-1`);
  write(
    "config",
    whole({
      cluster: { server: SERVER, "certificate-authority": "ca.pem" },
      user: { token: "old", tokenFile: "token" },
    }),
  );
  const access = await open({ home, workspace }, "~/.kube/config");
  expect(access.trust.ca?.trim()).toBe(CA.trim());
  const ask = async () => (await access.bearer!(true, NEVER)).token.reveal();
  expect(await ask()).toBe(`${CANARY}-1`);
  write("token", `${CANARY}-2`);
  expect(await ask()).toBe(`${CANARY}-2`);
});

test("of several files the first counts for each name, and a missing one for none", async () => {
  const { root, workspace } = folders();
  const write = (name: string, text: string): string => {
    fs.writeFileSync(path.join(root, name), text);
    return path.join(root, name);
  };
  const one = write(
    "one",
    config({ cluster: { server: "https://first" }, context: { cluster: "a", user: "b" }, current: "a" }),
  );
  const two = write(
    "two",
    config({
      cluster: { server: "https://second" },
      user: { token: "no" },
      context: { cluster: "a", user: "a" },
      current: "b",
    }),
  );
  const three = write("three", config({ name: "b", user: { token: `${CANARY}-b` } }));
  const env = { KUBECONFIG: ["", one, path.join(root, "none"), two, three, one].join(path.delimiter) };
  const access = await open({ env, workspace });
  expect(access.server.origin).toBe("https://first");
  expect((await access.bearer!(false, NEVER)).token.reveal()).toBe(`${CANARY}-b`);
});

test("~/.kube/config counts by itself in a terminal alone", async () => {
  const { home, workspace } = folders();
  fs.writeFileSync(path.join(home, ".kube", "config"), whole());
  await expect(open({ home, workspace, face: "terminal" })).resolves.toMatchObject({ namespace: "prod" });
  await expect(open({ home, workspace: home, face: "terminal" })).resolves.toMatchObject({
    namespace: "prod",
  });
  expect(await failureOf({ home, workspace, face: "actions" })).toMatchObject({ code: "FILE_NOT_FOUND" });
  expect(await failureOf({ home: undefined, workspace, face: "terminal" })).toMatchObject({
    code: "FILE_NOT_FOUND",
  });
});

test.each<[string, string, (place: { root: string; workspace: string }) => string]>([
  ["a file in the workspace", "config", ({ workspace }) => path.join(workspace, "config")],
  [
    "a link in the workspace to a file outside",
    "link",
    ({ root, workspace }) => {
      fs.symlinkSync(path.join(root, "outside"), path.join(workspace, "link"));
      return path.join(root, "outside");
    },
  ],
  [
    "a link outside to a file in the workspace",
    "../link",
    ({ root, workspace }) => {
      fs.symlinkSync(path.join(workspace, "config"), path.join(root, "link"));
      return path.join(workspace, "config");
    },
  ],
])("%s says no server", async (_, named, place) => {
  const { root, workspace } = folders();
  fs.writeFileSync(place({ root, workspace }), whole());
  const failure = await failureOf({ workspace }, named);
  expect(failure).toMatchObject({ code: "KUBECONFIG_REFUSED" });
  expect(failure.message).toContain("server, token");
});

test("a kubeconfig in the workspace may choose a context of one outside", async () => {
  const { root, workspace } = folders();
  const inside = path.join(workspace, "config");
  const outside = path.join(root, "config");
  fs.writeFileSync(
    inside,
    config({ context: { cluster: "a", user: "a", namespace: "dev" }, name: "mine", current: "mine" }),
  );
  fs.writeFileSync(outside, whole());
  const env = { KUBECONFIG: [inside, outside].join(path.delimiter) };
  const access = await open({ env, workspace });
  expect(access).toMatchObject({ shown: "kube.example:6443 (context mine)", namespace: "dev" });
});

test("a check of the certificate that is left out is warned of", async () => {
  const { host, told } = hostOf();
  const text = whole({ cluster: { server: SERVER, "insecure-skip-tls-verify": true } });
  const access = await open(input(text), undefined, undefined, host);
  expect(access.trust).toEqual({ insecure: true });
  expect(told).toEqual([expect.stringContaining("insecure-skip-tls-verify")]);
});

const user = (fields: object): string => whole({ user: fields });
const cluster = (fields: object): string => whole({ cluster: fields });

test.each<[string, string, string, string?]>([
  ["no kubeconfig", CANARY, "KUBECONFIG_INVALID"],
  ["broken YAML", `clusters: [${CANARY}`, "KUBECONFIG_INVALID"],
  ["a list", "{}: [", "KUBECONFIG_INVALID"],
  ["no context", whole({ current: CANARY }), "KUBECONFIG_INVALID"],
  ["another context", whole(), "KUBECONFIG_INVALID", CANARY],
  ["no current context", config({ cluster: { server: SERVER } }), "KUBECONFIG_INVALID"],
  ["no such cluster", whole({ context: { cluster: CANARY, user: "a" } }), "KUBECONFIG_INVALID"],
  ["no such user", whole({ context: { cluster: "a", user: CANARY } }), "KUBECONFIG_INVALID"],
  [
    "two of one name",
    JSON.stringify({ kind: "Config", users: [{ name: CANARY }, { name: CANARY }] }),
    "KUBECONFIG_INVALID",
  ],
  ["http:", cluster({ server: `http://${CANARY}` }), "ENDPOINT_REFUSED"],
  ["metadata", cluster({ server: "https://169.254.169.254" }), "ENDPOINT_REFUSED"],
  ["no server", cluster({}), "ENDPOINT_REFUSED"],
  ["a socks proxy", cluster({ server: SERVER, "proxy-url": `socks5://${CANARY}` }), "KUBECONFIG_REFUSED"],
  [
    "CA and no check",
    cluster({ server: SERVER, "insecure-skip-tls-verify": true, "certificate-authority-data": base64(CA) }),
    "KUBECONFIG_INVALID",
  ],
  ["no CA", cluster({ server: SERVER, "certificate-authority-data": base64(CANARY) }), "KUBECONFIG_INVALID"],
  ["a relative CA", cluster({ server: SERVER, "certificate-authority": CANARY }), "KUBECONFIG_REFUSED"],
  ["a password", user({ username: "a", password: CANARY }), "KUBECONFIG_REFUSED"],
  ["an auth-provider", user({ "auth-provider": { name: CANARY } }), "KUBECONFIG_REFUSED"],
  ["half a certificate", user({ "client-key-data": base64(CANARY) }), "KUBECONFIG_INVALID"],
  [
    "another key",
    user({ "client-certificate-data": base64(CA), "client-key-data": base64(KEY) }),
    "KUBECONFIG_INVALID",
  ],
  ["groups of nobody", user({ token: "x", "as-groups": [CANARY] }), "KUBECONFIG_INVALID"],
  ["a number for a token", user({ token: 7 }), "KUBECONFIG_INVALID"],
  ["two lines for a token", user({ token: `${CANARY}\r\nx` }), "KUBECONFIG_INVALID"],
  ["an unknown program", user({ exec: { command: CANARY } }), "KUBECONFIG_REFUSED"],
])("%s is refused, and not quoted", async (_, text, code, context) => {
  expect(await failureOf(input(text), undefined, context)).toMatchObject({ code });
});
