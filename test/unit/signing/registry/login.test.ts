import { afterEach, expect, test } from "vitest";
import { Secret } from "../../../../src/kernel/secret.ts";
import type { RegistrySettings } from "../../../../src/signing/registry/registry.ts";
import { CANARY, failureOf, fakeHost, imageIn, registryOf, signal } from "./fake-host.ts";
import {
  type Answer,
  type FakeOptions,
  type FakeRegistry,
  fakeRegistry,
  type Seen,
} from "./fake-registry.ts";

const running: FakeRegistry[] = [];
afterEach(async () => void (await Promise.all(running.splice(0).map(async ({ stop }) => stop()))));

async function started(options: FakeOptions = {}): Promise<FakeRegistry> {
  const registry = await fakeRegistry(options);
  running.push(registry);
  return registry;
}

const LOGIN = { username: "ci", password: Secret.of(CANARY) };
const BASIC = `Basic ${Buffer.from(`ci:${CANARY}`).toString("base64")}`;
const PREDICATE = { predicateType: "https://sigstore.dev/cosign/sign/v1" };

const challenge = (seen: Seen, registry: FakeRegistry, scope: string): Answer => ({
  status: 401,
  headers: {
    "www-authenticate": [
      'basic realm="no"',
      `bEARER realm="http://${registry.host}/token?x=1",service="registry.test",scope="${scope}"`,
    ],
  },
  body: `${seen.path} ${CANARY}`,
});

/** A registry with a token service; a token is `T:` and the scopes that were asked for, sorted. */
const withTokens = (
  more: (seen: Seen, registry: FakeRegistry) => Answer | "reset" | undefined = () => undefined,
): FakeOptions => ({
  before: (seen, registry) => {
    const own = more(seen, registry);
    if (own !== undefined) return own;
    if (seen.path === "/token") {
      if (seen.method === "POST") return { status: 404, body: CANARY };
      const body = JSON.stringify({
        access_token: `T:${seen.query.getAll("scope").join("+")}`,
        expires_in: 300,
      });
      return seen.headers.authorization === BASIC ? { status: 200, body } : { status: 401, body: CANARY };
    }
    const name = /^\/v2\/(.+?)\/(?:blobs|manifests|referrers)\//.exec(seen.path)?.[1];
    const actions = seen.method === "GET" || seen.method === "HEAD" ? "pull" : "pull,push";
    const token = seen.headers.authorization ?? "";
    const isAllowed =
      token.startsWith(`Bearer T:repository:${name}:pull`) && (actions === "pull" || token.endsWith("push"));
    return isAllowed ? undefined : challenge(seen, registry, `repository:${name}:${actions}`);
  },
});

const login = (fake: FakeRegistry, settings: Partial<RegistrySettings> = LOGIN) => {
  const host = fakeHost();
  return { host, registry: registryOf(host, settings), image: imageIn(fake) };
};
const tokensAsked = (fake: FakeRegistry): string[] =>
  fake.seen.filter(({ path }) => path === "/token").map(({ query }) => query.getAll("scope").join("+"));

test("a token is asked for once for each scope, whatever number of requests wait for it", async () => {
  const fake = await started(withTokens());
  const { registry, image, host } = login(fake);
  await registry.resolve(image.reference, signal);
  await Promise.all([1, 2, 3].map(async (text) => registry.attach(image, String(text), PREDICATE, signal)));
  expect(tokensAsked(fake)).toEqual(["repository:shop/api:pull", "repository:shop/api:pull,push"]);
  expect(fake.seen.find(({ path }) => path === "/token")?.query.get("service")).toBe("registry.test");
  expect(fake.seen.filter(({ path, query }) => path === "/token" && query.get("x") === "1")).toHaveLength(2);
  expect(host.born).toEqual(expect.arrayContaining(["T:repository:shop/api:pull,push", BASIC.slice(6)]));
});

test("a token that has ended is asked for anew", async () => {
  const fake = await started(withTokens());
  const { registry, image, host } = login(fake);
  await registry.resolve(image.reference, signal);
  await host.host.clock.sleep(300_000, signal);
  await registry.resolve(image.reference, signal);
  expect(tokensAsked(fake)).toHaveLength(2);
});

test("a token that is refused before its time is asked for anew, once", async () => {
  let refuse = false;
  const fake = await started(
    withTokens((seen, registry) =>
      refuse && seen.path !== "/token" ? challenge(seen, registry, "repository:shop/api:pull") : undefined,
    ),
  );
  const { registry, image } = login(fake);
  await registry.resolve(image.reference, signal);
  refuse = true;
  const failure = await failureOf(registry.resolve(image.reference, signal));
  expect(failure.code).toBe("REGISTRY_REFUSED");
  expect(tokensAsked(fake)).toHaveLength(2);
});

test("what everybody may read is read, also with a login that has no right to it", async () => {
  const fake = await started({
    before: (seen, registry) => {
      if (seen.path !== "/token")
        return seen.headers.authorization === "Bearer open"
          ? undefined
          : challenge(seen, registry, "repository:shop/api:pull");
      return seen.headers.authorization === undefined
        ? { status: 200, body: JSON.stringify({ token: "open" }) }
        : { status: 403, body: CANARY };
    },
  });
  const { registry, image } = login(fake);
  expect(await registry.resolve(image.reference, signal)).toMatchObject({ size: image.size });
  expect((await failureOf(registry.canPush(image.reference, signal))).code).toBe("REGISTRY_REFUSED");
});

test("scopes that the registry names are asked for beside ours", async () => {
  const fake = await started({
    before: (seen, registry) =>
      seen.path === "/token"
        ? { status: 200, body: JSON.stringify({ token: "t" }) }
        : seen.headers.authorization === "Bearer t"
          ? undefined
          : challenge(seen, registry, "repository:mirror/api:pull repository:shop/api:pull,delete"),
  });
  const { registry, image } = login(fake);
  await registry.resolve(image.reference, signal);
  expect(tokensAsked(fake)).toEqual(["repository:mirror/api:pull+repository:shop/api:delete,pull"]);
});

test("an identity token is exchanged, or used as a password where the service has no such exchange", async () => {
  for (const isKnown of [true, false]) {
    const fake = await started({
      before: (seen, registry) => {
        if (seen.headers.authorization === "Bearer t") return undefined;
        if (seen.path !== "/token") return challenge(seen, registry, "");
        return seen.method === "POST" && !isKnown
          ? { status: 405 }
          : { status: 200, body: '{"access_token":"t"}' };
      },
    });
    const helper = async (): Promise<string> =>
      Promise.resolve(JSON.stringify({ Username: "<token>", Secret: "i&=" }));
    const host = fakeHost({ DOCKER_CONFIG: new URL("fixtures/store", import.meta.url).pathname });
    await registryOf(host, { helper }).resolve(imageIn(fake).reference, signal);
    const [posted, got] = fake.seen.filter(({ path }) => path === "/token");
    expect(Object.fromEntries(new URLSearchParams(posted?.body.toString()))).toMatchObject({
      grant_type: "refresh_token",
      refresh_token: "i&=",
      service: "registry.test",
      scope: "repository:shop/api:pull",
    });
    expect(got?.headers.authorization).toBe(
      isKnown ? undefined : `Basic ${Buffer.from(":i&=").toString("base64")}`,
    );
  }
});

test("Basic alone is answered with the login, from the second request on at once", async () => {
  const fake = await started({
    before: ({ headers }) =>
      headers.authorization === BASIC
        ? undefined
        : { status: 401, headers: { "www-authenticate": "Basic realm=x" } },
  });
  const { registry, image } = login(fake);
  await registry.resolve(image.reference, signal);
  await registry.resolve(image.reference, signal);
  expect(fake.seen.map(({ headers }) => headers.authorization)).toEqual([undefined, BASIC, BASIC]);
});

test.each([
  ["with a wrong login", { username: "ci", password: Secret.of(`wrong ${CANARY}`) }, "the login at hand"],
  ["without one", {}, "whoever has no login"],
])("a refusal %s says what is missing", async (_, settings, who) => {
  const fake = await started(withTokens());
  const { registry, image } = login(fake, settings);
  const failure = await failureOf(registry.canPush(image.reference, signal));
  expect(failure.code).toBe("REGISTRY_REFUSED");
  expect(failure.message).toContain(who);
  expect(failure.fix).toContain(`docker login ${fake.host}`);
  expect(failure.message + failure.fix).not.toContain(CANARY);
});

test.each([
  ["a redirect", { status: 307, headers: { location: "/elsewhere" } }],
  ["a web page", { status: 200, body: `<html>${CANARY}` }],
  ["a token that is no header", { status: 200, body: JSON.stringify({ token: `a\r\n${CANARY}` }) }],
  ["no token", { status: 200, body: "{}" }],
  ["too much", { status: 200, body: "x".repeat(100_000) }],
])("a token service that answers with %s is no token service", async (_, answer) => {
  const fake = await started(withTokens(({ path }) => (path === "/token" ? answer : undefined)));
  const { registry, image } = login(fake);
  const failure = await failureOf(registry.resolve(image.reference, signal));
  expect(failure.code).toBe("REGISTRY_ANSWER_INVALID");
  expect(failure.message + failure.fix).not.toContain(CANARY);
});

test.each(["http://169.254.169.254/token", "http://10.1.2.3/token", "ftp://a.test/", "no address"])(
  "no login goes to a token service at %s",
  async (realm) => {
    const fake = await started({
      before: () => ({ status: 401, headers: { "www-authenticate": `Bearer realm="${realm}"` } }),
    });
    const { registry, image } = login(fake);
    expect((await failureOf(registry.resolve(image.reference, signal))).code).toBe("REGISTRY_ANSWER_INVALID");
    expect(fake.seen).toHaveLength(1);
  },
);
