import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asFailure, type Failure } from "../../../../src/kernel/errors.ts";
import { HttpError, type StreamingHttp } from "../../../../src/kernel/http.ts";
import type { SigningHost } from "../../../../src/signing/host.ts";
import { openTrust, type Trust, type TrustSettings } from "../../../../src/signing/trust/instances.ts";
import { client, never, plainServer, portOf } from "../../kernel/http-servers.ts";
import { fileOf, log, rootOf } from "./files.ts";
import { onlineFiles, rootBody, rootFile, signed, tufKey } from "./tuf-repository.ts";

const NOW = Date.parse("2026-06-01T00:00:00Z");
let temp: string;
beforeEach(() => void (temp = fs.mkdtempSync(path.join(os.tmpdir(), "trust-test-"))));
afterEach(() => fs.rmSync(temp, { recursive: true }));

/** A client that records whom it is asked for, and reaches this machine only. */
function hostOf(env: Record<string, string> = {}): { host: SigningHost; asked: string[] } {
  const asked: string[] = [];
  const real = client();
  const http = {
    ...real,
    stream: () => Promise.reject(new Error("not here")),
    send: (request: Parameters<typeof real.send>[0], signal: AbortSignal) => {
      asked.push(request.url.host);
      if (request.url.hostname === "127.0.0.1") return real.send(request, signal);
      return Promise.reject(new HttpError("dns", request.url.host, "no address"));
    },
  } as StreamingHttp;
  const refuse = (): never => {
    throw new Error("trust needs no token");
  };
  return {
    asked,
    host: {
      http,
      registryHttp: http,
      clock: { now: () => NOW, sleep: async () => undefined },
      env,
      workspace: temp,
      temp,
      idToken: refuse,
      born: refuse,
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

const settings = (more: Partial<TrustSettings> = {}): TrustSettings => ({
  sigstore: "auto",
  signing: true,
  visibility: "public",
  allowPublicLog: false,
  timestampUrls: [],
  require: [],
  ...more,
});

const service = (url: string): object => ({
  url,
  majorApiVersion: 1,
  validFor: { start: "2026-01-01T00:00:00Z" },
});
const config = (fulcio = "https://fulcio.example"): object => ({
  mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
  caUrls: [service(fulcio)],
  rekorTlogUrls: [service("https://log.example")],
  rekorTlogConfig: { selector: "ANY" },
  tsaUrls: [service("https://tsa.example")],
  tsaConfig: { selector: "ANY" },
});
const root = fileOf(rootOf({ ctlogs: [log()] }), { name: "root.json" });
const own = { trustedRoot: root, signingConfig: fileOf(config(), { name: "signing.json" }) };

const open = (more: Partial<TrustSettings>, env: Record<string, string> = {}): Promise<Trust> =>
  openTrust(settings(more), hostOf(env).host, never);

async function failure(opening: Promise<unknown>): Promise<Failure> {
  return asFailure(
    await opening.then(
      () => new Error("it was opened"),
      (thrown: unknown) => thrown,
    ),
  );
}

test("a trusted root in a file needs no network, and its age is said", async () => {
  const { host, asked } = hostOf({ COSIGN_PASSWORD: "CANARY-7f3a" });
  const { instance, services, notes } = await openTrust(settings(own), host, never);
  expect(asked).toEqual([]);
  expect(instance).toMatchObject({
    name: "private",
    requires: { log: true, sct: true, timestamp: false },
    source: "root.json, as it is: its newest key is from 2024-01-01, 882 days ago",
  });
  expect(services?.fulcio.href).toBe("https://fulcio.example/");
  expect(notes).toEqual([expect.stringContaining("Ignored: COSIGN_PASSWORD.")]);
});

test.each<[string, object, Partial<TrustSettings>, object]>([
  ["what the root lists", { ctlogs: [] }, {}, { log: true, sct: false, timestamp: false }],
  ["a timestamp where there is no log", { tlogs: [] }, {}, { log: false, sct: false, timestamp: true }],
  [
    "what a root lists that is not known here",
    { tlogs: [log({}, { keyDetails: "ML_DSA_65" })] },
    {},
    { log: true, sct: false, timestamp: false },
  ],
  ["more, by inputs", { tlogs: [] }, { require: ["sct", "log"] }, { log: true, sct: true, timestamp: true }],
  [
    "no log where one's own is made without",
    {},
    { wish: { noLog: true } },
    { log: false, sct: false, timestamp: true },
  ],
  [
    "the log all the same from others",
    {},
    { wish: { noLog: true }, signing: false },
    { log: true, sct: false, timestamp: false },
  ],
])("a private instance requires %s", async (_, members, more, requires) => {
  const { instance } = await open({ ...own, trustedRoot: fileOf(rootOf(members)), ...more });
  expect(instance.requires).toEqual(requires);
});

test.each<[string, Partial<TrustSettings>, object]>([
  ["public", { sigstore: "public" }, { log: true, sct: true, timestamp: false }],
  ["github", { sigstore: "github" }, { log: false, sct: false, timestamp: true }],
  ["public", { sigstore: "public", require: ["timestamp"] }, { log: true, sct: true, timestamp: true }],
])("the %s instance requires the same whatever its root lists", async (name, more, requires) => {
  const { instance, services } = await open({ signing: false, trustedRoot: root, ...more });
  expect(instance).toMatchObject({ name, requires });
  expect(services).toBeUndefined();
});

test.each<[string, Partial<TrustSettings>, string]>([
  ["public", { visibility: "public" }, "tuf-repo-cdn.sigstore.dev"],
  ["private", { visibility: "private" }, "tuf-repo.github.com"],
  ["unknown", { visibility: undefined as never }, "tuf-repo.github.com"],
])(
  "without inputs, a repository whose visibility is %s asks its own instance, and fails without it",
  async (_, more, asked) => {
    const { host, asked: hosts } = hostOf();
    const thrown = await failure(openTrust(settings(more), host, never));
    expect(thrown.code).toBe("TRUST_ROOT_UNAVAILABLE");
    expect(new Set(hosts)).toEqual(new Set([asked]));
  },
);

const key = tufKey();
async function mirror(
  targets: Record<string, unknown>,
): Promise<{ url: string; tufRoot: ReturnType<typeof fileOf> }> {
  const texts = Object.fromEntries(
    Object.entries(targets).map(([name, value]) => [name, JSON.stringify(value)]),
  );
  const files = onlineFiles({ key }, texts);
  const server = await plainServer((request, response) => {
    const file = files.get(request.url!);
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
  const first = rootFile(signed(rootBody(1, [key], key), [key]));
  return { url: `http://127.0.0.1:${portOf(server)}`, tufRoot: fileOf(first.toString()) };
}

test("a mirror gives the trusted root and the signing config", async () => {
  const { url, tufRoot } = await mirror({
    "trusted_root.json": rootOf(),
    "signing_config.v0.2.json": config(),
    "signing_config_rekor_v2.v0.2.json": config("https://next.example"),
  });
  const { instance, services } = await open({ tufMirror: url, tufRoot });
  expect(instance).toMatchObject({ name: "private", source: `TUF ${url}` });
  expect(services?.fulcio.href).toBe("https://fulcio.example/");
  const next = await open({ tufMirror: url, tufRoot, rekor2: true });
  expect(next.services?.fulcio.href).toBe("https://next.example/");
  const old = await open({ tufMirror: url, tufRoot, rekor2: true, wish: { logVersion: 1 } });
  expect(old.services?.fulcio.href).toBe("https://fulcio.example/");
});

test("a mirror without a trusted root, and one without a signing config", async () => {
  const none = await mirror({ "signing_config.v0.2.json": config() });
  expect(await failure(open({ tufMirror: none.url, tufRoot: none.tufRoot }))).toMatchObject({
    code: "TRUST_ROOT_INVALID",
    message: expect.stringContaining("lists no trusted_root.json"),
  });
  const bare = await mirror({ "trusted_root.json": rootOf() });
  const at = { tufMirror: bare.url, tufRoot: bare.tufRoot };
  expect(await failure(open(at))).toMatchObject({
    code: "INPUT_INVALID",
    fix: expect.stringContaining("signing-config:"),
  });
  const named = await open({ ...at, fulcioUrl: "https://fulcio.example", rekorUrl: "https://log.example" });
  expect(named.services?.log?.url.href).toBe("https://log.example/");
});

test.each<[string, Partial<TrustSettings>, string, RegExp]>([
  ["a mirror without a root", { tufMirror: "https://tuf.example" }, "INPUT_INVALID", /belong together/],
  ["a root without a mirror", { tufRoot: root }, "INPUT_INVALID", /belong together/],
  ["a mirror by http", { tufMirror: "http://tuf.example", tufRoot: root }, "ENDPOINT_REFUSED", /tuf-mirror/],
  [
    "a mirror and a trusted root",
    { ...own, tufMirror: "https://tuf.example", tufRoot: root },
    "INPUT_INVALID",
    /both say whom to trust/,
  ],
  [
    "services without a root",
    { fulcioUrl: "https://fulcio.example", rekorUrl: "https://log.example" },
    "INPUT_INVALID",
    /not the root/,
  ],
  ["a root without services", { trustedRoot: root }, "INPUT_INVALID", /Nothing names the services/],
  [
    "the public log for a private repository",
    { sigstore: "public", visibility: "private" },
    "PUBLIC_LOG_REFUSED",
    /is private/,
  ],
  [
    "the public log under another name",
    {
      trustedRoot: root,
      visibility: "private",
      fulcioUrl: "https://f.example",
      rekorUrl: "https://rekor.sigstore.dev",
    },
    "PUBLIC_LOG_REFUSED",
    /is private/,
  ],
  [
    "GitHub's for old image signatures",
    { visibility: "private", wish: { logVersion: 1 } },
    "SIGNING_REFUSED",
    /has no log/,
  ],
])("refuses %s before anything is asked", async (_, more, code, words) => {
  const { host, asked } = hostOf();
  const thrown = await failure(openTrust(settings(more), host, never));
  expect(thrown.code).toBe(code);
  expect(thrown.message).toMatch(words);
  expect(asked).toEqual([]);
});

test("GitHub's instance is refused on another host of GitHub", async () => {
  const thrown = await failure(open({ sigstore: "github" }, { GITHUB_SERVER_URL: "https://tenant.ghe.com" }));
  expect(thrown).toMatchObject({
    code: "SIGNING_REFUSED",
    message: expect.stringContaining("github.com only"),
  });
});

test("a mirror that is built in needs no root", async () => {
  const { host, asked } = hostOf();
  const at = { tufMirror: "https://tuf-repo.github.com/", signing: false };
  expect((await failure(openTrust(settings(at), host, never))).code).toBe("TRUST_ROOT_UNAVAILABLE");
  expect(new Set(asked)).toEqual(new Set(["tuf-repo.github.com"]));
});
