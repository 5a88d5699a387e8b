import { afterAll, beforeAll, expect, test } from "vitest";
import { findLeaks } from "../harness/leaks.ts";
import { type Sigstore, sigstore } from "../harness/servers/sigstore.ts";
import { type HostileRegistry, hostileRegistry } from "./verify-hostile.ts";
import { failsWith, mustCosign, outcome, partsOf, PASSES, verifyUsual } from "./verify-place.ts";

/** A registry that lies gets its own login at most; nobody else gets that. */
let peers: Sigstore;
let registry: HostileRegistry;
let elsewhere: HostileRegistry;
let signed: string;
beforeAll(async () => {
  peers = await sigstore({ rekor2: false, tsa: false, registry: false });
  const upstream = peers.referrersRegistryHost;
  registry = await hostileRegistry(upstream);
  elsewhere = await hostileRegistry(upstream, "127.0.0.2");
  signed = await peers.pushImage(upstream, "shop/api", "signed");
  await mustCosign(peers, ["sign", ...peers.signFlags("v1"), signed]);
});
afterAll(async () => await Promise.all([registry.stop(), elsewhere.stop(), peers.stop()]));

const asked = (image: string): string => `oci://${registry.host}/shop/api@${partsOf(image).digest}`;

const PASSWORD = "CANARY-7f3a-registry-password";
const login = { "registry-username": "ci", "registry-password": PASSWORD };
const basic = `Basic ${Buffer.from(`ci:${PASSWORD}`).toString("base64")}`;

test("the login goes to no other place that the registry redirects to", async () => {
  const mirror = await hostileRegistry(peers.referrersRegistryHost);
  try {
    registry.set(({ path, authorization }) =>
      authorization !== basic
        ? { status: 401, headers: { "www-authenticate": 'Basic realm="r"' } }
        : path.includes("/blobs/")
          ? { status: 307, headers: { location: `http://${mirror.host}${path}` } }
          : undefined,
    );
    const run = await verifyUsual(peers, { verify: asked(signed), ...login });
    expect(outcome(run)).toEqual(PASSES);
    expect(mirror.calls.map(({ authorization }) => authorization)).toEqual([undefined]);
    expect(findLeaks(run, [PASSWORD, basic.slice(6)])).toEqual([]);
  } finally {
    await mirror.stop();
  }
});

test.each<[string, () => string, string]>([
  ["of a private network", () => `http://${elsewhere.host}/token`, "REGISTRY_ANSWER_INVALID"],
  ["with a login in it", () => `http://a:b@${registry.host}/token`, "REGISTRY_ANSWER_INVALID"],
  ["that is a file", () => "file:///etc/passwd", "REGISTRY_ANSWER_INVALID"],
  ["that is none", () => "not an address", "REGISTRY_ANSWER_INVALID"],
])("the login goes to no token service %s", async (_name, realm, code) => {
  const before = elsewhere.calls.length;
  registry.set(() => ({
    status: 401,
    headers: { "www-authenticate": `Bearer realm="${realm()}",service="x"` },
  }));
  const run = await verifyUsual(peers, { verify: asked(signed), ...login });
  expect(outcome(run)).toEqual(failsWith(code));
  expect([elsewhere.calls.length - before, findLeaks(run, [PASSWORD])]).toEqual([0, []]);
});

test("the login is in no message where the registry says it back", async () => {
  registry.set(({ authorization }) => ({
    status: authorization === undefined ? 401 : 403,
    headers: { "www-authenticate": 'Basic realm="r"', "content-type": "application/json" },
    body: JSON.stringify({ errors: [{ code: "DENIED", message: `${authorization} ${PASSWORD}` }] }),
  }));
  const run = await verifyUsual(peers, { verify: asked(signed), ...login });
  expect(outcome(run)).toEqual(failsWith("REGISTRY_REFUSED"));
  expect(findLeaks(run, [PASSWORD, basic.slice(6)])).toEqual([]);
});

test("a login that is GitHub's token goes to no registry but GitHub's", async () => {
  const token = "CANARY-7f3a-github-token";
  registry.set(({ authorization }) =>
    authorization === undefined
      ? { status: 401, headers: { "www-authenticate": 'Basic realm="r"' } }
      : undefined,
  );
  const before = registry.calls.length;
  const run = await verifyUsual(peers, { verify: asked(signed), "github-token": token });
  expect(outcome(run)).toEqual(failsWith("REGISTRY_REFUSED"));
  expect(registry.calls.slice(before).flatMap(({ authorization }) => authorization ?? [])).toEqual([]);
  expect(findLeaks(run, [token])).toEqual([]);
});
